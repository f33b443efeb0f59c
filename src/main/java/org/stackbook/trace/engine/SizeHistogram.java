package org.stackbook.trace.engine;

/**
 * How often sizes come, by size: exact to eleven binary digits, so that every multiple of 512 bytes
 * up to 1 MiB is told apart, and larger sizes to a thousandth.
 */
public final class SizeHistogram {

  private static final int DIGITS = 11;
  private static final int STEPS = 1 << (DIGITS - 1);

  private final long[] counts = new long[(32 - DIGITS + 2) * STEPS];
  private long total;

  /** Takes note of a size of 1 or more. */
  public void add(int size) {
    counts[index(size)]++;
    total++;
  }

  private static int index(int size) {
    // Of 512·k no low digit counts: what is shifted out is zero for sizes that are told apart.
    int shift = Math.max(0, 32 - Integer.numberOfLeadingZeros(size) - DIGITS);
    return shift * STEPS + (size >>> shift);
  }

  private static long size(int index) {
    int shift = Math.max(0, index / STEPS - 1);
    return (long) (index - shift * STEPS) << shift;
  }

  /** How many sizes there were. */
  public long total() {
    return total;
  }

  /**
   * The smallest size that a share of all does not exceed.
   *
   * @param share more than 0, at most 1
   */
  public long percentile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * total));
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i];
      if (sum >= wanted) {
        return size(i);
      }
    }
    return 0;
  }

  /**
   * How many sizes there were from one to below another.
   *
   * @param from included
   * @param to excluded
   */
  public long between(long from, long to) {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      if (size(i) >= from && size(i) < to) {
        sum += counts[i];
      }
    }
    return sum;
  }
}
