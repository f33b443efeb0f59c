package org.stackbook.cache.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.stackbook.trace.engine.Pages;
import org.stackbook.trace.engine.RequestBatch;

/**
 * The cache of a stamp while requests pass through it, in the order of their times.
 *
 * <p>A write goes to the cache of each copy's server and is done when the slowest copy is; a read
 * goes to one copy. What a read takes in is written to the cache drive at the time of the request,
 * behind what the read itself needs.
 */
public final class ProductCache {

  private static final int DIGITS = 3;
  private static final int DIGITS_OF_TENANTS = 2;

  private final CacheRules rules;
  private final DriveLayout layout;
  private final SlabPlaces places;
  private final CacheDrive[] caches;
  private final CapacityDrive[] capacity;
  private final BitSet failed = new BitSet();
  private final int[][] bindings;
  private final List<CacheLoss> losses;
  private final RecentMisses misses;
  private final SequentialReads sequential;
  private final WarmUp warmUp;
  private final CacheRepair repair;
  private final RequestCounts all = new RequestCounts(DIGITS);
  private final RequestCounts duringRepair = new RequestCounts(DIGITS);
  private final List<RequestCounts> tenants = new ArrayList<>();
  private final OverTime overTime = new OverTime();
  private boolean counting;
  private int nextLoss;
  private long passed;
  private long first;
  private long begin;
  private long last;
  private long end;

  // Of the request that is under way.
  private boolean fromCache;
  private boolean fromCapacity;
  private boolean repairing;

  /**
   * A cold cache.
   *
   * @param layout drives of all servers
   * @param rules what it takes in
   * @param losses cache drives that fail, and when
   * @param warmUp from when on requests are counted
   */
  public ProductCache(DriveLayout layout, CacheRules rules, List<CacheLoss> losses, WarmUp warmUp) {
    this.layout = layout;
    this.rules = rules;
    this.warmUp = warmUp;
    this.places = new SlabPlaces(layout, rules.copies(), rules.seed());
    this.misses = new RecentMisses(rules.secondMissNanos());
    this.sequential = new SequentialReads(rules.streams());
    this.losses = losses.stream().sorted(Comparator.comparingLong(CacheLoss::nanos)).toList();
    this.caches = new CacheDrive[layout.serverOfCache().length];
    this.capacity = new CapacityDrive[layout.serverOfCapacity().length];
    this.bindings = new int[layout.servers()][];
    this.repair = new CacheRepair(rules, places, capacity);
    for (int server = 0; server < layout.servers(); server++) {
      bindings[server] =
          Binding.of(layout.cachesOf(server).length, layout.capacityOf(server).length);
    }
    while (nextLoss < this.losses.size() && this.losses.get(nextLoss).nanos() == Long.MIN_VALUE) {
      fail(this.losses.get(nextLoss++).cacheDrive());
    }
    for (int server = 0; server < layout.servers(); server++) {
      furnish(server);
    }
  }

  private void furnish(int server) {
    int[] own = layout.capacityOf(server);
    for (int cache : layout.cachesOf(server)) {
      caches[cache] =
          new CacheDrive(
              server, layout.cachePages()[cache], own.length, layout.cacheTimes()[cache], rules);
    }
    for (int local = 0; local < own.length; local++) {
      int d = own[local];
      capacity[d] =
          new CapacityDrive(server, local, layout.keepsReads()[d], layout.capacityTimes()[d]);
    }
    for (int local = 0; local < own.length; local++) {
      capacity[own[local]].bind(cacheOf(server, bindings[server][local]));
    }
  }

  /** Binds anew what a cache drive cached for. */
  private void fail(int cacheDrive) {
    failed.set(cacheDrive);
    int server = layout.serverOfCache()[cacheDrive];
    int[] own = layout.cachesOf(server);
    BitSet gone = new BitSet();
    for (int i = 0; i < own.length; i++) {
      gone.set(i, failed.get(own[i]));
    }
    bindings[server] = Binding.without(bindings[server], own.length, gone);
  }

  private @Nullable CacheDrive cacheOf(int server, int local) {
    return local == Binding.UNBOUND ? null : caches[layout.cachesOf(server)[local]];
  }

