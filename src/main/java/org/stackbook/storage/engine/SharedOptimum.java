package org.stackbook.storage.engine;

import java.util.Arrays;

/** How much can be stored at most where data is encoded in more than one way. */
public final class SharedOptimum {

  private SharedOptimum() {}

  /**
   * The most units of data that fit if each unit needs {@code groups[j]} groups of {@code
   * widths[j]} equal symbols, no two symbols of a group in one server. However many servers are
   * taken away, the groups that are wider than that must find room in the others; the optimum is
   * where the first of these rooms is full. With one kind of group it is {@link MirrorOptimum}.
   *
   * <pre>{@code
   * SharedOptimum.of(new long[] {10, 10, 15}, new int[] {3}, new double[] {1}) // → 10.0
   * }</pre>
   *
   * @param capacities of the servers, 0 or more
   * @param widths symbols of a group of each kind, 1 or more
   * @param groups how many groups of each kind a unit of data needs, more than 0
   * @return 0 if a group is wider than there are servers
   */
  public static double of(long[] capacities, int[] widths, double[] groups) {
    long[] smallestFirst = capacities.clone();
    Arrays.sort(smallestFirst);
    long room = Arrays.stream(smallestFirst).sum();
    double most = Double.POSITIVE_INFINITY;
    for (int taken = 0; ; taken++) {
      double demand = 0;
      for (int j = 0; j < widths.length; j++) {
        demand += Math.max(0, widths[j] - taken) * groups[j];
      }
      if (demand == 0) {
        return most;
      }
      most = Math.min(most, room / demand);
      if (taken == smallestFirst.length) {
        return most;
      }
      room -= smallestFirst[smallestFirst.length - 1 - taken];
    }
  }
}
