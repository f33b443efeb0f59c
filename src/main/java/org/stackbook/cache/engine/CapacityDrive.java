package org.stackbook.cache.engine;

import org.jspecify.annotations.Nullable;
import org.stackbook.stamp.engine.DriveQueue;
import org.stackbook.stamp.engine.DriveTimes;

/** A capacity drive while requests are replayed: its queue, its cache drive, its counts. */
final class CapacityDrive {

  final int server;

  /** Its number among the capacity drives of its server. */
  final int local;

  final boolean keepsReads;
  final PageCounts counts = new PageCounts();
  private final DriveTimes times;
  private final DriveQueue queue;
  private long lastDone = Long.MIN_VALUE / 2;
  private @Nullable CacheDrive cache;

  CapacityDrive(int server, int local, boolean keepsReads, DriveTimes times) {
    this.server = server;
    this.local = local;
    this.keepsReads = keepsReads;
    this.times = times;
    this.queue = new DriveQueue(times.lanes());
  }

  /** What caches for it, if anything. */
  @Nullable CacheDrive cache() {
    return cache;
  }

  void bind(@Nullable CacheDrive to) {
    cache = to;
    if (to != null) {
      to.bind(this);
    }
  }

  /** A read that somebody waits for. */
  long read(long at, long bytes) {
    long done = queue.serve(at, times.read(bytes));
    lastDone = Math.max(lastDone, done);
    return done;
  }

  /** A write that somebody waits for. */
  long write(long at, long bytes) {
    long done = queue.serve(at, times.write(bytes));
    lastDone = Math.max(lastDone, done);
    return done;
  }

  /** A write of the cache, or of a repair. */
  long destage(long at, long bytes) {
    return queue.serve(at, times.write(bytes));
  }

  /** A read of a repair. */
  long readForRepair(long at, long bytes) {
    return queue.serve(at, times.read(bytes));
  }

  /** From when on it can be written to, when that has to be. */
  long freeAt() {
    return queue.freeAt();
  }

  /** From when on it can be written to without being in the way. */
  long idleAt(long idleNanos) {
    return Math.max(queue.freeAt(), lastDone + idleNanos);
  }

  DriveQueue queue() {
    return queue;
  }
}