  /**
   * Passes requests through the cache, after those of earlier batches.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public void feed(RequestBatch batch) {
    stopIfInterrupted();
    for (int i = 0; i < batch.count; i++) {
      request(batch.nanos[i], batch.tenant[i], batch.address[i], batch.bytes[i], batch.write[i]);
    }
  }

  private void request(long at, int tenant, long address, int bytes, boolean write) {
    if (passed++ == 0) {
      first = at;
    }
    while (nextLoss < losses.size() && losses.get(nextLoss).nanos() <= at) {
      lose(losses.get(nextLoss++));
    }
    repairing = repairing && keepsRepairing(at);
    if (!counting && passed > warmUp.requests() && at - first >= warmUp.nanos()) {
      count(at);
    }
    fromCache = false;
    fromCapacity = false;
    long done = write ? write(at, tenant, address, bytes) : read(at, tenant, address, bytes);
    last = at;
    end = Math.max(end, done);
    if (counting) {
      long takes = done - at;
      RequestCounts own = of(tenant);
      if (write) {
        all.write(fromCapacity, takes);
        own.write(fromCapacity, takes);
        if (repairing) {
          duringRepair.write(fromCapacity, takes);
        }
      } else {
        all.read(fromCache, fromCapacity, takes);
        own.read(fromCache, fromCapacity, takes);
        if (repairing) {
          duringRepair.read(fromCache, fromCapacity, takes);
        }
      }
      overTime.add(at, !write, !fromCapacity, takes, dirty());
    }
  }

  private boolean keepsRepairing(long at) {
    repair.until(at);
    return repair.goesOn();
  }

  private long dirty() {
    long dirty = 0;
    for (CacheDrive cache : caches) {
      dirty += cache.counts.now;
    }
    return dirty;
  }

  private RequestCounts of(int tenant) {
    while (tenants.size() <= tenant) {
      tenants.add(new RequestCounts(DIGITS_OF_TENANTS));
    }
    return tenants.get(tenant);
  }

  private void count(long at) {
    counting = true;
    begin = at;
    end = at;
    all.forget();
    duringRepair.forget();
    repair.forget(at);
    overTime.begin(at);
    for (CacheDrive cache : caches) {
      cache.advance(at);
      cache.counts.forget(repair.open(cache));
      cache.queue().forget();
    }
    for (CapacityDrive drive : capacity) {
      drive.counts.forget();
      drive.queue().forget();
    }
  }

  private void lose(CacheLoss loss) {
    CacheDrive gone = caches[loss.cacheDrive()];
    repair.until(loss.nanos());
    for (int cache : layout.cachesOf(gone.server)) {
      caches[cache].advance(loss.nanos());
    }
    gone.fail();
    int[] before = bindings[gone.server];
    fail(loss.cacheDrive());
    int[] after = bindings[gone.server];
    int[] own = layout.capacityOf(gone.server);
    for (int local = 0; local < own.length; local++) {
      if (before[local] != after[local]) {
        capacity[own[local]].bind(cacheOf(gone.server, after[local]));
      }
    }
    repair.begin(gone, loss.nanos());
    repairing = repair.goesOn();
  }

  /** A single request can be for half a million pages: each part of one asks. */
  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
  }

  private long read(long at, int tenant, long address, int bytes) {
    boolean goesOn = sequential.goesOn(tenant, address, bytes);
    boolean taken = !goesOn || bytes <= rules.sequentialMaxBytes();
    boolean atOnce = bytes <= rules.firstMissMaxBytes();
    long done = at;
    long until = address + bytes;
    for (long from = address; from < until; ) {
      stopIfInterrupted();
      long slab = rules.slabOf(from);
      long to = Math.min(until, rules.endOfPart(from));
      int place = places.place(tenant, slab);
      int copy = repairing ? repair.readable(place, key(tenant, from), key(tenant, to - 1)) : 0;
      CapacityDrive drive = capacity[places.drive(place, copy)];
      done = Math.max(done, readPart(drive, at, tenant, from, to, taken, atOnce));
      from = to;
    }
    return done;
  }

  private long readPart(
      CapacityDrive drive, long at, int tenant, long from, long to, boolean taken, boolean atOnce) {
    CacheDrive cache = drive.cache();
    PageCounts counts = drive.counts;
    int pageBytes = rules.pageBytes();
    long firstPage = from / pageBytes;
    long lastPage = (to - 1) / pageBytes;
    if (cache == null) {
      counts.bypassed += lastPage - firstPage + 1;
      fromCapacity = true;
      return drive.read(at, to - from);
    }
    cache.advance(at);
    long cached = 0;
    long filled = 0;
    for (long page = firstPage; page <= lastPage; page++) {
      long key = Pages.key(tenant, page);
      if (cache.hit(key)) {
        counts.hits++;
        cached += Math.min(to, (page + 1) * pageBytes) - Math.max(from, page * pageBytes);
      } else if (taken
          && drive.keepsReads
          && (atOnce || misses.isSecond(key, at))
          && cache.fill(key)) {
        counts.admitted++;
        filled += pageBytes;
      } else {
        counts.bypassed++;
      }
    }
    long done = at;
    if (cached > 0) {
      fromCache = true;
      done = cache.read(at, cached);
    }
    if (cached < to - from) {
      fromCapacity = true;
      done = Math.max(done, drive.read(at, to - from - cached));
    }
    if (filled > 0) {
      cache.writeFilled(at, filled);
    }
    return done;
  }

  private long write(long at, int tenant, long address, int bytes) {
    boolean toCache = bytes <= rules.writeMaxBytes();
    long done = at;
    long until = address + bytes;
    for (long from = address; from < until; ) {
      stopIfInterrupted();
      long slab = rules.slabOf(from);
      long to = Math.min(until, rules.endOfPart(from));
      int place = places.place(tenant, slab);
      for (int copy = 0; copy < rules.copies(); copy++) {
        CapacityDrive drive = capacity[places.drive(place, copy)];
        CacheDrive cache = drive.cache();
        if (cache != null) {
          cache.advance(at);
        }
        if (repairing) {
          repair.overwritten(drive, key(tenant, from), key(tenant, to - 1));
        }
        done =
            Math.max(
                done,
                toCache && cache != null
                    ? writeCached(drive, cache, at, tenant, from, to)
                    : writePast(drive, cache, at, tenant, from, to));
      }
      from = to;
    }
    return done;
  }

  private long key(int tenant, long address) {
    return Pages.key(tenant, address / rules.pageBytes());
  }

  private long writeCached(
      CapacityDrive drive, CacheDrive cache, long at, int tenant, long from, long to) {
    long first = key(tenant, from);
    long last = key(tenant, to - 1);
    drive.counts.absorbed += last - first + 1;
    fromCache = true;
    return cache.write(first, last, drive, at, to - from);
  }

  private long writePast(
      CapacityDrive drive, @Nullable CacheDrive cache, long at, int tenant, long from, long to) {
    long lastPage = (to - 1) / rules.pageBytes();
    for (long page = from / rules.pageBytes(); page <= lastPage; page++) {
      if (cache != null) {
        cache.invalidate(Pages.key(tenant, page));
      }
      drive.counts.writtenPast++;
    }
    fromCapacity = true;
    return drive.write(at, to - from);
  }

  /**
   * Ends the replay at the time of the last request, or at that of a later failure. If all requests
   * warmed the cache, nothing is counted.
   */
  public void finish() {
    while (nextLoss < losses.size()) {
      last = Math.max(last, losses.get(nextLoss).nanos());
      lose(losses.get(nextLoss++));
    }
    repair.until(last);
    if (!counting) {
      count(last);
    }
    repair.finish();
    for (CacheDrive cache : caches) {
      cache.advance(last);
    }
  }

  /** Requests that were counted. */
  public RequestCounts requests() {
    return all;
  }

  /** Those of them that came while pages were repaired that had been lost with a cache drive. */
  public RequestCounts requestsDuringRepair() {
    return duringRepair;
  }

  /** What became of pages that were lost with cache drives. */
  public RepairCounts repair() {
    return repair.counts;
  }

  /** Requests that were counted, by the number of their tenant. */
  public List<RequestCounts> tenants() {
    return List.copyOf(tenants);
  }

  /** Requests and dirty pages over time. */
  public OverTime overTime() {
    return overTime;
  }

  /** How many requests passed, those not counted included. */
  public long passed() {
    return passed;
  }

  /** When the last request came, in nanoseconds. */
  public long last() {
    return last;
  }

  /** From the first request that was counted until the last one came, in seconds. */
  public double seconds() {
    return counting ? (last - begin) / 1e9 : 0;
  }

  /** From the first request that was counted until all were served, in seconds. */
  public double secondsUntilServed() {
    return counting ? (Math.max(end, last) - begin) / 1e9 : 0;
  }

  /** What became of pages on a capacity drive. */
  public PageCounts pagesOf(int capacityDrive) {
    return capacity[capacityDrive].counts;
  }

  /** What became of pages on all capacity drives of a server. */
  public PageCounts pagesOfServer(int server) {
    return Arrays.stream(layout.capacityOf(server))
        .mapToObj(this::pagesOf)
        .reduce(new PageCounts(), PageCounts::plus);
  }

  /** What became of the dirty pages of a cache drive. */
  public DirtyCounts dirtyOf(int cacheDrive) {
    return caches[cacheDrive].counts;
  }

  /** The number of the cache drive that a capacity drive is bound to at the end, or -1. */
  public int cacheOf(int capacityDrive) {
    return Arrays.asList(caches).indexOf(capacity[capacityDrive].cache());
  }

  /** Service time of a capacity drive, together over its lanes, in seconds. */
  public double busy(int capacityDrive) {
    return capacity[capacityDrive].queue().busy() / 1e9;
  }

  /** Service time of a cache drive, together over its lanes, in seconds. */
  public double busyCache(int cacheDrive) {
    return caches[cacheDrive].queue().busy() / 1e9;
  }
}
