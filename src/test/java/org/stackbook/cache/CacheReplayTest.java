package org.stackbook.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.trace.Trace;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

@Tag("unit")
class CacheReplayTest {

  @TempDir Path folder = Path.of("");

  private static Stamp stamp(Consumer<ServerBuilder> drives) {
    return Stamp.describe(
        "small",
        s ->
            s.build("1908")
                .servers(
                    4,
                    n -> {
                      n.memory(Bytes.parse("384 GiB")).cores(24);
                      drives.accept(n);
                    }));
  }

  private static Stamp hybrid() {
    return stamp(
        n ->
            n.cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                .capacity(4, Media.HDD, Bytes.parse("8 TB")));
  }

  private static Stamp allFlash() {
    return stamp(
        n ->
            n.cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                .capacity(4, Media.SSD, Bytes.parse("3.84 TB")));
  }

  /** Rows of milliseconds, R or W, KiB where it begins, KiB. */
  private Trace trace(String... rows) throws IOException {
    Path file = folder.resolve("disk.csv");
    String text = Arrays.stream(rows).map(r -> r + "\n").collect(Collectors.joining());
    Files.writeString(file, "time,op,address,size\n" + text);
    return Trace.of(file.toString(), t -> t.time(1, "ms").op(2).address(3, 1024).size(4, 1024));
  }

  private static CacheReplay replay(Stamp stamp, Trace trace, Consumer<ReplayOptions> words) {
    return Cache.of(stamp).replay(trace, words);
  }

  private static double ratio(Result result, String name) {
    return ((Ratio) result.why(name).figure().value()).value();
  }

  private static double millis(Result result, String name) {
    return ((Timespan) result.why(name).figure().value()).millis();
  }

  @Test
  void hitsLatenciesAndWhatTheyRestOn() throws IOException {
    CacheReplay replay =
        replay(
            hybrid(),
            trace("0,R,0,16", "500,R,0,16", "1000,R,0,16", "1500,R,0,16", "2001,W,0,16"),
            r -> r.seed(42));
    assertEquals(0.75, ratio(replay, "read hit ratio"), 1e-12);
    assertEquals(1, ratio(replay, "writes absorbed"), 1e-12);
    // From the disk: 12 ms and 16 KiB at 150 MB/s; from NVMe 0.09 ms and 16 KiB at 1.5 GB/s.
    assertEquals(12 + 16.384 / 150, millis(replay, "p99 read"), 0.02);
    assertEquals(0.09 + 16.384 / 1500, millis(replay, "p50 read"), 0.001);
    assertEquals(0.03 + 16.384 / 1500, millis(replay, "p99 write"), 0.001);
    assertTrue(replay.verdict().startsWith("The cache serves 75 %* of reads; 99 % of all reads"));
    assertTrue(replay.verdict().contains("12 ms*"), replay.verdict());
    assertTrue(
        replay.why("read hit ratio").figure().sources().stream()
            .anyMatch(s -> s.title().contains("Savill")));
    assertTrue(replay.picture().isPresent());
    assertEquals(4, replay.data().rows().size());
  }

  @Test
  void theCacheIsWhatIsLeftOfItsDrivesForTheWorkload() throws IOException {
    Trace one = trace("0,R,0,16");
    // 8 × (1.6 TB − 32 GiB) × 1 %, in pages of 16 KiB.
    long pages = (long) ((1_600_000_000_000L - (32L << 30)) * 0.01 / 16_384);
    Bytes cache =
        (Bytes) replay(hybrid(), one, r -> r.share(Ratio.percent(1))).why("cache").figure().value();
    assertEquals(8 * pages * 16_384, cache.count());
    Bytes less =
        (Bytes)
            replay(hybrid(), one, r -> r.share(Ratio.percent(1)).fail("n1/disk1"))
                .why("cache")
                .figure()
                .value();
    assertEquals(7 * pages * 16_384, less.count());
  }

