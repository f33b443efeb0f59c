package org.stackbook.network.sdn;

import org.stackbook.error.Refusal;
import org.stackbook.unit.Timespan;

/** Checks of times that are said of what goes on in a network. */
final class SaidTime {

  private SaidTime() {}

  /**
   * A time that may be said.
   *
   * @param time more than 0, a year at most
   * @throws Refusal if it is not
   */
  static Timespan positive(String word, Timespan time) {
    if (time.seconds() <= 0) {
      throw Refusal.of(word + "(" + time + ")", "it is more than 0").asException();
    }
    return atMostAYear(word, time);
  }

  /**
   * A time that may be said.
   *
   * @param time a year at most
   * @throws Refusal if it is more
   */
  static Timespan atMostAYear(String word, Timespan time) {
    if (time.compareTo(Timespan.YEAR) > 0) {
      throw Refusal.of(word + "(" + time + ")", "it is a year at most").asException();
    }
    return time;
  }
}
