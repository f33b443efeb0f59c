package org.stackbook.cache.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stackbook.stamp.engine.DriveTimes;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.trace.engine.RequestSource;

/** Small layouts, rules that are easy to compute with, and requests out of a list. */
final class SmallSystem {

  static final int KB = 1024;
  static final int PAGE = 16 * KB;
  static final long SLAB = 64 * PAGE;
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;

  /** A read takes 1 ms and a write 2 ms on the cache, whatever it moves. */
  static final DriveTimes FAST = new DriveTimes(MILLI, 2 * MILLI, 1e18, 1);

  /** A read takes 10 ms and a write 20 ms on a capacity drive. */
  static final DriveTimes SLOW = new DriveTimes(10 * MILLI, 20 * MILLI, 1e18, 1);

  private SmallSystem() {}

  record Request(long nanos, int tenant, long address, int bytes, boolean write) {
    static Request read(double ms, long page, int kb) {
      return new Request((long) (ms * MILLI), 0, page * PAGE, kb * KB, false);
    }

    static Request write(double ms, long page, int kb) {
      return new Request((long) (ms * MILLI), 0, page * PAGE, kb * KB, true);
    }
  }

  /** Servers that are alike. */
  static DriveLayout layout(int servers, int caches, int pages, int drives, boolean keepsReads) {
    int[] tiers = new int[drives];
    Arrays.fill(tiers, keepsReads ? 2 : 1);
    return layout(servers, caches, pages, tiers);
  }

  /**
   * Servers that are alike.
   *
   * @param tiers type of each capacity drive of a server; reads are kept for type 2
   */
  static DriveLayout layout(int servers, int caches, int pages, int[] tiers) {
    int all = servers * tiers.length;
    int[] serverOfCache = new int[servers * caches];
    int[] cachePages = new int[servers * caches];
    DriveTimes[] cacheTimes = new DriveTimes[servers * caches];
    Arrays.setAll(serverOfCache, i -> i / caches);
    Arrays.fill(cachePages, pages);
    Arrays.fill(cacheTimes, FAST);
    int[] serverOf = new int[all];
    long[] bytes = new long[all];
    int[] tierOf = new int[all];
    boolean[] keeps = new boolean[all];
    DriveTimes[] times = new DriveTimes[all];
    for (int i = 0; i < all; i++) {
      serverOf[i] = i / tiers.length;
      bytes[i] = 1000;
      tierOf[i] = tiers[i % tiers.length];
      keeps[i] = tierOf[i] == 2;
      times[i] = SLOW;
    }
    return new DriveLayout(
        servers, serverOfCache, cachePages, cacheTimes, serverOf, bytes, tierOf, keeps, times);
  }

  /** The admission of the product; idle after 100 ms, forced above 80 %, runs of 4 pages. */
  static CacheRules rules(int copies) {
    return rules(copies, 100 * MILLI, 0.8, 4);
  }

  static CacheRules rules(int copies, long idle, double forcedAbove, int run) {
    return new CacheRules(
        PAGE,
        SLAB,
        1,
        SLAB,
        copies,
        256 * KB,
        64 * KB,
        600 * SECOND,
        32 * KB,
        4,
        idle,
        forcedAbove,
        run,
        2,
        42);
  }

  static RequestSource source(List<Request> requests) {
    return new RequestSource() {
      private int next;

      @Override
      public boolean read(RequestBatch batch) {
        batch.count = 0;
        while (next < requests.size() && batch.count < RequestBatch.SIZE) {
          Request r = requests.get(next++);
          int i = batch.count++;
          batch.nanos[i] = r.nanos();
          batch.tenant[i] = r.tenant();
          batch.address[i] = r.address();
          batch.bytes[i] = r.bytes();
          batch.write[i] = r.write();
        }
        return batch.count > 0;
      }
    };
  }

  static List<Request> all(RequestSource source) {
    List<Request> all = new ArrayList<>();
    RequestBatch batch = new RequestBatch();
    while (source.read(batch)) {
      for (int i = 0; i < batch.count; i++) {
        all.add(
            new Request(
                batch.nanos[i], batch.tenant[i], batch.address[i], batch.bytes[i], batch.write[i]));
      }
    }
    return all;
  }

  static ProductCache replay(DriveLayout layout, CacheRules rules, Request... requests) {
    return replay(new ProductCache(layout, rules, List.of(), WarmUp.NONE), requests);
  }

  static ProductCache replay(ProductCache cache, Request... requests) {
    RequestBatch batch = new RequestBatch();
    RequestSource source = source(List.of(requests));
    while (source.read(batch)) {
      cache.feed(batch);
    }
    cache.finish();
    return cache;
  }
}
