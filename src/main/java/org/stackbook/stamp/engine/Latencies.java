package org.stackbook.stamp.engine;

import org.HdrHistogram.Histogram;

/** How long requests took, to some significant digits. */
public final class Latencies {

  private final Histogram histogram;
  private double sum;

  /**
   * @param digits significant digits of what is told, 1 to 5
   */
  public Latencies(int digits) {
    this.histogram = new Histogram(digits);
  }

  /** Counts a request that took so many nanoseconds, 0 or more. */
  public void add(long nanos) {
    histogram.recordValue(nanos);
    sum += nanos;
  }

  /** Counts the requests of others too. */
  public void add(Latencies other) {
    histogram.add(other.histogram);
    sum += other.sum;
  }

  /** Begins to count anew. */
  public void forget() {
    histogram.reset();
    sum = 0;
  }

  /** How many requests there were. */
  public long count() {
    return histogram.getTotalCount();
  }

  /** The mean in seconds; 0 if there were none. */
  public double meanSeconds() {
    return count() == 0 ? 0 : sum / count() / 1e9;
  }

  /**
   * What so many of the requests did not exceed, in seconds; 0 if there were none.
   *
   * @param percent 0 to 100
   */
  public double percentile(double percent) {
    return count() == 0 ? 0 : histogram.getValueAtPercentile(percent) / 1e9;
  }
}
