package org.stackbook.qos.engine;

import java.util.Arrays;

/**
 * What happens next: numbers of actors by time, and those of one time in the order in which they
 * were put in. A heap whose nodes have four children, which lie side by side.
 */
final class EventQueue {

  private static final int CHILDREN = 4;
  private static final int ACTOR_BITS = 24;
  private static final long ACTOR_MASK = (1L << ACTOR_BITS) - 1;

  /** For each event its time, then its place in the order together with its actor. */
  private long[] heap = new long[2 * 64];

  private int size;
  private long added;

  boolean isEmpty() {
    return size == 0;
  }

  /** When the first event happens. */
  long time() {
    return heap[0];
  }

  /** Whose the first event is. */
  int actor() {
    return (int) (heap[1] & ACTOR_MASK);
  }

  /**
   * @param actor from 0 to below 2^24
   */
  void add(long time, int actor) {
    if (2 * size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * heap.length);
    }
    long order = added++ << ACTOR_BITS | actor;
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) / CHILDREN;
      if (!before(time, order, parent)) {
        break;
      }
      heap[2 * at] = heap[2 * parent];
      heap[2 * at + 1] = heap[2 * parent + 1];
      at = parent;
    }
    heap[2 * at] = time;
    heap[2 * at + 1] = order;
  }

  /** Takes the first event away. */
  void remove() {
    size--;
    sink(heap[2 * size], heap[2 * size + 1]);
  }

  /** Lets the actor of the first event have its next one, instead of that. */
  void again(long time) {
    sink(time, added++ << ACTOR_BITS | actor());
  }

  private boolean before(long time, long order, int node) {
    long other = heap[2 * node];
    return time < other || (time == other && order < heap[2 * node + 1]);
  }

  /** Puts an event where the first one was. */
  private void sink(long time, long order) {
    int at = 0;
    while (true) {
      int first = CHILDREN * at + 1;
      if (first >= size) {
        break;
      }
      int least = first;
      int end = Math.min(first + CHILDREN, size);
      for (int child = first + 1; child < end; child++) {
        if (before(heap[2 * child], heap[2 * child + 1], least)) {
          least = child;
        }
      }
      if (before(time, order, least)) {
        break;
      }
      heap[2 * at] = heap[2 * least];
      heap[2 * at + 1] = heap[2 * least + 1];
      at = least;
    }
    heap[2 * at] = time;
    heap[2 * at + 1] = order;
  }
}
