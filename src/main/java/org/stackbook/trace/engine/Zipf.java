package org.stackbook.trace.engine;

import org.stackbook.seed.Random64;

/**
 * Draws ranks by Zipf's law: rank k is as likely as 1 ÷ k^s. Exact, without a table, in the same
 * time for any number of ranks.
 *
 * <p>Source: W. Hörmann and G. Derflinger, "Rejection-inversion to generate variates from monotone
 * discrete distributions", ACM TOMACS 6 (1996). {@link StrictMath} gives the same bits on every
 * machine.
 */
public final class Zipf {

  /** Beyond it, all but one in a thousand requests are for the first rank. */
  public static final double LARGEST_EXPONENT = 10;

  /** Below it, a series of two terms is exact in a double. */
  private static final double SMALL = 1e-8;

  private final int ranks;
  private final double exponent;
  private final double areaOfFirst;
  private final double areaOfAll;
  private final double sure;

  /**
   * @param ranks how many there are, 1 or more
   * @param exponent s, more than 0, at most {@link #LARGEST_EXPONENT}
   */
  public Zipf(int ranks, double exponent) {
    this.ranks = ranks;
    this.exponent = exponent;
    this.areaOfFirst = area(1.5) - 1;
    this.areaOfAll = area(ranks + 0.5);
    this.sure = 2 - inverse(area(2.5) - height(2));
  }

  /** A rank, from 1, the most likely. */
  public int next(Random64 random) {
    while (true) {
      double u = areaOfAll + random.nextDouble() * (areaOfFirst - areaOfAll);
      double x = inverse(u);
      int rank = (int) Math.max(1, Math.min(ranks, x + 0.5));
      if (rank - x <= sure || u >= area(rank + 0.5) - height(rank)) {
        return rank;
      }
    }
  }

  private double height(double x) {
    return StrictMath.exp(-exponent * StrictMath.log(x));
  }

  /** The integral of the height: (x^(1−s) − 1) ÷ (1 − s), or ln x for s = 1. */
  private double area(double x) {
    double log = StrictMath.log(x);
    double power = (1 - exponent) * log;
    double quotient = Math.abs(power) > SMALL ? StrictMath.expm1(power) / power : 1 + power / 2;
    return quotient * log;
  }

  private double inverse(double area) {
    double t = Math.max(-1, area * (1 - exponent));
    double quotient = Math.abs(t) > SMALL ? StrictMath.log1p(t) / t : 1 - t / 2;
    return StrictMath.exp(quotient * area);
  }
}
