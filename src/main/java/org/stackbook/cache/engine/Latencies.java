package org.stackbook.cache.engine;

import org.HdrHistogram.Histogram;

/** How long requests took, to some significant digits. */
public final class Latencies {

  private final Histogram histogram;
  private double sum;

  /**
   * @param digits significant digits of what is told, 1 to 5
   */
  Latencies(int digits) {
    this.histogram = new Histogram(digits);
  }

  void add(long nanos) {
    histogram.recordValue(nanos);
    sum += nanos;
  }

  void forget() {
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
