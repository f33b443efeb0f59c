package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Numbers keys in the order in which they are first seen, from 0. Grows by doubling: 14 to 28 bytes
 * a key, and half of that again while it grows.
 */
final class KeyNumbers {

  private static final int LEAST = 1024;

  private SlotTable table = new SlotTable(LEAST);
  private int room = LEAST;
  private int size;

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
    room = Math.multiplyExact(room, 2);
    SlotTable larger = new SlotTable(room);
    for (int number = 0; number < size; number++) {
      larger.put(table.key(number), number);
    }
    table = larger;
  }
}
