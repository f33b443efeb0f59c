package org.stackbook.cache.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.cache.engine.SmallSystem.KB;
import static org.stackbook.cache.engine.SmallSystem.MILLI;
import static org.stackbook.cache.engine.SmallSystem.PAGE;
import static org.stackbook.cache.engine.SmallSystem.SECOND;
import static org.stackbook.cache.engine.SmallSystem.layout;
import static org.stackbook.cache.engine.SmallSystem.replay;
import static org.stackbook.cache.engine.SmallSystem.rules;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.cache.engine.SmallSystem.Request;
import org.stackbook.stamp.engine.Latencies;
import org.stackbook.trace.engine.RequestBatch;

/** Each rule of the cache on a case that is computed by hand. */
@Tag("unit")
class ProductCacheTest {

  /** One server, one cache drive of 100 pages, one hard disk: one copy of all. */
  private static final DriveLayout ONE = layout(1, 1, 100, 1, true);

  private static final DriveLayout ONE_FLASH = layout(1, 1, 100, 1, false);

  private static final CacheRules RULES = rules(1);

  private static Request read(double ms, long page, int kb) {
    return Request.read(ms, page, kb);
  }

  private static Request write(double ms, long page, int kb) {
    return Request.write(ms, page, kb);
  }

  private static void assertReads(
      ProductCache cache, long fromCache, long fromBoth, long fromCapacity) {
    RequestCounts is = cache.requests();
    assertEquals(
        List.of(fromCache, fromBoth, fromCapacity),
        List.of(is.readsFromCache(), is.readsFromBoth(), is.readsFromCapacity()));
  }

  private static double slowest(Latencies latencies) {
    return latencies.percentile(100) * 1e3;
  }

  @Test
  void aReadUpTo64KiBIsTakenInAtItsFirstMiss() {
    assertReads(replay(ONE, RULES, read(0, 0, 64), read(500, 0, 64)), 1, 0, 1);
  }

  @Test
  void aLargerReadIsTakenInAtItsSecondMiss() {
    assertReads(replay(ONE, RULES, read(0, 0, 65), read(500, 0, 65), read(900, 0, 65)), 1, 0, 2);
  }

  @Test
  void theSecondMissCountsForTenMinutes() {
    double tenMinutes = 600_000;
    assertReads(
        replay(ONE, RULES, read(0, 0, 80), read(tenMinutes, 0, 80), read(tenMinutes + 1, 0, 80)),
        1,
        0,
        2);
    assertReads(
        replay(
            ONE, RULES, read(0, 0, 80), read(tenMinutes + 1, 0, 80), read(tenMinutes + 2, 0, 80)),
        0,
        0,
        3);
  }

  @Test
  void aSequentialReadAbove32KiBIsNotTakenIn() {
    // The second read goes on where the first one ended, and is read once more later.
    assertReads(replay(ONE, RULES, read(0, 0, 48), read(500, 3, 48), read(900, 3, 48)), 0, 0, 3);
    assertReads(replay(ONE, RULES, read(0, 0, 32), read(500, 2, 32), read(900, 2, 32)), 1, 0, 2);
  }

  @Test
  void aReadThatGoesOnAfterAnotherStreamIsSequentialToo() {
    // Two streams in turn; four are remembered.
    assertReads(
        replay(
            ONE,
            RULES,
            read(0, 0, 48),
            read(1, 30, 48),
            read(2, 3, 48),
            read(3, 33, 48),
            read(9, 33, 48)),
        0,
        0,
        5);
  }

  @Test
  void aReadOfWhichAPartIsThereComesFromBoth() {
    assertReads(replay(ONE, RULES, read(0, 0, 16), read(500, 0, 32)), 0, 1, 1);
  }

  @Test
  void aWriteUpTo256KiBGoesToTheCacheAndALargerOnePast() {
    ProductCache small = replay(ONE, RULES, write(0, 0, 256));
    assertEquals(1, small.requests().writesToCache());
    assertEquals(16, small.pagesOf(0).absorbed());
    ProductCache large = replay(ONE, RULES, write(0, 0, 257));
    assertEquals(1, large.requests().writesPast());
    assertEquals(17, large.pagesOf(0).writtenPast());
    assertEquals(0, large.dirtyOf(0).written());
  }

