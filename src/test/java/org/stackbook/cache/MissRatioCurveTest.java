package org.stackbook.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.Stackbook;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.trace.Trace;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.Picture;

/** Curves of traces that are simple enough to be counted by hand. */
@Tag("oracle")
class MissRatioCurveTest {

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

  @TempDir Path folder = Path.of("");

  /** Reads of pages, one after the other. */
  private Trace trace(IntStream pages) throws IOException {
    Path file = Files.createTempFile(folder, "trace", ".csv");
    Files.writeString(
        file,
        pages
            .mapToObj(page -> "0,R," + 8 * page + ",4096")
            .collect(Collectors.joining("\n", "time,op,lba,size\n", "\n")));
    return Trace.of(file.toString(), t -> {});
  }

  /** Pages in turn, again and again. */
  private static IntStream loop(int first, int pages, int times) {
    return IntStream.range(0, pages * times).map(i -> first + i % pages);
  }

  private static double ratio(MissRatioCurve curve, String name) {
    return ((Ratio) curve.why(name).figure().value()).value();
  }

  private static long bytes(MissRatioCurve curve, String name) {
    return ((Bytes) curve.why(name).figure().value()).count();
  }

  /**
   * 4 pages 25 times, then 16 others twice: of 132 accesses, caches of 4 pages hit 96, of 16 pages
   * 112. The line between the ends is at 22.4 hits for 4 pages, which is 73.6 less, and at 89.6 for
   * 16, which is 22.4 less.
   */
  @Test
  void theKneeIsWhereTheCurveIsHighestAboveTheLine() throws IOException {
    Trace trace = trace(IntStream.concat(loop(0, 4, 25), loop(4, 16, 2)));
    MissRatioCurve curve = CACHE.curve(trace, c -> c.page(PAGE));
    assertEquals(4 * 4096, bytes(curve, "knee"));
    assertEquals(96.0 / 132, ratio(curve, "hit ratio at the knee"), 1e-12);
    assertEquals(112.0 / 132, ratio(curve, "best hit ratio"), 1e-12);
    assertTrue(curve.verdict().contains(", where 72.7"), curve::verdict);
  }

  /** 3 pages 20 times, then 4 others once. No cache holds a part of a page. */
  @Test
  void theKneeIsAWholeNumberOfPages() throws IOException {
    Trace trace = trace(IntStream.concat(loop(0, 3, 20), loop(3, 4, 1)));
    MissRatioCurve pages = CACHE.curve(trace, c -> c.page(PAGE));
    assertEquals(3 * 4096, bytes(pages, "knee"));
    assertEquals(57.0 / 64, ratio(pages, "hit ratio at the knee"), 1e-12);
    assertEquals(3L, CACHE.curve(trace, c -> c.objects()).why("knee").figure().value());
  }

