package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Takes new things into a small window, which gives up by recency. What leaves the window comes
 * into the main part only if it was asked for more often, lately, than what the main part would
 * give up for it. The main part is a segmented LRU: what is used there comes from probation into
 * the protected segment, and falls back when that is full.
 *
 * <p>The window has a hundredth of the cache, at least one; the protected segment 80 % of the rest.
 * A cache of one thing is all window. The window does not adapt. How often is told by a {@link
 * FrequencySketch}; among equals, what is in the main part stays.
 *
 * <p>Source: G. Einziger, R. Friedman and B. Manes, "TinyLFU: a highly efficient cache admission
 * policy", ACM Transactions on Storage 13 (2017).
 */
final class WTinyLfu implements Policy {

  private static final int FREE = 0;
  private static final int WINDOW = 1;
  private static final int PROBATION = 2;
  private static final int PROTECTED = 3;
  private static final int QUEUES = 4;

  private final int windowShare;
  private final int mainShare;
  private final int protectedShare;
  private final SlotTable table;
  private final SlotQueues queues;
  private final FrequencySketch frequency;

  /**
   * @param capacity how many things it holds, 1 or more
   * @param seed of the hashes of the sketch
   */
  WTinyLfu(int capacity, long seed) {
    this.windowShare = Math.max(1, capacity / 100);
    this.mainShare = capacity - windowShare;
    this.protectedShare = (int) (mainShare * 4L / 5);
    int slots = Math.toIntExact(slots(capacity));
    this.table = new SlotTable(slots);
    this.queues = new SlotQueues(slots, QUEUES);
    this.frequency = new FrequencySketch(capacity, seed);
  }

  /** One more than it holds, for what comes in before something goes. */
  static long slots(long capacity) {
    return capacity + 1;
  }

  /** Memory of a cache, in bytes. */
  static long bytes(long capacity) {
    return SlotTable.bytes(slots(capacity))
        + SlotQueues.bytes(slots(capacity), QUEUES)
        + FrequencySketch.bytes(capacity);
  }

  @Override
  public boolean access(long key) {
    frequency.see(key);
    int slot = table.find(key);
    if (slot != SlotTable.NONE) {
      use(slot);
      return true;
    }
    slot = queues.oldest(FREE);
    table.put(key, slot);
    queues.move(slot, WINDOW);
    if (queues.size(WINDOW) > windowShare) {
      leaveWindow();
    }
    return false;
  }

  private void use(int slot) {
    if (queues.queue(slot) == WINDOW) {
      queues.move(slot, WINDOW);
      return;
    }
    queues.move(slot, PROTECTED);
    if (queues.size(PROTECTED) > protectedShare) {
      queues.move(queues.oldest(PROTECTED), PROBATION);
    }
  }

  private void leaveWindow() {
    int candidate = queues.oldest(WINDOW);
    if (mainShare == 0) {
      giveUp(candidate);
    } else if (queues.size(PROBATION) + queues.size(PROTECTED) < mainShare) {
      queues.move(candidate, PROBATION);
    } else {
      int victim = queues.oldest(PROBATION);
      if (frequency(candidate) > frequency(victim)) {
        giveUp(victim);
        queues.move(candidate, PROBATION);
      } else {
        giveUp(candidate);
      }
    }
  }

  private int frequency(int slot) {
    return frequency.estimate(table.key(slot));
  }

  private void giveUp(int slot) {
    table.remove(slot);
    queues.move(slot, FREE);
  }
}
