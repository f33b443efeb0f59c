package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * A network that carries as much as it can from one node to another, along shortest augmenting
 * paths (Edmonds and Karp, "Theoretical improvements in algorithmic efficiency for network flow
 * problems", Journal of the ACM, 1972).
 */
final class FlowNetwork {

  private static final int NONE = -1;

  private final int[] newestArc;
  private final int[] arcInto;
  private final int[] queue;
  private int[] next = new int[64];
  private int[] to = new int[64];
  private long[] free = new long[64];
  private int arcs;

  /**
   * @param nodes how many there are, named from 0
   */
  FlowNetwork(int nodes) {
    this.newestArc = new int[nodes];
    this.arcInto = new int[nodes];
    this.queue = new int[nodes];
    Arrays.fill(newestArc, NONE);
  }

  /**
   * Adds an arc.
   *
   * @param most what it can carry
   * @return its number
   */
  int arc(int from, int to, long most) {
    half(from, to, most);
    half(to, from, 0);
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

  /** Lets an arc carry more than before. */
  void widen(int arc, long more) {
    free[arc] += more;
  }

  /** Has an arc carry more; who does so for all arcs of a path keeps the flow whole. */
  void carry(int arc, long more) {
    free[arc] -= more;
    free[arc ^ 1] += more;
  }

  /** What an arc carries. */
  long carried(int arc) {
    return free[arc ^ 1];
  }

  /** What an arc can carry beside that. */
  long free(int arc) {
    return free[arc];
  }

  /**
   * Carries as much more as possible. What an arc out of the source carries never becomes less.
   *
   * @throws CancellationException if the thread is interrupted
   */
  void augment(int source, int sink) {
    while (search(source, sink)) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the search for a flow was interrupted");
      }
      long most = Long.MAX_VALUE;
      for (int node = sink; node != source; node = to[arcInto[node] ^ 1]) {
        most = Math.min(most, free[arcInto[node]]);
      }
      for (int node = sink; node != source; node = to[arcInto[node] ^ 1]) {
        carry(arcInto[node], most);
      }
    }
  }

  /**
   * The nodes that more could still be carried to. If the sink is none of them the flow is a
   * maximum, and they are the source's side of a smallest cut.
   */
  boolean[] reached(int source) {
    search(source, NONE);
    boolean[] reached = new boolean[arcInto.length];
    for (int node = 0; node < reached.length; node++) {
      reached[node] = node == source || arcInto[node] != NONE;
    }
    return reached;
  }

  /** Searches breadth first, and notes for each node the arc by which it is reached. */
  private boolean search(int source, int sink) {
    Arrays.fill(arcInto, NONE);
    queue[0] = source;
    int waiting = 1;
    for (int at = 0; at < waiting; at++) {
      for (int arc = newestArc[queue[at]]; arc != NONE; arc = next[arc]) {
        int node = to[arc];
        if (free[arc] > 0 && arcInto[node] == NONE && node != source) {
          arcInto[node] = arc;
          if (node == sink) {
            return true;
          }
          queue[waiting++] = node;
        }
      }
    }
    return false;
  }
}
