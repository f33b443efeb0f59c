package org.stackbook.cache.engine.policy;

import java.util.Arrays;

/**
 * Finds the slot that holds a key: open addressing with linear probes over one array of slots, the
 * keys in an array by slot. A key that is not there is found missing, most times, at the first
 * look. About 14 bytes a slot.
 */
final class SlotTable {

  static final int NONE = -1;

  /** Places for each slot: more would cost memory, fewer time. */
  private static final double PLACES = 1.6;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final int[] places;
  private final long[] keys;

  /**
   * @param slots how many keys there may be at once, 1 or more
   */
  SlotTable(int slots) {
    long size = Math.max(4, (long) (slots * PLACES) + 1);
    this.places = new int[(int) Math.min(size, Integer.MAX_VALUE - 8)];
    this.keys = new long[slots];
    Arrays.fill(places, NONE);
  }

  private int home(long key) {
    return (int) ((((key * GOLDEN) >>> 32) * places.length) >>> 32);
  }

  /** The slot of a key, or {@link #NONE}. */
  int find(long key) {
    int place = home(key);
    while (true) {
      int slot = places[place];
      if (slot == NONE || keys[slot] == key) {
        return slot;
      }
      place = place + 1 == places.length ? 0 : place + 1;
    }
  }

  /** The key in a slot that was put there. */
  long key(int slot) {
    return keys[slot];
  }

  /** Puts a key that is not there into a slot that holds none. */
  void put(long key, int slot) {
    int place = home(key);
    while (places[place] != NONE) {
      place = place + 1 == places.length ? 0 : place + 1;
    }
    places[place] = slot;
    keys[slot] = key;
  }

  /** Takes out the key of a slot; what had to step aside for it moves up. */
  void remove(int slot) {
    int hole = home(keys[slot]);
    while (places[hole] != slot) {
      hole = hole + 1 == places.length ? 0 : hole + 1;
    }
    int place = hole;
    while (true) {
      place = place + 1 == places.length ? 0 : place + 1;
      int mover = places[place];
      if (mover == NONE) {
        break;
      }
      int home = home(keys[mover]);
      boolean between = hole <= place ? hole < home && home <= place : hole < home || home <= place;
      if (!between) {
        places[hole] = mover;
        hole = place;
      }
    }
    places[hole] = NONE;
  }
}
