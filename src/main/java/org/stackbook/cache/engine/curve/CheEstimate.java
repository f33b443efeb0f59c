package org.stackbook.cache.engine.curve;

/**
 * How often an LRU cache hits in the long run if each request is for a thing drawn independently of
 * all others.
 *
 * <p>A thing leaves the cache when it was not asked for while as many others were as fit in. How
 * many requests that takes is nearly the same for all things, the characteristic time T of the
 * cache: the things asked for within T requests fill it, Σ (1 − e^(−pT)) = size, and a thing of
 * probability p is found with 1 − e^(−pT).
 *
 * <p>Source: H. Che, Y. Tung and Z. Wang, "Hierarchical web caching systems: modeling, design and
 * experimental results", IEEE Journal on Selected Areas in Communications 20 (2002).
 */
public final class CheEstimate {

  private static final int MOST_STEPS = 1000;
  private static final double EXACT = 1e-13;

  private final Popularity popularity;

  /** Caches for things of that popularity. */
  public CheEstimate(Popularity popularity) {
    this.popularity = popularity;
  }

  /**
   * After how many requests for others a thing is given up.
   *
   * @param size of the cache, in things, 0 or more
   * @return requests; infinite if everything fits in
   */
  public double characteristicTime(double size) {
    if (size >= popularity.things()) {
      return Double.POSITIVE_INFINITY;
    }
    // Fewer things than requests are asked for, so this is too short; and as the cache fills ever
    // more slowly, each of Newton's steps is too short, too, and never beyond the end.
    double time = size;
    for (int step = 0; step < MOST_STEPS; step++) {
      double missing = size;
      double slope = 0;
      for (int group = 0; group < popularity.groups(); group++) {
        double share = popularity.share(group);
        double asked = -StrictMath.expm1(-share * time);
        missing -= popularity.count(group) * asked;
        slope += popularity.count(group) * share * (1 - asked);
      }
      double more = missing / slope;
      if (!(more > EXACT * time) || !Double.isFinite(more)) {
        break;
      }
      time += more;
    }
    return time;
  }

  /**
   * The share of requests that hit.
   *
   * @param size of the cache, in things, 0 or more
   */
  public double hitRatio(double size) {
    double time = characteristicTime(size);
    if (Double.isInfinite(time)) {
      return 1;
    }
    double hits = 0;
    for (int group = 0; group < popularity.groups(); group++) {
      double share = popularity.share(group);
      hits += popularity.count(group) * share * -StrictMath.expm1(-share * time);
    }
    return Math.min(1, hits);
  }

  /**
   * The smallest cache that hits so often.
   *
   * @param hitRatio at most 1
   * @return things
   */
  public long smallest(double hitRatio) {
    long low = 0;
    long high = popularity.things();
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (hitRatio((double) middle) >= hitRatio) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