  @Test
  void flashCapacityIsReadWithoutTheCache() throws IOException {
    Trace twice = trace("0,R,0,16", "500,R,0,16");
    assertEquals(0.5, ratio(replay(hybrid(), twice, r -> {}), "read hit ratio"), 1e-12);
    CacheReplay flash = replay(allFlash(), twice, r -> {});
    assertEquals(0, ratio(flash, "read hit ratio"), 1e-12);
    assertEquals(0.1 + 16.384 / 400, millis(flash, "p99 read"), 0.001);
  }

  /**
   * NVMe caches reads for HDD only; half of 4 × 8 TB is HDD where 4 × 8 TB of SSD are beside it.
   */
  @Test
  void threeTypesOfDrivesReadThroughTheCacheFromHddOnly() throws IOException {
    Stamp three =
        stamp(
            n ->
                n.threeTypes()
                    .cache(2, Media.NVME, Bytes.parse("3.2 TB"))
                    .capacity(4, Media.SSD, Bytes.parse("8 TB"))
                    .capacity(4, Media.HDD, Bytes.parse("8 TB")));
    int slabs = 400;
    // A stripe of each slab, read twice: columns, interleave and slab are facts of their own.
    List<String> rows = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      for (int slab = 0; slab < slabs; slab++) {
        rows.add((pass * slabs + slab) * 100 + ",R," + slab * 262_144L * 8 + ",16");
      }
    }
    CacheReplay replay = replay(three, trace(rows.toArray(String[]::new)), r -> {});
    // Four standard deviations of a binomial count of 400 at one half, of 800 reads.
    assertEquals(0.25, ratio(replay, "read hit ratio"), 4 * 10 / 800.0);
    String keeps = Cache.of(three).binding().data().toString();
    assertTrue(keeps.contains("write only for SSD, read and write for HDD"), keeps);
    // 4 SSD and 4 HDD for two cache drives.
    assertEquals(4, Cache.of(three).binding().boundTo("n1/disk1"));
  }

  /** Times without reads are drawn as such, and the areas hold as many reads as there were. */
  @Test
  void theChartShowsHowManyReadsThereWereAndWhen() throws IOException {
    CacheReplay replay =
        replay(
            hybrid(), trace("0,R,0,16", "100,R,0,16", "9900,R,0,16", "10000,R,4096,16"), r -> {});
    Picture.Areas picture = (Picture.Areas) replay.picture().orElseThrow();
    double seconds = replay.engine().overTime().seconds();
    List<Double> all = picture.areas().get(0).ys();
    List<Double> hits = picture.areas().get(1).ys();
    assertEquals(4, all.stream().mapToDouble(rate -> rate * seconds).sum(), 1e-9);
    assertEquals(2, hits.stream().mapToDouble(rate -> rate * seconds).sum(), 1e-9);
    assertTrue(all.stream().filter(rate -> rate == 0).count() >= all.size() - 4);
    assertEquals(all.size(), replay.engine().overTime().buckets());
  }

  @Test
  void wearIsWhatIsWrittenOfWhatADriveEndures() throws IOException {
    // 11 writes of 256 KiB in 1,000 seconds, to the same stripe: three caches take each of them.
    String[] rows =
        IntStream.rangeClosed(0, 10).mapToObj(i -> i * 100_000 + ",W,0,256").toArray(String[]::new);
    CacheReplay replay = replay(hybrid(), trace(rows), r -> {});
    Bytes perDay = (Bytes) replay.why("written per day").figure().value();
    assertEquals(11 * 262_144 * 86.4, (double) perDay.count(), 1);
    // 3 × 1.6 TB is more than 4 TB.
    assertEquals(11 * 262_144 * 86.4 / 4e12, ratio(replay, "wear"), 1e-12);
  }

  /** A tenth of the drive endures a tenth: the other tenants write to the rest. */
  @Test
  void aShareOfTheCacheEnduresItsShare() throws IOException {
    String[] rows =
        IntStream.rangeClosed(0, 10).mapToObj(i -> i * 100_000 + ",W,0,256").toArray(String[]::new);
    CacheReplay replay = replay(hybrid(), trace(rows), r -> r.share(Ratio.percent(10)));
    assertEquals(11 * 262_144 * 86.4 / 0.4e12, ratio(replay, "wear"), 1e-12);
    assertTrue(replay.why("wear").toString().contains("share of the cache"));
  }

  /** What is described or stated: it is decided by no replay. */
  private static final Set<String> TOLD = Set.of("cache", "page", "copies", "endurance per day");

  private static final List<String> DECIDE =
      List.of(
          "trace",
          "cache",
          "page",
          "share of the cache",
          "seed",
          "slab",
          "columns",
          "interleave",
          "places",
          "copies",
          "sequential reads",
          "replacement",
          "de-staging",
          "queues",
          "repair",
          "repair queue depth",
          "failed drives",
          "warm-up",
          "read of HDD",
          "write of HDD",
          "HDD at once",
          "read of NVMe",
          "write of NVMe",
          "NVMe at once");

  private static Stream<Figure<?>> under(Figure<?> figure) {
    return Stream.concat(
        Stream.of(figure), figure.inputs().stream().flatMap(CacheReplayTest::under));
  }

  private static Figure<?> under(Figure<?> figure, String name) {
    return under(figure)
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(figure.name() + " does not rest on " + name));
  }

  /** Which drive has dirty pages when it fails is left to the seed: each is tried. */
  @Test
  void whatDecidesIsNamedForEveryFigure() throws IOException {
    Trace trace =
        trace("0,R,8192,16", "990,R,0,16", "1000,W,64,64", "1050,R,4096,16", "1060,R,0,16");
    Set<String> seen = new HashSet<>();
    for (int number = 1; number < 8; number++) {
      String drive = "n" + (number / 2 + 1) + "/disk" + (number % 2 + 1);
      CacheReplay replay =
          replay(
              hybrid(),
              trace,
              r ->
                  r.fail("n1/disk1")
                      .failAt(drive, new Timespan(1.03))
                      .warmUp(Ratio.percent(20))
                      .seed(1));
      for (Figure<?> figure : replay.figures()) {
        seen.add(figure.name());
        if (!TOLD.contains(figure.name())) {
          DECIDE.forEach(name -> under(figure, name));
          assertEquals(
              "n1/disk1, " + drive + " after " + new Timespan(1.03),
              under(figure, "failed drives").value());
          assertTrue(figure.confidence().starred(), figure::name);
          assertTrue(figure.sources().stream().anyMatch(s -> s.title().contains("Savill")));
        }
      }
    }
    assertTrue(
        seen.containsAll(
            List.of(
                "read hit ratio",
                "writes absorbed",
                "p50 read",
                "p99 write",
                "IOPS",
                "busiest capacity drive",
                "dirty share",
                "lost dirty bytes",
                "repaired",
                "repair time",
                "wear",
                "written per day")),
        seen::toString);
  }

  @Test
  void aSeedThatIsNotSaidIsNotToldAsGiven() throws IOException {
    Trace one = trace("0,R,0,16");
    Figure<?> said = under(replay(hybrid(), one, r -> r.seed(1)).why("p99 read").figure(), "seed");
    Figure<?> preset = under(replay(hybrid(), one, r -> {}).why("p99 read").figure(), "seed");
    assertEquals("given: seed(…)", said.note().orElse(""));
    assertEquals("1", preset.value());
    assertTrue(preset.confidence().starred());
  }

  private static Set<String> names(Result result) {
    return result.figures().stream().map(Figure::name).collect(Collectors.toSet());
  }

  @Test
  void whatIsNotCountedHasNoFigure() throws IOException {
    CacheReplay writes = replay(hybrid(), trace("0,W,0,16", "500,W,0,16"), r -> {});
    assertTrue(names(writes).stream().noneMatch(n -> n.contains("read")), names(writes)::toString);
    assertTrue(names(writes).containsAll(List.of("writes absorbed", "p50 write", "p99 write")));
    CacheReplay reads = replay(hybrid(), trace("0,R,0,16", "500,R,0,16"), r -> {});
    assertTrue(
        names(reads).stream().noneMatch(n -> n.contains("absorbed") || n.endsWith(" write")),
        names(reads)::toString);
    assertTrue(names(reads).containsAll(List.of("read hit ratio", "p50 read", "p99 read", "wear")));
    CacheReplay nothing =
        replay(
            hybrid(),
            trace("0,R,0,16", "10,W,0,16", "20,R,0,16"),
            r -> r.warmUp(Timespan.minutes(1)).failAt("n1/disk1", new Timespan(0.015)));
    assertEquals(Set.of("cache", "page", "copies"), names(nothing));
    for (Result side :
        new Result[] {nothing, nothing.latency(), nothing.dirtyPages(), nothing.bindings()}) {
      assertEquals("No request is counted: all of them warm the cache.", side.verdict());
    }
    for (List<DataTable.Cell> row : nothing.data().rows()) {
      for (DataTable.Cell cell : row.subList(1, row.size())) {
        assertTrue(
            cell.value() == null || ((Number) cell.value()).doubleValue() == 0, row::toString);
      }
    }
  }

  /** Of one moment there is no day of such requests. */
  @Test
  void requestsThatAllComeAtOnceWearNothingThatCouldBeTold() throws IOException {
    CacheReplay burst = replay(hybrid(), trace("0,W,0,16", "0,W,640,16"), r -> {});
    assertTrue(
        names(burst).stream().noneMatch(n -> n.equals("wear") || n.contains("per day")),
        names(burst)::toString);
    for (DataTable table : List.of(burst.data(), burst.bindings().data())) {
      int wear = table.columns().stream().map(DataTable.Column::name).toList().indexOf("wear");
      table.rows().forEach(row -> assertNull(row.get(wear).value()));
    }
  }

  @Test
  void tenantsThatReadNothingAreNotSlow() throws IOException {
    Path file = folder.resolve("two.csv");
    String rows = "0,W,a,0,512\n1.5,W,b,0,512\n";
    Files.writeString(file, "time,op,disk,address,size\n" + rows);
    CacheReplay writes = replay(hybrid(), Trace.of(file.toString(), t -> {}), r -> {});
    assertEquals("2 tenants.", writes.tenants().verdict());
    Files.writeString(file, "time,op,disk,address,size\n" + rows + "2,R,b,0,512\n");
    CacheReplay one = replay(hybrid(), Trace.of(file.toString(), t -> {}), r -> {});
    assertEquals(
        "2 tenants; the slowest one percent of reads are those of b*.", one.tenants().verdict());
  }

  /** 30 TB in pages of 8 KiB are more than 10^9. */
  @Test
  void moreOfADriveThanCanBeFollowedIsRefused() throws IOException {
    Stamp large =
        stamp(
            n ->
                n.cache(2, Media.NVME, Bytes.parse("30 TB"))
                    .capacity(4, Media.HDD, Bytes.parse("30 TB")));
    Trace one = trace("0,R,0,16");
    Refusal refusal =
        assertThrows(Refusal.class, () -> replay(large, one, r -> r.page(Bytes.parse("8 KiB"))));
    assertTrue(refusal.getMessage().contains("1,000,000,000 pages"), refusal::getMessage);
  }

  @Test
  void tenantsOfWhomNothingIsCounted() throws IOException {
    CacheReplay replay = replay(hybrid(), trace("0,R,0,16"), r -> r.warmUp(Timespan.minutes(1)));
    assertEquals("No request is counted: all of them warm the cache.", replay.tenants().verdict());
  }

  @Test
  void aCacheDriveThatFailsLosesWhatWasNotDestaged() throws IOException {
    // The disk is read at 990, so that what is written at 1,000 waits until 1,102 at least.
    String[] rows = {"990,R,0,16", "1000,W,64,64", "1050,R,4096,16"};
    long lost = 0;
    for (int server = 1; server <= 4; server++) {
      for (int disk = 1; disk <= 2; disk++) {
        String drive = "n" + server + "/disk" + disk;
        CacheReplay replay =
            replay(hybrid(), trace(rows), r -> r.failAt(drive, new Timespan(0.04)));
        Bytes gone = (Bytes) replay.why("lost dirty bytes").figure().value();
        lost += gone.count();
        assertEquals(gone.isPositive(), replay.verdict().contains("repaired"), replay.verdict());
        assertEquals(gone.isPositive(), replay.latency().toString().contains("during repair"));
        if (gone.isPositive()) {
          assertEquals(gone, replay.why("repaired").figure().value());
          // NVMe reads them in the other server and writes them in this one: 64 KiB at 1.5 GB/s.
          assertEquals(0.09 + 0.03 + 2 * 65.536 / 1500, millis(replay, "repair time"), 0.0001);
          String why = replay.why("repair time").toString();
          assertTrue(why.contains("repair queue depth") && why.contains("read from another"), why);
        }
      }
    }
    // One copy is on the disk that was read; the others are de-staged to idle disks by then.
    assertEquals(65_536, lost);
  }

  /** It would stretch the time that wear, IOPS and busy shares are told of. */
  @Test
  void aFailureAfterTheLastRequestIsRefused() throws IOException {
    Trace trace = trace("0,R,0,16", "1000,W,64,64");
    CacheReplay last = replay(hybrid(), trace, r -> r.failAt("n1/disk1", new Timespan(1)));
    assertEquals(1, last.engine().seconds(), 1e-12);
    assertRefused(
        "the last request comes after 1 s", trace, r -> r.failAt("n1/disk1", Timespan.minutes(1)));
  }

  @Test
  void warmUpByShareAndByTime() throws IOException {
    Trace trace = trace("0,R,0,16", "500,R,0,16", "1000,R,0,16", "1500,R,0,16");
    assertEquals(
        1, ratio(replay(hybrid(), trace, r -> r.warmUp(Ratio.percent(25))), "read hit ratio"));
    CacheReplay byTime = replay(hybrid(), trace, r -> r.warmUp(new Timespan(0.6)));
    assertEquals(2L, byTime.why("read hit ratio").figure().inputs().get(1).value());
    assertThrows(
        Refusal.class,
        () -> replay(hybrid(), trace, r -> r.warmUp(Ratio.percent(1)).warmUp(Timespan.minutes(1))));
  }

  @Test
  void wholeSecondsAreSpreadAndStarred() throws IOException {
    Path file = folder.resolve("seconds.csv");
    Files.writeString(
        file,
        "time,op,address,size\n0,R,0,512\n0,R,1000000,512\n0,R,9000000,512\n0,R,7000000,512\n");
    CacheReplay replay = replay(hybrid(), Trace.of(file.toString(), t -> {}), r -> {});
    // One in 250 ms: none waits for another one.
    assertEquals(12.003, millis(replay, "p99 read"), 0.02);
    assertTrue(
        replay.why("p99 read").figure().assumptions().stream()
            .anyMatch(f -> f.name().equals("times of requests")));
  }

  /** What is told in milliseconds comes when it is told, however many come at once. */
  @Test
  void aBurstInMillisecondsIsNotSpread() throws IOException {
    CacheReplay burst =
        replay(hybrid(), trace("0,R,0,16", "0,R,0,16", "0,R,0,16", "0,R,0,16"), r -> {});
    assertTrue(burst.engine().secondsUntilServed() < 0.1);
    String[] rows = new String[9_000];
    Arrays.fill(rows, 0, 8_192, "0,R,0,16");
    Arrays.fill(rows, 8_192, rows.length, "10,R,0,80");
    CacheReplay two = replay(hybrid(), trace(rows), r -> {});
    assertEquals(0.01, two.engine().seconds(), 1e-12);
    for (CacheReplay replay : List.of(burst, two)) {
      assertTrue(
          under(replay.why("p99 read").figure())
              .noneMatch(figure -> figure.name().equals("times of requests")));
    }
  }

  @Test
  void sidesOfAReplay() throws IOException {
    CacheReplay replay =
        replay(hybrid(), trace("0,R,0,16", "400,R,0,16", "500,W,0,16", "900,R,0,16"), r -> {});
    assertEquals(8, replay.latency().data().rows().size());
    assertEquals(8, replay.dirtyPages().data().rows().size());
    assertEquals(1, replay.tenants().data().rows().size());
    assertEquals(8, replay.bindings().data().rows().size());
    for (Result side :
        new Result[] {
          replay, replay.latency(), replay.dirtyPages(), replay.tenants(), replay.bindings()
        }) {
      assertFalse(side.toString().isBlank());
      assertFalse(side.json().isBlank());
      side.figures().forEach(f -> assertFalse(side.why(f.name()).toString().isBlank()));
    }
    CacheReplay without = replay(hybrid(), trace("0,R,0,16"), r -> {});
    assertTrue(replay.compareTo(without).verdict().contains("figures changed"));
  }

  @Test
  void wrongWordsAreRefusedWhereTheyAreTyped() throws IOException {
    Trace trace = trace("0,R,0,16");
    assertRefused("0 to 100 %", trace, r -> r.share(Ratio.of(0)));
    assertRefused("8, 16, 32 or 64", trace, r -> r.page(Bytes.parse("4 KiB")));
    assertRefused("another server", trace, r -> r.copies(5));
    assertRefused("capacity drive", trace, r -> r.fail("n1/disk3"));
    assertRefused("no such server", trace, r -> r.fail("n9/disk1"));
    assertRefused("fails already", trace, r -> r.fail("n1/disk1", "n1/disk1"));
    assertRefused("already", trace, r -> r.seed(1).seed(2));
    assertRefused("must be left", trace, r -> r.warmUp(Ratio.of(1)));
    assertRefused("not one page", trace, r -> r.share(Ratio.of(1e-9)));
    assertRefused("at once", trace, r -> r.service(Media.HDD, Timespan.ZERO, Timespan.ZERO, 0));
  }

  private static void assertRefused(String part, Trace trace, Consumer<ReplayOptions> words) {
    Refusal refusal = assertThrows(Refusal.class, () -> replay(hybrid(), trace, words));
    assertTrue(String.valueOf(refusal.getMessage()).contains(part), refusal.getMessage());
  }

  @Test
  void aTraceOfObjectsIsRefused() throws IOException {
    Path file = folder.resolve("ids.oracleGeneral");
    ByteBuffer records = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 2; i++) {
      records.putInt(i).putLong(7).putInt(4096).putLong(-1);
    }
    Files.write(file, records.array());
    Trace ids = Trace.of(file.toString(), t -> {});
    assertEquals(2, ids.summary().reading().good());
    Refusal refusal = assertThrows(Refusal.class, () -> replay(hybrid(), ids, r -> {}));
    assertTrue(refusal.getMessage().contains("ids of objects"), refusal.getMessage());
  }

  /** All of them at once would wait for each other as if they had come so. */
  @Test
  void aTraceWithoutTimesIsRefused() throws IOException {
    Path file = folder.resolve("timeless.csv");
    Files.writeString(file, "op,address,size,sent\nR,0,512,1\nR,1000000,512,3\n");
    Trace timeless = Trace.of(file.toString(), t -> {});
    assertFalse(timeless.hasTimes());
    Refusal refusal = assertThrows(Refusal.class, () -> replay(hybrid(), timeless, r -> {}));
    assertTrue(refusal.getMessage().contains("when requests come"), refusal.getMessage());
    assertTrue(refusal.wayOut().orElse("").contains("t.time("), refusal.getMessage());
    Trace timed = Trace.of(file.toString(), t -> t.time("sent"));
    assertTrue(timed.hasTimes());
    assertEquals(12.003, millis(replay(hybrid(), timed, r -> {}), "p99 read"), 0.02);
  }

  @Test
  void aStampWithoutACacheServesAllFromItsDrives() throws IOException {
    Stamp plain = stamp(n -> n.capacity(4, Media.SSD, Bytes.parse("3.84 TB")));
    CacheReplay replay = replay(plain, trace("0,R,0,16", "1,W,0,16", "500,R,0,16"), r -> {});
    assertEquals(0, ratio(replay, "read hit ratio"));
    assertEquals(0, ratio(replay, "writes absorbed"));
    assertFalse(replay.toString().isBlank());
    assertFalse(replay.dirtyPages().toString().isBlank());
    assertFalse(replay.bindings().toString().isBlank());
  }

  @Test
  void sameSeedSameNumbers() throws IOException {
    Trace trace = trace("0,R,0,16", "1,W,0,300", "2,R,900000,64");
    assertEquals(
        replay(hybrid(), trace, r -> r.seed(7)).json(),
        replay(hybrid(), trace, r -> r.seed(7)).json());
  }
}
