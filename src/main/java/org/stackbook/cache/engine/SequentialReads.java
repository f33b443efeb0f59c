package org.stackbook.cache.engine;

import java.util.Arrays;

/** Recognises reads that begin where one of the last reads of their disk ended. */
final class SequentialReads {

  private final int streams;
  private long[] ends = new long[0];
  private int[] next = new int[0];

  /**
   * @param streams how many reads of a disk are remembered, 1 or more
   */
  SequentialReads(int streams) {
    this.streams = streams;
  }

  /** Notes a read; whether it goes on where an earlier one ended. */
  boolean goesOn(int tenant, long address, int bytes) {
    if (tenant >= next.length) {
      grow(tenant);
    }
    int first = tenant * streams;
    for (int i = first; i < first + streams; i++) {
      if (ends[i] == address) {
        ends[i] = address + bytes;
        return true;
      }
    }
    ends[first + next[tenant]] = address + bytes;
    next[tenant] = (next[tenant] + 1) % streams;
    return false;
  }

  private void grow(int tenant) {
    int was = ends.length;
    next = Arrays.copyOf(next, Math.max(tenant + 1, 2 * next.length));
    ends = Arrays.copyOf(ends, Math.multiplyExact(next.length, streams));
    Arrays.fill(ends, was, ends.length, -1);
  }
}
