package org.stackbook.qos.engine;

/**
 * A mean latency with its 95 % interval, by the means of batches: requests of one simulation depend
 * on each other, those of long stretches of it hardly do.
 *
 * <p>Source: A. Law, "Simulation Modeling and Analysis", the batch-means method.
 *
 * @param seconds the mean of the means
 * @param halfWidth of the interval in seconds, 0 or more; infinite if a batch has no request
 */
public record BatchMeans(double seconds, double halfWidth) {

  /** Batches. As much again as one of them is left out at the beginning, when queues are empty. */
  public static final int BATCHES = 15;

  /** Of Student's t distribution with one degree of freedom less than batches. */
  private static final double DEVIATIONS = 2.144787;

  /** Of what was served over time. */
  public static BatchMeans of(Course course) {
    int parts = Course.PARTS / (BATCHES + 1);
    double sum = 0;
    double squares = 0;
    for (int batch = 1; batch <= BATCHES; batch++) {
      long served = 0;
      double seconds = 0;
      for (int i = batch * parts; i < (batch + 1) * parts; i++) {
        served += course.served(i);
        seconds += course.secondsOf(i);
      }
      if (served == 0) {
        return new BatchMeans(0, Double.POSITIVE_INFINITY);
      }
      double mean = seconds / served;
      sum += mean;
      squares += mean * mean;
    }
    double mean = sum / BATCHES;
    double variance = Math.max(0, squares / BATCHES - mean * mean) * BATCHES / (BATCHES - 1);
    return new BatchMeans(mean, DEVIATIONS * Math.sqrt(variance / BATCHES));
  }
}
