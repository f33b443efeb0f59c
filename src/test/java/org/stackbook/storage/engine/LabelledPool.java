package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * What the engine computes, done the slow way: every drive has a name, every set of drives is gone
 * through one by one, and nothing is shared with the engine but the numbers of the model.
 */
final class LabelledPool {

  final int[] drivesOfServer;
  final int copies;
  final double share;
  final double latent;
  final double failure;
  final double repair;
  private final int[] serverOf;

  LabelledPool(
      int[] drivesOfServer,
      int copies,
      double share,
      double latent,
      double failure,
      double repair) {
    this.drivesOfServer = drivesOfServer;
    this.copies = copies;
    this.share = share;
    this.latent = latent;
    this.failure = failure;
    this.repair = repair;
    this.serverOf = new int[Arrays.stream(drivesOfServer).sum()];
    int at = 0;
    for (int server = 0; server < drivesOfServer.length; server++) {
      Arrays.fill(serverOf, at, at + drivesOfServer[server], server);
      at += drivesOfServer[server];
    }
  }

  FailureModel model() {
    return new FailureModel(
        drivesOfServer,
        new LossRule(copies, share, latent),
        Lifetime.exponential(1 / failure),
        repair,
        Outages.NONE);
  }

  int drives() {
    return serverOf.length;
  }

  /** The chance that a drive takes data with it when those of {@code bad} are bad already. */
  private double chance(int bad, int drive) {
    double kept = 1;
    int rest = bad & ~(1 << drive);
    for (int set = rest; ; set = (set - 1) & rest) {
      int with = set | 1 << drive;
      if (inDifferentServers(with)) {
        if (Integer.bitCount(with) == copies) {
          kept *= 1 - share;
        } else if (Integer.bitCount(with) == copies - 1) {
          kept *= 1 - latent;
        }
      }
      if (set == 0) {
        return 1 - kept;
      }
    }
  }

  private boolean inDifferentServers(int set) {
    int seen = 0;
    for (int d = 0; d < drives(); d++) {
      if ((set >> d & 1) == 1) {
        if ((seen >> serverOf[d] & 1) == 1) {
          return false;
        }
        seen |= 1 << serverOf[d];
      }
    }
    return true;
  }

  /** Rates between all sets of failed drives; the last state is the loss. */
  double[][] generator() {
    int sets = 1 << drives();
    double[][] q = new double[sets + 1][sets + 1];
    for (int set = 0; set < sets; set++) {
      for (int d = 0; d < drives(); d++) {
        if ((set >> d & 1) == 1) {
          q[set][set ^ 1 << d] += 1 / repair;
        } else {
          double lost = chance(set, d);
          q[set][sets] += failure * lost;
          q[set][set | 1 << d] += failure * (1 - lost);
        }
      }
      q[set][set] = -Arrays.stream(q[set]).sum();
    }
    return q;
  }

  /** Loss within a time: the series of the matrix exponential, many small steps of it. */
  double lossWithin(double time) {
    double[][] q = generator();
    int n = q.length;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, -q[i][i]);
    }
    int steps = (int) Math.ceil(largest * time);
    double step = time / steps;
    double[] p = new double[n];
    p[0] = 1;
    for (int s = 0; s < steps; s++) {
      double[] term = p;
      double[] sum = p.clone();
      for (int order = 1; order <= 30; order++) {
        double[] next = new double[n];
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            next[j] += term[i] * q[i][j] * step / order;
          }
        }
        term = next;
        for (int j = 0; j < n; j++) {
          sum[j] += term[j];
        }
      }
      p = sum;
    }
    return p[n - 1];
  }

  /** Mean time to loss, by elimination with pivots. */
  double meanTime() {
    double[][] q = generator();
    int n = q.length - 1;
    double[][] a = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      System.arraycopy(q[i], 0, a[i], 0, n);
      a[i][n] = -1;
    }
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c; r < n; r++) {
        pivot = Math.abs(a[r][c]) > Math.abs(a[pivot][c]) ? r : pivot;
      }
      double[] swap = a[c];
      a[c] = a[pivot];
      a[pivot] = swap;
      for (int r = 0; r < n; r++) {
        double factor = r == c ? 0 : a[r][c] / a[c][c];
        for (int j = c; factor != 0 && j <= n; j++) {
          a[r][j] -= factor * a[c][j];
        }
      }
    }
    return a[0][n] / a[0][0];
  }

  private record Event(double time, int kind, int who) {}

  /**
   * Counts losses among histories in which every drive has a lifetime of its own and every server a
   * next outage of its own.
   */
  int losses(Lifetime life, Outages outages, double end, int trials, long seed) {
    Random random = new Random(seed);
    int losses = 0;
    for (int trial = 0; trial < trials; trial++) {
      losses += loses(life, outages, end, random) ? 1 : 0;
    }
    return losses;
  }

  private static final int FAIL = 0;
  private static final int REPAIR = 1;
  private static final int GO = 2;
  private static final int COME = 3;

  private boolean loses(Lifetime life, Outages outages, double end, Random random) {
    PriorityQueue<Event> events = new PriorityQueue<>((a, b) -> Double.compare(a.time(), b.time()));
    for (int d = 0; d < drives(); d++) {
      // Lives longer than its age: the share that lives as long, thinned.
      double survivors = Math.exp(-Math.pow(life.age() / life.scale(), life.shape()));
      double u = survivors * (1 - random.nextDouble());
      double dies = life.scale() * Math.pow(-Math.log(u), 1 / life.shape());
      events.add(new Event(dies - life.age(), FAIL, d));
    }
    for (int s = 0; s < drivesOfServer.length && !outages.none(); s++) {
      events.add(new Event(wait(random, 1 / outages.rate()), GO, s));
    }
    int failed = 0;
    int away = 0;
    while (true) {
      Event event = events.remove();
      double now = event.time();
      if (now >= end) {
        return false;
      }
      int who = event.who();
      switch (event.kind()) {
        case FAIL -> {
          int bad = failed;
          for (int d = 0; d < drives(); d++) {
            bad |= (away >> serverOf[d] & 1) << d;
          }
          if (random.nextDouble() < chance(bad, who)) {
            return true;
          }
          failed |= 1 << who;
          events.add(new Event(now + wait(random, repair), REPAIR, who));
        }
        case REPAIR -> {
          failed &= ~(1 << who);
          double lives =
              life.scale() * Math.pow(-Math.log(1 - random.nextDouble()), 1 / life.shape());
          events.add(new Event(now + lives, FAIL, who));
        }
        case GO -> {
          away |= 1 << who;
          events.add(new Event(now + wait(random, outages.mean()), COME, who));
        }
        default -> {
          away &= ~(1 << who);
          events.add(new Event(now + wait(random, 1 / outages.rate()), GO, who));
        }
      }
    }
  }

  private static double wait(Random random, double mean) {
    return -Math.log(1 - random.nextDouble()) * mean;
  }
}
