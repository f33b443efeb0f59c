package org.stackbook.qos.engine;

/**
 * How long requests took, to within a thirty-second of it: sixteen classes for each doubling, of
 * the doublings from the shortest to the longest. A kilobyte or two where a histogram of three
 * digits takes two hundred.
 */
final class CoarseLatencies {

  private static final int BITS = 4;
  private static final int CLASSES = 1 << BITS;

  /** The class that is counted first; a whole number of doublings. */
  private int first;

  private long[] counts = new long[0];
  private long count;

  /** Counts a request that took so many nanoseconds, 0 or more. */
  void add(long nanos) {
    int at = classOf(nanos) - first;
    if (at < 0 || at >= counts.length) {
      at += makeRoomFrom(at);
    }
    counts[at]++;
    count++;
  }

  void add(CoarseLatencies other) {
    if (other.count == 0) {
      return;
    }
    makeRoomFrom(other.first - first);
    makeRoomFrom(other.first + other.counts.length - 1 - first);
    for (int i = 0; i < other.counts.length; i++) {
      counts[other.first + i - first] += other.counts[i];
    }
    count += other.count;
  }

  /** Times below two doublings of classes are classes of their own. */
  private static int classOf(long nanos) {
    int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(nanos));
    return (shift << BITS) + (int) (nanos >>> shift);
  }

  /**
   * Makes room for a class.
   *
   * @param at where it would be counted
   * @return by how much classes have moved
   */
  private int makeRoomFrom(int at) {
    int doubling = (at + first) / CLASSES * CLASSES;
    if (counts.length == 0) {
      int moved = first - doubling;
      first = doubling;
      counts = new long[CLASSES];
      return moved;
    }
    int from = Math.min(first, doubling);
    int to = Math.max(first + counts.length, doubling + CLASSES);
    int moved = first - from;
    if (to - from > counts.length) {
      long[] more = new long[to - from];
      System.arraycopy(counts, 0, more, moved, counts.length);
      counts = more;
      first = from;
    }
    return moved;
  }

  /**
   * What so many of the requests did not exceed, in nanoseconds: the middle of its class; 0 if
   * there were none.
   *
   * @param percent 0 to 100
   */
  double percentile(double percent) {
    long rank = Math.max(1, (long) Math.ceil(percent / 100 * count));
    long before = 0;
    for (int i = 0; i < counts.length; i++) {
      before += counts[i];
      if (before >= rank) {
        return middle(first + i);
      }
    }
    return 0;
  }

  private static double middle(int at) {
    int shift = Math.max(0, at / CLASSES - 1);
    long least = (long) (at - shift * CLASSES) << shift;
    return least + ((1L << shift) - 1) / 2.0;
  }
}