  @Test
  void aWritePastTheCacheMakesItsPagesInvalid() {
    ProductCache cache =
        replay(
            ONE,
            RULES,
            read(0, 40, 16), // so that nothing is de-staged before 110
            write(1, 1, 32),
            read(2, 5, 16),
            write(3, 0, 272),
            read(4, 5, 16));
    assertEquals(2, cache.dirtyOf(0).overwritten());
    assertEquals(0, cache.dirtyOf(0).now());
    assertReads(cache, 0, 0, 3);
  }

  @Test
  void aWriteGoesToTheCachesOfAllCopies() {
    ProductCache cache = replay(layout(3, 1, 100, 2, true), rules(3), write(0, 0, 32));
    for (int c = 0; c < 3; c++) {
      assertEquals(2, cache.dirtyOf(c).written());
      assertEquals(2, cache.pagesOfServer(c).absorbed());
    }
  }

  @Test
  void aReadGoesToOneCopyAndAlwaysToTheSame() {
    ProductCache cache =
        replay(layout(4, 1, 100, 2, true), rules(3), read(0, 0, 16), read(99, 0, 16));
    long hits = 0;
    for (int server = 0; server < 4; server++) {
      PageCounts pages = cache.pagesOfServer(server);
      hits += pages.hits();
      assertTrue(pages.all() == 0 || pages.all() == 2);
    }
    assertEquals(1, hits);
  }

  @Test
  void whatIsWrittenIsThereToBeRead() {
    assertReads(replay(ONE, RULES, write(0, 0, 16), read(1, 0, 16)), 1, 0, 0);
    // And stays when it is clean: idle since 0 + 100 ms.
    assertReads(replay(ONE, RULES, write(0, 0, 16), read(500, 0, 16)), 1, 0, 0);
  }

  @Test
  void forFlashReadsAreNotKept() {
    assertReads(replay(ONE_FLASH, RULES, read(0, 0, 16), read(9, 0, 16)), 0, 0, 2);
  }

  @Test
  void forFlashAWriteIsReadFromTheCacheUntilItIsDestaged() {
    // The drive reads for 10 ms and is idle for 100 ms at 110: then the page is written.
    ProductCache cache =
        replay(
            ONE_FLASH, RULES, read(0, 40, 16), write(1, 0, 16), read(109, 0, 16), read(111, 0, 16));
    assertReads(cache, 1, 0, 2);
    assertEquals(1, cache.dirtyOf(0).destaged());
  }

  @Test
  void anIdleDriveIsWrittenToOldestPagesFirstAndInRuns() {
    // Pages 7, then 20 to 23 and 24. The disk is idle from the beginning: 7 goes at once when
    // time goes on, to 20; a run of four until 40; what is left until 60.
    ProductCache at10 = replay(ONE, RULES, write(0, 7, 16), write(0, 20, 80), read(10, 7, 16));
    assertEquals(1, at10.dirtyOf(0).destaged());
    ProductCache at30 = replay(ONE, RULES, write(0, 7, 16), write(0, 20, 80), read(30, 7, 16));
    assertEquals(5, at30.dirtyOf(0).destaged());
    ProductCache at50 = replay(ONE, RULES, write(0, 7, 16), write(0, 20, 80), read(50, 7, 16));
    assertEquals(6, at50.dirtyOf(0).destaged());
  }

  @Test
  void whatIsReadFromTheDriveKeepsItFromBeingWrittenTo() {
    // Done at 10, idle at 110.
    Request[] until100 = {read(0, 40, 16), write(1, 0, 16), write(109, 1, 16)};
    assertEquals(0, replay(ONE, RULES, until100).dirtyOf(0).destaged());
    Request[] until120 = {read(0, 40, 16), write(1, 0, 16), write(111, 9, 16)};
    assertEquals(1, replay(ONE, RULES, until120).dirtyOf(0).destaged());
  }

