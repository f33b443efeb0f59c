package org.stackbook.trace.engine;

import java.util.concurrent.CancellationException;
import org.stackbook.seed.Salt;

/**
 * Finds the slot that holds a key: open addressing with linear probes over one array of places, the
 * keys in an array by slot. The bits of a place that its slot does not need hold a tag from the
 * hash of the key, so that other keys are, most times, not looked at. 16 to 24 bytes a slot; of few
 * slots up to 40.
 */
public final class SlotTable {

  /** No slot. */
  public static final int NONE = -1;

  /** Places for each slot, about: their number is a power of two. */
  private static final int PLACES = 4;

  /** With so many slots or fewer there are rather more places than less: they stay near. */
  private static final int FEW = 1 << 18;

  private static final int MOST_PLACES = 1 << 30;

  /** The most slots: half of the places stay free, so that a probe ends soon. */
  public static final int MOST = MOST_PLACES / 2;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Each key is in the slot where it was put, so that results do not depend on the places. */
  private static final long SALT = Salt.OF_PROCESS;

  /** In each place 0, or a tag in the high bits and, in the low ones, one more than a slot. */
  private final int[] places;

  private final long[] keys;
  private final int slotMask;

  /** Made of all that was fetched, or the compiler would leave that out. */
  @SuppressWarnings("UnusedVariable")
  private int fetched;

  /** How far a hash is shifted down to become a place. */
  private final int shift;

  /**
   * A table without keys.
   *
   * @param slots how many keys there may be at once, from 1 to {@link #MOST}
   */
  public SlotTable(int slots) {
    this.places = new int[(int) places(slots)];
    this.shift = Long.SIZE - Integer.numberOfTrailingZeros(places.length);
    this.keys = new long[slots];
    this.slotMask = -1 >>> Integer.numberOfLeadingZeros(slots);
  }

  private static long places(long slots) {
    long about = PLACES * slots;
    return Math.min(MOST_PLACES, Long.highestOneBit(slots <= FEW ? 2 * about - 1 : about));
  }

  /**
   * Memory of a table, in bytes.
   *
   * @param slots how many keys there may be at once
   */
  public static long bytes(long slots) {
    return Integer.BYTES * places(slots) + Long.BYTES * slots;
  }

  /**
   * The same keys in the same slots, and room for more.
   *
   * @param slots at least as many as this has, all of which hold a key
   * @throws CancellationException if the thread is interrupted: a large table takes seconds
   */
  public SlotTable grownTo(int slots) {
    SlotTable grown = new SlotTable(slots);
    for (int slot = 0; slot < keys.length; slot++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException();
      }
      grown.put(keys[slot], slot);
    }
    return grown;
  }

  private static long hash(long key) {
    return (key ^ SALT) * GOLDEN;
  }

  private int home(long hash) {
    return (int) (hash >>> shift);
  }

  private int tag(long hash) {
    return (int) (hash >>> 8) & ~slotMask;
  }

  private int after(int place) {
    return (place + 1) & (places.length - 1);
  }

  private int stepsBetween(int place, int later) {
    return (later - place) & (places.length - 1);
  }

  /** The slot of a key, or {@link #NONE}. */
  public int find(long key) {
    return Math.max(NONE, seek(key));
  }

  /**
   * The slot of a key; of one that is not there the complement of the free place where it belongs,
   * a negative number.
   */
  public int seek(long key) {
    long hash = hash(key);
    int tag = tag(hash);
    int place = home(hash);
    while (true) {
      int held = places[place];
      if (held == 0) {
        return ~place;
      }
      int slot = held ^ tag; // within the mask if the tags are the same
      if ((slot & ~slotMask) == 0 && keys[slot - 1] == key) {
        return slot - 1;
      }
      place = after(place);
    }
  }

  /** Lets the processor fetch, before it is needed, what a search for a key begins with. */
  public void fetch(long key) {
    fetched ^= places[home(hash(key))];
  }

  /**
   * The slot that is looked at first for a key; 0 if there is none, or it holds another. To ask for
   * many keys before they are needed lets the processor fetch for all of them at the same time what
   * is far away.
   */
  public int glance(long key) {
    int slot = Math.max(0, (places[home(hash(key))] & slotMask) - 1);
    return keys[slot] == key ? slot : 0;
  }

  /** The key in a slot that was put there. */
  public long key(int slot) {
    return keys[slot];
  }

  /** Puts a key that is not there into a slot that holds none. */
  public void put(long key, int slot) {
    int place = home(hash(key));
    while (places[place] != 0) {
      place = after(place);
    }
    put(key, slot, place);
  }

  /**
   * As {@link #put(long, int)}, of a key that was just sought.
   *
   * @param place what the search ended at, no complement any more
   */
  public void put(long key, int slot, int place) {
    places[place] = tag(hash(key)) | (slot + 1);
    keys[slot] = key;
  }

  /**
   * Puts a key that was just sought, and is not there, into a slot in place of the one it holds.
   *
   * @param place what the search ended at, no complement any more
   */
  public void replace(long key, int slot, int place) {
    int old = place(slot);
    put(key, slot, place);
    free(old);
  }

  /** Takes out the key of a slot; what had to step aside for it moves up. */
  public void remove(int slot) {
    free(place(slot));
  }

  private int place(int slot) {
    long hash = hash(keys[slot]);
    int held = tag(hash) | (slot + 1);
    int place = home(hash);
    while (places[place] != held) {
      place = after(place);
    }
    return place;
  }

  private void free(int place) {
    int hole = place;
    for (int later = after(hole); places[later] != 0; later = after(later)) {
      int home = home(hash(keys[(places[later] & slotMask) - 1]));
      if (stepsBetween(home, later) >= stepsBetween(hole, later)) {
        places[hole] = places[later];
        hole = later;
      }
    }
    places[hole] = 0;
  }
}
