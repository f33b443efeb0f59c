package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Gives up what was used least recently: a list in the order of use, in one array.
 *
 * <p>Source: R. L. Mattson, J. Gecsei, D. R. Slutz and I. L. Traiger, "Evaluation techniques for
 * storage hierarchies", IBM Systems Journal 9 (1970).
 */
final class Lru implements Policy {

  private final SlotTable table;

  /** For each slot the next older and, beside it, the next newer one: a ring through the last. */
  private final int[] links;

  private final int capacity;
  private final int ends;
  private int used;

  Lru(int capacity) {
    this.table = new SlotTable(capacity);
    this.capacity = capacity;
    this.links = new int[2 * capacity + 2];
    this.ends = 2 * capacity;
    links[ends] = ends;
    links[ends + 1] = ends;
  }

  @Override
  public boolean access(long key) {
    int slot = table.find(key);
    if (slot != SlotTable.NONE) {
      int link = 2 * slot;
      if (links[ends] != link) {
        unlink(link);
        linkNewest(link);
      }
      return true;
    }
    if (used < capacity) {
      slot = used++;
    } else {
      int oldest = links[ends + 1];
      slot = oldest / 2;
      unlink(oldest);
      table.remove(slot);
    }
    table.put(key, slot);
    linkNewest(2 * slot);
    return false;
  }

  private void unlink(int link) {
    int older = links[link];
    int newer = links[link + 1];
    links[newer] = older;
    links[older + 1] = newer;
  }

  private void linkNewest(int link) {
    int newest = links[ends];
    links[link] = newest;
    links[link + 1] = ends;
    links[newest + 1] = link;
    links[ends] = link;
  }
}
