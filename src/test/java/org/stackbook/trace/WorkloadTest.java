package org.stackbook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.error.Refusal;
import org.stackbook.seed.Random64;
import org.stackbook.trace.TraceFiles.Request;
import org.stackbook.trace.engine.Zipf;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;

/** Made-up requests are what was asked for: by counting, and by closed forms. */
@Tag("property")
class WorkloadTest {

  private static final Bytes SMALL = Bytes.of(4096, ByteUnit.B);
  private static final Bytes LARGE = Bytes.of(65_536, ByteUnit.B);

  private static List<Request> all(Consumer<WorkloadOptions> words) {
    return TraceFiles.all(Trace.workload("w", words).requests());
  }

  private static Ratio pct(double percent) {
    return Ratio.percent(percent);
  }

  private static double share(List<Request> all, java.util.function.Predicate<Request> which) {
    return (double) all.stream().filter(which).count() / all.size();
  }

  /** Pearson's chi-square of ranks against k^-s; the mean of it is its degrees of freedom. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.8, 0.99, 1.0, 1.000000001, 1.2, 2.5})
  void ranksFollowZipfsLaw(double exponent) {
    int ranks = 200;
    int draws = 400_000;
    double sum = IntStream.rangeClosed(1, ranks).mapToDouble(k -> Math.pow(k, -exponent)).sum();
    int[] counts = new int[ranks + 1];
    Zipf zipf = new Zipf(ranks, exponent);
    Random64 random = new Random64(7);
    for (int i = 0; i < draws; i++) {
      counts[zipf.next(random)]++;
    }
    double chi = 0;
    int cells = 0;
    double restExpected = 0;
    double restCounted = 0;
    for (int k = 1; k <= ranks; k++) {
      double expected = draws * Math.pow(k, -exponent) / sum;
      if (expected < 20) { // the rare ones together, so that the approximation holds
        restExpected += expected;
        restCounted += counts[k];
      } else {
        chi += (counts[k] - expected) * (counts[k] - expected) / expected;
        cells++;
      }
    }
    if (restExpected > 20) {
      chi += (restCounted - restExpected) * (restCounted - restExpected) / restExpected;
      cells++;
    }
    double freedom = cells - 1;
    assertTrue(
        chi < freedom + 4 * Math.sqrt(2 * freedom), chi + " at " + freedom + " degrees of freedom");
  }

  @Test
  void oneRankAndManyRanks() {
    Random64 random = new Random64(1);
    assertEquals(1, new Zipf(1, 1.0).next(random));
    Zipf wide = new Zipf(Integer.MAX_VALUE, 0.01);
    for (int i = 0; i < 10_000; i++) {
      assertTrue(wide.next(random) >= 1);
    }
  }

  /** The stride that spreads the ranks over the disk must not join two of them. */
  @Test
  void zipfReachesEveryObject() {
    for (int objects : new int[] {1, 2, 3, 4, 6, 30, 64, 97}) {
      long distinct =
          all(w -> w.requests(20_000).objects(objects).zipf(0.1).size(SMALL)).stream()
              .map(Request::address)
              .distinct()
              .count();
      assertEquals(objects, distinct);
    }
  }

  @Test
  void theSameSeedMakesTheSameTrace() {
    Consumer<WorkloadOptions> words = w -> w.requests(20_000).objects(500).zipf(1.0);
    assertEquals(all(words.andThen(w -> w.seed(3))), all(words.andThen(w -> w.seed(3))));
    assertNotEquals(all(words.andThen(w -> w.seed(3))), all(words.andThen(w -> w.seed(4))));
    Trace trace = Trace.workload("w", words);
    assertEquals(TraceFiles.all(trace.requests()), TraceFiles.all(trace.requests()));
    assertEquals(20_000, TraceFiles.keys(trace.objects()).size());
  }

  @Test
  void sharesAreAsAsked() {
    List<Request> all =
        all(
            w ->
                w.requests(100_000)
                    .tenant("a", pct(70), t -> t.objects(10).reads(pct(90)).size(SMALL))
                    .tenant(
                        "b",
                        pct(30),
                        t ->
                            t.objects(10).reads(pct(0)).size(SMALL, pct(25)).size(LARGE, pct(75))));
    // Four standard deviations of a share of 100,000 draws are at most 0.0064.
    assertEquals(0.7, share(all, r -> r.tenant() == 0), 0.0064);
    assertEquals(0.7 * 0.9, share(all, r -> !r.write()), 0.0064);
    assertEquals(0.3 * 0.75, share(all, r -> r.bytes() == 65_536), 0.0064);
    assertTrue(all.stream().allMatch(r -> r.tenant() == 1 || r.address() % 4096 == 0));
    assertTrue(all.stream().allMatch(r -> r.tenant() == 0 || r.address() % 65_536 == 0));
    assertTrue(all.stream().filter(r -> r.tenant() == 1).allMatch(Request::write));
  }

