package org.stackbook.cache.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stackbook.cache.engine.SmallSystem.Request;
import org.stackbook.stamp.engine.DriveTimes;

/**
 * The cache of a stamp once more, for comparison: one event after the other in the order of time,
 * over the collections of the JDK. Shares with the engine only where slabs are.
 */
final class PlainCache {

  record Page(int tenant, long number) {}

  private static final class Cache {
    final int server;
    final int pages;
    final LinkedHashMap<Page, Boolean> clean = new LinkedHashMap<>();
    final LinkedHashMap<Page, Integer> dirty = new LinkedHashMap<>();
    boolean failed;
    long queue = Long.MIN_VALUE / 4;
    long busy;
    long written;
    long destaged;
    long overwritten;
    long lost;

    Cache(int server, int pages) {
      this.server = server;
      this.pages = pages;
    }

    long serve(long at, long takes) {
      queue = Math.max(queue, at) + takes;
      busy += takes;
      return queue;
    }
  }

  private static final class Disk {
    int server;
    boolean keepsReads;
    int cache;
    long queue = Long.MIN_VALUE / 4;
    long asked = Long.MIN_VALUE / 4;
    long busy;
    long hits;
    long admitted;
    long bypassed;
    long absorbed;
    long past;

    long serve(long at, long takes) {
      queue = Math.max(queue, at) + takes;
      busy += takes;
      return queue;
    }
  }

  final List<Long> latencies = new ArrayList<>();
  final List<String> origins = new ArrayList<>();
  private final DriveLayout layout;
  private final CacheRules rules;
  private final List<Cache> caches = new ArrayList<>();
  private final List<Disk> disks = new ArrayList<>();
  private final SlabPlaces places;
  private final Map<Page, Long> missed = new HashMap<>();
  private final Map<Integer, List<Long>> ends = new HashMap<>();
  private long clock = Long.MIN_VALUE / 4;

  PlainCache(DriveLayout layout, CacheRules rules) {
    this.layout = layout;
    this.rules = rules;
    this.places = new SlabPlaces(layout, rules.copies(), -1, rules.seed());
    for (int c = 0; c < layout.serverOfCache().length; c++) {
      caches.add(new Cache(layout.serverOfCache()[c], layout.cachePages()[c]));
    }
    for (int d = 0; d < layout.serverOfCapacity().length; d++) {
      Disk disk = new Disk();
      disk.server = layout.serverOfCapacity()[d];
      disk.keepsReads = layout.keepsReads()[d];
      disks.add(disk);
    }
    bindAll();
  }

  private void bindAll() {
    for (int server = 0; server < layout.servers(); server++) {
      int s = server;
      List<Integer> own = new ArrayList<>();
      for (int c = 0; c < caches.size(); c++) {
        if (caches.get(c).server == s) {
          own.add(c);
        }
      }
      List<Disk> behind = disks.stream().filter(d -> d.server == s).toList();
      int[] bound = new int[own.size()];
      for (int i = 0; i < behind.size(); i++) {
        behind.get(i).cache = own.isEmpty() ? -1 : own.get(i % own.size());
        if (!own.isEmpty()) {
          bound[i % own.size()]++;
        }
      }
      for (Disk disk : behind) {
        if (disk.cache >= 0 && caches.get(disk.cache).failed) {
          int best = -1;
          for (int i = 0; i < own.size(); i++) {
            if (!caches.get(own.get(i)).failed && (best < 0 || bound[i] < bound[best])) {
              best = i;
            }
          }
          disk.cache = best < 0 ? -1 : own.get(best);
          if (best >= 0) {
            bound[best]++;
          }
        }
      }
    }
  }

  void fail(int cache, long at) {
    until(at);
    Cache gone = caches.get(cache);
    gone.failed = true;
    gone.lost += gone.dirty.size();
    gone.dirty.clear();
    gone.clean.clear();
    bindAll();
  }

