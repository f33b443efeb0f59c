package org.stackbook.storage.engine;

/**
 * The summed hazard of a lifetime over a range of ages, looked up instead of computed: exact at
 * 4,097 ages, straight between them. Over a year a failure comes two hours early or late at most,
 * and at birth the hazard stays finite.
 */
final class HazardTable {

  private static final int CELLS = 1 << 12;

  private final double perTime;
  private final double[] cumulated = new double[CELLS + 1];

  /**
   * @param lifetime whose hazard
   * @param from the first age
   * @param length of the range, more than 0
   */
  HazardTable(Lifetime lifetime, double from, double length) {
    this.perTime = CELLS / length;
    for (int i = 0; i <= CELLS; i++) {
      cumulated[i] = lifetime.cumulated(from + i / perTime) - lifetime.cumulated(from);
    }
  }

  /** The hazard summed up over so much time from the first age. */
  double until(double time) {
    double at = time * perTime;
    int cell = cell(at);
    return cumulated[cell] + (at - cell) * (cumulated[cell + 1] - cumulated[cell]);
  }

  /** Failures in a unit of time, so much time after the first age. */
  double at(double time) {
    int cell = cell(time * perTime);
    return (cumulated[cell + 1] - cumulated[cell]) * perTime;
  }

  private static int cell(double at) {
    return Math.max(0, Math.min(CELLS - 1, (int) at));
  }
}
