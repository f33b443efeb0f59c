package org.stackbook.stamp.engine;

import java.util.Arrays;

/**
 * The requests that wait for a drive: first come, first served, by one lane or several. No request
 * may come earlier than the one before it, unless it does not matter who is served first.
 */
public final class DriveQueue {

  private final long[] freeAt;
  private long busy;

  /**
   * @param lanes requests that are served at once, 1 or more
   */
  public DriveQueue(int lanes) {
    this.freeAt = new long[lanes];
    Arrays.fill(freeAt, Long.MIN_VALUE);
  }

  /**
   * Serves a request.
   *
   * @param at when it comes
   * @param service how long it takes once it is its turn
   * @return when it is done
   */
  public long serve(long at, long service) {
    int lane = laneFor(at);
    long done = Math.max(at, freeAt[lane]) + service;
    freeAt[lane] = done;
    busy += service;
    return done;
  }

  /** A lane that is free, whichever, or the first that will be. */
  private int laneFor(long at) {
    for (int lane = 0; lane < freeAt.length; lane++) {
      if (freeAt[lane] <= at) {
        return lane;
      }
    }
    return earliest();
  }

  /** From when on a lane is free. */
  public long freeAt() {
    return freeAt[earliest()];
  }

  private int earliest() {
    int best = 0;
    for (int lane = 1; lane < freeAt.length; lane++) {
      if (freeAt[lane] < freeAt[best]) {
        best = lane;
      }
    }
    return best;
  }

  /** Service times together since the beginning, or since {@link #forget}. */
  public long busy() {
    return busy;
  }

  /**
   * Service times together up to a time.
   *
   * @param time after which no request came
   */
  public long busyUntil(long time) {
    long later = 0;
    for (long free : freeAt) {
      if (free > time) {
        later += free - time; // without a gap: what is served then came before
      }
    }
    return busy - later;
  }

  /** Begins to count anew. */
  public void forget() {
    busy = 0;
  }
}
