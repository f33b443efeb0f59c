package org.stackbook.trace.engine;

import java.util.Arrays;

/**
 * Marks on a line, and how many there are behind a place: a bit for each, and counts of groups of
 * 16 words, of 16 such groups and so on, so that an answer reads some dozens of numbers wherever it
 * is asked for.
 */
final class Marks {

  private static final int WORD_BITS = 6;
  private static final int GROUP_BITS = 4;
  private static final int GROUP_MASK = (1 << GROUP_BITS) - 1;

  private final long[] words;

  /** Lowest first: of 16 words, of 256, … */
  private final int[][] counts;

  /**
   * @param places length of the line, 1 or more
   */
  Marks(int places) {
    this.words = new long[whole(groups(places, WORD_BITS))];
    int levels = 1;
    int groups = groups(words.length, GROUP_BITS);
    for (int left = groups; left > 1 << GROUP_BITS; left = groups(left, GROUP_BITS)) {
      levels++;
    }
    this.counts = new int[levels][];
    for (int level = 0; level < levels; level++) {
      counts[level] = new int[whole(groups)];
      groups = groups(groups, GROUP_BITS);
    }
  }

  private static int whole(int many) {
    return groups(many, GROUP_BITS) << GROUP_BITS;
  }

  /** How many groups of 2<sup>bits</sup> hold so many, the last one perhaps not full. */
  private static int groups(int many, int bits) {
    return ((many - 1) >>> bits) + 1;
  }

  void set(int place) {
    words[place >>> WORD_BITS] |= 1L << place;
    add(place, 1);
  }

  void clear(int place) {
    words[place >>> WORD_BITS] &= ~(1L << place);
    add(place, -1);
  }

  private void add(int place, int change) {
    int group = place >>> WORD_BITS;
    for (int[] level : counts) {
      group >>>= GROUP_BITS;
      level[group] += change;
    }
  }

  /** Marks behind a place, itself not counted. */
  int behind(int place) {
    int word = place >>> WORD_BITS;
    int marks = Long.bitCount(words[word] & (-2L << place));
    int in = word & GROUP_MASK;
    int base = word - in;
    for (int i = 1; i <= GROUP_MASK; i++) {
      marks += Long.bitCount(words[base + i]) & (in - i >> 31);
    }
    int group = word;
    for (int[] of : counts) {
      group >>>= GROUP_BITS;
      in = group & GROUP_MASK;
      base = group - in;
      for (int i = 1; i <= GROUP_MASK; i++) {
        marks += of[base + i] & (in - i >> 31);
      }
    }
    return marks;
  }

  /** For each word how many marks there are before it. */
  int[] beforeWords() {
    int[] before = new int[words.length];
    int marks = 0;
    for (int i = 0; i < words.length; i++) {
      before[i] = marks;
      marks += Long.bitCount(words[i]);
    }
    return before;
  }

  /**
   * Marks before a place, for many places one after the other.
   *
   * @param beforeWords what {@link #beforeWords} tells
   */
  int before(int place, int[] beforeWords) {
    int word = place >>> WORD_BITS;
    return beforeWords[word] + Long.bitCount(words[word] & ~(-1L << place));
  }

  /** Takes all marks off. */
  void clear() {
    Arrays.fill(words, 0);
    for (int[] level : counts) {
      Arrays.fill(level, 0);
    }
  }
}
