package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Gives up, from where it last did, towards what is newer, the first that was not used since the
 * hand passed it; what was used stays where it is.
 *
 * <p>The queue is a log of slots in the order of their arrival. What is given up in its middle
 * leaves a hole; a full log is swept of its holes.
 *
 * <p>Source: Y. Zhang, J. Yang, Y. Yue, Y. Vigfusson and K. V. Rashmi, "SIEVE is simpler than LRU:
 * an efficient turn-key eviction algorithm for web caches", NSDI 2024.
 */
final class Sieve implements Policy {

  private static final int HOLE = -1;

  private final SlotTable table;
  private final boolean[] wasUsed;
  private final int[] queue;
  private int used;
  private int end;
  private int hand;

  Sieve(int capacity) {
    this.table = new SlotTable(capacity);
    this.wasUsed = new boolean[capacity];
    this.queue = new int[(int) places(capacity)];
  }

  private static long places(long capacity) {
    return Math.min(Math.max(64, 2 * capacity), Integer.MAX_VALUE - 8);
  }

  /** Memory of a cache, in bytes. */
  static long bytes(long capacity) {
    return SlotTable.bytes(capacity) + capacity + Integer.BYTES * places(capacity);
  }

  @Override
  public boolean access(long key) {
    int slot = table.find(key);
    if (slot != SlotTable.NONE) {
      wasUsed[slot] = true;
      return true;
    }
    if (used < wasUsed.length) {
      slot = used++;
    } else {
      slot = giveUp();
      table.remove(slot);
    }
    table.put(key, slot);
    if (end == queue.length) {
      sweep();
    }
    queue[end++] = slot;
    return false;
  }

  private int giveUp() {
    while (true) {
      int slot = queue[hand];
      if (slot != HOLE && !wasUsed[slot]) {
        queue[hand] = HOLE;
        advance();
        return slot;
      }
      if (slot != HOLE) {
        wasUsed[slot] = false;
      }
      advance();
    }
  }

  /** To the next newer one; past the newest comes the oldest again. */
  private void advance() {
    do {
      hand++;
    } while (hand < end && queue[hand] == HOLE);
    if (hand == end) {
      hand = 0;
    }
  }

  private void sweep() {
    int kept = 0;
    int newHand = 0;
    for (int i = 0; i < end; i++) {
      if (i == hand) {
        newHand = kept;
      }
      if (queue[i] != HOLE) {
        queue[kept++] = queue[i];
      }
    }
    hand = newHand;
    end = kept;
  }
}
