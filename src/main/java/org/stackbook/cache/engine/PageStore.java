package org.stackbook.cache.engine;

import java.util.Arrays;
import org.stackbook.cache.engine.policy.SlotQueues;
import org.stackbook.trace.engine.SlotTable;

/**
 * The pages that a cache drive holds. Clean ones are given up in the order of their last use; dirty
 * ones stay until they are written to the capacity drive that they belong to, and are kept in the
 * order in which they became dirty. Grows with what it holds: some 50 bytes a page.
 */
final class PageStore {

  /** No page. */
  static final int NONE = SlotTable.NONE;

  private static final int FREE = 0;
  private static final int CLEAN = 1;
  private static final int DIRTY = 2;
  private static final int LEAST = 1024;

  private final int capacity;
  private SlotTable table;
  private SlotQueues queues;
  private long[] turn;
  private long turns;
  private int dirty;

  /**
   * @param capacity in pages, 1 or more
   * @param drives capacity drives of the server
   */
  PageStore(int capacity, int drives) {
    int slots = Math.min(capacity, LEAST);
    this.capacity = capacity;
    this.table = new SlotTable(slots);
    this.queues = new SlotQueues(slots, DIRTY + drives);
    this.turn = new long[slots];
  }

  int capacity() {
    return capacity;
  }

  /** How many pages are dirty. */
  int dirty() {
    return dirty;
  }

  /** The slot of a page, or {@link #NONE}. */
  int find(long key) {
    return table.find(key);
  }

  long key(int slot) {
    return table.key(slot);
  }

  boolean isDirty(int slot) {
    return queues.queue(slot) >= DIRTY;
  }

  /** Whether a page is dirty and belongs to that capacity drive. */
  boolean isDirtyFor(int slot, int drive) {
    return queues.queue(slot) == DIRTY + drive;
  }

  /** Notes the use of a page. How old a dirty page is does not change by it. */
  void use(int slot) {
    if (!isDirty(slot)) {
      queues.move(slot, CLEAN);
    }
  }

  /**
   * Takes in a page that is not there, as a clean one; if there is no room, the clean page that was
   * used least recently goes.
   *
   * @return its slot, or {@link #NONE} if all pages are dirty
   */
  int take(long key) {
    int slot = queues.oldest(FREE);
    if (slot == NONE && turn.length < capacity) {
      grow();
      slot = queues.oldest(FREE);
    }
    if (slot == NONE) {
      slot = queues.oldest(CLEAN);
      if (slot == NONE) {
        return NONE;
      }
      table.remove(slot);
    }
    table.put(key, slot);
    queues.move(slot, CLEAN);
    return slot;
  }

  private void grow() {
    int slots = (int) Math.min(capacity, 2L * turn.length);
    table = table.grownTo(slots);
    queues = queues.grownTo(slots);
    turn = Arrays.copyOf(turn, slots);
  }

  /** Makes a clean page dirty, the youngest of a capacity drive. */
  void soil(int slot, int drive) {
    queues.move(slot, DIRTY + drive);
    turn[slot] = turns++;
    dirty++;
  }

  /** Makes a dirty page clean; it counts as used just now. */
  void clean(int slot) {
    queues.move(slot, CLEAN);
    dirty--;
  }

  /** Gives up a page. */
  void drop(int slot) {
    if (isDirty(slot)) {
      dirty--;
    }
    table.remove(slot);
    queues.move(slot, FREE);
  }

  /** The page of a capacity drive that is dirty for longest, or {@link #NONE}. */
  int oldestDirty(int drive) {
    return queues.oldest(DIRTY + drive);
  }

  /** The smaller, the longer a page is dirty. */
  long turn(int slot) {
    return turn[slot];
  }
}
