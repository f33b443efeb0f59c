package org.stackbook.network.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.Protocol;
import org.stackbook.seed.Random64;

/**
 * A packet as it is seen at one place: its headers, the outermost first, and its data. A packet
 * does not change; what is done to it returns another one. All words speak of the outermost
 * headers, so that a packet in a tunnel is asked after {@link #decapsulate()}.
 *
 * <pre>{@code
 * var link = new Ethernet(MacAddress.parse("00-1D-D8-B7-1C-00"), MacAddress.parse("00-1D-D8-B7-1C-01"));
 * var syn = Packet.tcp(link, Endpoint.parse("198.51.100.7:50123"), Endpoint.parse("203.0.113.10:443"), TcpFlag.SYN);
 * syn.withDestination(Endpoint.parse("10.0.2.4:8443")).info() // → 50123 → 8443 [SYN] Seq=0 Win=65535 Len=0
 * var tunnelled = syn.encapsulate(link, Ipv4.of(IpAddress.parse("10.0.0.8"), IpAddress.parse("10.0.0.4")), new Vxlan(5001));
 * tunnelled.length() - syn.length() // → 50
 * tunnelled.decapsulate().equals(syn) // → true
 * Packet.parse(tunnelled.bytes()).equals(tunnelled) // → true
 * }</pre>
 *
 * @param headers Ethernet, IPv4 and what IPv4 carries; behind UDP to port 4789 comes VXLAN, and the
 *     same again
 * @param payload what stands behind the last header
 */
public record Packet(List<Header> headers, Payload payload) {

  /** IANA keeps the ports from here on for no one, so that tunnels may take them. */
  private static final int FIRST_DYNAMIC_PORT = 49_152;

  private static final int DYNAMIC_PORTS = 16_384;

  /**
   * @throws Refusal if the headers do not follow each other so, or are followed by more bytes than
   *     an IPv4 packet holds
   */
  public Packet {
    headers = List.copyOf(headers);
    Objects.requireNonNull(payload);
    HeaderOrder.check(headers);
    int behind = payload.length();
    for (int i = headers.size() - 1; i >= 0; i--) {
      behind += headers.get(i).length();
      if (headers.get(i) instanceof Ipv4 && behind > Fields.SIXTEEN_BITS) {
        throw Refusal.of(
                String.format(Locale.ROOT, "an IPv4 packet of %,d bytes", behind),
                "the length of one is told in 16 bits, 65,535 at most")
            .source("RFC 791")
            .wayOut("send less data in one packet")
            .asException();
      }
    }
  }

  /**
   * A TCP segment without data, by the headers that {@link Ipv4#of} and {@link Tcp#of} begin with.
   *
   * @param link between which cards
   */
  public static Packet tcp(Ethernet link, Endpoint from, Endpoint to, TcpFlag... flags) {
    return over(link, from.address(), to.address(), Tcp.of(from.port(), to.port(), flags));
  }

  /**
   * A UDP datagram without data.
   *
   * @param link between which cards
   */
  public static Packet udp(Ethernet link, Endpoint from, Endpoint to) {
    return over(link, from.address(), to.address(), new Udp(from.port(), to.port()));
  }

  /**
   * A ping.
   *
   * @param link between which cards
   * @param identifier tells one sender of pings on a host from another, 0 to 65,535
   * @param sequence counts the pings, 0 to 65,535
   */
  public static Packet ping(
      Ethernet link, IpAddress from, IpAddress to, int identifier, int sequence) {
    return over(link, from, to, new Icmp(false, identifier, sequence));
  }

  /**
   * An ICMP redirect: what is meant for the destination of a packet is to be sent elsewhere.
   *
   * <p>Source: RFC 792.
   *
   * @param link between which cards
   * @param gateway where it is to be sent
   * @param about the packet, whose IPv4 header and next 8 bytes are quoted
   */
  public static Packet redirect(
      Ethernet link, IpAddress from, IpAddress to, IpAddress gateway, Packet about) {
    int quoted = Ethernet.LENGTH + Ipv4.LENGTH + IcmpRedirect.QUOTED_BEHIND_IP;
    return over(link, from, to, new IcmpRedirect(gateway))
        .withPayload(Payload.part(about.bytes(), Ethernet.LENGTH, quoted));
  }

