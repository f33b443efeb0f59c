package org.stackbook.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.Stackbook;
import org.stackbook.cache.engine.policy.Bounds;
import org.stackbook.cache.engine.policy.LruSizes;
import org.stackbook.cache.engine.policy.NextUses;
import org.stackbook.cache.engine.policy.Policies;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.trace.Trace;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.Result;

@Tag("unit")
class CacheResultsTest {

  private static final Cache CACHE =
      Cache.of(
          Stamp.describe(
              "oslo",
              s ->
                  s.build("1802")
                      .servers(
                          4,
                          n ->
                              n.memory(Bytes.parse("384 GB"))
                                  .cores(40)
                                  .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                                  .capacity(10, Media.HDD, Bytes.parse("8 TB")))));

  private static final Bytes PAGE = Bytes.in(4, ByteUnit.KIB);

  private static Trace load() {
    return Stackbook.workload(
        "load",
        w ->
            w.requests(40_000)
                .tenant("sql", Ratio.percent(70), t -> t.objects(4_000).zipf(0.9))
                .tenant("web", Ratio.percent(30), t -> t.objects(2_000).zipf(0.7))
                .seed(3));
  }

  private static double number(Result result, int row, String column) {
    int at =
        IntStream.range(0, result.data().columns().size())
            .filter(i -> result.data().columns().get(i).name().equals(column))
            .findFirst()
            .orElseThrow();
    Object value = result.data().rows().get(row).get(at).value();
    return ((Number) java.util.Objects.requireNonNull(value)).doubleValue();
  }

  @Test
  void theCurveIsTheReplayOfLruAtEachSize() {
    MissRatioCurve curve = CACHE.curve(load(), c -> c.page(PAGE).withoutCeiling());
    Bytes[] sizes = {
      Bytes.in(400, ByteUnit.KIB), Bytes.in(2, ByteUnit.MIB), Bytes.in(9, ByteUnit.MIB)
    };
    PolicyReplay replay =
        CACHE.policies(load(), p -> p.page(PAGE).named("lru").bounds().sizes(sizes));
    for (int i = 0; i < sizes.length; i++) {
      Ratio hits = (Ratio) curve.at(sizes[i]).figure().value();
      assertEquals(number(replay, i, "lru"), hits.toPercent(), 1e-9);
    }
  }

  /** A use hits a cache that is larger than the number of pages that were used in between. */
  @Test
  void theCurveIsWhatTheReuseDistancesOfTheTraceSay() {
    MissRatioCurve curve = CACHE.curve(load(), c -> c.page(PAGE).withoutCeiling());
    Result reuse = load().summary().reuse();
    double comeBack = ((Ratio) reuse.why("come back").figure().value()).value();
    assertTrue(number(reuse, 2, "after at most") < 2048, "below, distances are told exactly");
    for (int row = 0; row < 3; row++) {
      double hits = number(reuse, row, "of them") / 100 * comeBack;
      long others = (long) number(reuse, row, "after at most");
      assertTrue(hitRatio(curve, others + 1) >= hits - 1e-12);
      assertTrue(hitRatio(curve, others) < hits + 1e-12);
    }
  }

  private static double hitRatio(MissRatioCurve curve, long pages) {
    return ((Ratio) curve.at(PAGE.times(pages)).figure().value()).value();
  }

  @Test
  void beladyIsNeverBeatenAndMeetsLruWhereAllFits() {
    MissRatioCurve curve = CACHE.curve(load(), c -> c.page(PAGE));
    int last = curve.data().rows().size() - 1;
    for (int row = 0; row <= last; row++) {
      assertTrue(number(curve, row, "Belady hits") >= number(curve, row, "hit ratio") - 1e-9);
    }
    assertEquals(number(curve, last, "Belady hits"), number(curve, last, "hit ratio"), 1e-9);
  }

  @Test
  void theSmallestCacheIsToldWithItsGoal() {
    MissRatioCurve curve = CACHE.curve(load(), c -> c.page(PAGE).withoutCeiling());
    Bytes size = (Bytes) curve.smallest(Ratio.percent(50)).figure().value();
    assertTrue(((Ratio) curve.at(size).figure().value()).value() >= 0.5);
    assertTrue(
        ((Ratio) curve.at(size.minus(PAGE)).figure().value()).value() < 0.5,
        "a page less does not do");
    Refusal refusal = assertThrows(Refusal.class, () -> curve.smallest(Ratio.percent(99.9)));
    assertTrue(refusal.getMessage().contains("are the first to their page"));
  }

