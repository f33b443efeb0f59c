package org.stackbook.storage;

import org.stackbook.fact.Facts;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;

/**
 * What of a pool decides how its volumes are encoded.
 *
 * <pre>{@code
 * Resiliency.DUAL_PARITY.over(PoolShape.of(7)).text() // → RS 4+2
 * }</pre>
 *
 * @param servers of the pool; each is a fault domain
 * @param allFlash whether the capacity drives are flash; parity is wider there
 * @param capacityDrives of each server; nested parity is as wide as that
 */
public record PoolShape(int servers, boolean allFlash, int capacityDrives) {

  /**
   * Servers with HDD capacity, and the fewest capacity drives that Storage Spaces Direct takes.
   *
   * @param servers of the pool
   */
  public static PoolShape of(int servers) {
    return of(servers, false);
  }

  static PoolShape of(int servers, boolean allFlash) {
    return new PoolShape(
        servers, allFlash, Facts.storage().fact("cache/minCapacityDrivesPerServer").integer());
  }

  /** The shape of the pool of {@code stamp}. */
  public static PoolShape of(Stamp stamp) {
    Server first = stamp.servers().get(0);
    return new PoolShape(
        stamp.servers().size(), first.tiers().isAllFlash(), first.capacityDrives().size());
  }

  /** The same with flash as capacity. */
  public PoolShape withFlash() {
    return new PoolShape(servers, true, capacityDrives);
  }

  /**
   * The same with other numbers of drives.
   *
   * @param count capacity drives of each server
   */
  public PoolShape withCapacityDrives(int count) {
    return new PoolShape(servers, allFlash, count);
  }
}
