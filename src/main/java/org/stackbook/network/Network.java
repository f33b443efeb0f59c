package org.stackbook.network;

import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;

/**
 * The networks of a stamp.
 *
 * <p>The software-defined network has a word of its own, {@code oslo.network(n -> …)}.
 */
public final class Network implements OfStamp {

  private final Stamp stamp;

  private Network(Stamp stamp) {
    this.stamp = stamp;
  }

  /** The networks of {@code stamp}. */
  public static Network of(Stamp stamp) {
    return new Network(stamp);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }
}
