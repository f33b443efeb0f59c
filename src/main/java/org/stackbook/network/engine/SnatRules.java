package org.stackbook.network.engine;

/**
 * How ports of a public address are given to back ends for flows to the outside. Times are in any
 * unit, the same for all.
 *
 * @param firstPort of the address that may be given, at most {@code lastPort}
 * @param lastPort at most 65,535
 * @param range ports are given in ranges of as many, a power of two, aligned to it
 * @param preallocated ports that each back end has from the beginning and keeps, a multiple of
 *     {@code range}
 * @param most ports that a back end has at any time, a multiple of {@code range}, not less than
 *     {@code preallocated}
 * @param closeTime how long a port is kept for a connection that was closed, 0 or more
 * @param idleTimeout how long it is kept for one that fell silent, 0 or more
 * @param rangeTimeout after how long without a connection a range that was asked for goes back, 0
 *     or more
 */
public record SnatRules(
    int firstPort,
    int lastPort,
    int range,
    int preallocated,
    int most,
    long closeTime,
    long idleTimeout,
    long rangeTimeout) {

  private static final int LARGEST = 65_535;

  /**
   * @throws IllegalArgumentException if the numbers are not as described
   */
  public SnatRules {
    boolean ports = 0 <= firstPort && firstPort <= lastPort && lastPort <= LARGEST;
    boolean ranges =
        Integer.bitCount(range) == 1
            && range > 0
            && preallocated >= 0
            && preallocated % range == 0
            && most % range == 0
            && most >= preallocated;
    if (!ports || !ranges || closeTime < 0 || idleTimeout < 0 || rangeTimeout < 0) {
      throw new IllegalArgumentException(
          "ports " + firstPort + " to " + lastPort + ", range " + range + " of " + most);
    }
  }

  /** The first range that lies whole within the ports, by its number from port 0. */
  int firstRange() {
    return (firstPort + range - 1) / range;
  }

  /** How many ranges lie whole within the ports. */
  public int ranges() {
    return Math.max(0, (lastPort + 1) / range - firstRange());
  }
}
