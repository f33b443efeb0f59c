package org.stackbook.cache.engine.policy;

/**
 * Gives up what was used least recently.
 *
 * <p>A log instead of a list: each use is noted at its end, and a note counts if it is the last of
 * its slot. What to give up is the first note that counts. So a use writes to two places and
 * follows no links; a full log is swept of the notes that do not count.
 *
 * <p>Source: R. L. Mattson, J. Gecsei, D. R. Slutz and I. L. Traiger, "Evaluation techniques for
 * storage hierarchies", IBM Systems Journal 9 (1970).
 */
final class Lru implements Policy {

  /** Notes for each slot: with more, sweeps are fewer, and each is longer. */
  private static final int NOTES = 2;

  private final SlotTable table;
  private final int[] log;
  private final int[] lastNote;
  private int first;
  private int end;
  private int used;

  Lru(int capacity) {
    this.table = new SlotTable(capacity);
    this.lastNote = new int[capacity];
    this.log =
        new int[Math.max(64, (int) Math.min((long) capacity * NOTES, Integer.MAX_VALUE - 8))];
  }

  @Override
  public boolean access(long key) {
    int slot = table.find(key);
    if (slot != SlotTable.NONE) {
      note(slot);
      return true;
    }
    if (used < lastNote.length) {
      slot = used++;
    } else {
      slot = leastRecent();
      table.remove(slot);
    }
    table.put(key, slot);
    note(slot);
    return false;
  }

  private int leastRecent() {
    while (true) {
      int slot = log[first];
      if (lastNote[slot] == first++) {
        return slot;
      }
    }
  }

  private void note(int slot) {
    if (end == log.length) {
      lastNote[slot] = end; // its old note does not count any more
      sweep();
    }
    lastNote[slot] = end;
    log[end++] = slot;
  }

  private void sweep() {
    int kept = 0;
    for (int i = first; i < end; i++) {
      int slot = log[i];
      if (lastNote[slot] == i) {
        lastNote[slot] = kept;
        log[kept++] = slot;
      }
    }
    first = 0;
    end = kept;
  }
}
