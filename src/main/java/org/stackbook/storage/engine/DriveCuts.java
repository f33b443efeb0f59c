package org.stackbook.storage.engine;

import java.util.BitSet;
import java.util.concurrent.CancellationException;

/**
 * The sets of drives that hold all copies left of some slab: lose one of them and data is lost.
 * What holds for every set of up to three drives follows from these exactly, without a sample.
 *
 * <p>Every set of one, two or three drives is a bit, so that millions of slabs fold into a
 * megabyte.
 */
public final class DriveCuts {

  /** The largest set that is looked at, and the most copies that a slab may have. */
  public static final int LARGEST = 3;

  /** Where the bits of sets of three would take more than 70 MB. */
  private static final int MOST_DRIVES = 1_024;

  private static final int POLL_MASK = (1 << 16) - 1;

  private final int drives;
  private final int words;
  private final long[] up;
  private final long[] singles;
  private final long[] pairs;
  private final long[] triples;

  private DriveCuts(int drives, BitSet failed) {
    if (drives > MOST_DRIVES) {
      throw new IllegalArgumentException(drives + " drives are more than " + MOST_DRIVES);
    }
    this.drives = drives;
    this.words = (drives + 63) >>> 6;
    this.up = new long[words];
    for (int drive = 0; drive < drives; drive++) {
      if (!failed.get(drive)) {
        set(up, 0, drive);
      }
    }
    this.singles = new long[words];
    this.pairs = new long[drives * words];
    this.triples = new long[drives * (drives - 1) / 2 * words];
  }

  /**
   * Looks at the slabs of a range.
   *
   * @param map with at most {@value #LARGEST} copies of each slab
   * @param failed drives that are gone already; slabs that are lost with them do not count
   * @param drives how many drives there are
   * @param from first slab
   * @param to one past the last slab
   * @throws CancellationException if the thread is interrupted
   */
  public static DriveCuts of(SlabMap map, BitSet failed, int drives, int from, int to) {
    if (map.copies() > LARGEST) {
      throw new IllegalArgumentException(map.copies() + " copies are more than " + LARGEST);
    }
    DriveCuts cuts = new DriveCuts(drives, failed);
    int[] left = new int[LARGEST];
    for (int slab = from; slab < to; slab++) {
      if ((slab & POLL_MASK) == 0 && Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the look at all slabs was interrupted");
      }
      int size = 0;
      for (int copy = 0; copy < map.copies(); copy++) {
        int drive = map.drive(slab, copy);
        if (isSet(cuts.up, 0, drive)) {
          int at = size++;
          while (at > 0 && left[at - 1] > drive) {
            left[at] = left[--at];
          }
          left[at] = drive;
        }
      }
      switch (size) {
        case 1 -> set(cuts.singles, 0, left[0]);
        case 2 -> set(cuts.pairs, left[0] * cuts.words, left[1]);
        case 3 -> set(cuts.triples, cuts.row(left[0], left[1]), left[2]);
        default -> {
          // lost already
        }
      }
    }
    return cuts;
  }

  private static void set(long[] bits, int row, int bit) {
    bits[row + (bit >>> 6)] |= 1L << bit;
  }

  private static boolean isSet(long[] bits, int row, int bit) {
    return (bits[row + (bit >>> 6)] & 1L << bit) != 0;
  }

  /** Where the third drives stand of sets with these two, {@code a < b}. */
  private int row(int a, int b) {
    return (b * (b - 1) / 2 + a) * words;
  }

  /**
   * How many different sets of drives hold all copies left of a slab.
   *
   * @param size drives in a set, which is copies left, from 1 to {@value #LARGEST}
   */
  public long holding(int size) {
    long count = 0;
    for (long word : size == 1 ? singles : size == 2 ? pairs : triples) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /**
   * Whether data is lost when drives fail together.
   *
   * @param failing drives that are up, all different
   */
  public boolean loses(int... failing) {
    BitSet gone = new BitSet();
    for (int drive : failing) {
      gone.set(drive);
    }
    for (int a = gone.nextSetBit(0); a >= 0; a = gone.nextSetBit(a + 1)) {
      if (isSet(singles, 0, a)) {
        return true;
      }
      for (int b = gone.nextSetBit(a + 1); b >= 0; b = gone.nextSetBit(b + 1)) {
        if (isSet(pairs, a * words, b)) {
          return true;
        }
        for (int c = gone.nextSetBit(b + 1); c >= 0; c = gone.nextSetBit(c + 1)) {
          if (isSet(triples, row(a, b), c)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * How many sets of drives that are up lose data when they fail together.
   *
   * @param size drives in a set, from 1 to {@value #LARGEST}
   */
  public long losing(int size) {
    return losing(size, new int[drives], false);
  }

  /**
   * The same for sets of drives in different servers only.
   *
   * @param size drives in a set, from 1 to {@value #LARGEST}
   * @param serverOfDrive server of each drive
   */
  public long losingAcross(int size, int[] serverOfDrive) {
    return losing(size, serverOfDrive, true);
  }

  private long losing(int size, int[] serverOf, boolean across) {
    if (size == 1) {
      return holding(1);
    }
    long[][] others = across ? others(serverOf) : new long[drives][];
    long[] third = new long[words];
    long count = 0;
    for (int b = 0; b < drives; b++) {
      if (!isSet(up, 0, b)) {
        continue;
      }
      for (int a = 0; a < b; a++) {
        if (!isSet(up, 0, a) || (across && serverOf[a] == serverOf[b])) {
          continue;
        }
        boolean lost = isSet(singles, 0, a) || isSet(singles, 0, b) || isSet(pairs, a * words, b);
        if (size == 2) {
          count += lost ? 1 : 0;
          continue;
        }
        for (int w = b >>> 6; w < words; w++) {
          third[w] =
              lost
                  ? up[w]
                  : (singles[w]
                          | pairs[a * words + w]
                          | pairs[b * words + w]
                          | triples[row(a, b) + w])
                      & up[w];
          if (across) {
            third[w] &= others[a][w] & others[b][w];
          }
        }
        third[b >>> 6] &= -2L << b; // above b only
        for (int w = b >>> 6; w < words; w++) {
          count += Long.bitCount(third[w]);
        }
      }
    }
    return count;
  }

  /** For each drive those of other servers. */
  private long[][] others(int[] serverOf) {
    long[][] others = new long[drives][words];
    for (int a = 0; a < drives; a++) {
      for (int b = 0; b < drives; b++) {
        if (serverOf[a] != serverOf[b]) {
          set(others[a], 0, b);
        }
      }
    }
    return others;
  }
}
