package org.stackbook.storage.engine;

import java.util.ArrayDeque;
import java.util.Arrays;

/** A network that carries as much as it can from one node to another (Edmonds and Karp, 1972). */
final class FlowNetwork {

  private final int[] newestArc;
  private int[] next = new int[64];
  private int[] to = new int[64];
  private long[] free = new long[64];
  private int arcs;

  /**
   * @param nodes how many there are, named from 0
   */
  FlowNetwork(int nodes) {
    this.newestArc = new int[nodes];
    Arrays.fill(newestArc, -1);
  }

  /**
   * Adds an arc.
   *
   * @param more what it can carry beside that
   * @param carried what it carries already
   * @return its number
   */
  int arc(int from, int to, long more, long carried) {
    half(from, to, more);
    half(to, from, carried);
    return arcs - 2;
  }

  private void half(int from, int end, long capacity) {
    if (arcs == to.length) {
      next = Arrays.copyOf(next, 2 * arcs);
      to = Arrays.copyOf(to, 2 * arcs);
      free = Arrays.copyOf(free, 2 * arcs);
    }
    to[arcs] = end;
    free[arcs] = capacity;
    next[arcs] = newestArc[from];
    newestArc[from] = arcs++;
  }

  /** What an arc carries. */
  long carried(int arc) {
    return free[arc + 1];
  }

  /**
   * Carries as much more as possible.
   *
   * @return how much more that is
   */
  long augment(int source, int sink) {
    long all = 0;
    int[] arcInto = new int[newestArc.length];
    while (reaches(source, sink, arcInto)) {
      long most = Long.MAX_VALUE;
      for (int node = sink; node != source; node = to[arcInto[node] ^ 1]) {
        most = Math.min(most, free[arcInto[node]]);
      }
      for (int node = sink; node != source; node = to[arcInto[node] ^ 1]) {
        free[arcInto[node]] -= most;
        free[arcInto[node] ^ 1] += most;
      }
      all += most;
    }
    return all;
  }

  /** Searches breadth first, and notes for each node the arc by which it is reached. */
  private boolean reaches(int source, int sink, int[] arcInto) {
    Arrays.fill(arcInto, -1);
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    queue.add(source);
    while (!queue.isEmpty() && arcInto[sink] < 0) {
      int node = queue.remove();
      for (int arc = newestArc[node]; arc >= 0; arc = next[arc]) {
        if (free[arc] > 0 && arcInto[to[arc]] < 0 && to[arc] != source) {
          arcInto[to[arc]] = arc;
          queue.add(to[arc]);
        }
      }
    }
    return arcInto[sink] >= 0;
  }
}
