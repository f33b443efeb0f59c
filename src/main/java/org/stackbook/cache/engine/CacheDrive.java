package org.stackbook.cache.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.stackbook.stamp.engine.DriveQueue;
import org.stackbook.stamp.engine.DriveTimes;

/**
 * A cache drive while requests are replayed: its pages, its queue, and the writing of dirty pages
 * to the capacity drives bound to it.
 *
 * <p>Dirty pages are written when their capacity drive had nothing to do for a while, the one that
 * is dirty for longest first, together with those that follow it on the drive; and as soon as the
 * drive is free if too many are dirty. A page is clean from when that write begins.
 */
final class CacheDrive {

  final int server;
  final DirtyCounts counts = new DirtyCounts();
  private final CacheRules rules;
  private final DriveTimes times;
  private final DriveQueue queue;
  private final PageStore store;
  private final List<CapacityDrive> bound = new ArrayList<>();
  private final double forcedAbove;
  private long now = Long.MIN_VALUE / 2;
  private boolean failed;

  /** Nothing is written to the capacity drives earlier, unless more becomes dirty. */
  private long notBefore = Long.MIN_VALUE;

  CacheDrive(int server, int pages, int drivesOfServer, DriveTimes times, CacheRules rules) {
    this.server = server;
    this.rules = rules;
    this.times = times;
    this.queue = new DriveQueue(times.lanes());
    this.store = new PageStore(pages, drivesOfServer);
    this.forcedAbove = rules.forcedAbove() * pages;
  }

  void bind(CapacityDrive drive) {
    bound.add(drive);
    notBefore = Long.MIN_VALUE;
    bound.sort(Comparator.comparingInt(each -> each.local));
  }

  /**
   * Writes what could be written to the capacity drives until a time, which no call precedes.
   *
   * @throws CancellationException if the thread is interrupted
   */
  void advance(long until) {
    while (!failed && until > notBefore && store.dirty() > 0) {
      // A long pause between two requests is time for millions of writes.
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException();
      }
      boolean forced = store.dirty() > forcedAbove;
      CapacityDrive next = null;
      long start = Long.MAX_VALUE;
      for (CapacityDrive drive : bound) {
        if (store.oldestDirty(drive.local) != PageStore.NONE) {
          long from = Math.max(now, forced ? drive.freeAt() : drive.idleAt(rules.idleNanos()));
          if (from < start) {
            next = drive;
            start = from;
          }
        }
      }
      if (next == null || start >= until) {
        notBefore = start;
      } else {
        destage(next, start);
      }
    }
    now = until;
  }

  /** Writes the oldest dirty page of a drive, with those that follow it. */
  private long destage(CapacityDrive drive, long at) {
    int slot = store.oldestDirty(drive.local);
    long key = store.key(slot);
    int pages = 0;
    do {
      if (drive.keepsReads) {
        store.clean(slot);
      } else {
        store.drop(slot);
      }
      pages++;
      slot = pages < rules.runPages() ? store.find(key + pages) : PageStore.NONE;
    } while (slot != PageStore.NONE && store.isDirtyFor(slot, drive.local));
    counts.destaged += pages;
    counts.now = store.dirty();
    long bytes = (long) pages * rules.pageBytes();
    queue.serve(at, times.read(bytes));
    return drive.destage(at, bytes);
  }

  /** Writes the page that is dirty for longest, because there is room for no other. */
  private long makeRoom(long at) {
    return destage(oldestDirty(), at);
  }

  /** The capacity drive of the page that is dirty for longest. */
  CapacityDrive oldestDirty() {
    CapacityDrive oldest = null;
    long turn = Long.MAX_VALUE;
    for (CapacityDrive drive : bound) {
      int slot = store.oldestDirty(drive.local);
      if (slot != PageStore.NONE && store.turn(slot) < turn) {
        oldest = drive;
        turn = store.turn(slot);
      }
    }
    if (oldest == null) {
      throw new IllegalStateException("dirty pages are those of its drives only");
    }
    return oldest;
  }

  /** The page of a capacity drive that is dirty for longest; there is one. */
  long oldestDirty(CapacityDrive drive) {
    return store.key(store.oldestDirty(drive.local));
  }

  /** Whether a page is there to be read; that is a use of it. */
  boolean hit(long key) {
    int slot = store.find(key);
    if (slot == PageStore.NONE) {
      return false;
    }
    store.use(slot);
    return true;
  }

  /** Takes in a page that was read, if it has room among those that are dirty. */
  boolean fill(long key) {
    return store.take(key) != PageStore.NONE;
  }

  /** Whether a page is there, which is no use of it. */
  boolean holds(long key) {
    return store.find(key) != PageStore.NONE;
  }

  /**
   * Writes pages that follow each other.
   *
   * @param bytes what is written of them
   * @return when it is done
   */
  long write(long firstKey, long lastKey, CapacityDrive drive, long at, long bytes) {
    long room = at;
    for (long key = firstKey; key <= lastKey; key++) {
      room = Math.max(room, write(key, drive, at));
    }
    counts.bytesWritten += bytes;
    long takes = times.write(bytes);
    long done = queue.serve(at, takes);
    return room == at ? done : Math.max(done, room + takes);
  }

  /**
   * Writes a page.
   *
   * @return when there was room for it, or {@code at}
   */
  private long write(long key, CapacityDrive drive, long at) {
    long room = at;
    int slot = store.find(key);
    if (slot == PageStore.NONE) {
      slot = store.take(key);
      if (slot == PageStore.NONE) {
        room = makeRoom(at);
        slot = store.take(key);
        counts.waited++;
      }
    }
    if (store.isDirty(slot)) {
      counts.overwritten++;
    } else {
      store.soil(slot, drive.local);
      notBefore = Long.MIN_VALUE;
    }
    counts.written++;
    counts.now = store.dirty();
    counts.most = Math.max(counts.most, counts.now);
    return room;
  }

  /** Gives up a page, because it is written past the cache. */
  void invalidate(long key) {
    int slot = store.find(key);
    if (slot != PageStore.NONE) {
      if (store.isDirty(slot)) {
        counts.overwritten++;
      }
      store.drop(slot);
      counts.now = store.dirty();
    }
  }

  /** Its queue reads. */
  long read(long at, long bytes) {
    return queue.serve(at, times.read(bytes));
  }

  /** Its queue writes what reads take in. */
  void writeFilled(long at, long bytes) {
    counts.bytesFilled += bytes;
    queue.serve(at, times.write(bytes));
  }

  /** Fails: what is dirty is lost here, and stays noted until it is known not to be needed. */
  void fail() {
    failed = true;
    counts.lost += store.dirty();
    counts.now = 0;
  }

  /** Pages that were lost with the drive and that its server still has to get back. */
  int lost() {
    return failed ? store.dirty() : 0;
  }

  /** Whether a page was lost with the drive and is not back. */
  boolean hasLost(long key) {
    int slot = failed ? store.find(key) : PageStore.NONE;
    return slot != PageStore.NONE && store.isDirty(slot);
  }

  /** Notes that a page is back, if it was lost; whether it was. */
  boolean isBack(long key) {
    boolean was = hasLost(key);
    if (was) {
      store.drop(store.find(key));
    }
    return was;
  }

  int pages() {
    return store.capacity();
  }

  DriveQueue queue() {
    return queue;
  }
}
