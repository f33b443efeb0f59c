package org.stackbook.qos.engine;

import java.util.Arrays;

/**
 * Requests that wait for a cap, in lines by number: first come, first served. A request is one
 * number into these arrays; those that have gone leave theirs to others.
 */
final class Waiting {

  /** As many as fit into some four hundred megabytes. */
  static final int MOST = 10_000_000;

  private static final int NONE = -1;

  private final int[] first;
  private final int[] last;
  private final int[] length;

  /** When each came. */
  long[] came = new long[64];

  /** When each may go on. */
  long[] goes = new long[64];

  /** The seed of its random choices. */
  long[] dice = new long[64];

  /** Its bytes. */
  int[] bytes = new int[64];

  /** The disk it is for; complemented for a write. */
  int[] disk = new int[64];

  private int[] next = new int[64];
  private int used;
  private int free = NONE;

  Waiting(int lines) {
    this.first = new int[lines];
    this.last = new int[lines];
    this.length = new int[lines];
    Arrays.fill(first, NONE);
  }

  /** How many wait in a line. */
  int length(int line) {
    return length[line];
  }

  /** The request that is first in a line where one waits. */
  int first(int line) {
    return first[line];
  }

  /** The request behind another, or -1. */
  int behind(int request) {
    return next[request];
  }

  /**
   * Puts a request at the end of a line.
   *
   * @return its number
   * @throws ArithmeticException if too many wait
   */
  int add(int line) {
    int request = slot();
    next[request] = NONE;
    if (length[line]++ == 0) {
      first[line] = request;
    } else {
      next[last[line]] = request;
    }
    last[line] = request;
    return request;
  }

  private int slot() {
    if (free != NONE) {
      int request = free;
      free = next[request];
      return request;
    }
    if (used == next.length) {
      grow();
    }
    return used++;
  }

  private void grow() {
    if (used >= MOST) {
      throw new ArithmeticException("more than " + MOST + " requests wait");
    }
    int more = Math.min(2 * used, MOST);
    came = Arrays.copyOf(came, more);
    goes = Arrays.copyOf(goes, more);
    dice = Arrays.copyOf(dice, more);
    bytes = Arrays.copyOf(bytes, more);
    disk = Arrays.copyOf(disk, more);
    next = Arrays.copyOf(next, more);
  }

  /** Takes the first request of a line away. What its number stands for is there until the next. */
  void removeFirst(int line) {
    int request = first[line];
    first[line] = next[request];
    length[line]--;
    next[request] = free;
    free = request;
  }
}