  @Test
  void aSampleTellsItsError() {
    MissRatioCurve curve =
        CACHE.curve(load(), c -> c.page(PAGE).sampled(Ratio.percent(20)).seed(5));
    assertTrue(curve.at(Bytes.in(2, ByteUnit.MIB)).toString().contains("standard error"));
    assertEquals("20 %", curve.why("sample").figure().valueText());
  }

  /** Nothing in the sample is no error of 0. */
  @Test
  void aSampleOfTooFewThingsIsRefused() {
    for (double percent : new double[] {0.0001, 0.5}) {
      Refusal refusal =
          assertThrows(
              Refusal.class,
              () -> CACHE.curve(load(), c -> c.page(PAGE).sampled(Ratio.percent(percent))));
      assertTrue(refusal.getMessage().contains("the sample has"), refusal::getMessage);
      assertTrue(refusal.wayOut().orElse("").contains("larger share"), refusal::getMessage);
    }
  }

  @Test
  void tenantsShareTheCachesAndAddUp() {
    for (Consumer<PolicyOptions> things :
        List.<Consumer<PolicyOptions>>of(p -> p.page(PAGE), PolicyOptions::objects)) {
      PolicyReplay replay =
          CACHE.policies(
              load(), things.andThen(p -> p.named("lru").bounds().shares(Ratio.percent(10))));
      Result tenants = replay.tenants();
      double all = number(tenants, 0, "accesses") + number(tenants, 1, "accesses");
      double hits =
          number(tenants, 0, "accesses") * number(tenants, 0, "lru")
              + number(tenants, 1, "accesses") * number(tenants, 1, "lru");
      assertEquals(number(replay, 0, "lru"), hits / all, 1e-9);
      assertEquals(0.7, number(tenants, 0, "accesses") / all, 0.02);
      assertTrue(tenants.data().notes().isEmpty(), () -> tenants.data().notes().toString());
      assertEquals(60, replay.overTime().data().rows().size());
    }
  }

  @Test
  void warmUpLeavesTheEmptyCacheOut() {
    PolicyReplay cold = CACHE.policies(load(), p -> p.page(PAGE).named("lru").bounds());
    PolicyReplay warm =
        CACHE.policies(load(), p -> p.page(PAGE).named("lru").bounds().warmUp(Ratio.percent(50)));
    assertTrue(number(warm, 4, "lru") > number(cold, 4, "lru"));
  }

  @Test
  void wrongWordsAreRefusedWhereTheyAreTyped() {
    for (String[] wrong :
        List.of(new String[] {"lur", "lru"}, new String[] {"S3FIFO", "s3-fifo"})) {
      Refusal refusal =
          assertThrows(Refusal.class, () -> CACHE.policies(load(), p -> p.named(wrong[0])));
      assertTrue(refusal.getMessage().contains(wrong[1]), refusal::getMessage);
    }
    assertThrows(Refusal.class, () -> CACHE.policies(load(), p -> p.bounds("bellady")));
    assertThrows(Refusal.class, () -> CACHE.policies(load(), p -> p.sizes(Bytes.ZERO)));
    assertThrows(
        Refusal.class, () -> CACHE.policies(load(), p -> p.sizes(PAGE).shares(Ratio.percent(1))));
    assertThrows(Refusal.class, () -> CACHE.policies(load(), p -> p.warmUp(Ratio.percent(100))));
    assertThrows(Refusal.class, () -> CACHE.curve(load(), c -> c.sampled(Ratio.percent(0))));
    assertThrows(Refusal.class, () -> CACHE.curve(load(), c -> c.page(PAGE).objects()));
    assertThrows(Refusal.class, () -> CACHE.curve(load(), c -> c.page(Bytes.in(1, ByteUnit.B))));
  }

  @Test
  void aWordWithNothingInItIsRefused() {
    for (Consumer<PolicyOptions> nothing :
        List.<Consumer<PolicyOptions>>of(p -> p.named(), p -> p.sizes(), p -> p.shares())) {
      Refusal refusal = assertThrows(Refusal.class, () -> CACHE.policies(load(), nothing));
      assertTrue(
          refusal.getMessage().matches("(?s)(named|sizes|shares)\\(\\): no .*leave it out.*"));
    }
    assertThrows(
        Refusal.class, () -> CACHE.policies(load(), p -> p.page(PAGE).sizes(Bytes.parse("1 KiB"))));
  }

