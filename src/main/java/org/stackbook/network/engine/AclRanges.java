package org.stackbook.network.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of whole numbers, such as addresses or ports, kept as ranges in their order. No two of them
 * touch, so that equal sets have equal ranges.
 */
public final class AclRanges {

  /** The empty set. */
  public static final AclRanges NONE = new AclRanges(new long[0], 0);

  /** First and last of each range. */
  private final long[] ends;

  private AclRanges(long[] ends, int count) {
    this.ends = Arrays.copyOf(ends, count);
  }

  /** All numbers from {@code first} to {@code last}, both included; none if the last is less. */
  public static AclRanges of(long first, long last) {
    return first > last ? NONE : new AclRanges(new long[] {first, last}, 2);
  }

  /** How many ranges. */
  public int count() {
    return ends.length / 2;
  }

  /** The first number of a range, counted from 0. */
  public long first(int range) {
    return ends[2 * range];
  }

  /** The last number of a range, counted from 0. */
  public long last(int range) {
    return ends[2 * range + 1];
  }

  /** How many numbers. */
  public long size() {
    long size = 0;
    for (int i = 0; i < ends.length; i += 2) {
      size += ends[i + 1] - ends[i] + 1;
    }
    return size;
  }

  /** Whether there is no number in it. */
  public boolean isEmpty() {
    return ends.length == 0;
  }

  /** Whether a number is in it. */
  public boolean contains(long number) {
    int found = Arrays.binarySearch(ends, number);
    // Behind a first and before its last a search ends at an odd place.
    return found >= 0 || (-found - 1) % 2 == 1;
  }

  /** Whether all numbers of another set are in it. */
  public boolean contains(AclRanges other) {
    return other.minus(this).isEmpty();
  }

  /** Whether some number is in both. */
  public boolean overlaps(AclRanges other) {
    int i = 0;
    int j = 0;
    while (i < ends.length && j < other.ends.length) {
      if (ends[i + 1] < other.ends[j]) {
        i += 2;
      } else if (other.ends[j + 1] < ends[i]) {
        j += 2;
      } else {
        return true;
      }
    }
    return false;
  }

  /** What is in this set and not in the other. */
  public AclRanges minus(AclRanges other) {
    long[] kept = new long[ends.length + other.ends.length];
    int count = 0;
    int next = 0;
    for (int i = 0; i < ends.length; i += 2) {
      long from = ends[i];
      long to = ends[i + 1];
      while (next < other.ends.length && other.ends[next + 1] < from) {
        next += 2;
      }
      for (int j = next; j < other.ends.length && other.ends[j] <= to; j += 2) {
        if (other.ends[j] > from) {
          kept[count++] = from;
          kept[count++] = other.ends[j] - 1;
        }
        from = other.ends[j + 1] + 1;
      }
      if (from <= to) {
        kept[count++] = from;
        kept[count++] = to;
      }
    }
    return new AclRanges(kept, count);
  }

  /** What is in both sets. */
  public AclRanges and(AclRanges other) {
    return minus(minus(other));
  }

  /** What is in either set. */
  public AclRanges or(AclRanges other) {
    long[] all = new long[ends.length + other.ends.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < ends.length || j < other.ends.length) {
      boolean mine = j == other.ends.length || (i < ends.length && ends[i] <= other.ends[j]);
      long first = mine ? ends[i] : other.ends[j];
      long last = mine ? ends[i + 1] : other.ends[j + 1];
      if (mine) {
        i += 2;
      } else {
        j += 2;
      }
      if (count > 0 && first <= all[count - 1] + 1) {
        all[count - 1] = Math.max(all[count - 1], last);
      } else {
        all[count++] = first;
        all[count++] = last;
      }
    }
    return new AclRanges(all, count);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AclRanges ranges && Arrays.equals(ends, ranges.ends);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ends);
  }

  @Override
  public String toString() {
    return Arrays.toString(ends);
  }
}