  @Test
  void aboveTheThresholdDirtyPagesGoBeforeAnythingElse() {
    // 10 pages, forced above 8. The disk is busy with a read until 20 and would be idle at 120.
    DriveLayout ten = layout(1, 1, 10, 1, true);
    Request[] nine = {read(10, 60, 16), write(11, 0, 144), read(30, 61, 16)};
    ProductCache cache = replay(ten, RULES, nine);
    assertEquals(4, cache.dirtyOf(0).destaged());
    // Written from 20 to 40, so that the read that comes at 30 is done at 50.
    assertEquals(20, slowest(cache.requests().readLatencies()), 0.1);
    Request[] eight = {read(10, 60, 16), write(11, 0, 128), read(30, 61, 16)};
    assertEquals(0, replay(ten, RULES, eight).dirtyOf(0).destaged());
  }

  @Test
  void aWriteWaitsWhenAllPagesAreDirty() {
    // 2 pages. The third write comes at 2, its room is made until 22, and it takes 2 ms.
    DriveLayout two = layout(1, 1, 2, 1, true);
    CacheRules never = rules(1, 100 * MILLI, 1, 1);
    ProductCache cache =
        replay(two, never, read(0, 60, 16), write(1, 0, 16), write(1, 5, 16), write(2, 9, 16));
    assertEquals(1, cache.dirtyOf(0).waited());
    assertEquals(2, cache.dirtyOf(0).most());
    // The disk reads until 10, writes until 30; the cache drive takes 2 ms more.
    assertEquals(30, slowest(cache.requests().writeLatencies()), 0.1);
  }

  @Test
  void theCleanPageThatWasUsedLeastRecentlyGoes() {
    DriveLayout two = layout(1, 1, 2, 1, true);
    assertReads(
        replay(
            two,
            RULES,
            read(0, 0, 16),
            read(20, 5, 16),
            read(40, 0, 16), // hit
            read(60, 9, 16), // 5 goes
            read(80, 0, 16), // hit
            read(99, 5, 16)),
        2,
        0,
        4);
  }

  @Test
  void latenciesAreWaitingAndService() {
    // Fill: 10 ms of the disk. Hit: 1 ms of the cache drive, behind the 2 ms of the fill.
    ProductCache cold = replay(ONE, RULES, read(0, 0, 16));
    assertEquals(10, slowest(cold.requests().readLatencies()), 0.01);
    ProductCache behind = replay(ONE, RULES, read(0, 0, 16), read(1, 0, 16));
    assertEquals(2, behind.requests().readLatencies().percentile(50) * 1e3, 0.01);
    ProductCache queued = replay(ONE, RULES, read(0, 0, 16), read(4, 30, 16));
    assertEquals(16, slowest(queued.requests().readLatencies()), 0.02);
  }

  @Test
  void aWriteIsDoneWhenTheSlowestCopyIs() {
    // A cache drive of four is busy with a fill of 2 ms; the write has three copies.
    DriveLayout four = layout(4, 1, 100, 1, true);
    int slow = 0;
    for (int page = 0; page < 64; page += 1) {
      ProductCache cache = replay(four, rules(3), read(0, 0, 16), write(1, (long) page * 64, 16));
      double took = slowest(cache.requests().writeLatencies());
      assertTrue(Math.abs(took - 2) < 0.01 || Math.abs(took - 3) < 0.01, took + " ms");
      slow += took > 2.5 ? 1 : 0;
    }
    // Three of four slabs have a copy in the busy server.
    assertTrue(slow > 38 && slow < 58, "slow: " + slow);
  }

  @Test
  void aFailedCacheDriveLosesItsDirtyPagesInItsServerOnly() {
    DriveLayout layout = layout(3, 2, 100, 2, true);
    CacheRules rules = rules(3);
    List<CacheLoss> loss = List.of(new CacheLoss(0, 3 * MILLI));
    ProductCache cache = new ProductCache(layout, rules, loss, WarmUp.NONE);
    Request[] requests =
        IntStream.range(0, 20)
            .mapToObj(slab -> write(slab < 10 ? 0 : 4, slab * 64L, 32))
            .toArray(Request[]::new);
    // Disks are busy with reads, so that nothing is de-staged meanwhile.
    replay(cache, requests);
    DirtyCounts lost = cache.dirtyOf(0);
    assertTrue(lost.lost() > 0);
    assertEquals(lost.written(), lost.lost() + lost.destaged());
    assertEquals(0, lost.now());
    for (int other = 1; other < 6; other++) {
      assertEquals(0, cache.dirtyOf(other).lost());
    }
    assertEquals(1, cache.cacheOf(0), "what it cached for is bound to the other one");
    assertEquals(1, cache.cacheOf(1));
    assertEquals(2, cache.cacheOf(2));
    assertEquals(40, cache.pagesOfServer(0).absorbed(), "all of it, before and after");
  }

