package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Numbers keys in the order in which they are first seen, from 0. Grows by doubling: 24 to 48 bytes
 * a key, and half of that again while it grows.
 */
final class KeyNumbers {

  private static final int LEAST = 1024;

  private SlotTable table = new SlotTable(LEAST);
  private int room = LEAST;
  private int size;

  /**
   * Memory that they take while they grow, in bytes.
   *
   * @param keys how many different ones there are
   */
  static long bytes(long keys) {
    long room = LEAST;
    while (room < keys) {
      room *= 2;
    }
    return SlotTable.bytes(room) + (room == LEAST ? 0 : SlotTable.bytes(room / 2));
  }

  /** The number of a key: {@link #size()} as it was before if the key is new. */
  int of(long key) {
    int number = table.find(key);
    if (number == SlotTable.NONE) {
      if (size == room) {
        grow();
      }
      number = size++;
      table.put(key, number);
    }
    return number;
  }

  /** How many different keys there were. */
  int size() {
    return size;
  }

  private void grow() {
    int more = Math.multiplyExact(room, 2);
    table = table.grownTo(more);
    room = more;
  }
}
