package org.stackbook.cache.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.cache.engine.SmallSystem.KB;
import static org.stackbook.cache.engine.SmallSystem.MILLI;
import static org.stackbook.cache.engine.SmallSystem.PAGE;
import static org.stackbook.cache.engine.SmallSystem.SECOND;
import static org.stackbook.cache.engine.SmallSystem.SLAB;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.cache.engine.SmallSystem.Request;

/**
 * The engine beside {@link PlainCache} on random small systems: every count, every service time and
 * every latency.
 */
@Tag("oracle")
class ProductCacheOracleTest {

  /** A random system with random requests and failures, replayed by both. */
  private static final class Case {
    final DriveLayout layout;
    final CacheRules rules;
    final List<Request> requests = new ArrayList<>();
    final List<CacheLoss> losses = new ArrayList<>();
    final ProductCache engine;
    final PlainCache plain;

    Case(long seed) {
      Random random = new Random(seed);
      int servers = 1 + random.nextInt(4);
      int caches = random.nextInt(6);
      int[] tiers = new int[1 + random.nextInt(8)];
      for (int i = 0; i < tiers.length; i++) {
        tiers[i] = random.nextInt(4) == 0 ? 1 : 2;
      }
      layout = SmallSystem.layout(servers, caches, 1 + random.nextInt(60), tiers);
      rules =
          new CacheRules(
              PAGE,
              SLAB,
              1 + random.nextInt(3),
              random.nextBoolean() ? SLAB / 16 : SLAB,
              1 + random.nextInt(servers),
              256 * KB,
              64 * KB,
              600 * SECOND,
              32 * KB,
              1000, // no read is forgotten
              random.nextInt(random.nextBoolean() ? 60 : 2000) * MILLI,
              random.nextInt(5) / 4.0,
              1 + random.nextInt(4),
              1 + random.nextInt(3),
              seed);
      int count = 300;
      long now = 0;
      List<Long> ends = new ArrayList<>(List.of(0L));
      for (int i = 0; i < count; i++) {
        now +=
            random.nextInt(40) == 0
                ? 300 * SECOND + random.nextInt(3) * SECOND
                : random.nextInt(12) * MILLI;
        boolean write = random.nextInt(3) == 0;
        int bytes =
            random.nextInt(30) == 0
                ? 300 * KB
                : 512 * (1 + random.nextInt(random.nextBoolean() ? 40 : 300));
        long address =
            random.nextInt(4) == 0
                ? ends.get(random.nextInt(ends.size()))
                : random.nextInt((int) (3 * SLAB / 512 / 4)) * 512L;
        ends.add(address + bytes);
        requests.add(new Request(now, random.nextInt(2), address, bytes, write));
      }
      for (int c = 0; c < servers * caches; c++) {
        if (random.nextInt(4) == 0) {
          losses.add(
              new CacheLoss(
                  c,
                  random.nextInt(3) == 0
                      ? Long.MIN_VALUE
                      : requests.get(random.nextInt(count)).nanos() + random.nextInt(3)));
        }
      }
      losses.sort(Comparator.comparingLong(CacheLoss::nanos));
      engine = new ProductCache(layout, rules, losses, WarmUp.NONE);
      plain = new PlainCache(layout, rules);
    }

    void run() {
      int next = 0;
      for (Request request : requests) {
        while (next < losses.size() && losses.get(next).nanos() <= request.nanos()) {
          CacheLoss loss = losses.get(next++);
          plain.fail(loss.cacheDrive(), Math.max(loss.nanos(), Long.MIN_VALUE / 4));
        }
        plain.request(request);
      }
      long last = requests.get(requests.size() - 1).nanos();
      while (next < losses.size()) {
        last = Math.max(last, losses.get(next).nanos());
        plain.fail(losses.get(next++).cacheDrive(), last);
      }
      plain.until(last);
      SmallSystem.replay(engine, requests.toArray(Request[]::new));
    }
  }

  @Test
  void bothDoTheSame() {
    long hits = 0;
    long waited = 0;
    long lost = 0;
    long overwritten = 0;
    long copied = 0;
    long overtaken = 0;
    long gone = 0;
    for (long seed = 0; seed < 1500; seed++) {
      Case c = new Case(seed);
      c.run();
      String at = "seed " + seed;
      for (int d = 0; d < c.layout.serverOfCapacity().length; d++) {
        PageCounts is = c.engine.pagesOf(d);
        List<Long> counts =
            List.of(
                is.hits(),
                is.admitted(),
                is.bypassed(),
                is.absorbed(),
                is.writtenPast(),
                Math.round(c.engine.busy(d) * 1e9),
                (long) c.engine.cacheOf(d));
        assertEquals(c.plain.drive(d), counts.toString(), at + " drive " + d);
        hits += is.hits();
      }
      for (int k = 0; k < c.layout.serverOfCache().length; k++) {
        DirtyCounts is = c.engine.dirtyOf(k);
        List<Long> counts =
            List.of(
                is.written(),
                is.destaged(),
                is.overwritten(),
                is.lost(),
                is.now(),
                Math.round(c.engine.busyCache(k) * 1e9));
        assertEquals(c.plain.cache(k), counts.toString(), at + " cache " + k);
        waited += is.waited();
        lost += is.lost();
        overwritten += is.overwritten();
      }
      RepairCounts repair = c.engine.repair();
      assertEquals(
          List.of(
              c.plain.repaired,
              c.plain.overwrittenBefore,
              c.plain.goneForGood,
              c.plain.stillToRepair()),
          List.of(repair.copied(), repair.overwritten(), repair.gone(), repair.left()),
          at);
      copied += repair.copied();
      overtaken += repair.overwritten();
      gone += repair.gone();
      RequestCounts all = c.engine.requests();
      assertEquals(
          List.of(
              c.plain.origins.stream().filter("r[true, false]"::equals).count(),
              c.plain.origins.stream().filter("r[true, true]"::equals).count(),
              c.plain.origins.stream().filter("r[false, true]"::equals).count()),
          List.of(all.readsFromCache(), all.readsFromBoth(), all.readsFromCapacity()),
          at);
      double reads = all.readLatencies().meanSeconds() * all.allReads();
      double writes = all.writeLatencies().meanSeconds() * all.allWrites();
      assertEquals(
          c.plain.latencies.stream().mapToLong(l -> l).sum() / 1e9, reads + writes, 1e-6, at);
    }
    assertTrue(
        hits > 1000 && waited > 1000 && lost > 100 && overwritten > 1000,
        "too easy: " + List.of(hits, waited, lost, overwritten));
    assertTrue(
        copied > 1000 && overtaken > 100 && gone > 100,
        "too easy: " + List.of(copied, overtaken, gone));
  }
}