  /** A large write, past the cache: nothing is de-staged to its drives before 120 ms. */
  private static final Request KEEPS_BUSY = write(0, 40, 300);

  /** Reads of the cache take 1 ms and writes 2 ms. */
  @Test
  void whatIsLostIsReadFromAnotherCopyAndWrittenAgain() {
    DriveLayout layout = layout(2, 2, 100, 2, true);
    Request[] requests = {KEEPS_BUSY, write(1, 0, 64), read(50, 0, 16)};
    int lossesSeen = 0;
    for (int drive = 0; drive < 4; drive++) {
      List<CacheLoss> loss = List.of(new CacheLoss(drive, 10 * MILLI));
      ProductCache cache = new ProductCache(layout, rules(2), loss, WarmUp.NONE);
      replay(cache, requests);
      boolean held = cache.dirtyOf(drive).lost() == 4;
      lossesSeen += held ? 1 : 0;
      assertEquals(held ? 4 : 0, cache.repair().copied());
      assertEquals(held ? 0.003 : 0, cache.repair().seconds(), 1e-12);
      long inItsServer = cache.dirtyOf(drive).written() + cache.dirtyOf(drive ^ 1).written();
      assertEquals(held ? 8 : 4, inItsServer, "written again, to the one left");
      assertEquals(0, cache.requestsDuringRepair().allReads(), "it is over at 13 ms");
      assertReads(cache, 1, 0, 0);
    }
    assertEquals(2, lossesSeen);
  }

  /**
   * Eight pages one by one: each takes 2 ms to be written, so that the last is back after 66 ms.
   */
  @Test
  void aReadOfWhatIsNotBackGoesToAnotherCopy() {
    DriveLayout layout = layout(2, 2, 100, 1, true);
    CacheRules rules = rules(2, 100 * MILLI, 0.8, 1); // runs of one page, two at once
    for (int drive : new int[] {0, 2}) {
      List<CacheLoss> loss = List.of(new CacheLoss(drive, 50 * MILLI));
      ProductCache cache = new ProductCache(layout, rules, loss, WarmUp.NONE);
      replay(
          cache,
          KEEPS_BUSY,
          write(1, 0, 128),
          read(51, 7, 16),
          read(52, 6, 16),
          read(90, 7, 16),
          read(91, 0, 16));
      assertEquals(8, cache.repair().copied());
      assertEquals(0, cache.repair().left());
      assertReads(cache, 4, 0, 0);
      assertEquals(2, cache.requestsDuringRepair().allReads());
    }
  }

  /** As before, but what comes before 59 ms warms the cache: some of the pages are back by then. */
  @Test
  void whatIsNotBackWhenCountingBeginsIsTold() {
    DriveLayout layout = layout(2, 2, 100, 1, true);
    CacheRules rules = rules(2, 100 * MILLI, 0.8, 1);
    Request[] requests = {KEEPS_BUSY, write(1, 0, 128), read(59, 0, 16), read(90, 7, 16)};
    for (int drive : new int[] {0, 2}) {
      List<CacheLoss> loss = List.of(new CacheLoss(drive, 50 * MILLI));
      ProductCache all = replay(new ProductCache(layout, rules, loss, WarmUp.NONE), requests);
      WarmUp warmUp = new WarmUp(0, 59 * MILLI);
      ProductCache some = replay(new ProductCache(layout, rules, loss, warmUp), requests);
      long open = some.dirtyOf(drive).lost();
      assertEquals(8, all.dirtyOf(drive).lost());
      assertTrue(open > 0 && open < 8, open + " of 8");
      assertEquals(open, some.dirtyOf(drive).before());
      assertEquals(open, some.repair().copied());
      assertEquals(all.repair().seconds() - 0.009, some.repair().seconds(), 1e-12);
    }
  }

