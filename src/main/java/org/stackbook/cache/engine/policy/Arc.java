package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Keeps what was used once and what was used more often in two lists, each by recency, and learns
 * how to share the cache between them: what is missed though it was given up lately speaks for a
 * larger share of the list that gave it up.
 *
 * <p>Remembers as many keys that it gave up as it holds. The names of the lists, T1, B1, T2 and B2,
 * and of the target p of T1 are those of the paper, whose figure 4 this follows.
 *
 * <p>Source: N. Megiddo and D. S. Modha, "ARC: a self-tuning, low overhead replacement cache", FAST
 * 2003.
 */
final class Arc implements Policy {

  private static final int FREE = 0;
  private static final int T1 = 1;
  private static final int B1 = 2;
  private static final int T2 = 3;
  private static final int B2 = 4;
  private static final int LISTS = 5;

  private final int capacity;
  private final SlotTable table;
  private final SlotQueues lists;
  private double target;

  Arc(int capacity) {
    int slots = Math.toIntExact(slots(capacity));
    this.capacity = capacity;
    this.table = new SlotTable(slots);
    this.lists = new SlotQueues(slots, LISTS);
  }

  /** How many keys it knows at once. */
  static long slots(long capacity) {
    return 2 * capacity;
  }

  /** Memory of a cache, in bytes. */
  static long bytes(long capacity) {
    return SlotTable.bytes(slots(capacity)) + SlotQueues.bytes(slots(capacity), LISTS);
  }

  @Override
  public boolean access(long key) {
    int slot = table.find(key);
    int list = slot == SlotTable.NONE ? FREE : lists.queue(slot);
    switch (list) {
      case T1, T2 -> {
        lists.move(slot, T2);
        return true;
      }
      case B1 -> {
        target = Math.min(capacity, target + Math.max(1, ratio(B2, B1)));
        replace(false);
        lists.move(slot, T2);
      }
      case B2 -> {
        target = Math.max(0, target - Math.max(1, ratio(B1, B2)));
        replace(true);
        lists.move(slot, T2);
      }
      default -> takeIn(key);
    }
    return false;
  }

  private double ratio(int list, int other) {
    return (double) lists.size(list) / lists.size(other);
  }

  private void takeIn(long key) {
    int once = lists.size(T1) + lists.size(B1);
    int known = once + lists.size(T2) + lists.size(B2);
    if (once == capacity) {
      if (lists.size(T1) < capacity) {
        forget(B1);
        replace(false);
      } else {
        forget(T1);
      }
    } else if (known >= capacity) {
      if (known == 2 * capacity) {
        forget(B2);
      }
      replace(false);
    }
    int slot = lists.oldest(FREE);
    table.put(key, slot);
    lists.move(slot, T1);
  }

  private void forget(int list) {
    int slot = lists.oldest(list);
    table.remove(slot);
    lists.move(slot, FREE);
  }

  /**
   * Gives up one thing, but remembers its key.
   *
   * @param wanted whether the key that is asked for is in B2
   */
  private void replace(boolean wanted) {
    int once = lists.size(T1);
    if (once > 0 && (once > target || (wanted && once == target))) {
      lists.move(lists.oldest(T1), B1);
    } else {
      lists.move(lists.oldest(T2), B2);
    }
  }
}
