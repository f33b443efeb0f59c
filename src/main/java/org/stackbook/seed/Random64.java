package org.stackbook.seed;

/**
 * Random numbers from a seed, the same on every machine and every Java: SplitMix64 (Steele, Lea and
 * Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), with bounded numbers by
 * multiplication and rejection (Lemire, "Fast random integer generation in an interval", 2019). The
 * JDK's generators keep neither promise between versions.
 */
public final class Random64 {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /**
   * A generator.
   *
   * @param seed the same seed gives the same numbers
   */
  public Random64(long seed) {
    this.state = seed;
  }

  /**
   * One of many generators of a seed, so that parts of a computation do not share their numbers.
   *
   * @param number of the stream, from 0
   */
  public static Random64 stream(long seed, long number) {
    return new Random64(new Random64(seed).nextLong() ^ new Random64(~number).nextLong());
  }

  /**
   * Goes on as a new generator of this seed would, so that a part of a computation can draw its
   * numbers whenever its turn is.
   */
  public void restart(long seed) {
    this.state = seed;
  }

  /** A number of 64 bits, each equally likely. */
  public long nextLong() {
    long number = mixed(state);
    state += GOLDEN;
    return number;
  }

  /** A hash of a number: each bit of it moves half the bits of the hash. */
  public static long mixed(long number) {
    long z = number + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * A number from 0 to below {@code bound}, each equally likely.
   *
   * @param bound 1 or more
   */
  public int nextInt(int bound) {
    long product = (nextLong() >>> 32) * bound;
    if ((product & 0xFFFFFFFFL) < bound) {
      long unfair = Integer.toUnsignedLong(-bound) % bound;
      while ((product & 0xFFFFFFFFL) < unfair) {
        product = (nextLong() >>> 32) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** A number above 0 and below 1, each of 2^52 steps equally likely. */
  public double nextDouble() {
    return ((nextLong() >>> 12) + 0.5) * 0x1p-52;
  }

  /**
   * A waiting time without memory. {@link StrictMath} gives the same bits on every machine.
   *
   * @param rate events in a unit of time, more than 0
   */
  public double nextExponential(double rate) {
    return -StrictMath.log(nextDouble()) / rate;
  }
}