  /** The second failure is counted, and the first is over and not counted. */
  @Test
  void aRepairThatIsOverWhenCountingBeginsTakesNoTime() {
    DriveLayout layout = layout(2, 2, 100, 1, true);
    Request[] requests = {
      KEEPS_BUSY, write(1, 0, 64), read(60, 0, 16), write(61, 0, 64), read(90, 0, 16)
    };
    WarmUp warmUp = new WarmUp(0, 60 * MILLI);
    int seen = 0;
    for (int first : new int[] {0, 1}) {
      for (int second : new int[] {2, 3}) {
        List<CacheLoss> both =
            List.of(new CacheLoss(first, 10 * MILLI), new CacheLoss(second, 70 * MILLI));
        ProductCache all = replay(new ProductCache(layout, rules(2), both, WarmUp.NONE), requests);
        if (all.dirtyOf(first).lost() > 0 && all.dirtyOf(second).lost() > 0) {
          ProductCache some = replay(new ProductCache(layout, rules(2), both, warmUp), requests);
          assertEquals(0.063, all.repair().seconds(), 1e-12);
          assertEquals(0.003, some.repair().seconds(), 1e-12);
          assertEquals(0, some.dirtyOf(first).lost());
          seen++;
        }
      }
    }
    assertEquals(1, seen);
  }

  @Test
  void nothingIsCountedIfAllRequestsWarmTheCache() {
    ProductCache cache = new ProductCache(ONE, RULES, List.of(), new WarmUp(0, SECOND));
    replay(cache, write(0, 0, 16), read(1, 40, 16), read(2, 40, 16));
    assertEquals(0, cache.pagesOf(0).all());
    assertEquals(0, cache.dirtyOf(0).written());
    assertEquals(0, cache.requests().allReads() + cache.requests().allWrites());
    assertEquals(0, cache.secondsUntilServed());
  }

  @Test
  void whatHasNoOtherCopyIsGoneAndWhatIsWrittenAnewNeedsNoRepair() {
    List<CacheLoss> loss = List.of(new CacheLoss(0, 10 * MILLI));
    DriveLayout one = layout(1, 2, 100, 1, true);
    ProductCache cache = new ProductCache(one, rules(1), loss, WarmUp.NONE);
    replay(cache, KEEPS_BUSY, write(1, 0, 64), read(20, 0, 16));
    assertEquals(4, cache.repair().gone());
    assertEquals(0, cache.repair().copied());
    DriveLayout two = layout(2, 2, 100, 1, true);
    CacheRules rules = rules(2, 100 * MILLI, 0.8, 1);
    ProductCache again = new ProductCache(two, rules, loss, WarmUp.NONE);
    // At 10 ms two of the pages are under way; the write at that time finds the six others.
    replay(again, KEEPS_BUSY, write(1, 0, 128), write(10.5, 0, 128), read(60, 0, 16));
    assertEquals(2, again.repair().copied());
    assertEquals(6, again.repair().overwritten());
  }

  @Test
  void withoutACacheDriveLeftAllGoesToTheCapacityDrives() {
    List<CacheLoss> loss = List.of(new CacheLoss(0, Long.MIN_VALUE));
    ProductCache cache = new ProductCache(ONE, RULES, loss, WarmUp.NONE);
    replay(cache, write(0, 0, 16), read(1, 0, 16), read(2, 0, 16));
    assertEquals(-1, cache.cacheOf(0));
    assertReads(cache, 0, 0, 2);
    assertEquals(1, cache.requests().writesPast());
    assertEquals(2, cache.pagesOf(0).bypassed());
  }

  @Test
  void slabsLieOnAllTypesInProportion() {
    DriveLayout both = layout(3, 1, 1000, new int[] {1, 2, 2, 2});
    Request[] requests =
        IntStream.range(0, 400).mapToObj(slab -> write(0, slab * 64L, 16)).toArray(Request[]::new);
    ProductCache cache = replay(both, rules(3), requests);
    long onFlash = cache.pagesOf(0).all() + cache.pagesOf(4).all() + cache.pagesOf(8).all();
    assertEquals(300.0, (double) onFlash, 3 * 40, "a quarter of 400 slabs, three copies");
    assertThrows(
        IllegalArgumentException.class,
        () -> new ProductCache(both, rules(4), List.of(), WarmUp.NONE));
  }

