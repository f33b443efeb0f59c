package org.stackbook.storage.engine;

import java.util.Arrays;

/**
 * How many copies of each volume each server takes, where volumes are confined to some of the
 * servers.
 *
 * <p>Whether all volumes fit is a question of flow: k·n copies leave a volume of n slabs, at most n
 * of them enter a fault domain, and no more enter a server than it may hold. Any whole flow can be
 * placed, because the slabs of a volume can be spread apart whenever no fault domain takes more
 * than n of them. So the answer is exact, whatever the sizes.
 *
 * <p>Among all flows an even one is sought. Server loads first: each volume in turn fills up the
 * servers that are emptiest, beside the others, until nothing changes. Then all volumes are spread
 * in proportion to weights of the servers that give these loads. Rounded down this is the flow to
 * start from, and augmenting paths bring in what rounding left out.
 */
final class DelimitedShares {

  private static final int ROUNDS = 300;
  private static final double SETTLED = 1e-7;

  private final DriveTree pool;
  private final int copies;
  private final int[] slabsOfVolume;
  private final boolean[][] allowed;
  private final int volumes;
  private final int servers;

  private DelimitedShares(DriveTree pool, int copies, int[] slabsOfVolume, boolean[][] allowed) {
    this.pool = pool;
    this.copies = copies;
    this.slabsOfVolume = slabsOfVolume;
    this.allowed = allowed;
    this.volumes = slabsOfVolume.length;
    this.servers = pool.servers();
  }

  /**
   * Copies of each volume on each server; an empty array if the volumes do not fit.
   *
   * @param allowed for each volume and server whether copies may go there
   */
  static int[][] of(DriveTree pool, int copies, int[] slabsOfVolume, boolean[][] allowed) {
    return new DelimitedShares(pool, copies, slabsOfVolume, allowed).flow();
  }

  /** Whether the volumes fit, in whatever way. */
  static boolean fit(DriveTree pool, int copies, int[] slabsOfVolume, boolean[][] allowed) {
    DelimitedShares shares = new DelimitedShares(pool, copies, slabsOfVolume, allowed);
    long[] room = new long[pool.servers()];
    Arrays.setAll(room, pool::slabsOfServer);
    return shares.noFlow(room).fill().isComplete();
  }

  private int[][] flow() {
    double[] load = evenLoads();
    double[][] wanted = inProportion(load);
    long[] even = new long[servers];
    Arrays.setAll(even, s -> Math.min(pool.slabsOfServer(s), (long) Math.ceil(load[s])));
    CopyFlow flow = noFlow(even);
    for (int v = 0; v < volumes; v++) {
      for (int s = 0; s < servers; s++) {
        flow.send(v, s, (long) Math.floor(wanted[v][s] + SETTLED));
      }
    }
    if (!flow.fill().isComplete()) {
      for (int s = 0; s < servers; s++) {
        flow.enlarge(s, pool.slabsOfServer(s) - even[s]);
      }
      flow.fill();
    }
    return flow.isComplete() ? flow.flow() : new int[0][];
  }

  /** The loads of the servers that are as even as the volumes allow. */
  private double[] evenLoads() {
    double[][] takes = new double[volumes][servers];
    double[] load = new double[servers];
    for (int round = 0; round < ROUNDS; round++) {
      double change = 0;
      for (int v = 0; v < volumes; v++) {
        for (int s = 0; s < servers; s++) {
          load[s] -= takes[v][s];
        }
        double[] filled = filledUp(v, load);
        for (int s = 0; s < servers; s++) {
          change = Math.max(change, Math.abs(filled[s] - takes[v][s]));
          takes[v][s] = filled[s];
          load[s] += filled[s];
        }
      }
      if (change < SETTLED) {
        break;
      }
    }
    return load;
  }