  private static Packet over(Ethernet link, IpAddress from, IpAddress to, Header carried) {
    return new Packet(List.of(link, Ipv4.of(from, to), carried), Payload.NONE);
  }

  /**
   * Reads a frame.
   *
   * @param frame from the destination of Ethernet on; what stands behind the IPv4 packet is taken
   *     for padding
   * @throws Refusal if it is cut off, has a wrong checksum, or something that Stackbook does not
   *     write, such as a fragment, an option of IPv4 or an option of TCP other than the maximum
   *     segment size
   */
  public static Packet parse(byte[] frame) {
    return new PacketReader(frame).read();
  }

  /** The frame, from the destination of Ethernet on, with all lengths and checksums. */
  public byte[] bytes() {
    return PacketWriter.bytes(this);
  }

  /** How many bytes the frame has, without preamble, check sequence and padding. */
  public int length() {
    int length = payload.length();
    for (Header header : headers) {
      length += header.length();
    }
    return length;
  }

  /** How many bytes the outermost IPv4 packet has: what the MTU of a link is held against. */
  public int ipLength() {
    return length() - Ethernet.LENGTH;
  }

  /** The outermost Ethernet header. */
  public Ethernet ethernet() {
    return (Ethernet) headers.get(0);
  }

  /** The outermost IPv4 header. */
  public Ipv4 ipv4() {
    return (Ipv4) headers.get(1);
  }

  private Header carried() {
    return headers.get(2);
  }

  /** What the outermost IPv4 carries. */
  public Protocol protocol() {
    return carried() instanceof Tcp
        ? Protocol.TCP
        : carried() instanceof Udp ? Protocol.UDP : Protocol.ICMP;
  }

  /** The TCP header of the outermost IPv4, if it carries TCP. */
  public Optional<Tcp> tcp() {
    return carried() instanceof Tcp tcp ? Optional.of(tcp) : Optional.empty();
  }

  /** The number of the virtual network, if the packet is in a tunnel. */
  public Optional<Vxlan> vxlan() {
    return isTunnelled() ? Optional.of((Vxlan) headers.get(3)) : Optional.empty();
  }

  /** Whether a packet of a virtual network is in this one. */
  public boolean isTunnelled() {
    return headers.size() > 3;
  }

  /** Where it says it comes from; with port 0 in ICMP. */
  public Endpoint source() {
    return new Endpoint(ipv4().source(), ports()[0]);
  }

  /** Where it is to go; with port 0 in ICMP. */
  public Endpoint destination() {
    return new Endpoint(ipv4().destination(), ports()[1]);
  }

  private int[] ports() {
    if (carried() instanceof Tcp tcp) {
      return new int[] {tcp.sourcePort(), tcp.destinationPort()};
    }
    return carried() instanceof Udp udp
        ? new int[] {udp.sourcePort(), udp.destinationPort()}
        : new int[2];
  }

  /**
   * The same packet with other data.
   *
   * @throws Refusal if it is in a tunnel: the data is of the packet within, or too long
   */
  public Packet withPayload(Payload other) {
    if (isTunnelled()) {
      throw Refusal.of("withPayload(" + other + ")", "the data is of the packet in the tunnel")
          .wayOut("decapsulate() first, and encapsulate(…) again")
          .asException();
    }
    return new Packet(headers, other);
  }

