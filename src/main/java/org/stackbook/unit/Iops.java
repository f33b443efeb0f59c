package org.stackbook.unit;

import java.util.Locale;

/**
 * A rate of storage operations: input and output requests per second.
 *
 * <pre>{@code
 * iops(2_300).toString() // "2,300 IOPS"
 * }</pre>
 *
 * @param perSecond requests per second, 0 or more, finite
 */
public record Iops(double perSecond) implements Comparable<Iops> {

  /**
   * @throws IllegalArgumentException if {@code perSecond} is negative or not a finite number
   */
  public Iops {
    if (!Double.isFinite(perSecond) || perSecond < 0) {
      throw new IllegalArgumentException("IOPS must be 0 or more, not " + perSecond);
    }
  }

  @Override
  public int compareTo(Iops other) {
    return Double.compare(perSecond, other.perSecond);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,.0f IOPS", perSecond);
  }
}
