package org.stackbook.network.engine;

/**
 * How many SNAT ports a back end gets by default, by the size of its pool: the largest power of two
 * that, given to each, does not come to more than a pool of a certain size gets with the most.
 *
 * @param most ports of a back end, a power of two
 * @param backEndsWithMost the largest pool in which each gets the most, 1 or more
 */
public record SnatDefaults(int most, int backEndsWithMost) {

  /**
   * Ports of each back end of a pool.
   *
   * @param backEnds of the pool, 1 or more
   * @return 0 if not even one port comes to each
   */
  public int ports(int backEnds) {
    long even = (long) most * backEndsWithMost / backEnds;
    return (int) Math.min(most, Long.highestOneBit(even));
  }
}