  @Test
  void aHotSetTakesItsShareAndMovesOn() {
    List<Request> all =
        all(w -> w.requests(30_000).objects(100).hotSet(pct(10), pct(80), 10_000).size(SMALL));
    for (int set = 0; set < 3; set++) {
      long first = set * 10L * 4096;
      List<Request> part = all.subList(set * 10_000, (set + 1) * 10_000);
      assertEquals(
          0.8, share(part, r -> r.address() >= first && r.address() < first + 10 * 4096), 0.016);
    }
    assertTrue(all(w -> w.requests(100).objects(1).hotSet(pct(100), pct(0), 1)).size() == 100);
  }

  @Test
  void scansAreRunsInOrder() {
    List<Request> all = all(w -> w.requests(1_000).objects(50).scans(20).size(SMALL));
    for (int i = 0; i < all.size(); i++) {
      if (i % 20 != 0) {
        assertEquals((all.get(i - 1).address() / 4096 + 1) % 50, all.get(i).address() / 4096);
      }
    }
    assertTrue(all.stream().map(Request::address).distinct().count() == 50);
  }

  @Test
  void theRateIsKeptInBurstsToo() {
    List<Request> even =
        all(w -> w.duration(new Timespan(100)).rate(new Iops(500)).objects(10).size(SMALL));
    assertEquals(50_000, even.size());
    // The time of the last of n is n ÷ rate, give or take √n ÷ rate.
    assertEquals(100, even.get(even.size() - 1).nanos() / 1e9, 4 * Math.sqrt(50_000) / 500);
    List<Request> bursts =
        all(
            w ->
                w.requests(50_000)
                    .rate(new Iops(500))
                    .bursts(new Timespan(1), new Timespan(4))
                    .objects(10)
                    .size(SMALL));
    // 20 bursts of a second, give or take 4 × √n ÷ 2,500: the last ends at 96, a next begins at
    // 100.
    double last = bursts.get(bursts.size() - 1).nanos() / 1e9;
    assertTrue(last > 95.64 && last < 100.36, "ends at " + last);
    assertTrue(bursts.stream().allMatch(r -> r.nanos() % 5_000_000_000L <= 1_000_000_000L));
    for (int i = 1; i < bursts.size(); i++) {
      assertTrue(bursts.get(i).nanos() >= bursts.get(i - 1).nanos());
    }
  }

  @Test
  void whatIsNotSaidIsStarred() {
    Trace trace = Trace.workload("w", w -> w.requests(10).objects(10));
    assertTrue(trace.why("reads").toString().contains("assumed"));
    assertEquals("10", trace.figures().get(0).valueText());
    assertTrue(trace.why("seed").figure().confidence().starred());
    Trace said = Trace.workload("w", w -> w.requests(10).objects(10).seed(1));
    assertEquals("given: seed(…)", said.why("seed").figure().note().orElse(""));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    refused("needs objects", w -> w.requests(1));
    refused("either requests or a duration", w -> w.objects(1));
    refused(
        "either requests or a duration", w -> w.objects(1).requests(1).duration(new Timespan(1)));
    refused("one object or more", w -> w.objects(0));
    refused("set to", w -> w.objects(1).zipf(1.0).scans(3));
    refused("at most 10", w -> w.zipf(Double.NaN));
    refused("add up to 100 %", w -> w.requests(1).objects(1).size(SMALL, pct(50)));
    refused("add up to 100 %", w -> w.size(SMALL, pct(50)).size(LARGE, pct(51)));
    refused("add up to 100 %", w -> w.requests(1).tenant("a", pct(50), t -> t.objects(1)));
    refused("said of each", w -> w.requests(1).objects(1).tenant("a", pct(100), t -> t.objects(1)));
    refused(
        "of this name already", w -> w.tenant("a", pct(50), t -> {}).tenant("a", pct(50), t -> {}));
    refused("hundred years", w -> w.requests(Long.MAX_VALUE).objects(1).rate(new Iops(1)));
    refused("below 2 GiB", w -> w.size(Bytes.of(1L << 31, ByteUnit.B)));
    refused(
        "less than 512 TiB",
        w -> w.requests(1).objects(Integer.MAX_VALUE).size(Bytes.of(1 << 20, ByteUnit.B)));
  }

  private static void refused(String why, Consumer<WorkloadOptions> words) {
    String message = assertThrows(Refusal.class, () -> all(words)).getMessage();
    assertTrue(message.contains(why), message);
  }
}
