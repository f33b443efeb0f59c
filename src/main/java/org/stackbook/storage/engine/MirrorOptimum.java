package org.stackbook.storage.engine;

import java.util.Arrays;

/** How much a mirror can hold at most, whoever places it. */
public final class MirrorOptimum {

  private MirrorOptimum() {}

  /**
   * The most that can be stored in {@code copies} copies, no two of them in one server: the largest
   * L for which the sum of min(capacity, L) over all servers is at least {@code copies}·L. A server
   * cannot hold more than one copy of everything, so what exceeds L in a server is stranded.
   *
   * <pre>{@code
   * MirrorOptimum.of(new long[] {10, 10, 15}, 3) // → 10
   * }</pre>
   *
   * @param capacities of the servers, 0 or more, in any unit
   * @param copies 1 or more
   * @return L, rounded down; 0 if there are fewer servers than copies
   */
  public static long of(long[] capacities, int copies) {
    long[] largestFirst = capacities.clone();
    Arrays.sort(largestFirst);
    int n = largestFirst.length;
    long rest = Arrays.stream(largestFirst).sum();
    // With the j largest servers cut at L, the others must hold (copies − j)·L.
    for (int j = 0; j < copies && j < n; j++) {
      long level = rest / (copies - j);
      long nextLargest = largestFirst[n - 1 - j];
      if (nextLargest <= level) {
        return level;
      }
      rest -= nextLargest;
    }
    return 0;
  }
}
