package org.stackbook.qos.engine;

import org.stackbook.stamp.engine.DriveTimes;

/**
 * A drive.
 *
 * @param times how it serves
 * @param server its server, 0 or more
 * @param readCached whether cache drives, where there are any, keep what is read from it; of a
 *     cache drive it says nothing
 */
public record PlacedDrive(DriveTimes times, int server, boolean readCached) {

  /** A drive whose reads are cached, where there is a cache. */
  public PlacedDrive(DriveTimes times, int server) {
    this(times, server, true);
  }
}
