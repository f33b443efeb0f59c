package org.stackbook.network.packet;

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
    int frame = Math.max(Ethernet.LEAST_FRAME, Ethernet.LENGTH + ipLength(segment));
    return Ratio.of((double) segment / (frame + Ethernet.AROUND_FRAME));
  }
}
