package org.stackbook.network.packet;

import java.util.Locale;
import org.stackbook.network.address.IpAddress;

/**
 * The header of an IPv4 packet without options, whole and not a fragment. Length, protocol and
 * checksum follow from the packet around it.
 *
 * <p>Source: RFC 791.
 *
 * @param source who sent it, or whom it says
 * @param destination where it is to go
 * @param identification tells fragments of one packet from those of another, 0 to 65,535
 * @param dontFragment whether it is dropped where it is too long, instead of being cut
 * @param timeToLive how many routers may still take it on, 0 to 255
 */
public record Ipv4(
    IpAddress source,
    IpAddress destination,
    int identification,
    boolean dontFragment,
    int timeToLive)
    implements Header {

  static final int LENGTH = 20;

  /** What IANA recommends to begin with (RFC 1700). */
  private static final int RECOMMENDED_TIME_TO_LIVE = 64;

  private static final int LARGEST_TIME_TO_LIVE = 255;

  /**
   * @throws org.stackbook.error.Refusal if {@code identification} or {@code timeToLive} is out of
   *     its range
   */
  public Ipv4 {
    Fields.within("identification", identification, Fields.SIXTEEN_BITS);
    Fields.within("timeToLive", timeToLive, LARGEST_TIME_TO_LIVE);
  }

  /**
   * A header as most senders make it today: not to be fragmented, so that its identification may be
   * 0 (RFC 6864), and with the recommended time to live of 64.
   */
  public static Ipv4 of(IpAddress source, IpAddress destination) {
    return new Ipv4(source, destination, 0, true, RECOMMENDED_TIME_TO_LIVE);
  }

  @Override
  public int length() {
    return LENGTH;
  }

  /** The same from another source. */
  public Ipv4 withSource(IpAddress other) {
    return new Ipv4(other, destination, identification, dontFragment, timeToLive);
  }

  /** The same to another destination. */
  public Ipv4 withDestination(IpAddress other) {
    return new Ipv4(source, other, identification, dontFragment, timeToLive);
  }

  /**
   * The same with another identification.
   *
   * @param other 0 to 65,535
   */
  public Ipv4 withIdentification(int other) {
    return new Ipv4(source, destination, other, dontFragment, timeToLive);
  }

  /** The same, to be fragmented or not. */
  public Ipv4 withDontFragment(boolean other) {
    return new Ipv4(source, destination, identification, other, timeToLive);
  }

  /**
   * The same with another time to live.
   *
   * @param other 0 to 255
   */
  public Ipv4 withTimeToLive(int other) {
    return new Ipv4(source, destination, identification, dontFragment, other);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Internet Protocol Version 4, Src: %s, Dst: %s, Id: 0x%04x, TTL: %d%s",
        source,
        destination,
        identification,
        timeToLive,
        dontFragment ? ", DF" : "");
  }
}
