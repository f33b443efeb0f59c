package org.stackbook.network.packet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.stackbook.error.Refusal;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.MacAddress;
import org.stackbook.network.address.Protocol;

/** Reads what {@link PacketWriter} writes, and refuses all else. */
final class PacketReader {

  private static final int VERSION_AND_LENGTH = (4 << 4) | (Ipv4.LENGTH / Integer.BYTES);
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int MSS_KIND = 2;

  private final byte[] bytes;
  private final ByteBuffer frame;
  private final List<Header> headers = new ArrayList<>();

  /** Where the IPv4 packet ends that is being read. */
  private int end;

  PacketReader(byte[] bytes) {
    this.bytes = bytes;
    this.frame = ByteBuffer.wrap(bytes);
    this.end = bytes.length;
  }

  Packet read() {
    boolean isTunnel;
    do {
      ethernet();
      Ipv4Start ip = ipv4();
      headers.add(ip.header());
      switch (ip.protocol()) {
        case TCP -> tcp(ip.header());
        case UDP -> udp(ip.header());
        case ICMP -> icmp();
      }
      isTunnel = HeaderOrder.carriesVxlan(headers.get(headers.size() - 1));
      if (isTunnel) {
        vxlan();
      }
    } while (isTunnel);
    return new Packet(headers, Payload.part(bytes, frame.position(), end));
  }

  private void ethernet() {
    need(Ethernet.LENGTH, "Ethernet");
    MacAddress destination = mac();
    MacAddress source = mac();
    headers.add(new Ethernet(source, destination));
    demand(word() == Ethernet.IPV4, "it carries something else than IPv4");
  }

  private MacAddress mac() {
    return new MacAddress(((long) word() << 32) | (frame.getInt() & Fields.THIRTY_TWO_BITS));
  }

  private int word() {
    return frame.getShort() & 0xffff;
  }

  private int octet() {
    return frame.get() & 0xff;
  }

  /** A header of IPv4 with what it says of the next one. */
  private record Ipv4Start(Ipv4 header, Protocol protocol) {}

  private Ipv4Start ipv4() {
    int start = frame.position();
    need(Ipv4.LENGTH, "IPv4");
    demand(octet() == VERSION_AND_LENGTH, "it is not IPv4, or has options");
    demand(octet() == 0, "it asks for a class of service");
    int length = word();
    demand(length >= Ipv4.LENGTH && start + length <= end, "its IPv4 packet is cut off");
    int identification = word();
    int fragment = word();
    demand((fragment & ~DONT_FRAGMENT) == 0, "it is a fragment");
    int timeToLive = octet();
    int number = octet();
    frame.position(frame.position() + Short.BYTES);
    Ipv4 header =
        new Ipv4(
            new IpAddress(frame.getInt()),
            new IpAddress(frame.getInt()),
            identification,
            fragment == DONT_FRAGMENT,
            timeToLive);
    demand(
        new Checksum().add(bytes, start, start + Ipv4.LENGTH).value() == 0,
        "the checksum of IPv4 is wrong");
    end = start + length;
    for (Protocol protocol : Protocol.values()) {
      if (protocol.number() == number) {
        return new Ipv4Start(header, protocol);
      }
    }
    throw wrong("IPv4 carries protocol " + number);
  }

  private void tcp(Ipv4 ip) {
    int start = frame.position();
    need(Tcp.LENGTH_WITHOUT_OPTIONS, "TCP");
    int source = word();
    int destination = word();
    long sequence = frame.getInt() & Fields.THIRTY_TWO_BITS;
    long acknowledgment = frame.getInt() & Fields.THIRTY_TWO_BITS;
    int lengthAndRest = octet();
    Set<TcpFlag> flags = flags(octet());
    int window = word();
    demand(
        PacketWriter.carriedSum(ip, Protocol.TCP, bytes, start, end).value() == 0,
        "the checksum of TCP is wrong");
    frame.position(frame.position() + Short.BYTES);
    demand(word() == 0, "it has urgent data");
    int length = (lengthAndRest >> 4) * Integer.BYTES;
    int mss = 0;
    if (length == Tcp.LENGTH_WITHOUT_OPTIONS + Tcp.MSS_OPTION_LENGTH) {
      need(Tcp.MSS_OPTION_LENGTH, "the options of TCP");
      demand(
          octet() == MSS_KIND && octet() == Tcp.MSS_OPTION_LENGTH,
          "TCP has another option than the maximum segment size");
      mss = word();
      demand(mss > 0, "its maximum segment size is 0");
    } else {
      demand(length == Tcp.LENGTH_WITHOUT_OPTIONS, "TCP has more options than one");
    }
    demand((lengthAndRest & 0xf) == 0, "reserved bits of TCP are set");
    headers.add(new Tcp(source, destination, sequence, acknowledgment, flags, window, mss));
  }

  private Set<TcpFlag> flags(int bits) {
    Set<TcpFlag> flags = EnumSet.noneOf(TcpFlag.class);
    int rest = bits;
    for (TcpFlag flag : TcpFlag.values()) {
      if ((bits & flag.bit()) != 0) {
        flags.add(flag);
        rest &= ~flag.bit();
      }
    }
    demand(rest == 0, String.format(Locale.ROOT, "TCP has other flags, 0x%02x", rest));
    return flags;
  }

  private void udp(Ipv4 ip) {
    int start = frame.position();
    need(Udp.LENGTH, "UDP");
    int source = word();
    int destination = word();
    demand(word() == end - start, "the length of UDP is another than that of IPv4");
    int sum = word();
    demand(
        destination == Vxlan.PORT
            ? sum == 0
            : sum != 0 && PacketWriter.carriedSum(ip, Protocol.UDP, bytes, start, end).value() == 0,
        "the checksum of UDP is wrong");
    headers.add(new Udp(source, destination));
  }

  private void icmp() {
    int start = frame.position();
    need(Icmp.LENGTH, "ICMP");
    int kind = octet();
    int code = octet();
    boolean isRedirect = kind == IcmpRedirect.REDIRECT && code == IcmpRedirect.FOR_HOST;
    boolean isEcho = (kind == Icmp.ECHO_REQUEST || kind == Icmp.ECHO_REPLY) && code == 0;
    demand(isEcho || isRedirect, "it is ICMP, and neither echo nor redirect for a host");
    demand(new Checksum().add(bytes, start, end).value() == 0, "the checksum of ICMP is wrong");
    frame.position(frame.position() + Short.BYTES);
    headers.add(
        isRedirect
            ? new IcmpRedirect(new IpAddress(frame.getInt()))
            : new Icmp(kind == Icmp.ECHO_REPLY, word(), word()));
  }

  private void vxlan() {
    need(Vxlan.LENGTH, "VXLAN");
    demand(frame.getInt() == Vxlan.FLAGS << 24, "VXLAN has other flags");
    int vni = frame.getInt();
    demand((vni & 0xff) == 0, "reserved bits of VXLAN are set");
    headers.add(new Vxlan(vni >>> 8));
  }

  private void need(int length, String what) {
    demand(end - frame.position() >= length, "it ends within " + what);
  }

  private void demand(boolean holds, String orElse) {
    if (!holds) {
      throw wrong(orElse);
    }
  }

  private Refusal wrong(String rule) {
    return Refusal.of("a frame of " + bytes.length + " bytes", rule)
        .wayOut("Packet.parse reads what Packet.bytes() writes")
        .asException();
  }
}
