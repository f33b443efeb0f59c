package org.stackbook.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.trace.Trace;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Why;

@Tag("oracle")
class CacheEstimateTest {

  /** What 16 drives of 1.6 TB hold, each less 32 GiB. */
  private static final double CACHE = 16 * (1.6e12 - 34_359_738_368.0);

  private static Stamp stamp(String name, Consumer<ServerBuilder> drives) {
    return Stamp.describe(
        name,
        s ->
            s.build("1802")
                .servers(8, n -> drives.accept(n.memory(Bytes.parse("384 GB")).cores(40))));
  }

  private static final Stamp OSLO =
      stamp(
          "oslo",
          n ->
              n.cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                  .capacity(10, Media.HDD, Bytes.parse("8 TB")));

  private static final Stamp FLASH =
      stamp("flash", n -> n.capacity(6, Media.SSD, Bytes.parse("3.84 TB")));

  private static CacheEstimate estimate(Consumer<EstimateOptions> options) {
    return Cache.of(OSLO).estimate(options);
  }

  private static double ratio(Why why) {
    return ((Ratio) why.figure().value()).value();
  }

  private static double number(Why why) {
    return why.figure().value() instanceof Bytes bytes
        ? (double) bytes.count()
        : ((Long) why.figure().value()).doubleValue();
  }

  private static double hits(Result result) {
    return ratio(result.why("hit ratio"));
  }

  @Test
  void ofPagesAllAlikeTheCacheHitsItsShareOfTheFootprint() {
    CacheEstimate alike = estimate(e -> e.footprint(Bytes.parse("100 TB")));
    assertEquals(CACHE / 100e12, hits(alike), 1e-8);
    assertEquals(0.5, ratio(alike.at(Bytes.parse("50 TB"))), 1e-8);
    assertEquals(9e13, number(alike.smallest(Ratio.percent(90))), 20_000);
    assertEquals(100e12 / 16_384, number(alike.why("distinct pages")), 1);
    assertTrue(alike.why("hit ratio").figure().confidence().starred());
    assertEquals("all pages alike", alike.why("popularity").figure().value());
  }

  /** −N ln(1 − C ÷ N) requests fill a cache for C of N pages that are all alike. */
  @Test
  void theCharacteristicTimeOfPagesAllAlikeIsItsClosedForm() {
    double pages = 100e12 / 16_384;
    assertEquals(
        -pages * Math.log1p(-CACHE / 100e12),
        number(
            estimate(e -> e.footprint(Bytes.parse("100 TB")))
                .why("characteristic time in requests")),
        pages * 1e-8);
  }

  /**
   * A million requests of the kind that it assumes, for 8,000 pages, cut in two: the second half is
   * replayed in caches that the first has filled. 0.003 is four standard errors.
   */
  @Test
  void aWorkloadOfTheSameKindHitsAsOften() {
    Bytes page = Bytes.parse("16 KiB");
    Bytes footprint = page.times(8_000);
    int half = 500_000;
    Trace all =
        Trace.workload(
            "zipf", w -> w.requests(2L * half).objects(8_000).size(page).zipf(0.9).seed(3));
    MissRatioCurve both = curve(all);
    MissRatioCurve first = curve(all.limit(half));
    CacheEstimate estimate = estimate(e -> e.zipf(0.9).footprint(footprint).page(page));
    for (int pages : new int[] {40, 400, 1_600, 4_000}) {
      Bytes size = page.times(pages);
      double second = 2 * ratio(both.at(size)) - ratio(first.at(size));
      assertEquals(second, ratio(estimate.at(size)), 0.003, pages + " pages");
    }
  }

  private static MissRatioCurve curve(Trace trace) {
    return Cache.of(OSLO).curve(trace, c -> c.page(Bytes.parse("16 KiB")).withoutCeiling());
  }

  @Test
  void theSmallestCacheHitsSoOftenAndAPageLessDoesNot() {
    CacheEstimate estimate = estimate(e -> e.zipf(0.9).footprint(Bytes.parse("100 TB")));
    Bytes smallest = (Bytes) estimate.smallest(Ratio.percent(90)).figure().value();
    assertTrue(ratio(estimate.at(smallest)) >= 0.9);
    assertTrue(ratio(estimate.at(smallest.minus(Bytes.parse("16 KiB")))) < 0.9);
    assertTrue(hits(estimate) > CACHE / 100e12);
    assertFalse(estimate.why("popularity").figure().confidence().starred());
    assertTrue(estimate.why("hit ratio").figure().confidence().starred());
  }

