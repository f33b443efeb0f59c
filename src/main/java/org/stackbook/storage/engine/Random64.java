package org.stackbook.storage.engine;

/**
 * Random numbers from a seed, the same on every machine and every Java: SplitMix64 (Steele, Lea and
 * Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), with bounded numbers by
 * multiplication and rejection (Lemire, "Fast random integer generation in an interval", 2019). The
 * JDK's generators keep neither promise between versions.
 */
final class Random64 {

  private long state;

  Random64(long seed) {
    this.state = seed;
  }

  long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * A number from 0 to below {@code bound}, each equally likely.
   *
   * @param bound 1 or more
   */
  int nextInt(int bound) {
    long product = (nextLong() >>> 32) * bound;
    if ((product & 0xFFFFFFFFL) < bound) {
      long unfair = Integer.toUnsignedLong(-bound) % bound;
      while ((product & 0xFFFFFFFFL) < unfair) {
        product = (nextLong() >>> 32) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** A number from 0 to below 1, in steps of 2^-53. */
  double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }
}
