package org.stackbook.storage;

import org.stackbook.unit.Timespan;

/** The unit that the times of a table or an axis are told in. */
record TimeScale(String symbol, double seconds) {

  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3_600;
  private static final int LONGEST_IN_SMALL_UNIT = 2;

  /**
   * @param longest of the times
   */
  static TimeScale of(Timespan longest) {
    if (longest.seconds() > LONGEST_IN_SMALL_UNIT * SECONDS_PER_HOUR) {
      return new TimeScale("h", SECONDS_PER_HOUR);
    }
    return longest.seconds() > LONGEST_IN_SMALL_UNIT * SECONDS_PER_MINUTE
        ? new TimeScale("min", SECONDS_PER_MINUTE)
        : new TimeScale("s", 1);
  }

  /** A time in this unit. */
  double value(Timespan time) {
    return time.seconds() / seconds;
  }
}
