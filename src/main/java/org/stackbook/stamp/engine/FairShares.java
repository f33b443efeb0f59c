package org.stackbook.stamp.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * How flows share links if nobody rules them: max-min fairly. No flow can get more without another
 * one, that has no more than it, getting less.
 *
 * <p>Source: D. Bertsekas and R. Gallager, "Data Networks" (1992), 6.5.2: progressive filling.
 */
public final class FairShares {

  /** Where a flow gets all that it wants. */
  public static final int SATISFIED = -1;

  private final double[] rates;
  private final int[] bottlenecks;

  private FairShares(double[] rates, int[] bottlenecks) {
    this.rates = rates;
    this.bottlenecks = bottlenecks;
  }

  /**
   * Lets all flows grow alike, until each has what it wants or meets a link that is full.
   *
   * @param capacity of each link, 0 or more
   * @param links those that each flow passes, each named once
   * @param demand what each flow wants, 0 or more, finite
   */
  public static FairShares of(double[] capacity, int[][] links, double[] demand) {
    double[][] whole = new double[links.length][];
    for (int flow = 0; flow < links.length; flow++) {
      whole[flow] = new double[links[flow].length];
      Arrays.fill(whole[flow], 1);
    }
    return of(capacity, links, whole, demand);
  }

  /**
   * The same, where a flow takes more of a link than its own rate, such as for headers, or stands
   * for several that are alike.
   *
   * @param capacity of each link, 0 or more
   * @param links those that each flow passes, each named once
   * @param taken what a flow of rate 1 takes of each link that it passes, more than 0
   * @param demand what each flow wants, 0 or more, finite
   */
  public static FairShares of(double[] capacity, int[][] links, double[][] taken, double[] demand) {
    int flows = links.length;
    double[] rates = new double[flows];
    int[] bottlenecks = new int[flows];
    boolean[] settled = new boolean[flows];
    int left = flows;
    while (left > 0) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException();
      }
      double[] shares = shares(capacity, links, taken, rates, settled);
      double level = Double.POSITIVE_INFINITY;
      int full = SATISFIED;
      for (int link = 0; link < shares.length; link++) {
        if (shares[link] < level) {
          level = shares[link];
          full = link;
        }
      }
      for (int flow = 0; flow < flows; flow++) {
        if (!settled[flow] && demand[flow] <= level) {
          level = demand[flow];
          full = SATISFIED;
        }
      }
      for (int flow = 0; flow < flows; flow++) {
        if (settled[flow]) {
          continue;
        }
        if (full == SATISFIED ? demand[flow] <= level : passes(links[flow], full)) {
          rates[flow] = level;
          bottlenecks[flow] = full;
          settled[flow] = true;
          left--;
        }
      }
    }
    return new FairShares(rates, bottlenecks);
  }

  /** What each flow of a link that still grows has when the link is full. */
  private static double[] shares(
      double[] capacity, int[][] links, double[][] taken, double[] rates, boolean[] settled) {
    double[] free = capacity.clone();
    double[] growing = new double[capacity.length];
    for (int flow = 0; flow < links.length; flow++) {
      for (int i = 0; i < links[flow].length; i++) {
        if (settled[flow]) {
          free[links[flow][i]] -= rates[flow] * taken[flow][i];
        } else {
          growing[links[flow][i]] += taken[flow][i];
        }
      }
    }
    double[] shares = new double[capacity.length];
    for (int link = 0; link < shares.length; link++) {
      shares[link] =
          growing[link] == 0 ? Double.POSITIVE_INFINITY : Math.max(0, free[link]) / growing[link];
    }
    return shares;
  }

  private static boolean passes(int[] links, int link) {
    for (int each : links) {
      if (each == link) {
        return true;
      }
    }
    return false;
  }

  /** What a flow gets. */
  public double rate(int flow) {
    return rates[flow];
  }

  /** The link that keeps a flow from getting more, or {@link #SATISFIED}. */
  public int bottleneck(int flow) {
    return bottlenecks[flow];
  }

  /**
   * Jain's fairness index: 1 if all have the same, 1 ÷ n if one of n has all.
   *
   * <p>Source: R. Jain, D. Chiu and W. Hawe, "A quantitative measure of fairness and discrimination
   * for resource allocation in shared computer systems", DEC-TR-301 (1984).
   *
   * @param shares what each has, 0 or more
   */
  public static double jain(double... shares) {
    double sum = Arrays.stream(shares).sum();
    double squares = Arrays.stream(shares).map(x -> x * x).sum();
    return squares == 0 ? 1 : sum * sum / (shares.length * squares);
  }
}