  /** De-stages whatever comes first anywhere, again and again, until the time of the next event. */
  void until(long at) {
    while (true) {
      Disk next = null;
      long start = at;
      for (int d = 0; d < disks.size(); d++) {
        Disk disk = disks.get(d);
        if (disk.cache < 0 || !caches.get(disk.cache).dirty.containsValue(d)) {
          continue;
        }
        Cache cache = caches.get(disk.cache);
        boolean forced = cache.dirty.size() > rules.forcedAbove() * cache.pages;
        long idle = Math.max(disk.queue, disk.asked + rules.idleNanos());
        long from = Math.max(clock, forced ? disk.queue : idle);
        if (from < start) {
          next = disk;
          start = from;
        }
      }
      if (next == null) {
        break;
      }
      clock = start;
      destage(next, start);
    }
    clock = at;
  }

  private long destage(Disk disk, long at) {
    int number = disks.indexOf(disk);
    Cache cache = caches.get(disk.cache);
    Page page =
        cache.dirty.entrySet().stream()
            .filter(e -> e.getValue() == number)
            .findFirst()
            .orElseThrow()
            .getKey();
    int run = 0;
    while (run < rules.runPages() && Integer.valueOf(number).equals(cache.dirty.get(page))) {
      cache.dirty.remove(page);
      if (disk.keepsReads) {
        cache.clean.put(page, true);
      }
      cache.destaged++;
      run++;
      page = new Page(page.tenant(), page.number() + 1);
    }
    cache.serve(at, time(layout.cacheTimes()[disk.cache], false, (long) run * rules.pageBytes()));
    return disk.serve(
        at, time(layout.capacityTimes()[number], true, (long) run * rules.pageBytes()));
  }

  private static long time(DriveTimes times, boolean write, long bytes) {
    return (write ? times.writeNanos() : times.readNanos())
        + (long) (bytes * 1e9 / times.bytesPerSecond());
  }

  /** Room for one more page; false if all are dirty. */
  private static boolean room(Cache cache) {
    if (cache.clean.size() + cache.dirty.size() < cache.pages) {
      return true;
    }
    if (cache.clean.isEmpty()) {
      return false;
    }
    cache.clean.remove(cache.clean.keySet().iterator().next());
    return true;
  }

  void request(Request r) {
    until(r.nanos());
    boolean goesOn = false;
    if (!r.write()) {
      List<Long> last = ends.computeIfAbsent(r.tenant(), t -> new ArrayList<>());
      int found = last.indexOf(r.address());
      goesOn = found >= 0;
      if (goesOn) {
        last.set(found, r.address() + r.bytes());
      } else {
        last.add(r.address() + r.bytes());
      }
    }
    long done = r.nanos();
    boolean[] from = new boolean[2];
    long end = r.address() + r.bytes();
    for (long at = r.address(); at < end; ) {
      // Stripe by stripe; two of them in a row are one part if they are in the same slab.
      long slab = slab(at);
      long to = at;
      do {
        to =
            Math.min(
                end,
                to / rules.interleaveBytes() * rules.interleaveBytes() + rules.interleaveBytes());
      } while (to < end && slab(to) == slab);
      for (int copy = 0; copy < (r.write() ? rules.copies() : 1); copy++) {
        int drive = places.drive(places.place(r.tenant(), slab), copy);
        long part =
            r.write() ? write(r, drive, at, to, from) : read(r, drive, at, to, from, goesOn);
        done = Math.max(done, part);
      }
      at = to;
    }
    latencies.add(done - r.nanos());
    origins.add((r.write() ? "w" : "r") + Arrays.toString(from));
  }

  private long slab(long address) {
    long stripe = address / rules.interleaveBytes();
    long perSlab = rules.slabBytes() / rules.interleaveBytes();
    long row = stripe / rules.columns();
    return row / perSlab * rules.columns() + stripe % rules.columns();
  }

