package org.stackbook.cache.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.cache.engine.SmallSystem.KB;
import static org.stackbook.cache.engine.SmallSystem.MILLI;
import static org.stackbook.cache.engine.SmallSystem.layout;
import static org.stackbook.cache.engine.SmallSystem.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.cache.engine.SmallSystem.Request;
import org.stackbook.trace.engine.RequestBatch;

/** What holds for every trace. */
@Tag("property")
class ProductCachePropertyTest {

  private static Request[] requests(long seed, int count) {
    Random random = new Random(seed);
    Request[] requests = new Request[count];
    long now = 0;
    for (int i = 0; i < count; i++) {
      now += random.nextInt(8) * MILLI;
      requests[i] =
          new Request(
              now,
              random.nextInt(3),
              random.nextInt(20_000) * 512L,
              512 * (1 + random.nextInt(700)),
              random.nextBoolean());
    }
    return requests;
  }

  @Test
  void everyPageIsCountedOnceAndNoDirtyPageVanishes() {
    long openWhenCountingBegan = 0;
    for (long seed = 0; seed < 100; seed++) {
      Request[] requests = requests(seed, 1000);
      DriveLayout layout = layout(4, 2, 1 + (int) seed * 5, 3, seed % 3 > 0);
      int warmUp = seed % 2 == 0 ? 0 : 300;
      int failing = seed % 4 == 1 ? 299 : 500;
      List<CacheLoss> losses =
          seed % 5 == 0 ? List.of(new CacheLoss(3, requests[failing].nanos())) : List.of();
      ProductCache cache = new ProductCache(layout, rules(3), losses, new WarmUp(warmUp, 0));
      SmallSystem.replay(cache, requests);
      RequestCounts counted = cache.requests();
      assertEquals(1000, cache.passed());
      assertEquals(1000 - warmUp, counted.allReads() + counted.allWrites());
      assertEquals(counted.allReads(), counted.readLatencies().count());
      assertEquals(counted.allWrites(), counted.writeLatencies().count());
      long pages = 0;
      for (int i = warmUp; i < 1000; i++) {
        Request r = requests[i];
        long touched = (r.address() + r.bytes() - 1) / (16 * KB) - r.address() / (16 * KB) + 1;
        pages += r.write() ? 3 * touched : touched;
      }
      long seen = 0;
      for (int server = 0; server < 4; server++) {
        PageCounts is = cache.pagesOfServer(server);
        assertEquals(is.all(), is.hits() + is.misses() + is.absorbed() + is.writtenPast());
        seen += is.all();
      }
      assertEquals(pages, seen);
      for (int c = 0; c < 8; c++) {
        DirtyCounts is = cache.dirtyOf(c);
        assertEquals(
            is.before() + is.written(),
            is.destaged() + is.overwritten() + is.lost() + is.now(),
            "seed " + seed + " cache drive " + c);
        assertTrue(is.most() <= layout.cachePages()[c]);
      }
      DirtyCounts failed = cache.dirtyOf(3);
      openWhenCountingBegan += warmUp > failing && !losses.isEmpty() ? failed.lost() : 0;
      long lost = IntStream.range(0, 8).mapToLong(c -> cache.dirtyOf(c).lost()).sum();
      RepairCounts repair = cache.repair();
      assertEquals(lost, repair.copied() + repair.overwritten() + repair.gone() + repair.left());
      assertEquals(0, repair.gone(), "two copies are left");
      long tenants = 0;
      for (RequestCounts tenant : cache.tenants()) {
        tenants += tenant.allReads() + tenant.allWrites();
      }
      assertEquals(1000 - warmUp, tenants);
    }
    assertTrue(openWhenCountingBegan > 100, "too easy: " + openWhenCountingBegan);
  }

  @Test
  void copiesAreOnDifferentServersAndDrivesAreTakenByTheirSize() {
    int servers = 5;
    DriveLayout even = layout(servers, 1, 10, 2, true);
    long[] bytes = even.capacityBytes().clone();
    bytes[1] = 3000; // of 12,000 bytes in all
    DriveLayout layout =
        new DriveLayout(
            servers,
            even.serverOfCache(),
            even.cachePages(),
            even.cacheTimes(),
            even.serverOfCapacity(),
            bytes,
            even.tierOf(),
            even.keepsReads(),
            even.capacityTimes());
    SlabPlaces one = new SlabPlaces(layout, 1, 7);
    SlabPlaces three = new SlabPlaces(layout, 3, 7);
    int slabs = 12_000;
    int[] held = new int[10];
    for (int slab = 0; slab < slabs; slab++) {
      held[one.drive(one.place(slab % 4, slab), 0)]++;
      Set<Integer> on = new HashSet<>();
      int place = three.place(slab % 4, slab);
      for (int copy = 0; copy < 3; copy++) {
        on.add(layout.serverOfCapacity()[three.drive(place, copy)]);
      }
      assertEquals(3, on.size());
    }
    // Four standard deviations of a binomial count.
    for (int d = 0; d < 10; d++) {
      double expected = slabs * bytes[d] / 12_000.0;
      assertEquals(expected, held[d], 4 * Math.sqrt(expected), "drive " + d);
    }
    int again = three.place(2, 9_998);
    assertEquals(again, three.place(2, 9_998));
  }

  @Test
  void sameSeedSameNumbersOtherSeedOthers() {
    Request[] requests = requests(5, 500);
    DriveLayout layout = layout(5, 2, 50, 3, true);
    List<String> runs = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      CacheRules r = rules(3);
      CacheRules seeded =
          new CacheRules(
              r.pageBytes(),
              r.slabBytes(),
              r.columns(),
              r.interleaveBytes(),
              3,
              r.writeMaxBytes(),
              r.firstMissMaxBytes(),
              r.secondMissNanos(),
              r.sequentialMaxBytes(),
              r.streams(),
              r.idleNanos(),
              r.forcedAbove(),
              r.runPages(),
              r.repairRuns(),
              seed);
      ProductCache cache = SmallSystem.replay(layout, seeded, requests);
      long[] counts = new long[15];
      Arrays.setAll(counts, d -> cache.pagesOf(d).all());
      runs.add(Arrays.toString(counts));
    }
    assertEquals(runs.get(0), runs.get(1));
    assertTrue(!runs.get(0).equals(runs.get(2)));
  }

  @Test
  void batchesDoNotMatter() {
    Request[] requests = requests(9, 800);
    DriveLayout layout = layout(3, 1, 40, 2, true);
    ProductCache whole = SmallSystem.replay(layout, rules(2), requests);
    ProductCache cut = new ProductCache(layout, rules(2), List.of(), WarmUp.NONE);
    for (Request r : requests) {
      RequestBatch batch = new RequestBatch();
      SmallSystem.source(List.of(r)).read(batch);
      cut.feed(batch);
    }
    cut.finish();
    for (int d = 0; d < 6; d++) {
      assertEquals(whole.pagesOf(d).hits(), cut.pagesOf(d).hits());
      assertEquals(whole.busy(d), cut.busy(d));
    }
    assertEquals(
        whole.requests().readLatencies().percentile(99),
        cut.requests().readLatencies().percentile(99));
  }
}
