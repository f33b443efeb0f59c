package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * LRU caches of several sizes at once: what a small one holds, a larger one holds, too. Each use is
 * noted at the end of one log, and a note counts if it is the last of its slot; each size holds
 * what is noted from a place of its own on. A use writes to two places and follows no links; a full
 * log is swept of the notes that do not count.
 */
public final class LruSizes {

  /** Notes for each slot of the largest: with more, sweeps are fewer, and each is longer. */
  private static final int NOTES = 2;

  private final int[] sizes;

  /** From where on the log is held by each size; the smaller, the later. */
  private final int[] begin;

  private final int[] held;
  private final long[] hitsFrom;
  private final SlotTable table;
  private final int[] log;
  private final int[] lastNote;
  private int end;

  /**
   * Empty caches.
   *
   * @param sizes ascending, each 1 or more
   */
  public LruSizes(int... sizes) {
    this.sizes = sizes.clone();
    int largest = sizes[sizes.length - 1];
    this.begin = new int[sizes.length];
    this.held = new int[sizes.length];
    this.hitsFrom = new long[sizes.length + 1];
    this.table = new SlotTable(largest);
    this.lastNote = new int[largest];
    this.log = new int[(int) notes(largest)];
  }

  private static long notes(long largest) {
    return Math.max(64, Math.min(largest * NOTES, Integer.MAX_VALUE - 8));
  }

  /**
   * Memory of all of them together, in bytes.
   *
   * @param largest the largest size
   */
  public static long bytes(long largest) {
    return SlotTable.bytes(largest) + Integer.BYTES * (largest + notes(largest));
  }

  /** How often each size has hit. */
  public long[] hits() {
    long[] hits = new long[sizes.length];
    long sum = 0;
    for (int i = 0; i < hits.length; i++) {
      sum += hitsFrom[i];
      hits[i] = sum;
    }
    return hits;
  }

  /**
   * Asks for things, one after the other.
   *
   * @param keys of the things
   * @param from index of the first, included
   * @param to index of the last, excluded
   */
  public void access(long[] keys, int from, int to) {
    for (int i = from; i < to; i++) {
      table.fetch(keys[Math.min(i + Lru.AHEAD, to - 1)]);
      access(keys[i]);
    }
  }

  /** How many sizes there are. */
  int count() {
    return sizes.length;
  }

  /**
   * Asks for a thing.
   *
   * @return how many of the sizes miss, the smallest first
   */
  int access(long key) {
    int slot = table.seek(key);
    int note = slot < 0 ? -1 : lastNote[slot];
    int misses = 0;
    int freed = SlotTable.NONE; // by the largest of those that miss
    while (misses < sizes.length && begin[misses] > note) {
      if (held[misses] < sizes[misses]) {
        held[misses]++;
        freed = SlotTable.NONE;
      } else {
        freed = giveUp(misses);
      }
      misses++;
    }
    hitsFrom[misses]++;
    if (slot < 0) {
      // All have missed, the largest last.
      int place = ~slot;
      if (freed == SlotTable.NONE) {
        slot = held[sizes.length - 1] - 1;
        table.put(key, slot, place);
      } else {
        slot = freed;
        table.replace(key, slot, place);
      }
    }
    note(slot);
    return misses;
  }

  private int giveUp(int size) {
    while (true) {
      int place = begin[size]++;
      int slot = log[place];
      if (lastNote[slot] == place) {
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
    int largest = sizes.length - 1;
    int next = largest;
    int kept = 0;
    for (int i = begin[largest]; i < end; i++) {
      while (next >= 0 && begin[next] == i) {
        begin[next--] = kept;
      }
      int slot = log[i];
      if (lastNote[slot] == i) {
        lastNote[slot] = kept;
        log[kept++] = slot;
      }
    }
    while (next >= 0) {
      begin[next--] = kept;
    }
    end = kept;
  }
}
