package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Gives up what was used least often since it came; among equals, what was used least recently.
 *
 * <p>Things of as many uses are in one queue, and the queues in ascending order, so that each use
 * takes the same few steps. What is given up is forgotten: it starts again with one use.
 *
 * <p>Source: K. Shah, A. Mitra and D. Matani, "An O(1) algorithm for implementing the LFU cache
 * eviction scheme" (2010).
 */
final class Lfu implements Policy {

  private static final int FREE = 0;
  private static final int TAKEN = 1;

  /** The group of one use; it stays, and comes first, even when it is empty. */
  private static final int ONCE = 0;

  private final SlotTable table;
  private final SlotQueues groups;
  private final long[] uses;

  /** Queue 0 is of free slots, the others of the slots in a group. */
  private final SlotQueues slots;

  Lfu(int capacity) {
    int most = Math.toIntExact(mostGroups(capacity));
    this.table = new SlotTable(capacity);
    this.groups = new SlotQueues(most, 2);
    this.uses = new long[most];
    this.slots = new SlotQueues(capacity, most + 1);
    groups.move(ONCE, TAKEN);
    uses[ONCE] = 1;
  }

  /** A slot that leaves its group may need a new one before the old one is free. */
  private static long mostGroups(long capacity) {
    return capacity + 2;
  }

  /** Memory of a cache, in bytes. */
  static long bytes(long capacity) {
    long most = mostGroups(capacity);
    return SlotTable.bytes(capacity)
        + SlotQueues.bytes(most, 2)
        + Long.BYTES * most
        + SlotQueues.bytes(capacity, most + 1);
  }

  @Override
  public boolean access(long key) {
    int slot = table.find(key);
    if (slot != SlotTable.NONE) {
      use(slot);
      return true;
    }
    slot = slots.oldest(FREE);
    if (slot == SlotQueues.NONE) {
      slot = leastUsed();
      table.remove(slot);
    }
    table.put(key, slot);
    enter(slot, ONCE);
    return false;
  }

  private void use(int slot) {
    int group = groupOf(slot);
    long more = uses[group] + 1;
    int next = groups.newer(group);
    if (next == SlotQueues.NONE || uses[next] != more) {
      next = groups.oldest(FREE);
      groups.moveBehind(next, group);
      uses[next] = more;
    }
    enter(slot, next);
  }

  private int leastUsed() {
    int group = slots.size(queueOf(ONCE)) > 0 ? ONCE : groups.newer(ONCE);
    return slots.oldest(queueOf(group));
  }

  private void enter(int slot, int group) {
    int left = slots.queue(slot);
    slots.move(slot, queueOf(group));
    if (left != FREE && left != queueOf(ONCE) && slots.size(left) == 0) {
      groups.move(left - 1, FREE);
    }
  }

  private int groupOf(int slot) {
    return slots.queue(slot) - 1;
  }

  private static int queueOf(int group) {
    return group + 1;
  }
}
