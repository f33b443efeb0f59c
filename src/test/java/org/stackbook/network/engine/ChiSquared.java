package org.stackbook.network.engine;

import java.util.Arrays;

/** Pearson's test, at the level of one in a thousand. */
final class ChiSquared {

  private ChiSquared() {}

  /** The statistic of counts that are expected to be equal. */
  static double uniform(long[] counts) {
    double expected = Arrays.stream(counts).average().orElseThrow();
    return Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
  }

  /** What the statistic exceeds once in a thousand times, by Wilson and Hilferty (1931). */
  static double limit(int degreesOfFreedom) {
    double part = 2.0 / (9 * degreesOfFreedom);
    return degreesOfFreedom * Math.pow(1 - part + 3.0902 * Math.sqrt(part), 3);
  }
}
