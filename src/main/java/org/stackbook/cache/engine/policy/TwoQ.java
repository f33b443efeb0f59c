package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Takes new things into a short queue, A1in, and remembers for a while, in A1out, the keys of what
 * left it; what is missed while its key is remembered goes to the main list, Am, which gives up
 * what was used least recently.
 *
 * <p>This is the full version of the paper, with its parameters: A1in has a quarter of the cache,
 * A1out keys for a half of it, each at least one. A key that is asked for leaves A1out before room
 * is made. A cache of one thing has no room for Am and gives up from A1in.
 *
 * <p>Source: T. Johnson and D. Shasha, "2Q: a low overhead high performance buffer management
 * replacement algorithm", VLDB 1994.
 */
final class TwoQ implements Policy {

  private static final int FREE = 0;
  private static final int IN = 1;
  private static final int OUT = 2;
  private static final int MAIN = 3;

  /** Out of A1out, on the way to Am. */
  private static final int COMING = 4;

  private static final int QUEUES = 5;

  private final int capacity;
  private final int inShare;
  private final int outShare;
  private final SlotTable table;
  private final SlotQueues queues;

  TwoQ(int capacity) {
    this.capacity = capacity;
    this.inShare = Math.max(1, capacity / 4);
    this.outShare = (int) outShare(capacity);
    int slots = Math.toIntExact(slots(capacity));
    this.table = new SlotTable(slots);
    this.queues = new SlotQueues(slots, QUEUES);
  }

  private static long outShare(long capacity) {
    return Math.max(1, capacity / 2);
  }

  /** How many keys it knows at once. */
  static long slots(long capacity) {
    return capacity + outShare(capacity) + 1;
  }

  /** Memory of a cache, in bytes. */
  static long bytes(long capacity) {
    return SlotTable.bytes(slots(capacity)) + SlotQueues.bytes(slots(capacity), QUEUES);
  }

  @Override
  public boolean access(long key) {
    int slot = table.find(key);
    int queue = slot == SlotTable.NONE ? FREE : queues.queue(slot);
    switch (queue) {
      case MAIN -> {
        queues.move(slot, MAIN);
        return true;
      }
      case IN -> {
        return true;
      }
      case OUT -> {
        queues.move(slot, COMING);
        makeRoom();
        queues.move(slot, MAIN);
      }
      default -> {
        makeRoom();
        slot = queues.oldest(FREE);
        table.put(key, slot);
        queues.move(slot, IN);
      }
    }
    return false;
  }

  private void makeRoom() {
    if (queues.size(IN) + queues.size(MAIN) < capacity) {
      return;
    }
    if (queues.size(IN) > inShare || queues.size(MAIN) == 0) {
      queues.move(queues.oldest(IN), OUT);
      if (queues.size(OUT) > outShare) {
        forget(OUT);
      }
    } else {
      forget(MAIN);
    }
  }

  private void forget(int queue) {
    int slot = queues.oldest(queue);
    table.remove(slot);
    queues.move(slot, FREE);
  }
}
