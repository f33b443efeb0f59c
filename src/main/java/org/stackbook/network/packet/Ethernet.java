package org.stackbook.network.packet;

import java.util.Locale;
import org.stackbook.network.address.MacAddress;

/**
 * The header of an Ethernet frame that carries IPv4, without a VLAN tag and without the check
 * sequence behind the frame, which cards take off before anyone can capture it.
 *
 * <p>Source: IEEE 802.3; RFC 894.
 *
 * @param source the card that sends it on this link
 * @param destination the card that is to take it
 */
public record Ethernet(MacAddress source, MacAddress destination) implements Header {

  static final int LENGTH = 14;

  /** What the type field says of IPv4. */
  static final int IPV4 = 0x0800;

  /** A frame is filled up to so many bytes, check sequence apart. */
  static final int LEAST_FRAME = 60;

  /** What a frame takes of a link beyond its bytes: preamble, check sequence, gap to the next. */
  static final int AROUND_FRAME = 8 + 4 + 12;

  @Override
  public int length() {
    return LENGTH;
  }

  /** The header of an answer on the same link. */
  public Ethernet reversed() {
    return new Ethernet(destination, source);
  }

  @Override
  public String toString() {
    return "Ethernet II, Src: " + written(source) + ", Dst: " + written(destination);
  }

  private static String written(MacAddress address) {
    return address.toString().replace('-', ':').toLowerCase(Locale.ROOT);
  }
}