  @Test
  void theCacheOfTheStampIsDrawnWhereItIsOnTheCurve() {
    CacheEstimate estimate = estimate(e -> e.zipf(1).footprint(Bytes.parse("100 TB")));
    Picture.Lines lines = (Picture.Lines) estimate.picture().orElseThrow();
    assertEquals(CACHE / 1e12, lines.lines().get(1).xs().get(1), 1e-9);
    assertEquals(100 * hits(estimate), lines.lines().get(1).ys().get(1), 1e-9);
  }

  @Test
  void whatIsEstimatedIsStarredWhereItIsSaid() {
    CacheEstimate alike = estimate(e -> e.footprint(Bytes.parse("100 TB")));
    assertEquals(
        "The 25.05 TB of cache are 25.1 % of the 100 TB and would hit 25.1 %* of the requests;"
            + " twice as much 50.1 %*.",
        alike.verdict());
  }

  @Test
  void whatFitsInHitsAndWithoutACacheNothingDoes() {
    CacheEstimate small = estimate(e -> e.zipf(0.9).footprint(Bytes.parse("2 TB")));
    assertEquals(1, hits(small));
    assertEquals(
        "All 2 TB fit into the 25.05 TB of cache: in the long run everything hits.",
        small.verdict());
    assertTrue(
        small.figures().stream()
            .noneMatch(f -> f.name().equals("characteristic time in requests")));
    CacheEstimate none = Cache.of(FLASH).estimate(e -> e.zipf(0.9).footprint(Bytes.parse("2 TB")));
    assertEquals(0, hits(none));
    assertEquals("No cache: all drives of a server are of one type.", none.verdict());
  }

  /** NVMe before SSD keeps writes only. */
  @Test
  void aCacheOfWritesPromisesNoHits() {
    Stamp flash =
        stamp(
            "all flash",
            n ->
                n.cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                    .capacity(6, Media.SSD, Bytes.parse("3.84 TB")));
    Refusal refusal =
        assertThrows(
            Refusal.class, () -> Cache.of(flash).estimate(e -> e.footprint(Bytes.parse("2 TB"))));
    assertTrue(refusal.getMessage().contains("keeps writes only"), refusal::getMessage);
    assertTrue(refusal.wayOut().isPresent());
  }

  /** Three quarters of the capacity are HDD; with pages all alike, the cache hits its share. */
  @Test
  void ofThreeTypesOnlyWhatLiesOnHddHits() {
    CacheEstimate three =
        Cache.of(
                stamp(
                    "three",
                    n ->
                        n.threeTypes()
                            .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                            .capacity(4, Media.SSD, Bytes.parse("4 TB"))
                            .capacity(6, Media.HDD, Bytes.parse("8 TB"))))
            .estimate(e -> e.footprint(Bytes.parse("100 TB")));
    assertEquals(0.75, ratio(three.why("share on HDD")), 1e-12);
    assertEquals(0.75 * CACHE / 75e12, hits(three), 1e-8);
    assertEquals(0.75, ratio(three.at(Bytes.parse("80 TB"))), 1e-12);
    assertEquals(50e12, number(three.smallest(Ratio.percent(50))), 40_000);
    assertTrue(three.verdict().contains("pass it by"), three::verdict);
    Refusal refusal = assertThrows(Refusal.class, () -> three.smallest(Ratio.percent(76)));
    assertTrue(refusal.wayOut().orElse("").contains("pct(75.00)"), refusal::getMessage);
    three.smallest(Ratio.percent(75));
  }

  private static void refuses(String rule, Consumer<EstimateOptions> options) {
    String message = assertThrows(Refusal.class, () -> estimate(options)).getMessage();
    assertTrue(message.contains(rule), message);
  }

  @Test
  void whatCannotBeIsRefusedWhereItIsSaid() {
    Bytes some = Bytes.parse("2 TB");
    refuses("it needs how much is asked for", e -> e.zipf(1));
    refuses("more than 0 and at most 10", e -> e.zipf(0));
    refuses("more than 0 and at most 10", e -> e.zipf(Double.NaN));
    refuses("zipf is set to 0.9 already", e -> e.zipf(0.9).zipf(1));
    refuses("something is asked for", e -> e.footprint(Bytes.ZERO));
    refuses("footprint is set to 2 TB already", e -> e.footprint(some).footprint(some));
    refuses("it is less than a page", e -> e.footprint(Bytes.parse("4 KiB")));
    refuses("from 512 bytes to 1 GiB", e -> e.footprint(some).page(Bytes.parse("2 GiB")));
    refuses("page is set to", e -> e.page(Bytes.parse("4 KiB")).page(Bytes.parse("8 KiB")));
    CacheEstimate estimate = estimate(e -> e.footprint(some));
    assertThrows(Refusal.class, () -> estimate.smallest(Ratio.percent(101)));
    assertThrows(Refusal.class, () -> estimate.at(Bytes.parse("-1 GB")));
  }
}