  @Test
  void requestsAcrossTheEndOfASlabAreServedByBoth() {
    ProductCache cache = replay(layout(8, 1, 100, 4, true), rules(1), write(0, 62, 64));
    long touched = IntStream.range(0, 32).filter(d -> cache.pagesOf(d).absorbed() == 2).count();
    assertEquals(2, touched);
  }

  @Test
  void aDiskIsStripedOverColumns() {
    // Two columns with stripes of 4 pages: pages 0 to 3 and 8 to 11 in slab 0, 4 to 7 in slab 1;
    // each slab has 64 pages, so that page 128 is the first of slab 2.
    CacheRules striped =
        new CacheRules(PAGE, 64 * PAGE, 2, 4 * PAGE, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    for (int page : new int[] {0, 3, 8, 11, 127 - 4}) {
      assertEquals(0, striped.slabOf((long) page * PAGE));
    }
    assertEquals(1, striped.slabOf(4L * PAGE));
    assertEquals(1, striped.slabOf(127L * PAGE));
    assertEquals(2, striped.slabOf(128L * PAGE));
    assertEquals(8L * PAGE, striped.endOfPart(4L * PAGE + 1));
  }

  @Test
  void disksOfTwoTenantsAreApart() {
    Request other = new Request(5 * MILLI, 1, 0, PAGE, false);
    ProductCache cache = replay(ONE, RULES, read(0, 0, 16), other);
    assertReads(cache, 0, 0, 2);
    assertEquals(1, cache.tenants().get(0).allReads());
    assertEquals(1, cache.tenants().get(1).allReads());
  }

  @Test
  void whatWarmsUpIsNotCounted() {
    ProductCache byCount = new ProductCache(ONE, RULES, List.of(), new WarmUp(1, 0));
    assertReads(replay(byCount, read(0, 0, 16), read(500, 0, 16)), 1, 0, 0);
    ProductCache byTime = new ProductCache(ONE, RULES, List.of(), new WarmUp(0, SECOND / 2));
    assertReads(replay(byTime, read(100, 0, 16), read(599, 0, 16), read(600, 0, 16)), 1, 0, 0);
    ProductCache dirty = new ProductCache(ONE, RULES, List.of(), new WarmUp(1, 0));
    replay(dirty, write(0, 0, 16), read(0, 40, 16));
    assertEquals(1, dirty.dirtyOf(0).before());
    assertEquals(0, dirty.dirtyOf(0).written());
  }

  @Test
  void bytesWrittenToACacheDriveAreThoseOfWritesAndOfWhatReadsTakeIn() {
    ProductCache cache = replay(ONE, RULES, write(0, 0, 4), read(1, 30, 4), read(20, 30, 4));
    assertEquals(4 * KB, cache.dirtyOf(0).bytesWritten());
    assertEquals(16 * KB, cache.dirtyOf(0).bytesFilled());
  }

  @Test
  void anInterruptEndsIt() {
    ProductCache cache = new ProductCache(ONE, RULES, List.of(), WarmUp.NONE);
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> cache.feed(new RequestBatch()));
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void timeIsCutIntoBucketsOfOneLength() {
    Request[] requests =
        IntStream.range(0, 1000).mapToObj(i -> read(i * 10, i % 2, 16)).toArray(Request[]::new);
    OverTime time = replay(ONE, RULES, requests).overTime();
    long reads = 0;
    long hits = 0;
    for (int b = 0; b < time.buckets(); b++) {
      reads += time.reads(b);
      hits += time.hits(b);
    }
    assertEquals(1000, reads);
    assertEquals(998, hits);
    assertEquals(0.064, time.seconds(), 1e-9); // 256 × 0.032 < 9.99 s
    assertEquals(7, time.reads(0)); // at 0, 10, … 60 ms
    assertEquals(2, time.reads(0) - time.hits(0));
  }
}
