package org.stackbook.cache.engine;

/**
 * What became of the pages that were lost with cache drives, each copy: read from another copy and
 * written again, written by a request before that, gone because no copy was left, or not back at
 * the end.
 */
public final class RepairCounts {

  private static final double NANOS = 1e9;

  long copied;
  long overwritten;
  long gone;
  long left;
  long begin = Long.MAX_VALUE;
  long end = Long.MIN_VALUE;

  RepairCounts() {}

  void forget() {
    copied = 0;
    overwritten = 0;
    gone = 0;
    begin = Long.MAX_VALUE;
    end = Long.MIN_VALUE;
  }

  /** Pages read from another copy and written again. */
  public long copied() {
    return copied;
  }

  /** Pages that a request wrote before they were repaired. */
  public long overwritten() {
    return overwritten;
  }

  /** Pages of which no copy was left. */
  public long gone() {
    return gone;
  }

  /** Pages that are not back at the end. */
  public long left() {
    return left;
  }

  /**
   * From the first failure, or from when counting began if something was not back then, until the
   * last page was written again, in seconds; 0 if none was.
   */
  public double seconds() {
    return end < begin ? 0 : (end - begin) / NANOS;
  }
}
