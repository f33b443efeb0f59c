package org.stackbook.cache.engine.policy;

import org.stackbook.seed.Random64;

/**
 * Estimates how often keys were seen lately: a count-min sketch of four rows, each with four
 * counters of four bits for each thing in the cache, 8 bytes in all. After ten times as many keys
 * as the cache holds, all counters are halved, and so is the number of keys seen.
 *
 * <p>A key is hashed to the first number h of {@link Random64} with the seed {@code key ^ seed};
 * row i takes the counter at {@code low(h) + i * (high(h) | 1)}, a number of 32 bits that is scaled
 * to the length of a row.
 *
 * <p>Source: G. Cormode and S. Muthukrishnan, "An improved data stream summary: the count-min
 * sketch and its applications", Journal of Algorithms 55 (2005); the halving: G. Einziger, R.
 * Friedman and B. Manes, "TinyLFU: a highly efficient cache admission policy", ACM Transactions on
 * Storage 13 (2017).
 */
final class FrequencySketch {

  static final int ROWS = 4;
  static final int COLUMNS_PER_THING = 4;
  static final int SAMPLE_PER_THING = 10;

  private static final int BITS = 4;
  private static final int MOST = 15;

  /** The lower three bits of each counter. */
  private static final long HALVES = 0x7777777777777777L;

  private final long seed;
  private final long columns;
  private final long sample;

  /** Four counters of each row in one number, row by row from the lowest bits. */
  private final long[] counters;

  private long seen;

  FrequencySketch(int capacity, long seed) {
    this.seed = seed;
    this.columns = (long) capacity * COLUMNS_PER_THING;
    this.sample = (long) capacity * SAMPLE_PER_THING;
    this.counters = new long[capacity];
  }

  /** Memory of a sketch, in bytes. */
  static long bytes(long capacity) {
    return Long.BYTES * capacity;
  }

  /** Counts a key. */
  void see(long key) {
    long hash = hash(key);
    for (int row = 0; row < ROWS; row++) {
      long column = column(hash, row);
      int shift = shift(column, row);
      int word = (int) (column / COLUMNS_PER_THING);
      if (((counters[word] >>> shift) & MOST) < MOST) {
        counters[word] += 1L << shift;
      }
    }
    if (++seen == sample) {
      halve();
    }
  }

  /** How often a key was seen lately, from 0 to 15: as often or, by chance, more. */
  int estimate(long key) {
    long hash = hash(key);
    int least = MOST;
    for (int row = 0; row < ROWS; row++) {
      long column = column(hash, row);
      long word = counters[(int) (column / COLUMNS_PER_THING)];
      int count = (int) (word >>> shift(column, row)) & MOST;
      least = Math.min(least, count);
    }
    return least;
  }

  private long hash(long key) {
    return new Random64(key ^ seed).nextLong();
  }

  private long column(long hash, int row) {
    int mixed = (int) hash + row * ((int) (hash >>> 32) | 1);
    return (Integer.toUnsignedLong(mixed) * columns) >>> 32;
  }

  private static int shift(long column, int row) {
    return (row * COLUMNS_PER_THING + (int) (column % COLUMNS_PER_THING)) * BITS;
  }

  private void halve() {
    for (int i = 0; i < counters.length; i++) {
      counters[i] = (counters[i] >>> 1) & HALVES;
    }
    seen /= 2;
  }
}
