package org.stackbook.trace.engine;

/**
 * How often numbers come, by number: exact to eleven binary digits, so that every multiple of 512
 * bytes up to 1 MiB is told apart, and larger numbers to a thousandth.
 */
public final class Histogram {

  private static final int DIGITS = 11;
  private static final int STEPS = 1 << (DIGITS - 1);

  private final long[] counts = new long[(63 - DIGITS + 2) * STEPS];
  private long total;

  /** Takes note of a number of 0 or more. */
  public void add(long number) {
    add(number, 1);
  }

  /**
   * Takes note of a number.
   *
   * @param number 0 or more
   * @param times how often it came; fewer than 0 takes back what was added
   */
  public void add(long number, long times) {
    counts[index(number)] += times;
    total += times;
  }

  private static int index(long number) {
    // Of 512·k no low digit counts: what is shifted out is zero for numbers that are told apart.
    int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(number) - DIGITS);
    return shift * STEPS + (int) (number >>> shift);
  }

  private static long number(int index) {
    int shift = Math.max(0, index / STEPS - 1);
    return (long) (index - shift * STEPS) << shift;
  }

  /** The same counts, which go on by themselves. */
  Histogram copy() {
    Histogram copy = new Histogram();
    System.arraycopy(counts, 0, copy.counts, 0, counts.length);
    copy.total = total;
    return copy;
  }

  /** How many numbers there were. */
  public long total() {
    return total;
  }

  /**
   * The smallest number that a share of all does not exceed.
   *
   * @param share more than 0, at most 1
   */
  public long percentile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * total));
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i];
      if (sum >= wanted) {
        return number(i);
      }
    }
    return 0;
  }

  /**
   * How many numbers there were from one to below another.
   *
   * @param from included
   * @param to excluded
   */
  public long between(long from, long to) {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      if (number(i) >= from && number(i) < to) {
        sum += counts[i];
      }
    }
    return sum;
  }
}
