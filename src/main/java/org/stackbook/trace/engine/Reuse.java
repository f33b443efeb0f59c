package org.stackbook.trace.engine;

import org.stackbook.seed.Random64;

/**
 * How many other things are used between two uses of the same thing, in memory that has a bound:
 * exactly for so many things, and beyond that from a sample of half of them, a quarter and so on.
 *
 * <p>Things are chosen by their hash. At one thing in n, a distance among those chosen stands for n
 * times as much, and a use for n uses; that more or fewer uses are chosen than one in n is made up
 * for at distance 0.
 *
 * <p>Source: C. Waldspurger, N. Park, A. Garthwaite and I. Ahmad, "Efficient MRC construction with
 * SHARDS", FAST 2015: the sample of fixed size, and its adjustment.
 */
public final class Reuse {

  private final int bound;
  private ReuseDistances distances = new ReuseDistances();
  private final Histogram between = new Histogram();
  private int halvings;
  private long uses;
  private long firsts;

  /**
   * @param bound how many things are looked at at once, 1 or more; they take some 50 bytes each
   */
  public Reuse(int bound) {
    this.bound = bound;
  }

  /** Uses a thing. */
  public void add(long key) {
    uses++;
    if (!isChosen(key)) {
      return;
    }
    int distance = distances.access(key);
    if (distance == ReuseDistances.FIRST) {
      firsts += oneIn();
      while (distances.things() > bound) {
        halvings++;
        distances = distances.of(this::isChosen);
      }
    } else {
      between.add((long) distance << halvings, oneIn());
    }
  }

  /** Nothing follows: lets go of the things, and keeps what was counted. */
  public void finish() {
    distances = new ReuseDistances();
  }

  private boolean isChosen(long key) {
    return Random64.mixed(key) >>> 1 >>> (63 - halvings) == 0;
  }

  /** One thing in so many is looked at, at the end: a power of two, 1 if all are. */
  public long oneIn() {
    return 1L << halvings;
  }

  /** How many uses there were. */
  public long uses() {
    return uses;
  }

  /** How many uses were the first of their thing; estimated if not all things are looked at. */
  public long firsts() {
    return Math.min(uses, firsts);
  }

  /** How many other things were used between, for each use that is not the first of its thing. */
  public Histogram between() {
    Histogram adjusted = between.copy();
    adjusted.add(0, uses - firsts() - between.total());
    return adjusted;
  }
}
