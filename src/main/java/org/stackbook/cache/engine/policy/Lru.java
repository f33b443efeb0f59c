package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Gives up what was used least recently: a list in the order of use, in one array.
 *
 * <p>Source: R. L. Mattson, J. Gecsei, D. R. Slutz and I. L. Traiger, "Evaluation techniques for
 * storage hierarchies", IBM Systems Journal 9 (1970).
 */
final class Lru implements Policy {

  /** How far ahead of its turn a request is fetched, so that memory answers in time. */
  static final int AHEAD = 6;

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

  /** Memory of a cache, in bytes. */
  static long bytes(long capacity) {
    return SlotTable.bytes(capacity) + Integer.BYTES * (2 * capacity + 2);
  }

  @Override
  public boolean access(long key) {
    int slot = table.seek(key);
    if (slot < 0) {
      takeIn(key, ~slot);
      return false;
    }
    links[ends] = use(2 * slot, links[ends]);
    return true;
  }

  /** As asking one by one; which is the newest is not told to the array between two hits. */
  @Override
  public int hits(long[] keys, int from, int to) {
    int hits = 0;
    int newest = links[ends];
    for (int i = from; i < to; i++) {
      table.fetch(keys[Math.min(i + AHEAD, to - 1)]);
      int slot = table.seek(keys[i]);
      if (slot < 0) {
        links[ends] = newest;
        takeIn(keys[i], ~slot);
        newest = links[ends];
      } else {
        hits++;
        newest = use(2 * slot, newest);
      }
    }
    links[ends] = newest;
    return hits;
  }

  /** Makes one that is held the newest, which it tells. */
  private int use(int link, int newest) {
    if (link != newest) {
      unlink(link);
      follow(newest, link);
    }
    return link;
  }

  private void takeIn(long key, int place) {
    int slot;
    if (used < capacity) {
      slot = used++;
      table.put(key, slot, place);
    } else {
      int oldest = links[ends + 1];
      slot = oldest / 2;
      unlink(oldest);
      table.replace(key, slot, place);
    }
    follow(links[ends], 2 * slot);
    links[ends] = 2 * slot;
    table.fetch(table.key(links[ends + 1] / 2)); // it goes next, most likely
  }

  private void unlink(int link) {
    int older = links[link];
    int newer = links[link + 1];
    links[newer] = older;
    links[older + 1] = newer;
  }

  private void follow(int newest, int link) {
    links[link] = newest;
    links[link + 1] = ends;
    links[newest + 1] = link;
  }
}
