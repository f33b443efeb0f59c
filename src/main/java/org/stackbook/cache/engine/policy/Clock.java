package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Gives up what came first, but passes over, once, what was used since the hand was last there.
 *
 * <p>Source: F. J. Corbató, "A paging experiment with the Multics system", MIT Project MAC Report
 * MAC-M-384 (1968).
 */
final class Clock implements Policy {

  private final SlotTable table;
  private final boolean[] wasUsed;
  private int used;
  private int hand;

  Clock(int capacity) {
    this.table = new SlotTable(capacity);
    this.wasUsed = new boolean[capacity];
  }

  /** Memory of a cache, in bytes. */
  static long bytes(long capacity) {
    return SlotTable.bytes(capacity) + capacity;
  }

  @Override
  public boolean access(long key) {
    int slot = table.find(key);
    if (slot != SlotTable.NONE) {
      wasUsed[slot] = true;
      return true;
    }
    if (used < wasUsed.length) {
      table.put(key, used++);
      return false;
    }
    while (wasUsed[hand]) {
      wasUsed[hand] = false;
      advance();
    }
    table.remove(hand);
    table.put(key, hand);
    advance();
    return false;
  }

  private void advance() {
    hand = hand + 1 == wasUsed.length ? 0 : hand + 1;
  }
}
