package org.stackbook.network.packet;

import org.stackbook.fact.Figure;
import org.stackbook.unit.Ratio;

/**
 * How a packet travels within another one, and what that costs.
 *
 * <pre>{@code
 * Encapsulation.VXLAN.overhead() // → 50
 * Encapsulation.VXLAN.goodput(1460).toString() // → 91.9 %
 * }</pre>
 */
public enum Encapsulation {
  /** Not at all. */
  NONE(0),
  /** The IPv4 packet is the data of another one, as in Ananta (RFC 2003). */
  IP_IN_IP(Ipv4.LENGTH),
  /** The whole frame is the data of VXLAN, as in Azure Stack (RFC 7348). */
  VXLAN(Ethernet.LENGTH + Vxlan.LENGTH + Udp.LENGTH + Ipv4.LENGTH);

  private static final int TCP_AND_IP = Tcp.LENGTH_WITHOUT_OPTIONS + Ipv4.LENGTH;

  /** Fragments carry eights of bytes. */
  private static final int FRAGMENT_UNIT = 8;

  private final int overhead;

  Encapsulation(int overhead) {
    this.overhead = overhead;
  }

  /** By how many bytes a packet grows. */
  public int overhead() {
    return overhead;
  }

  /**
   * How many bytes the outer IPv4 packet has that carries a TCP segment without options.
   *
   * @param segment bytes of data in it
   */
  public int ipLength(int segment) {
    return segment + TCP_AND_IP + overhead;
  }

  /**
   * The largest TCP segment without options that fits.
   *
   * @param mtu the largest IPv4 packet of the link, in bytes
   * @return bytes of data; 0 or less if none fits
   */
  public int largestSegment(int mtu) {
    return mtu - TCP_AND_IP - overhead;
  }

  /**
   * What share of an Ethernet link is data of TCP, where all segments are of one size and have no
   * options. Frames are filled up to the least length; preamble, check sequence and gap count.
   *
   * @param segment bytes of data in each, 0 or more
   */
  public Ratio goodput(int segment) {
    Fields.within("segment", segment, Fields.SIXTEEN_BITS);
    return Ratio.of((double) segment / linkBytes(segment + TCP_AND_IP));
  }

  private int linkBytes(int packet) {
    return onLinkAsFrame(Ethernet.LENGTH + overhead + packet);
  }

  /**
   * What an IPv4 packet takes of an Ethernet link: frames are filled up to the least length;
   * preamble, check sequence and gap count.
   *
   * @param packet its bytes without encapsulation, 0 or more
   * @return bytes
   */
  public Figure<Integer> onLink(Figure<Integer> packet) {
    int before = Ethernet.LENGTH + overhead;
    return Figure.derived(
        packet.name() + " on a link" + (this == NONE ? "" : " in " + this),
        linkBytes(packet.value()),
        framed("{" + packet.name() + "} + " + before),
        packet);
  }

  /**
   * What an IPv4 packet takes of an Ethernet link if the packet around it is longer than the MTU
   * and sent in fragments: all but the last carry as many eights of bytes as fit.
   *
   * <p>Source: RFC 791.
   *
   * @param packet its bytes without encapsulation, 0 or more
   * @param mtu of the link, less than the outer packet
   * @return bytes
   */
  public Figure<Integer> onLinkInFragments(Figure<Integer> packet, Mtu mtu) {
    int data = packet.value() + overhead - Ipv4.LENGTH;
    int piece = (mtu.bytes() - Ipv4.LENGTH) / FRAGMENT_UNIT * FRAGMENT_UNIT;
    int whole = (data - 1) / piece;
    int around = Ethernet.LENGTH + Ipv4.LENGTH;
    Figure<Integer> pieces =
        Figure.derived(
            "data of a full fragment",
            piece,
            "the largest multiple of "
                + FRAGMENT_UNIT
                + " that is no more than {"
                + mtu.figure().name()
                + "} − "
                + Ipv4.LENGTH,
            mtu.figure());
    Figure<Integer> full =
        Figure.derived(
            "full fragments",
            whole,
            "({"
                + packet.name()
                + "} + "
                + (overhead - Ipv4.LENGTH - 1)
                + ") ÷ {"
                + pieces.name()
                + "}, rounded down",
            packet,
            pieces);
    return Figure.derived(
        packet.name() + " on a link in fragments",
        whole * onLinkAsFrame(around + piece) + onLinkAsFrame(around + data - whole * piece),
        "{"
            + full.name()
            + "} × ("
            + framed("{" + pieces.name() + "} + " + around)
            + ") + "
            + framed(
                "{"
                    + packet.name()
                    + "} + "
                    + (overhead - Ipv4.LENGTH + around)
                    + " − {"
                    + full.name()
                    + "} × {"
                    + pieces.name()
                    + "}"),
        packet,
        pieces,
        full);
  }

  private static int onLinkAsFrame(int frame) {
    return Math.max(Ethernet.LEAST_FRAME, frame) + Ethernet.AROUND_FRAME;
  }

  private static String framed(String frame) {
    return "max(" + Ethernet.LEAST_FRAME + ", " + frame + ") + " + Ethernet.AROUND_FRAME;
  }
}
