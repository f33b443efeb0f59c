package org.stackbook.storage.engine;

import java.util.Arrays;

/** Splits a whole number in proportion to capacities, in whole parts. */
final class EvenShares {

  private EvenShares() {}

  /**
   * Splits {@code wanted} in proportion to {@code capacities}, none getting more than its capacity
   * or {@code most}: the shares are min(λ·capacity, most) for the one λ that makes their sum right,
   * rounded by largest remainder.
   *
   * @throws IllegalArgumentException if {@code wanted} is more than all can take
   */
  static int[] of(long[] capacities, int most, long wanted) {
    return of(capacities, most, wanted, new long[capacities.length]);
  }

  /**
   * The same, rounded up first where {@code held} is more than the share rounded down: what is
   * there already need not move.
   */
  static int[] of(long[] capacities, int most, long wanted, long[] held) {
    double lambda = level(capacities, most, wanted);
    int[] shares = new int[capacities.length];
    double[] remainder = new double[capacities.length];
    long given = 0;
    for (int i = 0; i < capacities.length; i++) {
      double exact = Math.min(lambda * capacities[i], (double) Math.min(most, capacities[i]));
      shares[i] = (int) Math.floor(exact + 1e-9);
      remainder[i] = exact - shares[i];
      given += shares[i];
      if (remainder[i] > 1e-9 && shares[i] < held[i]) {
        remainder[i] += 1;
      }
    }
    while (given < wanted) {
      int best = -1;
      for (int i = 0; i < shares.length; i++) {
        if (shares[i] < Math.min(most, capacities[i])
            && (best < 0 || remainder[i] > remainder[best])) {
          best = i;
        }
      }
      if (best < 0) {
        throw new IllegalArgumentException(wanted + " do not fit in " + given);
      }
      shares[best]++;
      remainder[best] -= 2;
      given++;
    }
    return shares;
  }

  /** The λ for which the sum of min(λ·capacity, most) is {@code wanted}. */
  private static double level(long[] capacities, int most, long wanted) {
    long[] sorted = capacities.clone();
    Arrays.sort(sorted);
    long open = Arrays.stream(sorted).sum();
    long left = wanted;
    for (int i = sorted.length - 1; i >= 0 && sorted[i] > 0; i--) {
      if (Math.multiplyExact(left, sorted[i]) <= Math.multiplyExact(open, (long) most)) {
        return (double) left / open;
      }
      left -= most;
      open -= sorted[i];
    }
    return Double.MAX_VALUE;
  }
}