  /** With one page LIRS has no LIR part, and so on; with two it has. */
  @Test
  void whatDividesTheCacheCannotTakeOneOfOnePage() {
    for (Policies policy : Policies.values()) {
      Consumer<PolicyOptions> one = p -> p.page(PAGE).named(policy.title()).bounds().sizes(PAGE);
      if (policy.fewest() == 1) {
        assertEquals(1, CACHE.policies(load(), one).data().rows().size());
      } else {
        Refusal refusal = assertThrows(Refusal.class, () -> CACHE.policies(load(), one));
        assertTrue(refusal.given().contains(policy.title()) && refusal.wayOut().isPresent());
      }
      CACHE.policies(load(), p -> p.page(PAGE).named(policy.title()).bounds().sizes(PAGE.times(2)));
    }
    PolicyReplay all = CACHE.policies(load(), p -> p.page(PAGE).bounds().sizes(PAGE));
    assertEquals(2 + Policies.values().length - 4, all.data().columns().size());
    assertTrue(
        all.data().notes().toString().contains("Left out: 2q, lirs, s3-fifo, w-tinylfu"),
        () -> all.data().notes().toString());
  }

  @Test
  void aFutureThatDoesNotFitIntoMemoryIsRefused() {
    long needed = NextUses.bytes(150, 11);
    Foresight.require("curve(…)", 150, 11, needed, "say withoutCeiling()");
    Refusal memory =
        assertThrows(
            Refusal.class,
            () -> Foresight.require("curve(…)", 150, 11, needed - 1, "say withoutCeiling()"));
    assertTrue(memory.getMessage().contains("150 accesses to 11 things"), memory::getMessage);
    long most = Integer.MAX_VALUE - 1L;
    Foresight.require("curve(…)", most, 1, Long.MAX_VALUE, "say withoutCeiling()");
    assertThrows(
        Refusal.class,
        () -> Foresight.require("curve(…)", most + 1, 1, Long.MAX_VALUE, "say withoutCeiling()"));
  }

  /** 25 TB have no room in any memory; what the trace asks for has. */
  @Test
  void cachesAreAsLargeAsIsSaidAndHoldNoMoreThanThereIs() {
    Bytes stamp = Bytes.parse("25.05 TB");
    PolicyReplay replay = CACHE.policies(load(), p -> p.page(PAGE).sizes(PAGE.times(400), stamp));
    long distinct = (long) replay.why("distinct pages").figure().value();
    long accesses = (long) replay.why("lru").figure().inputs().get(1).value();
    for (Policies policy : Policies.values()) {
      assertEquals(
          100.0 * (accesses - distinct) / accesses,
          number(replay, 1, policy.title()),
          1e-9,
          policy::title);
    }
    assertEquals(
        100.0 * stamp.count() / 4096 / distinct, number(replay, 1, "of all"), 100.0 / distinct);
    assertTrue(replay.verdict().startsWith("With 25.05 TB,"), replay::verdict);
  }

  @Test
  void moreCachesThanFitIntoMemoryAreRefused() {
    List<Policies> policies = List.of(Policies.FIFO, Policies.LIRS);
    PolicyMemory memory = new PolicyMemory(policies, List.of(), List.of(10, 40), 900, 50);
    long needed = policies.stream().mapToLong(each -> each.bytes(10) + each.bytes(40)).sum();
    assertEquals(needed, memory.bytes());
    memory.require("pages", needed);
    Refusal refusal = assertThrows(Refusal.class, () -> memory.require("pages", needed - 1));
    assertTrue(refusal.getMessage().contains("4 caches of up to 40 pages"), refusal::getMessage);
    assertTrue(refusal.wayOut().isPresent());
  }

  /** All sizes of LRU are one; the future is one, too, but each bound has a set of its own. */
  @Test
  void theFutureOfTheTraceIsInMemoryBesideTheCaches() {
    List<Integer> sizes = List.of(1_000, 2_000_000);
    PolicyMemory lru = new PolicyMemory(List.of(Policies.LRU), List.of(), sizes, 1 << 24, 1 << 23);
    PolicyMemory both =
        new PolicyMemory(List.of(Policies.LRU), List.of(Bounds.BELADY), sizes, 1 << 24, 1 << 23);
    assertEquals(LruSizes.bytes(2_000_000), lru.bytes());
    long future = NextUses.bytes(1 << 24, 1 << 23);
    assertEquals(lru.bytes() + future + 2 * Bounds.BELADY.bytes(1 << 24, 1 << 23), both.bytes());
    both.require("pages", both.bytes());
    Refusal refusal = assertThrows(Refusal.class, () -> both.require("pages", both.bytes() - 1));
    assertTrue(refusal.getMessage().contains("with the future of the trace"), refusal::getMessage);
    assertTrue(refusal.wayOut().orElse("").contains("bounds()"), refusal::getMessage);
    Refusal alone = assertThrows(Refusal.class, () -> both.require("pages", future - 1));
    assertTrue(alone.getMessage().contains("belady holds the future"), alone::getMessage);
  }

