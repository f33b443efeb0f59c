package org.stackbook.cache.engine;

import java.util.Arrays;
import org.stackbook.cache.engine.policy.SlotQueues;
import org.stackbook.trace.engine.SlotTable;

/** Which pages were missed a while ago, so that a second miss is known as one. */
final class RecentMisses {

  private static final int FREE = 0;
  private static final int MISSED = 1;
  private static final int LEAST = 1024;

  private final long window;
  private SlotTable table = new SlotTable(LEAST);
  private SlotQueues queues = new SlotQueues(LEAST, 2);
  private long[] at = new long[LEAST];

  /**
   * @param window nanoseconds after which a miss is forgotten
   */
  RecentMisses(long window) {
    this.window = window;
  }

  /**
   * Notes a miss.
   *
   * @param now not before that of the miss before it
   * @return whether the page was missed within the window already; then it is forgotten
   */
  boolean isSecond(long key, long now) {
    forget(now);
    int slot = table.find(key);
    if (slot != SlotTable.NONE) {
      drop(slot);
      return true;
    }
    slot = queues.oldest(FREE);
    if (slot == SlotQueues.NONE) {
      int slots = Math.multiplyExact(at.length, 2);
      table = table.grownTo(slots);
      queues = queues.grownTo(slots);
      at = Arrays.copyOf(at, slots);
      slot = queues.oldest(FREE);
    }
    table.put(key, slot);
    queues.move(slot, MISSED);
    at[slot] = now;
    return false;
  }

  private void forget(long now) {
    int slot = queues.oldest(MISSED);
    while (slot != SlotQueues.NONE && now - at[slot] > window) {
      drop(slot);
      slot = queues.oldest(MISSED);
    }
  }

  private void drop(int slot) {
    table.remove(slot);
    queues.move(slot, FREE);
  }
}
