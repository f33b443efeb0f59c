package org.stackbook.storage.engine;

/**
 * A probability as sampling found it.
 *
 * @param method how histories were drawn
 * @param trials histories
 * @param probability the estimate
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 * @param relativeError standard error divided by the estimate; infinite if nothing was found
 * @param effective effective sample size, (Σx)² ÷ Σx²: as many equal findings would weigh the same
 */
public record Estimate(
    Method method,
    int trials,
    double probability,
    double low,
    double high,
    double relativeError,
    double effective) {

  /** How histories are drawn. */
  public enum Method {
    /** As they happen; losses are counted. The interval is Wilson's. */
    NAIVE,
    /**
     * As they happen, and wherever something fails a branch in which more failures are forced, with
     * the weight that this costs. The interval is the normal one of the weighted mean.
     */
    FAILURE_BIASING
  }

  /** Deviations on either side that hold 95 % of a normal distribution. */
  private static final double DEVIATIONS = 1.959964;

  /** So many losses among so many histories that were drawn as they happen. */
  static Estimate naive(int losses, int trials) {
    double n = trials;
    double p = losses / n;
    double z2 = DEVIATIONS * DEVIATIONS;
    double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = DEVIATIONS / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    return new Estimate(
        Method.NAIVE,
        trials,
        p,
        losses == 0 ? 0 : middle - half,
        losses == trials ? 1 : middle + half,
        losses == 0 ? Double.POSITIVE_INFINITY : Math.sqrt((1 - p) / losses),
        losses);
  }

  /** The mean of weights, given their sum and that of their squares. */
  static Estimate weighted(double sum, double squares, int trials) {
    double n = trials;
    double mean = sum / n;
    double error = Math.sqrt(Math.max(0, squares / n - mean * mean) / (n - 1));
    return new Estimate(
        Method.FAILURE_BIASING,
        trials,
        mean,
        Math.max(0, mean - DEVIATIONS * error),
        Math.min(1, mean + DEVIATIONS * error),
        mean == 0 ? Double.POSITIVE_INFINITY : error / mean,
        squares == 0 ? 0 : sum * sum / squares);
  }
}
