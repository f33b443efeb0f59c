package org.stackbook.storage.engine;

/** Counts the sets of drives that could hold a slab: no two of them in one server. */
public final class DriveSets {

  /** No server. */
  static final int NONE = -1;

  private DriveSets() {}

  /**
   * How many sets of drives there are with no two in one server.
   *
   * @param drivesOfServer drives of each server
   * @param size drives in a set, 0 or more
   */
  public static double inDifferentServers(int[] drivesOfServer, int size) {
    return bySize(drivesOfServer, NONE, size)[size];
  }

  /**
   * How many sets of each size there are with no two drives in one server.
   *
   * @param drivesOfServer drives of each server
   * @param without a server that is left out, or {@link #NONE}
   * @param size the largest size
   */
  static double[] bySize(int[] drivesOfServer, int without, int size) {
    double[] sets = new double[size + 1];
    sets[0] = 1;
    for (int server = 0; server < drivesOfServer.length; server++) {
      if (drivesOfServer[server] > 0 && server != without) {
        for (int j = size; j > 0; j--) {
          sets[j] += sets[j - 1] * drivesOfServer[server];
        }
      }
    }
    return sets;
  }
}
