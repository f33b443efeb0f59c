package org.stackbook.cache.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.trace.engine.Pages;

/**
 * Gets back what was lost with cache drives: pages that were dirty for longest first, with those
 * that follow them, are read from another copy and written as any other write. So many runs of
 * pages are under way at once; what is under way counts as being back.
 */
final class CacheRepair {

  final RepairCounts counts = new RepairCounts();
  private final CacheRules rules;
  private final SlabPlaces places;
  private final CapacityDrive[] capacity;
  private final Run[] runs;

  /** Failed cache drives, in the order of their failures. */
  private final List<CacheDrive> failed = new ArrayList<>();

  /** Pages that follow each other, between being read and being written; or none. */
  private static final class Run {
    long at = Long.MIN_VALUE;
    @Nullable CapacityDrive to;
    @Nullable CacheDrive from;
    long key;
    int pages;
  }

  CacheRepair(CacheRules rules, SlabPlaces places, CapacityDrive[] capacity) {
    this.rules = rules;
    this.places = places;
    this.capacity = capacity;
    this.runs = new Run[rules.repairRuns()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new Run();
    }
  }

  /** Begins to get back what is lost with a drive. */
  void begin(CacheDrive gone, long at) {
    if (gone.lost() == 0) {
      return;
    }
    failed.add(gone);
    counts.begin = Math.min(counts.begin, at);
    for (Run run : runs) {
      run.at = Math.max(run.at, at);
    }
  }

  /** Whether anything is not back. */
  boolean isNeeded() {
    failed.removeIf(drive -> drive.lost() == 0);
    return !failed.isEmpty();
  }

  /** Whether anything is not back, or on its way. */
  boolean goesOn() {
    return next() != null;
  }

  /** Counts from a time on, until which it has gone on. */
  void forget(long at) {
    counts.forget();
    if (goesOn()) {
      counts.begin = at;
    }
  }

  /** Pages that were lost with a drive and are not back, those on their way included. */
  long open(CacheDrive drive) {
    long open = drive.lost();
    for (Run run : runs) {
      open += run.to != null && run.from == drive ? run.pages : 0;
    }
    return open;
  }

  /** Reads and writes what it can until a time, which no call precedes. */
  void until(long at) {
    for (Run run = next(); run != null && run.at < at; run = next()) {
      if (run.to == null) {
        read(run);
      } else {
        write(run, run.to);
      }
    }
  }

  private @Nullable Run next() {
    boolean needed = isNeeded();
    Run next = null;
    for (Run run : runs) {
      if ((needed || run.to != null) && (next == null || run.at < next.at)) {
        next = run;
      }
    }
    return next;
  }

  private void read(Run run) {
    CacheDrive gone = failed.get(0);
    CapacityDrive drive = gone.oldestDirty();
    long key = gone.oldestDirty(drive);
    CapacityDrive source = source(drive, key);
    if (source == null) {
      giveUp(key);
      return;
    }
    CacheDrive cache = source.cache();
    if (cache != null) {
      cache.advance(run.at);
    }
    int pages = 0;
    int cached = 0;
    do {
      gone.isBack(key + pages);
      cached += cache != null && cache.holds(key + pages) ? 1 : 0;
      pages++;
    } while (pages < rules.runPages()
        && slabOf(key + pages) == slabOf(key)
        && gone.hasLost(key + pages)
        && source(drive, key + pages) == source);
    long done = run.at;
    if (cache != null && cached > 0) {
      done = cache.read(run.at, (long) cached * rules.pageBytes());
    }
    if (cached < pages) {
      long bytes = (long) (pages - cached) * rules.pageBytes();
      done = Math.max(done, source.readForRepair(run.at, bytes));
    }
    run.at = done;
    run.to = drive;
    run.from = gone;
    run.key = key;
    run.pages = pages;
  }

  private void write(Run run, CapacityDrive drive) {
    CacheDrive cache = drive.cache();
    long bytes = (long) run.pages * rules.pageBytes();
    if (cache != null) {
      cache.advance(run.at);
    }
    if (cache != null && bytes <= rules.writeMaxBytes()) {
      run.at = cache.write(run.key, run.key + run.pages - 1, drive, run.at, bytes);
    } else {
      for (int i = 0; cache != null && i < run.pages; i++) {
        cache.invalidate(run.key + i);
      }
      run.at = drive.destage(run.at, bytes);
    }
    run.to = null;
    counts.copied += run.pages;
    counts.end = Math.max(counts.end, run.at);
  }

  /** What holds the page and is not the drive itself. */
  private @Nullable CapacityDrive source(CapacityDrive drive, long key) {
    int place = place(key);
    for (int copy = 0; copy < rules.copies(); copy++) {
      CapacityDrive other = capacity[places.drive(place, copy)];
      if (other != drive && !isLost(other, key)) {
        return other;
      }
    }
    return null;
  }

  /** No copy is left, so that there is nothing to get back. */
  private void giveUp(long key) {
    int place = place(key);
    for (int copy = 0; copy < rules.copies(); copy++) {
      counts.gone += forget(capacity[places.drive(place, copy)], key) ? 1 : 0;
    }
  }

  private long slabOf(long key) {
    return rules.slabOf((key - Pages.key(Pages.tenant(key), 0)) * rules.pageBytes());
  }

  private int place(long key) {
    return places.place(Pages.tenant(key), slabOf(key));
  }

  private boolean isLost(CapacityDrive drive, long key) {
    for (CacheDrive gone : failed) {
      if (gone.server == drive.server && gone.hasLost(key)) {
        return true;
      }
    }
    return false;
  }

  private boolean forget(CapacityDrive drive, long key) {
    boolean was = false;
    for (CacheDrive gone : failed) {
      was |= gone.server == drive.server && gone.isBack(key);
    }
    return was;
  }

  /** Notes that a request writes pages to a copy. */
  void overwritten(CapacityDrive drive, long firstKey, long lastKey) {
    for (long key = firstKey; key <= lastKey; key++) {
      counts.overwritten += forget(drive, key) ? 1 : 0;
    }
  }

  /** The first copy that holds all of some pages, or else copy 0. */
  int readable(int place, long firstKey, long lastKey) {
    for (int copy = 0; copy < rules.copies(); copy++) {
      CapacityDrive drive = capacity[places.drive(place, copy)];
      boolean whole = true;
      for (long key = firstKey; whole && key <= lastKey; key++) {
        whole = !isLost(drive, key);
      }
      if (whole) {
        return copy;
      }
    }
    return 0;
  }

  /** Ends: what is not back, stays so. */
  void finish() {
    for (CacheDrive gone : failed) {
      counts.left += gone.lost();
    }
    for (Run run : runs) {
      counts.left += run.to == null ? 0 : run.pages;
    }
  }
}
