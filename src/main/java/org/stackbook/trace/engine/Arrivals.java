package org.stackbook.trace.engine;

import org.stackbook.seed.Random64;

/**
 * Times of requests that come independently of each other (a Poisson process), evenly or in bursts:
 * so many seconds with requests, then so many without.
 */
final class Arrivals {

  private static final double NANOS = 1e9;

  private final double rate;
  private final double on;
  private final double off;
  private double busy;

  /**
   * @param rate requests per second in the mean, more than 0
   * @param on seconds of a burst, more than 0
   * @param off seconds between bursts, 0 for no bursts
   */
  Arrivals(double rate, double on, double off) {
    this.rate = rate * (on + off) / on;
    this.on = on;
    this.off = off;
  }

  /** When the next request comes, in nanoseconds. */
  long next(Random64 random) {
    busy += random.nextExponential(rate);
    double time = off == 0 ? busy : busy + Math.floor(busy / on) * off;
    return (long) (time * NANOS);
  }
}
