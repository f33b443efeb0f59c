package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * A Markov chain in continuous time that begins in state 0 and ends in one of several ways. Both
 * solutions only add and multiply what is positive, so that the smallest probabilities keep their
 * leading digits.
 */
final class AbsorbingChain {

  private static final int POLL_MASK = (1 << 10) - 1;

  /** Below this share of the largest weight of a Poisson distribution nothing is counted. */
  private static final double NEGLIGIBLE = 1e-25;

  private final int[] from;
  private final int[] to;
  private final double[] rate;
  private final double[][] endRate;

  /**
   * @param from where each transition begins
   * @param to where it leads, another state
   * @param rate how often it happens in a unit of time
   * @param endRate for each way to end, its rate from each state
   */
  AbsorbingChain(int[] from, int[] to, double[] rate, double[]... endRate) {
    this.from = from;
    this.to = to;
    this.rate = rate;
    this.endRate = endRate;
  }

  /**
   * The mean time until the end, whichever it is: infinite if there is none. States are taken out
   * one by one, the last first, without a subtraction (Grassmann, Taksar and Heyman, "Regenerative
   * analysis and steady state distributions for Markov chains", 1985).
   */
  double meanTime() {
    int n = endRate[0].length;
    double[][] flow = new double[n][n];
    for (int i = 0; i < rate.length; i++) {
      flow[from[i]][to[i]] += rate[i];
    }
    double[] end = new double[n];
    for (double[] way : endRate) {
      Arrays.setAll(end, i -> end[i] + way[i]);
    }
    double[] spent = new double[n];
    Arrays.fill(spent, 1);
    for (int gone = n - 1; gone > 0; gone--) {
      poll();
      double out = end[gone];
      for (int j = 0; j < gone; j++) {
        out += flow[gone][j];
      }
      for (int i = 0; i < gone; i++) {
        double share = flow[i][gone] / out;
        if (share > 0) {
          for (int j = 0; j < gone; j++) {
            flow[i][j] += share * flow[gone][j];
          }
          end[i] += share * end[gone];
          spent[i] += share * spent[gone];
        }
      }
    }
    return spent[0] / end[0];
  }

  /**
   * The probability of each way to have ended within a time, by uniformisation (Jensen, "Markoff
   * chains as an aid in the study of Markoff processes", 1953): the chain jumps, or stays, at the
   * ticks of one Poisson clock.
   *
   * @param time 0 or more
   */
  double[] endedWithin(double time) {
    int n = endRate[0].length;
    double[] out = new double[n];
    for (int i = 0; i < rate.length; i++) {
      out[from[i]] += rate[i];
    }
    for (double[] way : endRate) {
      Arrays.setAll(out, i -> out[i] + way[i]);
    }
    double clock = Arrays.stream(out).max().orElse(0);
    if (clock == 0 || time == 0) {
      return new double[endRate.length];
    }
    PoissonWeights ticks = PoissonWeights.of(clock * time);
    double[] now = new double[n];
    double[] next = new double[n];
    double[] ended = new double[endRate.length];
    double[] result = new double[endRate.length];
    now[0] = 1;
    for (int tick = 0; ; tick++) {
      if ((tick & POLL_MASK) == 0) {
        poll();
      }
      double weight = ticks.weight(tick);
      for (int way = 0; way < ended.length; way++) {
        result[way] += weight * ended[way];
      }
      if (tick == ticks.last()) {
        return result;
      }
      for (int i = 0; i < n; i++) {
        next[i] = now[i] * Math.max(0, 1 - out[i] / clock);
        for (int way = 0; way < ended.length; way++) {
          ended[way] += now[i] * endRate[way][i] / clock;
        }
      }
      for (int i = 0; i < rate.length; i++) {
        next[to[i]] += now[from[i]] * rate[i] / clock;
      }
      double[] swap = now;
      now = next;
      next = swap;
    }
  }

  private static void poll() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the Markov chain was interrupted");
    }
  }

  /** The probabilities of the numbers of ticks, from the first to the last that counts. */
  private static final class PoissonWeights {
    private final int first;
    private final double[] weights;

    private PoissonWeights(int first, double[] weights) {
      this.first = first;
      this.weights = weights;
    }

    /** Weights relative to the largest, so that none underflows, made to sum up to 1. */
    static PoissonWeights of(double mean) {
      int mode = (int) Math.min(mean, Integer.MAX_VALUE / 2.0);
      int first = mode;
      for (double w = 1; first > 0 && w > NEGLIGIBLE; first--) {
        w *= first / mean;
      }
      int last = mode;
      for (double w = 1; w > NEGLIGIBLE; last++) {
        w *= mean / (last + 1);
      }
      double[] weights = new double[last - first + 1];
      weights[mode - first] = 1;
      for (int i = mode - 1; i >= first; i--) {
        weights[i - first] = weights[i + 1 - first] * (i + 1) / mean;
      }
      for (int i = mode + 1; i <= last; i++) {
        weights[i - first] = weights[i - 1 - first] * mean / i;
      }
      double sum = Arrays.stream(weights).sum();
      Arrays.setAll(weights, i -> weights[i] / sum);
      return new PoissonWeights(first, weights);
    }

    double weight(int ticks) {
      return ticks < first ? 0 : weights[ticks - first];
    }

    int last() {
      return first + weights.length - 1;
    }
  }
}
