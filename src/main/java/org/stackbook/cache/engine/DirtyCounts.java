package org.stackbook.cache.engine;

/**
 * What became of the dirty pages of a cache drive. Pages dirty, or lost and not back, at the
 * beginning and pages written are together as many as those de-staged, overwritten, lost, and dirty
 * at the end.
 */
public final class DirtyCounts {

  long before;
  long written;
  long destaged;
  long overwritten;
  long lost;
  long now;
  long most;
  long waited;
  long bytesWritten;
  long bytesFilled;

  DirtyCounts() {}

  /**
   * @param open pages that were lost with the drive and are not back
   */
  void forget(long open) {
    before = now + open;
    written = 0;
    destaged = 0;
    overwritten = 0;
    lost = open;
    most = now;
    waited = 0;
    bytesWritten = 0;
    bytesFilled = 0;
  }

  /** Pages that were dirty when counting began, or lost before that and not back then. */
  public long before() {
    return before;
  }

  /** Pages written to the cache drive by requests, and by the repair of what was lost elsewhere. */
  public long written() {
    return written;
  }

  /** Pages written to capacity drives. */
  public long destaged() {
    return destaged;
  }

  /** Dirty pages written once more before they were de-staged, in the cache or past it. */
  public long overwritten() {
    return overwritten;
  }

  /** Dirty pages that were lost with the drive, and not back when counting began. */
  public long lost() {
    return lost;
  }

  /** Pages that are dirty at the end. */
  public long now() {
    return now;
  }

  /** The most pages that were dirty at once. */
  public long most() {
    return most;
  }

  /** Writes that waited for a page to be de-staged, because all of them were dirty. */
  public long waited() {
    return waited;
  }

  /** Bytes that requests and repair wrote to the drive. */
  public long bytesWritten() {
    return bytesWritten;
  }

  /** Bytes of pages that reads took in. */
  public long bytesFilled() {
    return bytesFilled;
  }
}
