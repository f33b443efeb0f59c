package org.stackbook.stamp.engine;

/**
 * How long a drive takes for a request, and how many it serves at once.
 *
 * @param readNanos until a read begins to move bytes, 0 or more
 * @param writeNanos until a write begins to move bytes, 0 or more
 * @param bytesPerSecond what a request moves once it has begun, more than 0
 * @param lanes requests that are served at once, 1 or more: 1 for a disk with one arm
 */
public record DriveTimes(long readNanos, long writeNanos, double bytesPerSecond, int lanes) {

  private static final double NANOS = 1e9;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public DriveTimes {
    if (readNanos < 0 || writeNanos < 0 || !(bytesPerSecond > 0) || lanes < 1) {
      throw new IllegalArgumentException("not the times of a drive");
    }
  }

  /** Service time of a read, in nanoseconds. */
  public long read(long bytes) {
    return readNanos + (long) (bytes * NANOS / bytesPerSecond);
  }

  /** Service time of a write, in nanoseconds. */
  public long write(long bytes) {
    return writeNanos + (long) (bytes * NANOS / bytesPerSecond);
  }
}
