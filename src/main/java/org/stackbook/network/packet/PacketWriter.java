package org.stackbook.network.packet;

import java.nio.ByteBuffer;
import java.util.List;
import org.stackbook.network.address.MacAddress;
import org.stackbook.network.address.Protocol;

/** Writes a packet from its end to its beginning: a checksum needs what stands behind it. */
final class PacketWriter {

  private static final int VERSION_AND_LENGTH = (4 << 4) | (Ipv4.LENGTH / Integer.BYTES);
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int IP_CHECKSUM = 10;
  private static final int TCP_CHECKSUM = 16;
  private static final int UDP_CHECKSUM = 6;
  private static final int ICMP_CHECKSUM = 2;
  private static final int MSS_KIND = 2;

  private final ByteBuffer frame;
  private int at;

  private PacketWriter(int length) {
    this.frame = ByteBuffer.allocate(length);
    this.at = length;
  }

  static byte[] bytes(Packet packet) {
    PacketWriter writer = new PacketWriter(packet.length());
    writer.at -= packet.payload().length();
    packet.payload().copyTo(writer.frame.array(), writer.at);
    List<Header> headers = packet.headers();
    for (int i = headers.size() - 1; i >= 0; i--) {
      writer.write(headers, i);
    }
    return writer.frame.array();
  }

  private void write(List<Header> headers, int index) {
    Header header = headers.get(index);
    at -= header.length();
    frame.position(at);
    if (header instanceof Ethernet ethernet) {
      put(ethernet.destination());
      put(ethernet.source());
      frame.putShort((short) Ethernet.IPV4);
    } else if (header instanceof Ipv4 ip) {
      write(ip, headers.get(index + 1));
    } else if (header instanceof Tcp tcp) {
      write(tcp, (Ipv4) headers.get(index - 1));
    } else if (header instanceof Udp udp) {
      write(udp, (Ipv4) headers.get(index - 1));
    } else if (header instanceof Icmp icmp) {
      write(icmp);
    } else if (header instanceof IcmpRedirect redirect) {
      write(redirect);
    } else if (header instanceof Vxlan vxlan) {
      frame.put((byte) Vxlan.FLAGS).put((byte) 0).putShort((short) 0).putInt(vxlan.vni() << 8);
    }
  }

  private void put(MacAddress address) {
    frame.putShort((short) (address.bits() >>> 32)).putInt((int) address.bits());
  }

  private int behind() {
    return frame.capacity() - at;
  }

  private void write(Ipv4 ip, Header carried) {
    frame.put((byte) VERSION_AND_LENGTH).put((byte) 0).putShort((short) behind());
    frame.putShort((short) ip.identification());
    frame.putShort((short) (ip.dontFragment() ? DONT_FRAGMENT : 0));
    frame.put((byte) ip.timeToLive()).put((byte) protocol(carried).number()).putShort((short) 0);
    frame.putInt(ip.source().bits()).putInt(ip.destination().bits());
    put(IP_CHECKSUM, new Checksum().add(frame.array(), at, at + Ipv4.LENGTH).value());
  }

  private static Protocol protocol(Header carried) {
    return carried instanceof Tcp
        ? Protocol.TCP
        : carried instanceof Udp ? Protocol.UDP : Protocol.ICMP;
  }

  private void write(Tcp tcp, Ipv4 ip) {
    frame.putShort((short) tcp.sourcePort()).putShort((short) tcp.destinationPort());
    frame.putInt((int) tcp.sequence()).putInt((int) tcp.acknowledgment());
    int flags = tcp.flags().stream().mapToInt(TcpFlag::bit).sum();
    frame.put((byte) ((tcp.length() / Integer.BYTES) << 4)).put((byte) flags);
    frame.putShort((short) tcp.window()).putShort((short) 0).putShort((short) 0);
    if (tcp.mss() > 0) {
      frame.put((byte) MSS_KIND).put((byte) Tcp.MSS_OPTION_LENGTH).putShort((short) tcp.mss());
    }
    put(TCP_CHECKSUM, carriedSum(ip, Protocol.TCP).value());
  }

  private void write(Udp udp, Ipv4 ip) {
    frame.putShort((short) udp.sourcePort()).putShort((short) udp.destinationPort());
    frame.putShort((short) behind()).putShort((short) 0);
    if (udp.destinationPort() != Vxlan.PORT) {
      int sum = carriedSum(ip, Protocol.UDP).value();
      put(UDP_CHECKSUM, sum == 0 ? 0xffff : sum); // 0 would say that there is none
    }
  }

  private void write(Icmp icmp) {
    frame.put((byte) (icmp.isReply() ? Icmp.ECHO_REPLY : Icmp.ECHO_REQUEST)).put((byte) 0);
    frame.putShort((short) 0).putShort((short) icmp.identifier());
    frame.putShort((short) icmp.sequence());
    put(ICMP_CHECKSUM, sumToTheEnd());
  }

  private void write(IcmpRedirect redirect) {
    frame.put((byte) IcmpRedirect.REDIRECT).put((byte) IcmpRedirect.FOR_HOST);
    frame.putShort((short) 0).putInt(redirect.gateway().bits());
    put(ICMP_CHECKSUM, sumToTheEnd());
  }

  private int sumToTheEnd() {
    return new Checksum().add(frame.array(), at, frame.capacity()).value();
  }

  /** Over the pseudo header and all that IPv4 carries. */
  private Checksum carriedSum(Ipv4 ip, Protocol protocol) {
    return carriedSum(ip, protocol, frame.array(), at, frame.capacity());
  }

  static Checksum carriedSum(Ipv4 ip, Protocol protocol, byte[] frame, int from, int to) {
    return new Checksum()
        .addAddress(ip.source().bits())
        .addAddress(ip.destination().bits())
        .add(protocol.number())
        .add(to - from)
        .add(frame, from, to);
  }

  private void put(int offset, int checksum) {
    frame.putShort(at + offset, (short) checksum);
  }
}