  /**
   * The same packet with another header in the place of the outermost one of its kind, such as
   * {@code p.with(p.ipv4().withTimeToLive(9))}.
   *
   * @throws Refusal if it has none of that kind
   */
  public Packet with(Header other) {
    List<Header> changed = new ArrayList<>(headers);
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).getClass() == other.getClass()) {
        changed.set(i, other);
        return new Packet(changed, payload);
      }
    }
    throw Refusal.of("with(" + other + ")", "the packet has no such header: " + info())
        .asException();
  }

  /**
   * The same packet from another source, as source NAT makes it.
   *
   * @throws Refusal if it is ICMP, which has no ports, and the port is not 0
   */
  public Packet withSource(Endpoint other) {
    return with(ipv4().withSource(other.address())).withPorts(other.port(), ports()[1]);
  }

  /**
   * The same packet to another destination, as destination NAT makes it.
   *
   * @throws Refusal if it is ICMP, which has no ports, and the port is not 0
   */
  public Packet withDestination(Endpoint other) {
    return with(ipv4().withDestination(other.address())).withPorts(ports()[0], other.port());
  }

  private Packet withPorts(int source, int destination) {
    if (carried() instanceof Tcp tcp) {
      return with(tcp.withPorts(source, destination));
    }
    if (carried() instanceof Udp) {
      return with(new Udp(source, destination));
    }
    if (source != 0 || destination != 0) {
      throw Refusal.of("ports " + source + " and " + destination, "ICMP has no ports")
          .wayOut("give port 0")
          .asException();
    }
    return this;
  }

  /** The same packet on another link, handed on by a switch. */
  public Packet onLink(Ethernet link) {
    return with(link);
  }

  /**
   * The packet as a router hands it on: on another link, its time to live less by one.
   *
   * @throws Refusal if its time to live is 1 or 0, so that a router drops it
   */
  public Packet routed(Ethernet link) {
    int left = ipv4().timeToLive();
    if (left <= 1) {
      throw Refusal.of("routed(…)", "the time to live is " + left + ": a router drops the packet")
          .source("RFC 791")
          .asException();
    }
    return with(link).with(ipv4().withTimeToLive(left - 1));
  }

  /**
   * The packet as the data of another one, in a virtual network. The source port of the UDP header
   * around it is a hash of its flow, so that links that share load by ports keep flows together and
   * spread them.
   *
   * <p>Source: RFC 7348, section 5.
   *
   * @param link between which cards the tunnel leaves
   * @param outer from host to host
   */
  public Packet encapsulate(Ethernet link, Ipv4 outer, Vxlan vxlan) {
    List<Header> all = new ArrayList<>();
    all.add(link);
    all.add(outer);
    all.add(new Udp(tunnelPort(), Vxlan.PORT));
    all.add(vxlan);
    all.addAll(headers);
    return new Packet(all, payload);
  }

  /** One of the dynamic ports, by source, destination and protocol. */
  private int tunnelPort() {
    long hash = Random64.mixed(((long) ipv4().source().bits() << 32) | protocol().number());
    hash = Random64.mixed(hash ^ ipv4().destination().bits());
    hash = Random64.mixed(hash ^ (((long) ports()[0] << 16) | ports()[1]));
    return FIRST_DYNAMIC_PORT + (int) Long.remainderUnsigned(hash, DYNAMIC_PORTS);
  }

  /**
   * The packet that is in this one.
   *
   * @throws Refusal if it is in no tunnel
   */
  public Packet decapsulate() {
    if (!isTunnelled()) {
      throw Refusal.of("decapsulate()", "there is no packet in this one: " + info())
          .wayOut("ask isTunnelled() first")
          .asException();
    }
    return new Packet(headers.subList(4, headers.size()), payload);
  }

  /** The packet that is in no other's tunnel: itself, or the innermost one. */
  public Packet innermost() {
    return isTunnelled() ? decapsulate().innermost() : this;
  }

  /** What the innermost packet is about, in one line, as Wireshark's list of packets has it. */
  public String info() {
    if (isTunnelled()) {
      return innermost().info();
    }
    if (carried() instanceof Tcp tcp) {
      return String.format(
          Locale.ROOT,
          "%d → %d %s Seq=%d%s Win=%d Len=%d%s",
          tcp.sourcePort(),
          tcp.destinationPort(),
          tcp.flagList(),
          tcp.sequence(),
          tcp.has(TcpFlag.ACK) ? " Ack=" + tcp.acknowledgment() : "",
          tcp.window(),
          payload.length(),
          tcp.mss() > 0 ? " MSS=" + tcp.mss() : "");
    }
    if (carried() instanceof Icmp icmp) {
      return String.format(
          Locale.ROOT,
          "%s id=0x%04x, seq=%d, ttl=%d",
          icmp.kind(),
          icmp.identifier(),
          icmp.sequence(),
          ipv4().timeToLive());
    }
    if (carried() instanceof IcmpRedirect redirect) {
      return "Redirect for host, gateway " + redirect.gateway();
    }
    return ports()[0] + " → " + ports()[1] + " Len=" + payload.length();
  }

  /** One line for each header, the outermost first, and one for the data if there is some. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    headers.forEach(header -> lines.add(header.toString()));
    if (payload.length() > 0) {
      lines.add(payload.toString());
    }
    return lines;
  }

  @Override
  public String toString() {
    return String.join("\n", lines());
  }
}