  private List<Page> pages(Request r, long from, long to) {
    List<Page> pages = new ArrayList<>();
    for (long p = from / rules.pageBytes(); p * rules.pageBytes() < to; p++) {
      pages.add(new Page(r.tenant(), p));
    }
    return pages;
  }

  private long read(Request r, int number, long from, long to, boolean[] origin, boolean goesOn) {
    Disk disk = disks.get(number);
    long cached = 0;
    long filled = 0;
    for (Page page : pages(r, from, to)) {
      if (disk.cache < 0) {
        disk.bypassed++;
        continue;
      }
      Cache cache = caches.get(disk.cache);
      if (cache.dirty.containsKey(page) || cache.clean.remove(page) != null) {
        if (!cache.dirty.containsKey(page)) {
          cache.clean.put(page, true);
        }
        disk.hits++;
        long begin = page.number() * rules.pageBytes();
        cached += Math.min(to, begin + rules.pageBytes()) - Math.max(from, begin);
        continue;
      }
      boolean take = disk.keepsReads && !(goesOn && r.bytes() > rules.sequentialMaxBytes());
      if (take && r.bytes() > rules.firstMissMaxBytes()) {
        Long before = missed.remove(page);
        take = before != null && r.nanos() - before <= rules.secondMissNanos();
        if (!take) {
          missed.put(page, r.nanos());
        }
      }
      if (take && room(cache)) {
        cache.clean.put(page, true);
        filled += rules.pageBytes();
        disk.admitted++;
      } else {
        disk.bypassed++;
      }
    }
    long done = r.nanos();
    if (cached > 0) {
      origin[0] = true;
      done =
          caches.get(disk.cache).serve(done, time(layout.cacheTimes()[disk.cache], false, cached));
    }
    if (to - from > cached) {
      origin[1] = true;
      long took = time(layout.capacityTimes()[number], false, to - from - cached);
      disk.asked = disk.serve(r.nanos(), took);
      done = Math.max(done, disk.asked);
    }
    if (filled > 0) {
      caches.get(disk.cache).serve(r.nanos(), time(layout.cacheTimes()[disk.cache], true, filled));
    }
    return done;
  }

  private long write(Request r, int number, long from, long to, boolean[] origin) {
    Disk disk = disks.get(number);
    List<Page> pages = pages(r, from, to);
    if (disk.cache < 0 || r.bytes() > rules.writeMaxBytes()) {
      for (Page page : pages) {
        disk.past++;
        if (disk.cache >= 0) {
          Cache cache = caches.get(disk.cache);
          cache.clean.remove(page);
          cache.overwritten += cache.dirty.remove(page) == null ? 0 : 1;
        }
      }
      origin[1] = true;
      disk.asked = disk.serve(r.nanos(), time(layout.capacityTimes()[number], true, to - from));
      return disk.asked;
    }
    Cache cache = caches.get(disk.cache);
    long room = r.nanos();
    for (Page page : pages) {
      disk.absorbed++;
      cache.written++;
      if (cache.dirty.containsKey(page)) {
        cache.overwritten++;
        continue;
      }
      if (cache.clean.remove(page) == null && !room(cache)) {
        int oldest = cache.dirty.values().iterator().next();
        room = Math.max(room, destage(disks.get(oldest), r.nanos()));
        room(cache);
      }
      cache.dirty.put(page, number);
    }
    origin[0] = true;
    long takes = time(layout.cacheTimes()[disk.cache], true, to - from);
    long done = cache.serve(r.nanos(), takes);
    return room == r.nanos() ? done : Math.max(done, room + takes);
  }

  String drive(int number) {
    Disk d = disks.get(number);
    return List.of(d.hits, d.admitted, d.bypassed, d.absorbed, d.past, d.busy, (long) d.cache)
        .toString();
  }

  String cache(int number) {
    Cache c = caches.get(number);
    return List.of(c.written, c.destaged, c.overwritten, c.lost, (long) c.dirty.size(), c.busy)
        .toString();
  }
}
