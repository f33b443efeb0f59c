package org.stackbook.qos.engine;

import java.util.Arrays;
import java.util.List;

/**
 * Tallies by number. There may be thousands, each somewhere else in memory: requests are noted
 * first and counted many at once, which is faster than to go to one tally in between.
 */
final class Tallies {

  private static final int MANY = 1024;

  private final Tally[] all;
  private final int[] tally = new int[MANY];
  private final long[] came = new long[MANY];
  private final long[] passed = new long[MANY];
  private final long[] done = new long[MANY];
  private int noted;

  /**
   * @param count how many
   * @param end of the time, in nanoseconds
   */
  Tallies(int count, long end) {
    this.all = new Tally[count];
    Arrays.setAll(all, i -> new Tally(end));
  }

  /** Counts a request that the caps let pass, as {@link Meter#pass}. */
  void pass(int number, long cameAt, long passedAt, long doneAt) {
    int at = noted++;
    tally[at] = number;
    came[at] = cameAt;
    passed[at] = passedAt;
    done[at] = doneAt;
    if (noted == MANY) {
      count();
    }
  }

  private void count() {
    for (int i = 0; i < noted; i++) {
      all[tally[i]].pass(came[i], passed[i], done[i]);
    }
    noted = 0;
  }

  void refuse(int number) {
    all[number].refuse();
  }

  /** Counts a request that still waits for a cap at the end. */
  void waits(int number, long cameAt) {
    all[number].waits(cameAt);
  }

  /** Each of them, with all requests counted. */
  List<Tally> all() {
    count();
    return List.of(all);
  }
}
