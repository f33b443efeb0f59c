package org.stackbook.storage.engine;

/**
 * Outages of servers that come back: their copies are stale meanwhile. Both waiting times are
 * without memory.
 *
 * @param rate outages of one server in a unit of time, 0 or more
 * @param mean how long until its copies are current again, more than 0, in the same unit
 */
public record Outages(double rate, double mean) {

  /** Servers are always there. */
  public static final Outages NONE = new Outages(0, 1);

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Outages {
    if (!(rate >= 0 && mean > 0 && Double.isFinite(rate + mean))) {
      throw new IllegalArgumentException("rate " + rate + ", mean " + mean);
    }
  }

  /** Whether there are none. */
  public boolean none() {
    return rate == 0;
  }
}
