package org.stackbook.qos.engine;

import java.util.Arrays;

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
    int flows = links.length;
    double[] rates = new double[flows];
    int[] bottlenecks = new int[flows];
    boolean[] settled = new boolean[flows];
    int left = flows;
    while (left > 0) {
      double level = Double.POSITIVE_INFINITY;
      int full = SATISFIED;
      for (int link = 0; link < capacity.length; link++) {
        double share = share(link, capacity[link], links, rates, settled);
        if (share < level) {
          level = share;
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
        boolean stops = full == SATISFIED ? demand[flow] <= level : passes(links[flow], full);
        if (!settled[flow] && stops) {
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
  private static double share(
      int link, double capacity, int[][] links, double[] rates, boolean[] settled) {
    double free = capacity;
    int growing = 0;
    for (int flow = 0; flow < links.length; flow++) {
      if (passes(links[flow], link)) {
        free -= rates[flow];
        growing += settled[flow] ? 0 : 1;
      }
    }
    return growing == 0 ? Double.POSITIVE_INFINITY : Math.max(0, free) / growing;
  }

  private static boolean passes(int[] links, int link) {
    return Arrays.stream(links).anyMatch(each -> each == link);
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
