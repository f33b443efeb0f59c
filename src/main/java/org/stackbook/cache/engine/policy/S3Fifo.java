package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Three first-in-first-out queues: a small one, through which most new things leave soon; the main
 * one, for what was used more than once meanwhile, or is missed while the ghost queue remembers its
 * key. The main queue passes over what was used since, once for each use, up to three.
 *
 * <p>The small queue has a tenth of the cache, at least one, the main queue the rest, and the ghost
 * queue as many keys as the main one, at least one. Uses are forgotten when a thing changes its
 * queue. The ghost queue is asked after room was made, and forgets what it helped.
 *
 * <p>Source: J. Yang, Y. Zhang, Z. Qiu, Y. Yue and K. V. Rashmi, "FIFO queues are all you need for
 * cache eviction", SOSP 2023, algorithm 1.
 */
final class S3Fifo implements Policy {

  private static final int FREE = 0;
  private static final int SMALL = 1;
  private static final int MAIN = 2;
  private static final int GHOST = 3;
  private static final int QUEUES = 4;

  /** What a counter of two bits holds. */
  private static final int MOST_USES = 3;

  private final int capacity;
  private final int smallShare;
  private final int mainShare;
  private final int ghosts;
  private final SlotTable table;
  private final SlotQueues queues;
  private final byte[] uses;

  S3Fifo(int capacity) {
    this.capacity = capacity;
    this.mainShare = (int) mainShare(capacity);
    this.smallShare = capacity - mainShare;
    this.ghosts = (int) ghosts(capacity);
    int slots = Math.toIntExact(slots(capacity));
    this.table = new SlotTable(slots);
    this.queues = new SlotQueues(slots, QUEUES);
    this.uses = new byte[slots];
  }

  private static long mainShare(long capacity) {
    return capacity - Math.max(1, capacity / 10);
  }

  private static long ghosts(long capacity) {
    return Math.max(1, mainShare(capacity));
  }

  /** How many keys it knows at once. */
  static long slots(long capacity) {
    return capacity + ghosts(capacity) + 1;
  }

  /** Memory of a cache, in bytes. */
  static long bytes(long capacity) {
    long slots = slots(capacity);
    return SlotTable.bytes(slots) + SlotQueues.bytes(slots, QUEUES) + slots;
  }

  @Override
  public boolean access(long key) {
    int slot = table.find(key);
    if (slot != SlotTable.NONE && queues.queue(slot) != GHOST) {
      uses[slot] = (byte) Math.min(uses[slot] + 1, MOST_USES);
      return true;
    }
    while (queues.size(SMALL) + queues.size(MAIN) == capacity) {
      if (queues.size(SMALL) >= smallShare) {
        leaveSmall();
      } else {
        leaveMain();
      }
    }
    slot = table.find(key); // its ghost may have gone meanwhile
    if (slot != SlotTable.NONE) {
      queues.move(slot, MAIN);
    } else {
      slot = queues.oldest(FREE);
      table.put(key, slot);
      queues.move(slot, SMALL);
    }
    return false;
  }

  private void leaveSmall() {
    while (queues.size(SMALL) > 0) {
      int slot = queues.oldest(SMALL);
      boolean stays = uses[slot] > 1;
      uses[slot] = 0;
      if (!stays) {
        queues.move(slot, GHOST);
        if (queues.size(GHOST) > ghosts) {
          forget(queues.oldest(GHOST));
        }
        return;
      }
      queues.move(slot, MAIN);
      if (queues.size(MAIN) > mainShare) {
        leaveMain();
      }
    }
  }

  private void leaveMain() {
    int slot = queues.oldest(MAIN);
    while (uses[slot] > 0) {
      uses[slot]--;
      queues.move(slot, MAIN);
      slot = queues.oldest(MAIN);
    }
    forget(slot);
  }

  private void forget(int slot) {
    table.remove(slot);
    queues.move(slot, FREE);
  }
}
