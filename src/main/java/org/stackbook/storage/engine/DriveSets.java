package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CancellationException;

/** Which sets of drives hold slabs: whatever all drives of such a set hold is lost with them. */
public final class DriveSets {

  /** No server. */
  static final int NONE = -1;

  private static final int POLL_MASK = (1 << 16) - 1;

  private DriveSets() {}

  /**
   * How many different sets of drives hold at least one slab, one copy on each of their drives.
   *
   * @param map of two or three copies
   * @param drives of the pool, at most 1,290 with three copies, so that their sets can be numbered
   * @throws CancellationException if the thread is interrupted
   */
  public static int holding(SlabMap map, int drives) {
    BitSet seen = new BitSet();
    int[] set = new int[map.copies()];
    for (int slab = 0; slab < map.slabs(); slab++) {
      if ((slab & POLL_MASK) == 0 && Thread.currentThread().isInterrupted()) {
        throw new CancellationException("counting sets of drives was interrupted");
      }
      for (int copy = 0; copy < set.length; copy++) {
        set[copy] = map.drive(slab, copy);
      }
      Arrays.sort(set);
      int number = 0;
      for (int drive : set) {
        number = Math.addExact(Math.multiplyExact(number, drives), drive);
      }
      seen.set(number);
    }
    return seen.cardinality();
  }

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