  /** The lowest value of a drawn line at a place. */
  private static double lowest(Picture.Line line, double x) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 1; i < line.xs().size(); i++) {
      double from = line.xs().get(i - 1);
      double to = line.xs().get(i);
      if (from <= x && x <= to) {
        double low = line.ys().get(i - 1);
        double high = line.ys().get(i);
        lowest =
            Math.min(
                lowest,
                from == to ? Math.min(low, high) : low + (high - low) * (x - from) / (to - from));
      }
    }
    return lowest;
  }

  /**
   * 70 pages 100 times, then 930 others once: from 70 pages on, 7 % of all, LRU hits 6,930 of 7,930
   * accesses, which no straight line from 5 to 10 % allows at 7.5 %.
   */
  @Test
  void noPointOfLruIsDrawnAboveTheBound() throws IOException {
    Trace cliff = trace(IntStream.concat(loop(0, 70, 100), loop(70, 930, 1)));
    MissRatioCurve curve = CACHE.curve(cliff, c -> c.page(PAGE));
    Picture.Line drawn = lines(curve).get(0);
    assertEquals(
        100.0 * 6_930 / 7_930, lowest(drawn, PAGE.times(75).to(ByteUnit.MB)), 1e-9, "in MB");
    Trace load =
        Stackbook.workload("load", w -> w.requests(40_000).objects(3_000).zipf(0.9).seed(4));
    Trace few = trace(loop(0, 9, 3));
    for (Trace trace : List.of(cliff, load, few)) {
      List<Picture.Line> lines = lines(CACHE.curve(trace, c -> c.page(PAGE)));
      Picture.Line lru = lines.get(0);
      Picture.Line bound = lines.get(1);
      assertEquals(0, bound.xs().get(0), "from the beginning");
      assertEquals(
          lru.xs().get(lru.xs().size() - 1), bound.xs().get(bound.xs().size() - 1), "to the end");
      for (int i = 0; i < lru.xs().size(); i++) {
        double x = lru.xs().get(i);
        assertTrue(
            lru.ys().get(i) <= lowest(bound, x) + 1e-9,
            lru.ys().get(i) + " % at " + x + ", bound " + lowest(bound, x));
      }
      for (double x : bound.xs()) {
        assertTrue(lowest(lru, x) <= lowest(bound, x) + 1e-9, "between points, at " + x);
      }
    }
  }

  private static List<Picture.Line> lines(MissRatioCurve curve) {
    return ((Picture.Lines) curve.picture().orElseThrow()).lines();
  }

  @Test
  void aCacheOfLessThanNothingIsRefused() throws IOException {
    MissRatioCurve curve = CACHE.curve(trace(loop(0, 9, 3)), c -> c.page(PAGE));
    assertEquals(0, ((Ratio) curve.at(Bytes.ZERO).figure().value()).value());
    for (String size : List.of("-1 B", "-4 KiB", "-1 TB")) {
      Refusal refusal = assertThrows(Refusal.class, () -> curve.at(Bytes.parse(size)));
      assertTrue(
          refusal.getMessage().contains("a cache has a size of 0 or more"), refusal::getMessage);
      assertTrue(refusal.wayOut().isPresent());
    }
  }

  @Test
  void whatASampleTellsIsAnEstimateWithItsError() {
    Trace load =
        Stackbook.workload("load", w -> w.requests(40_000).objects(4_000).zipf(0.9).seed(3));
    MissRatioCurve sampled =
        CACHE.curve(load, c -> c.page(PAGE).sampled(Ratio.percent(20)).seed(5));
    String error = "Estimated from a sample of 20 %; standard error of the hit ratio ";
    for (String shown :
        List.of(
            sampled.at(PAGE.times(500)).toString(),
            sampled.smallest(Ratio.percent(50)).toString(),
            sampled.why("knee").toString(),
            sampled.why("hit ratio at the knee").toString(),
            sampled.why("best hit ratio").toString(),
            sampled.verdict())) {
      assertTrue(shown.contains(error), shown);
    }
    assertTrue(
        sampled
            .verdict()
            .matches("A cache for all of it hits about .* is at about .*, where about .*"),
        sampled::verdict);
    MissRatioCurve exact = CACHE.curve(load, c -> c.page(PAGE).withoutCeiling());
    for (String shown :
        List.of(
            exact.smallest(Ratio.percent(50)).toString(),
            exact.why("knee").toString(),
            exact.verdict())) {
      assertFalse(shown.contains("about") || shown.contains("stimated"), shown);
    }
  }

  /** Of all things nothing is left to estimate, however few they are. */
  @Test
  void aSampleOfAllIsTheCurve() throws IOException {
    Trace few = trace(loop(0, 9, 3));
    MissRatioCurve exact = CACHE.curve(few, c -> c.page(PAGE));
    MissRatioCurve all = CACHE.curve(few, c -> c.page(PAGE).sampled(Ratio.percent(100)).seed(2));
    assertEquals(exact.verdict(), all.verdict());
    assertEquals(exact.data(), all.data());
    assertThrows(
        Refusal.class, () -> CACHE.curve(few, c -> c.page(PAGE).sampled(Ratio.percent(99))));
  }
}
