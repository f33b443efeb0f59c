package org.stackbook.cache.engine.curve;

import java.util.Arrays;
import org.stackbook.seed.Random64;
import org.stackbook.trace.engine.KeySource;
import org.stackbook.trace.engine.ReuseDistances;

/**
 * How many accesses miss in an LRU cache, at every size.
 *
 * <p>Sampled, it looks at those things only whose hash falls below a bound, as if they were all: at
 * a rate R, a distance among them stands for 1/R of it. That more or fewer accesses are sampled
 * than expected is made up for at distance 0 (SHARDS-adj). Each eighth of the sample, a sample
 * itself, gives a curve of its own; how far those lie apart tells how far off the whole may be.
 *
 * <p>Source: C. Waldspurger, N. Park, A. Garthwaite and I. Ahmad, "Efficient MRC construction with
 * SHARDS", FAST 2015.
 */
public final class MissCurve {

  private static final int BATCH = 8192;

  /** So many keys are fetched at the same time: what they need stays in the nearest cache. */
  private static final int AHEAD = 64;

  /** A power of two: the lowest bits of a hash choose the part. */
  private static final int PARTS = 8;

  /** Hashes are compared by their upper bits. */
  private static final double HASHES = 0x1p53;

  private final long accesses;
  private final Sample whole;
  private final Sample[] parts;

  private MissCurve(long accesses, Sample whole, Sample... parts) {
    this.accesses = accesses;
    this.whole = whole;
    this.parts = parts;
    whole.close(accesses);
    for (Sample part : parts) {
      part.close(accesses);
    }
  }

  /**
   * Counts every access.
   *
   * @param keys read to their end
   */
  public static MissCurve exact(KeySource keys) {
    Sample all = new Sample(1);
    long[] batch = new long[BATCH];
    long accesses = 0;
    for (int count = keys.read(batch); count > 0; count = keys.read(batch)) {
      for (int from = 0; from < count; from += AHEAD) {
        int to = Math.min(count, from + AHEAD);
        all.add(batch, from, to);
      }
      accesses += count;
    }
    return new MissCurve(accesses, all);
  }

  /**
   * Counts the accesses of some things.
   *
   * @param keys read to their end
   * @param rate share of the things to look at, above 0, at most 1
   * @param seed of the choice
   */
  public static MissCurve sampled(KeySource keys, double rate, long seed) {
    Sample whole = new Sample(rate);
    Sample[] parts = new Sample[PARTS];
    Arrays.setAll(parts, part -> new Sample(rate / PARTS));
    long bound = (long) (rate * HASHES);
    long[] batch = new long[BATCH];
    long accesses = 0;
    for (int count = keys.read(batch); count > 0; count = keys.read(batch)) {
      for (int i = 0; i < count; i++) {
        long hash = Random64.mixed(batch[i] ^ seed);
        if ((hash >>> 11) < bound) {
          whole.add(batch[i]);
          parts[(int) hash & (PARTS - 1)].add(batch[i]);
        }
      }
      accesses += count;
    }
    return new MissCurve(accesses, whole, parts);
  }

  /** How many accesses there were, those not sampled included. */
  public long accesses() {
    return accesses;
  }

  /** How many things were looked at. */
  public int looked() {
    return whole.distances.things();
  }

  /** How many things were used; estimated if sampled. */
  public double things() {
    return whole.distances.things() / whole.rate;
  }

  /**
   * The share of accesses that miss; 0 if there were none.
   *
   * @param size of the cache, in things
   * @throws IllegalArgumentException if it is below 0
   */
  public double missRatio(double size) {
    return whole.missRatio(size);
  }

  /**
   * The standard error of the miss ratio; 0 if every access was counted.
   *
   * @param size of the cache, in things
   * @throws IllegalArgumentException if it is below 0 and not every access was counted
   */
  public double standardError(double size) {
    if (parts.length == 0) {
      return 0;
    }
    double sum = 0;
    double squares = 0;
    for (Sample part : parts) {
      double ratio = part.missRatio(size);
      sum += ratio;
      squares += ratio * ratio;
    }
    double variance = (squares - sum * sum / PARTS) / (PARTS - 1);
    return Math.sqrt(Math.max(0, variance) / PARTS);
  }

  /**
   * The smallest cache that hits so often.
   *
   * @param hitRatio from 0 to 1
   * @return things, rounded up; negative if no cache does, for first uses always miss
   */
  public long smallest(double hitRatio) {
    long most = (long) Math.ceil(things());
    if (1 - missRatio((double) most) < hitRatio) {
      return -1;
    }
    long low = 0;
    long high = most;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (1 - missRatio((double) middle) >= hitRatio) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The distances of some of the things. */
  private static final class Sample {
    final ReuseDistances distances = new ReuseDistances();
    final double rate;

    /** Once closed: how many accesses have a distance below each size. */
    private double[] hitsBelow = {};

    private final int[] batch = new int[AHEAD];
    private long[] counts = new long[1 << 10];
    private long accesses;
    private double expected;

    Sample(double rate) {
      this.rate = rate;
    }

    /** Step by step for all of them, so that one need not wait for what another has to fetch. */
    void add(long[] keys, int from, int to) {
      distances.expect(keys, from, to);
      for (int i = from; i < to; i++) {
        batch[i - from] = distances.access(keys[i]);
      }
      for (int i = 0; i < to - from; i++) {
        count(batch[i]);
      }
    }

    void add(long key) {
      count(distances.access(key));
    }

    private void count(int distance) {
      accesses++;
      if (distance != ReuseDistances.FIRST) {
        if (distance >= counts.length) {
          counts = Arrays.copyOf(counts, 2 * distance);
        }
        counts[distance]++;
      }
    }

    void close(long allAccesses) {
      expected = rate * allAccesses;
      hitsBelow = new double[distances.things() + 1];
      double sum = expected - accesses;
      for (int size = 1; size < hitsBelow.length; size++) {
        sum += size <= counts.length ? counts[size - 1] : 0;
        hitsBelow[size] = sum;
      }
      counts = new long[0];
    }

    double missRatio(double size) {
      if (size < 0) {
        throw new IllegalArgumentException("a cache of " + size);
      }
      if (expected == 0) {
        return 0;
      }
      double scaled = Math.min(size * rate, hitsBelow.length - 1);
      int below = (int) scaled;
      double hits = hitsBelow[below];
      if (below < scaled) {
        hits += (scaled - below) * (hitsBelow[below + 1] - hits);
      }
      return Math.min(1, Math.max(0, 1 - hits / expected));
    }
  }
}
