package org.stackbook.storage.engine;

import java.util.Arrays;

/**
 * A pool of mirrored drives that fail and are repaired. All times are in one unit of choice. Drives
 * fail independently; every failed drive is repaired by itself, beside the others, after a time
 * without memory; then it counts as a new one.
 *
 * <pre>{@code
 * // three drives in three servers: what one slab depends on
 * var slab = new FailureModel(
 *     new int[] {1, 1, 1}, new LossRule(3, 1, 0), Lifetime.exponential(438_000), 8, Outages.NONE);
 * MirrorChain.of(slab, 8_766).meanTime() // → 4.37…E14
 * }</pre>
 */
public final class FailureModel {

  private final int[] drivesOfServer;
  private final LossRule loss;
  private final Lifetime lifetime;
  private final double repair;
  private final Outages outages;

  /**
   * @param drivesOfServer drives of each server, each 1 or more
   * @param loss when data is lost
   * @param lifetime of drives
   * @param repair mean time from failure until all copies are back, more than 0
   * @param outages of servers
   * @throws IllegalArgumentException if a number is out of its range
   */
  public FailureModel(
      int[] drivesOfServer, LossRule loss, Lifetime lifetime, double repair, Outages outages) {
    if (!(repair > 0 && Double.isFinite(repair))
        || Arrays.stream(drivesOfServer).min().orElse(0) < 1) {
      throw new IllegalArgumentException(
          "repair " + repair + ", drives " + Arrays.toString(drivesOfServer));
    }
    this.drivesOfServer = drivesOfServer.clone();
    this.loss = loss;
    this.lifetime = lifetime;
    this.repair = repair;
    this.outages = outages;
  }

  /** The same pool with another mean time of repair. */
  public FailureModel repairedIn(double time) {
    return new FailureModel(drivesOfServer, loss, lifetime, time, outages);
  }

  /** Whether {@link MirrorChain} is this very model: no wear, no outages. */
  public boolean isMarkovian() {
    return lifetime.isExponential() && outages.none();
  }

  int servers() {
    return drivesOfServer.length;
  }

  int drivesOf(int server) {
    return drivesOfServer[server];
  }

  LossRule loss() {
    return loss;
  }

  Lifetime lifetime() {
    return lifetime;
  }

  /** Mean time from failure until all copies are back. */
  public double repairTime() {
    return repair;
  }

  Outages outages() {
    return outages;
  }
}
