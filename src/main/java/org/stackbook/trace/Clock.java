package org.stackbook.trace;

/** Times of rows, as nanoseconds from the first; a time that goes back stands still. */
final class Clock {

  private final long nanosPerUnit;
  private final long farthest;
  private boolean started;
  private long firstUnits;
  private long firstNanos;
  private long now;
  private boolean wentBack;

  /**
   * @param nanosPerUnit how long the unit of the trace is
   */
  Clock(long nanosPerUnit) {
    this.nanosPerUnit = nanosPerUnit;
    this.farthest = Long.MAX_VALUE / 2 / nanosPerUnit;
  }

  /**
   * Sets the time of the next row.
   *
   * @param units whole units, 0 or more
   * @param nanos the fraction of a unit
   * @return whether it is near enough to be told in nanoseconds
   */
  boolean set(long units, long nanos) {
    if (!started) {
      started = true;
      firstUnits = units;
      firstNanos = nanos;
    }
    long later = units - firstUnits;
    if (later > farthest) {
      return false;
    }
    long time = later < 0 ? -1 : later * nanosPerUnit + nanos - firstNanos;
    wentBack = time < now;
    if (!wentBack) {
      now = time;
    }
    return true;
  }

  /** The time of this row, in nanoseconds from the first. */
  long now() {
    return now;
  }

  /** Whether this row came before the one above it. */
  boolean wentBack() {
    return wentBack;
  }

  long nanosPerUnit() {
    return nanosPerUnit;
  }
}