  /** With memory for it there is still no array for it. */
  @Test
  void aCacheForMoreThanOneTableHoldsIsRefusedByName() {
    for (Policies policy : Policies.values()) {
      int most = policy.most();
      new PolicyMemory(List.of(policy), List.of(), List.of(most), 1L << 40, 1L << 30)
          .require("pages", Long.MAX_VALUE);
      PolicyMemory more =
          new PolicyMemory(List.of(policy), List.of(), List.of(most + 1), 1L << 40, 1L << 30);
      Refusal refusal = assertThrows(Refusal.class, () -> more.require("pages", Long.MAX_VALUE));
      assertTrue(
          refusal.getMessage().contains("a cache of " + policy.title() + " "), refusal::getMessage);
    }
  }

  /** Sizes between two whole ones are of no cache: of few pages most of the table was so. */
  @Test
  void beladyIsNotBeatenOfAFewPagesEither() {
    for (int pages = 2; pages <= 20; pages++) {
      int objects = pages;
      Trace few =
          Stackbook.workload("few", w -> w.requests(400).objects(objects).zipf(0.8).seed(objects));
      MissRatioCurve curve = CACHE.curve(few, c -> c.page(PAGE));
      for (int row = 0; row < curve.data().rows().size(); row++) {
        assertTrue(
            number(curve, row, "Belady hits") >= number(curve, row, "hit ratio") - 1e-9,
            pages + " pages, row " + row);
      }
    }
  }

  @Test
  void theMostThatCanBeAskedForIsTold() {
    for (int seed = 0; seed < 20; seed++) {
      int number = seed;
      Trace load =
          Stackbook.workload("load", w -> w.requests(997).objects(300).zipf(0.8).seed(number));
      MissRatioCurve curve = CACHE.curve(load, c -> c.page(PAGE).withoutCeiling());
      Refusal refusal = assertThrows(Refusal.class, () -> curve.smallest(Ratio.percent(100)));
      Matcher told = Pattern.compile("pct\\(([0-9.]+)\\)").matcher(refusal.wayOut().orElse(""));
      assertTrue(told.find(), refusal::getMessage);
      curve.smallest(Ratio.percent(Double.parseDouble(told.group(1))));
    }
  }

  @Test
  void hotDataIsTold() {
    HotData heat = CACHE.heat(load(), h -> h.slab(Bytes.in(1, ByteUnit.MIB)));
    assertTrue(heat.verdict().contains("The hottest"), heat::verdict);
    assertTrue(
        heat.why("share of the hottest tenth").figure().inputs().stream()
            .anyMatch(f -> f.name().equals("slab")));
    HotData mirrored =
        CACHE.heat(
            load(), h -> h.slab(Bytes.in(1, ByteUnit.MIB)).mirror(Bytes.in(64, ByteUnit.MIB)));
    assertEquals("85 %", mirrored.why("threshold").figure().valueText());
    assertTrue(mirrored.why("rotated").toString().contains("assumed: the page says"));
    assertThrows(Refusal.class, () -> CACHE.heat(load(), h -> h.mirror(Bytes.in(1, ByteUnit.MIB))));
    assertThrows(Refusal.class, () -> CACHE.heat(load(), h -> h.threshold(Ratio.percent(0))));
  }

  /** The promise is 200 ms; a machine that runs other tests at the same time gets some more. */
  @Test
  void anInterruptEndsAReplayAtOnce() throws InterruptedException {
    Trace endless =
        Stackbook.workload("endless", w -> w.requests(2_000_000_000).objects(100_000).zipf(0.8));
    for (Runnable work :
        List.<Runnable>of(
            () -> CACHE.curve(endless, c -> c.page(PAGE)),
            () -> CACHE.policies(endless, p -> p.page(PAGE)))) {
      AtomicReference<Object> end = new AtomicReference<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (RuntimeException e) {
                  end.set(e);
                }
              });
      thread.start();
      Thread.sleep(1_000);
      thread.interrupt();
      long asked = System.nanoTime();
      thread.join(10_000);
      assertTrue(end.get() instanceof CancellationException, () -> "ended by " + end.get());
      assertTrue(System.nanoTime() - asked < 1_000_000_000L);
    }
  }
}
