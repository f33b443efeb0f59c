package org.stackbook.storage.engine;

/**
 * How long drives live: Weibull, of which the exponential is the case without wear (shape 1). Below
 * 1 young drives fail more often, above 1 old ones do.
 *
 * <pre>{@code
 * Lifetime.exponential(100).meanHazard(7) // → 0.01
 * }</pre>
 *
 * @param shape of the Weibull distribution, more than 0
 * @param scale the age at which 63 % have failed, more than 0, in any unit of time
 * @param age of all drives at the start, 0 or more, in the same unit
 */
public record Lifetime(double shape, double scale, double age) {

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Lifetime {
    if (!(shape > 0 && scale > 0 && age >= 0 && Double.isFinite(shape * scale + age))) {
      throw new IllegalArgumentException("shape " + shape + ", scale " + scale + ", age " + age);
    }
  }

  /**
   * Lifetimes without memory.
   *
   * @param mean of the lifetimes, more than 0
   */
  public static Lifetime exponential(double mean) {
    return new Lifetime(1, mean, 0);
  }

  /** Whether drives fail alike at all ages. */
  public boolean isExponential() {
    return shape == 1;
  }

  /** The hazard summed up from birth to an age. */
  double cumulated(double at) {
    return isExponential() ? at / scale : StrictMath.pow(at / scale, shape);
  }

  /**
   * Failures of a drive in a unit of time, averaged over a time from the start.
   *
   * @param time more than 0
   */
  public double meanHazard(double time) {
    return isExponential() ? 1 / scale : (cumulated(age + time) - cumulated(age)) / time;
  }
}
