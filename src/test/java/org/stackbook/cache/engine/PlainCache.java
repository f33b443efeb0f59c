package org.stackbook.cache.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

    void drop(List<Page> pages) {
      for (Page page : pages) {
        clean.remove(page);
        overwritten += dirty.remove(page) == null ? 0 : 1;
      }
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
  private final List<Cache> toRepair = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();
  long repaired;
  long overwrittenBefore;
  long goneForGood;
  private long clock = Long.MIN_VALUE / 4;

  PlainCache(DriveLayout layout, CacheRules rules) {
    this.layout = layout;
    this.rules = rules;
    this.places = new SlabPlaces(layout, rules.copies(), rules.seed());
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
    for (int i = 0; i < rules.repairRuns(); i++) {
      lanes.add(new Lane());
    }
  }

  private void bindAll() {
    for (int server = 0; server < layout.servers(); server++) {
      List<Integer> own = cachesOf(server);
      List<Disk> behind = disksOf(server);
      for (int i = 0; i < behind.size(); i++) {
        behind.get(i).cache = own.isEmpty() ? -1 : own.get(i % own.size());
      }
    }
  }

  private List<Integer> cachesOf(int server) {
    return IntStream.range(0, caches.size())
        .filter(c -> caches.get(c).server == server)
        .boxed()
        .toList();
  }

  private List<Disk> disksOf(int server) {
    return disks.stream().filter(d -> d.server == server).toList();
  }

  private void rebind(int failed) {
    int server = caches.get(failed).server;
    for (Disk disk : disksOf(server)) {
      if (disk.cache == failed) {
        disk.cache =
            cachesOf(server).stream()
                .filter(c -> !caches.get(c).failed)
                .min(
                    Comparator.comparingLong(
                        c -> disksOf(server).stream().filter(d -> d.cache == c).count()))
                .orElse(-1);
      }
    }
  }

  void fail(int cache, long at) {
    until(at);
    Cache gone = caches.get(cache);
    gone.failed = true;
    gone.lost += gone.dirty.size();
    if (!gone.dirty.isEmpty()) {
      toRepair.add(gone);
      for (Lane lane : lanes) {
        lane.at = Math.max(lane.at, at);
      }
    }
    gone.clean.clear();
    rebind(cache);
  }

  /** One of the runs of pages that are repaired at once. */
  private static final class Lane {
    long at = Long.MIN_VALUE / 4;
    final List<Page> read = new ArrayList<>();
    int disk;
  }

  /** The lane whose turn is next, if there is anything to do for it. */
  private @Nullable Lane nextLane() {
    boolean left = toRepair.stream().anyMatch(c -> !c.dirty.isEmpty());
    return lanes.stream()
        .filter(lane -> left || !lane.read.isEmpty())
        .min(Comparator.comparingLong(lane -> lane.at))
        .orElse(null);
  }

  private boolean isStale(int disk, Page page) {
    int server = disks.get(disk).server;
    return toRepair.stream().anyMatch(c -> c.server == server && c.dirty.containsKey(page));
  }

  private boolean forget(int disk, Page page) {
    int server = disks.get(disk).server;
    return toRepair.stream().filter(c -> c.server == server && c.dirty.remove(page) != null).count()
        > 0;
  }

  private List<Integer> copiesOf(Page page) {
    int place = places.place(page.tenant(), slab(page.number() * rules.pageBytes()));
    return IntStream.range(0, rules.copies()).map(c -> places.drive(place, c)).boxed().toList();
  }

  private int sourceOf(int disk, Page page) {
    return copiesOf(page).stream()
        .filter(d -> d != disk && !isStale(d, page))
        .findFirst()
        .orElse(-1);
  }

  private void repair(Lane lane) {
    if (!lane.read.isEmpty()) {
      long bytes = (long) lane.read.size() * rules.pageBytes();
      Disk disk = disks.get(lane.disk);
      if (disk.cache >= 0 && bytes <= rules.writeMaxBytes()) {
        lane.at = writeToCache(lane.disk, lane.read, lane.at, bytes);
      } else {
        if (disk.cache >= 0) {
          caches.get(disk.cache).drop(lane.read);
        }
        lane.at = disk.serve(lane.at, time(layout.capacityTimes()[lane.disk], true, bytes));
      }
      repaired += lane.read.size();
      lane.read.clear();
      return;
    }
    Cache gone = toRepair.stream().filter(c -> !c.dirty.isEmpty()).findFirst().orElseThrow();
    Map.Entry<Page, Integer> oldest = gone.dirty.entrySet().iterator().next();
    Page page = oldest.getKey();
    int disk = oldest.getValue();
    int source = sourceOf(disk, page);
    if (source < 0) {
      copiesOf(page).forEach(copy -> goneForGood += forget(copy, page) ? 1 : 0);
      return;
    }
    int from = disks.get(source).cache;
    long cached = 0;
    lane.disk = disk;
    Page next = page;
    while (lane.read.size() < rules.runPages()
        && Integer.valueOf(disk).equals(gone.dirty.get(next))
        && copiesOf(next).equals(copiesOf(page))
        && slab(next.number() * rules.pageBytes()) == slab(page.number() * rules.pageBytes())
        && sourceOf(disk, next) == source) {
      gone.dirty.remove(next);
      lane.read.add(next);
      if (from >= 0
          && (caches.get(from).dirty.containsKey(next)
              || caches.get(from).clean.containsKey(next))) {
        cached += rules.pageBytes();
      }
      next = new Page(next.tenant(), next.number() + 1);
    }
    long at = lane.at;
    if (cached > 0) {
      lane.at = caches.get(from).serve(at, time(layout.cacheTimes()[from], false, cached));
    }
    long rest = (long) lane.read.size() * rules.pageBytes() - cached;
    if (rest > 0) {
      lane.at =
          Math.max(
              lane.at,
              disks.get(source).serve(at, time(layout.capacityTimes()[source], false, rest)));
    }
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
      Lane lane = nextLane();
      if (lane != null && lane.at < at && (next == null || lane.at <= start)) {
        clock = lane.at;
        repair(lane);
        continue;
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
        List<Integer> copies = copiesOf(new Page(r.tenant(), at / rules.pageBytes()));
        int drive = copies.get(copy);
        if (!r.write()) {
          List<Page> pages = pages(r, at, to);
          drive =
              copies.stream()
                  .filter(d -> pages.stream().noneMatch(page -> isStale(d, page)))
                  .findFirst()
                  .orElse(drive);
        }
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
    pages.forEach(page -> overwrittenBefore += forget(number, page) ? 1 : 0);
    if (disk.cache < 0 || r.bytes() > rules.writeMaxBytes()) {
      for (Page page : pages) {
        disk.past++;
        if (disk.cache >= 0) {
          caches.get(disk.cache).drop(List.of(page));
        }
      }
      origin[1] = true;
      disk.asked = disk.serve(r.nanos(), time(layout.capacityTimes()[number], true, to - from));
      return disk.asked;
    }
    disk.absorbed += pages.size();
    origin[0] = true;
    return writeToCache(number, pages, r.nanos(), to - from);
  }

  private long writeToCache(int number, List<Page> pages, long at, long bytes) {
    Cache cache = caches.get(disks.get(number).cache);
    long room = at;
    for (Page page : pages) {
      cache.written++;
      if (cache.dirty.containsKey(page)) {
        cache.overwritten++;
        continue;
      }
      if (cache.clean.remove(page) == null && !room(cache)) {
        int oldest = cache.dirty.values().iterator().next();
        room = Math.max(room, destage(disks.get(oldest), at));
        room(cache);
      }
      cache.dirty.put(page, number);
    }
    long takes = time(layout.cacheTimes()[disks.get(number).cache], true, bytes);
    long done = cache.serve(at, takes);
    return room == at ? done : Math.max(done, room + takes);
  }

  long stillToRepair() {
    return toRepair.stream().mapToLong(c -> c.dirty.size()).sum()
        + lanes.stream().mapToLong(lane -> lane.read.size()).sum();
  }

  String drive(int number) {
    Disk d = disks.get(number);
    return List.of(d.hits, d.admitted, d.bypassed, d.absorbed, d.past, d.busy, (long) d.cache)
        .toString();
  }

  String cache(int number) {
    Cache c = caches.get(number);
    long dirty = c.failed ? 0 : c.dirty.size();
    return List.of(c.written, c.destaged, c.overwritten, c.lost, dirty, c.busy).toString();
  }
}
