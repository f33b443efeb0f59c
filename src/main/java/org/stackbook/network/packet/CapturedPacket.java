package org.stackbook.network.packet;

import java.util.Objects;

/**
 * A packet as it passed a place.
 *
 * @param nanos when, in nanoseconds since the capture began, 0 or more
 * @param point where: the name of a card, a port or a step, such as {@code mux-1 in}
 * @param packet what it was there
 * @param comment what is to be said of it; empty for nothing
 */
public record CapturedPacket(long nanos, String point, Packet packet, String comment) {

  /**
   * @throws org.stackbook.error.Refusal if {@code nanos} is negative
   */
  public CapturedPacket {
    Fields.within("nanos", nanos, Long.MAX_VALUE);
    Objects.requireNonNull(point);
    Objects.requireNonNull(packet);
    Objects.requireNonNull(comment);
  }
}
