package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Gives up what came first, however often it was used since.
 *
 * <p>Source: L. A. Belady, "A study of replacement algorithms for a virtual-storage computer", IBM
 * Systems Journal 5 (1966).
 */
final class Fifo implements Policy {

  private final SlotTable table;
  private final int capacity;
  private int used;
  private int oldest;

  Fifo(int capacity) {
    this.table = new SlotTable(capacity);
    this.capacity = capacity;
  }

  @Override
  public boolean access(long key) {
    if (table.find(key) != SlotTable.NONE) {
      return true;
    }
    if (used < capacity) {
      table.put(key, used++);
      return false;
    }
    table.remove(oldest);
    table.put(key, oldest);
    oldest = oldest + 1 == capacity ? 0 : oldest + 1;
    return false;
  }
}
