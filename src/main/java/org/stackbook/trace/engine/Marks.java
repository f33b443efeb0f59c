package org.stackbook.trace.engine;

import java.util.Arrays;

/**
 * Marks on a line that are set one behind the other, and how many there are behind a place.
 *
 * <p>A bit for each place, in words. Four words make a group, four groups one of the next level and
 * so on; of its four parts a group knows how many marks there are in the first, in the first two
 * and in the first three, in one number that a single addition changes. Whatever is asked reads one
 * number of each level. A word is counted there as soon as the next one is begun.
 */
final class Marks {

  private static final int WORD_BITS = 6;
  private static final int PARTS_BITS = 2;
  private static final int PART_MASK = (1 << PARTS_BITS) - 1;
  private static final int LEVELS = 7;
  private static final int BLOCK_BITS = WORD_BITS + LEVELS * PARTS_BITS;

  /** Bits of each of the three counts of a group, which are at most three quarters of a block. */
  private static final int LANE = 21;

  private static final int LANE_MASK = (1 << LANE) - 1;
  private static final long ONES = 1L | (1L << LANE) | (1L << (2 * LANE));

  private final long[] words;

  /** Smallest groups first. */
  private final long[][] levels = new long[LEVELS][];

  /** Marks before each group of the last level. */
  private final int[] before;

  private int marks;
  private int next;

  /** The word that the last marks are in, counted nowhere yet. */
  private int open;

  /**
   * @param places length of the line, 1 or more
   */
  Marks(int places) {
    this.words = new long[groups(places, WORD_BITS)];
    for (int level = 0; level < LEVELS; level++) {
      levels[level] = new long[groups(places, WORD_BITS + (level + 1) * PARTS_BITS)];
    }
    this.before = new int[groups(places, BLOCK_BITS)];
  }

  /** How many groups of 2<sup>bits</sup> hold so many, the last one perhaps not full. */
  private static int groups(int many, int bits) {
    return ((many - 1) >>> bits) + 1;
  }

  /** How many places were marked, those whose mark was taken off included. */
  int places() {
    return next;
  }

  /** Marks the next place, and tells which it is. */
  int add() {
    int word = next >>> WORD_BITS;
    if (word != open) {
      count(open, Long.bitCount(words[open]));
      open = word;
    }
    words[word] |= 1L << next;
    marks++;
    return next++;
  }

  /** Takes the mark off a place that is marked. */
  void clear(int place) {
    int word = place >>> WORD_BITS;
    words[word] ^= 1L << place;
    marks--;
    count(word, (word - open) >> 31); // one less if it is before the open word, else none
  }

  private void count(int word, int more) {
    int part = word;
    for (long[] level : levels) {
      // What is shifted out of the last count is read by nobody.
      long counts = ONES << (LANE * (part & PART_MASK));
      part >>>= PARTS_BITS;
      level[part] += more * counts;
    }
    for (int block = part + 1; block < before.length; block++) {
      before[block] += more;
    }
  }

  /** Marks behind a place, itself not counted. */
  int behind(int place) {
    return marks - upTo(place);
  }

  /** Marks up to a place, itself counted. */
  int upTo(int place) {
    int part = place >>> WORD_BITS;
    int count = Long.bitCount(words[part] & (-1L >>> ~place));
    for (long[] level : levels) {
      int parts = part & PART_MASK;
      part >>>= PARTS_BITS;
      // No part before it: no count, without a branch.
      count += (int) (level[part] >>> (LANE * (parts - 1))) & LANE_MASK & (-parts >> 31);
    }
    return count + before[part];
  }

  /** Takes all marks off, and marks so many places from the beginning. */
  void restart(int first) {
    Arrays.fill(words, 0);
    open = first >>> WORD_BITS;
    Arrays.fill(words, 0, open, -1);
    words[open] = (1L << first) - 1;
    int counted = open << WORD_BITS;
    for (int level = 0; level < LEVELS; level++) {
      int bits = WORD_BITS + level * PARTS_BITS;
      for (int group = 0; group < levels[level].length; group++) {
        long counts = 0;
        for (int part = 0; part < PART_MASK; part++) {
          counts += (ONES << (LANE * part)) * marked(counted, (group << PARTS_BITS) + part, bits);
        }
        levels[level][group] = counts;
      }
    }
    Arrays.setAll(before, block -> (int) Math.min(counted, (long) block << BLOCK_BITS));
    marks = first;
    next = first;
  }

  /** How many of the first places are in a group of 2<sup>bits</sup> of them. */
  private static int marked(int first, int group, int bits) {
    return (int) Math.max(0, Math.min(1L << bits, first - ((long) group << bits)));
  }
}