  /** Pours a volume onto the load of the others, up to one level but for full fault domains. */
  private double[] filledUp(int volume, double[] load) {
    double wanted = (double) copies * slabsOfVolume[volume];
    double level = level(wanted, x -> poured(volume, load, x, -1, slabsOfVolume[volume]));
    double[] filled = new double[servers];
    for (int domain = 0; domain < pool.domains(); domain++) {
      int one = domain;
      double inDomain = poured(volume, load, level, one, Double.MAX_VALUE);
      double own =
          inDomain <= slabsOfVolume[volume]
              ? level
              : level(slabsOfVolume[volume], x -> poured(volume, load, x, one, Double.MAX_VALUE));
      for (int s = 0; s < servers; s++) {
        if (pool.domainOfServer(s) == domain && allowed[volume][s]) {
          filled[s] = Math.max(0, own * pool.slabsOfServer(s) - load[s]);
        }
      }
    }
    return filled;
  }

  private interface Poured {
    double at(double level);
  }

  /** The level at which that much is poured, or one so high that less is. */
  private double level(double wanted, Poured poured) {
    double low = 0;
    double high = 1;
    while (poured.at(high) < wanted && high < 1e9) {
      high *= 2;
    }
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (poured.at(middle) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** What a level takes in one fault domain or, for −1, in all, each at most {@code most}. */
  private double poured(int volume, double[] load, double level, int domain, double most) {
    double[] inDomain = new double[pool.domains()];
    for (int s = 0; s < servers; s++) {
      if (allowed[volume][s]) {
        inDomain[pool.domainOfServer(s)] += Math.max(0, level * pool.slabsOfServer(s) - load[s]);
      }
    }
    return domain >= 0
        ? inDomain[domain]
        : Arrays.stream(inDomain).map(amount -> Math.min(most, amount)).sum();
  }

  /** All volumes spread by the same weights of the servers, so that the loads come out. */
  private double[][] inProportion(double[] load) {
    double[] weight = load.clone();
    double[][] takes = new double[volumes][servers];
    for (int round = 0; round < ROUNDS; round++) {
      double[] sum = new double[servers];
      for (int v = 0; v < volumes; v++) {
        takes[v] = byWeight(v, weight);
        for (int s = 0; s < servers; s++) {
          sum[s] += takes[v][s];
        }
      }
      double off = 0;
      for (int s = 0; s < servers; s++) {
        off = Math.max(off, Math.abs(sum[s] - load[s]));
        weight[s] *= sum[s] > 0 ? load[s] / sum[s] : 1;
      }
      if (off < SETTLED) {
        break;
      }
    }
    return takes;
  }

  private double[] byWeight(int volume, double[] weight) {
    double[] inDomain = new double[pool.domains()];
    for (int s = 0; s < servers; s++) {
      inDomain[pool.domainOfServer(s)] += allowed[volume][s] ? weight[s] : 0;
    }
    double[] share =
        capped(inDomain, slabsOfVolume[volume], (double) copies * slabsOfVolume[volume]);
    double[] takes = new double[servers];
    for (int s = 0; s < servers; s++) {
      int domain = pool.domainOfServer(s);
      if (allowed[volume][s] && inDomain[domain] > 0) {
        takes[s] = share[domain] * weight[s] / inDomain[domain];
      }
    }
    return takes;
  }

  /** Shares in proportion to weights, none above {@code most}. */
  private static double[] capped(double[] weights, double most, double wanted) {
    double[] shares = new double[weights.length];
    boolean[] full = new boolean[weights.length];
    double left = wanted;
    boolean again = true;
    while (again) {
      again = false;
      double open = 0;
      for (int i = 0; i < weights.length; i++) {
        open += full[i] ? 0 : weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        if (!full[i]) {
          shares[i] = open > 0 ? left * weights[i] / open : 0;
        }
      }
      for (int i = 0; i < weights.length; i++) {
        if (!full[i] && shares[i] > most) {
          full[i] = true;
          shares[i] = most;
          left -= most;
          again = true;
        }
      }
    }
    return shares;
  }

  /** From each volume no more than one copy of a slab into a fault domain. */
  private CopyFlow noFlow(long[] room) {
    int[][] most = new int[volumes][pool.domains()];
    for (int v = 0; v < volumes; v++) {
      Arrays.fill(most[v], slabsOfVolume[v]);
    }
    CopyFlow flow = new CopyFlow(pool.domainsOfServers(), most, allowed, room);
    for (int v = 0; v < volumes; v++) {
      flow.raise(v, (long) copies * slabsOfVolume[v]);
    }
    return flow;
  }
}
