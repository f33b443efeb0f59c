package org.stackbook.trace.engine;

import org.stackbook.seed.Random64;

/**
 * Times of requests: independent of each other (a Poisson process) or evenly spaced, all the time,
 * in bursts, or more by day than by night.
 */
public final class Arrivals {

  private static final double NANOS = 1e9;

  private final double rate;
  private final double on;
  private final double off;
  private final double swing;
  private final double period;
  private final boolean even;
  private double busy;
  private boolean started;

  private Arrivals(double rate, double on, double off, double swing, double period, boolean even) {
    this.rate = rate;
    this.on = on;
    this.off = off;
    this.swing = swing;
    this.period = period;
    this.even = even;
  }

  /**
   * Requests that come independently of each other.
   *
   * @param rate requests per second in the mean, more than 0
   */
  public static Arrivals poisson(double rate) {
    return new Arrivals(rate, 1, 0, 0, 1, false);
  }

  /**
   * Requests that come in bursts: so many seconds with requests, then so many without.
   *
   * @param rate requests per second in the mean of all time, more than 0
   * @param on seconds of a burst, more than 0
   * @param off seconds between bursts, 0 for no bursts
   */
  public static Arrivals bursts(double rate, double on, double off) {
    return new Arrivals(rate * (on + off) / on, on, off, 0, 1, false);
  }

  /**
   * Requests that come evenly, the first one somewhere within the first interval.
   *
   * @param rate requests per second, more than 0
   */
  public static Arrivals even(double rate) {
    return new Arrivals(rate, 1, 0, 0, 1, true);
  }

  /**
   * Requests that come independently of each other, more and less often by turns: at the rate of
   * the mean × (1 + swing × sin 2πt ÷ period).
   *
   * <p>Source: P. Lewis and G. Shedler, "Simulation of nonhomogeneous Poisson processes by
   * thinning", Naval Research Logistics Quarterly 26 (1979).
   *
   * @param rate requests per second in the mean, more than 0
   * @param swing from 0 to 1
   * @param period seconds, more than 0
   */
  public static Arrivals waves(double rate, double swing, double period) {
    return new Arrivals(rate * (1 + swing), 1, 0, swing, period, false);
  }

  /** When the next request comes, in nanoseconds. */
  public long next(Random64 random) {
    do {
      busy += even ? (started ? 1 : random.nextDouble()) / rate : random.nextExponential(rate);
      started = true;
    } while (swing > 0 && isThinnedOut(random));
    double time = off == 0 ? busy : busy + Math.floor(busy / on) * off;
    return (long) (time * NANOS);
  }

  private boolean isThinnedOut(Random64 random) {
    double now = 1 + swing * StrictMath.sin(2 * Math.PI * busy / period);
    return random.nextDouble() * (1 + swing) > now;
  }
}
