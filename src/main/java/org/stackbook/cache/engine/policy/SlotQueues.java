package org.stackbook.cache.engine.policy;

import java.util.concurrent.CancellationException;

/**
 * Queues of slots. Each slot is in one of them; all begin in queue 0, in the order of their
 * numbers. 12 bytes a slot and a queue.
 */
public final class SlotQueues {

  /** No slot. */
  public static final int NONE = -1;

  private final int slots;
  private final int[] newer;
  private final int[] older;
  private final int[] queue;
  private final int[] size;

  /**
   * All slots in queue 0.
   *
   * @param slots how many slots, 1 or more
   * @param queues how many queues, 1 or more
   * @throws CancellationException if the thread is interrupted: many slots take seconds
   */
  public SlotQueues(int slots, int queues) {
    // Past the slots, each queue has a head that closes it to a ring.
    int links = Math.addExact(slots, queues);
    this.slots = slots;
    this.newer = new int[links];
    this.older = new int[links];
    this.queue = new int[slots];
    this.size = new int[queues];
    for (int head = slots; head < links; head++) {
      newer[head] = head;
      older[head] = head;
    }
    for (int slot = 0; slot < slots; slot++) {
      stopIfInterrupted();
      insert(slot, 0, older[slots]);
    }
  }

  /**
   * The same queues, and more slots at the beginning of queue 0.
   *
   * @param more as many slots as this has, or more
   * @throws CancellationException if the thread is interrupted
   */
  public SlotQueues grownTo(int more) {
    SlotQueues grown = new SlotQueues(more, size.length);
    for (int q = 0; q < size.length; q++) {
      for (int slot = oldest(q); slot != NONE; slot = newer(slot)) {
        stopIfInterrupted();
        grown.move(slot, q);
      }
    }
    return grown;
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
  }

  /**
   * Memory of so many slots and queues, in bytes.
   *
   * @param slots how many slots
   * @param queues how many queues
   */
  static long bytes(long slots, long queues) {
    return Integer.BYTES * (2 * (slots + queues) + slots + queues);
  }

  /** The queue that a slot is in. */
  public int queue(int slot) {
    return queue[slot];
  }

  /** How many slots are in a queue. */
  public int size(int queue) {
    return size[queue];
  }

  /** The slot that is in a queue for longest, or {@link #NONE}. */
  public int oldest(int queue) {
    return slotOrNone(newer[slots + queue]);
  }

  /** What came into its queue after a slot, or {@link #NONE}. */
  public int newer(int slot) {
    return slotOrNone(newer[slot]);
  }

  private int slotOrNone(int link) {
    return link < slots ? link : NONE;
  }

  /** Makes a slot the newest of a queue, its own or another. */
  public void move(int slot, int queue) {
    remove(slot);
    insert(slot, queue, older[slots + queue]);
  }

  /** Puts a slot behind another one, as the next newer of its queue. */
  void moveBehind(int slot, int other) {
    remove(slot);
    insert(slot, queue[other], other);
  }

  private void remove(int slot) {
    newer[older[slot]] = newer[slot];
    older[newer[slot]] = older[slot];
    size[queue[slot]]--;
  }

  private void insert(int slot, int into, int behind) {
    int before = newer[behind];
    older[slot] = behind;
    newer[slot] = before;
    newer[behind] = slot;
    older[before] = slot;
    queue[slot] = into;
    size[into]++;
  }
}
