package org.stackbook.cache.engine.curve;

import java.util.Arrays;

/**
 * How likely each of many things is to be asked for. Things of nearly the same share stand together
 * as a group, so that as many as a stamp can hold are some thousand numbers.
 */
public final class Popularity {

  /** So many of the most popular things stand alone. */
  private static final int ALONE = 1024;

  /** A group is as wide as its first rank divided by this. */
  private static final int NARROW = 64;

  /** Below it, a series of two terms is exact in a double. */
  private static final double SMALL = 1e-8;

  private final long things;
  private final double[] counts;
  private final double[] shares;

  private Popularity(long things, double[] counts, double[] weights) {
    this.things = things;
    this.counts = counts;
    double all = 0;
    for (double weight : weights) {
      all += weight;
    }
    this.shares = new double[counts.length];
    for (int group = 0; group < counts.length; group++) {
      shares[group] = weights[group] / all / counts[group];
    }
  }

  /**
   * All alike.
   *
   * @param things how many there are, 1 or more
   */
  public static Popularity uniform(long things) {
    return new Popularity(things, new double[] {things}, new double[] {1});
  }

  /**
   * By Zipf's law: the k-th thing is as likely as 1 ÷ k^exponent.
   *
   * @param things how many there are, 1 or more
   * @param exponent more than 0
   */
  public static Popularity zipf(long things, double exponent) {
    double[] counts = new double[ALONE];
    double[] weights = new double[ALONE];
    int groups = 0;
    for (long first = 1; first <= things; first += (long) counts[groups++]) {
      if (groups == counts.length) {
        counts = Arrays.copyOf(counts, 2 * groups);
        weights = Arrays.copyOf(weights, 2 * groups);
      }
      long count = first <= ALONE ? 1 : Math.min(first / NARROW, things - first + 1);
      counts[groups] = count;
      weights[groups] =
          first <= ALONE
              ? StrictMath.pow((double) first, -exponent)
              : area(first - 0.5, (double) count, exponent); // off by 1 in 10^6 at most
    }
    return new Popularity(things, Arrays.copyOf(counts, groups), Arrays.copyOf(weights, groups));
  }

  /** The integral of x^−s over a width. */
  private static double area(double from, double width, double exponent) {
    double log = StrictMath.log1p(width / from);
    double power = (1 - exponent) * log;
    double quotient = Math.abs(power) > SMALL ? StrictMath.expm1(power) / power : 1 + power / 2;
    return StrictMath.pow(from, 1 - exponent) * log * quotient;
  }

  /** How many things there are. */
  public long things() {
    return things;
  }

  int groups() {
    return counts.length;
  }

  /** How many things are in a group. */
  double count(int group) {
    return counts[group];
  }

  /** The probability of each thing of a group; over all things it adds up to 1. */
  double share(int group) {
    return shares[group];
  }
}
