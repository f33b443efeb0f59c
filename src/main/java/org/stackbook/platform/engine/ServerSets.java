package org.stackbook.platform.engine;

import java.util.concurrent.CancellationException;
import java.util.function.IntToDoubleFunction;

/**
 * All sets of so many servers, looked at one by one. A set is a number whose bit {@code i} says
 * whether server {@code i} is in it.
 *
 * @param sets how many sets there are
 * @param stopped how many of them stop what is asked about, those that may or may not counted by
 *     their chance
 * @param worst a set with the largest chance to stop it, the lowest number of equals
 * @param best a set with the least chance to stop it, the lowest number of equals
 */
public record ServerSets(long sets, double stopped, int worst, int best) {

  /** The most servers whose sets are counted. */
  public static final int MOST_SERVERS = 24;

  private static final int CHECK_EVERY = 65_536;

  /**
   * Looks at all sets of a size.
   *
   * @param servers 1 to {@link #MOST_SERVERS}
   * @param size of a set, 1 to {@code servers}
   * @param stops chance that the loss of a set stops it, 0 to 1
   */
  public static ServerSets all(int servers, int size, IntToDoubleFunction stops) {
    long count = 0;
    double sum = 0;
    int worst = 0;
    int best = 0;
    double most = -1;
    double least = 2;
    for (int set = (1 << size) - 1; set < 1 << servers; set = next(set)) {
      double chance = stops.applyAsDouble(set);
      if (chance > most) {
        most = chance;
        worst = set;
      }
      if (chance < least) {
        least = chance;
        best = set;
      }
      sum += chance;
      if (++count % CHECK_EVERY == 0 && Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while sets of servers are counted");
      }
    }
    return new ServerSets(count, sum, worst, best);
  }

  /** The next larger number with as many bits. */
  private static int next(int set) {
    int lowest = set & -set;
    int carried = set + lowest;
    return carried | (((set ^ carried) >>> 2) / lowest);
  }

  /** Which part of the sets stops it, 0 to 1. */
  public double share() {
    return stopped / sets;
  }
}
