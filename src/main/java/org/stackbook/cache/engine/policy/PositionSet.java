package org.stackbook.cache.engine.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of numbers below a limit that finds its largest in a few steps: bits, bits for the words
 * that hold any, and so on up to a single word. An eighth of a byte for each number of the range,
 * and a little.
 */
final class PositionSet {

  private static final int WORD_BITS = 6;

  private final long[][] levels;

  /**
   * @param limit numbers are below it, 0 or more
   */
  PositionSet(int limit) {
    List<long[]> built = new ArrayList<>();
    int words = limit;
    do {
      words = (words >>> WORD_BITS) + 1;
      built.add(new long[words]);
    } while (words > 1);
    this.levels = built.toArray(long[][]::new);
  }

  /** Memory of a set, in bytes. */
  static long bytes(long limit) {
    long bytes = 0;
    long words = limit;
    do {
      words = (words >>> WORD_BITS) + 1;
      bytes += Long.BYTES * words;
    } while (words > 1);
    return bytes;
  }

  /** Adds a number. */
  void add(int number) {
    int rest = number;
    for (long[] level : levels) {
      int word = rest >>> WORD_BITS;
      boolean wasThere = level[word] != 0;
      level[word] |= 1L << rest;
      if (wasThere) {
        return;
      }
      rest = word;
    }
  }

  /** Takes a number out; says whether it was there. */
  boolean remove(int number) {
    if ((levels[0][number >>> WORD_BITS] & (1L << number)) == 0) {
      return false;
    }
    int rest = number;
    for (long[] level : levels) {
      int word = rest >>> WORD_BITS;
      level[word] &= ~(1L << rest);
      if (level[word] != 0) {
        break;
      }
      rest = word;
    }
    return true;
  }

  /** The largest number of a set that is not empty. */
  int largest() {
    int word = 0;
    for (int level = levels.length - 1; level >= 0; level--) {
      word = (word << WORD_BITS) + Long.SIZE - 1 - Long.numberOfLeadingZeros(levels[level][word]);
    }
    return word;
  }
}
