package org.stackbook.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.SharedData;
import org.stackbook.cache.engine.DirtyCounts;
import org.stackbook.cache.engine.PageCounts;
import org.stackbook.cache.engine.ProductCache;
import org.stackbook.cache.engine.RepairCounts;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.trace.Trace;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.Result;

/**
 * The questions of the notebook about the cache, with a real trace on three stamps, beside what is
 * counted here over the collections of the JDK, and beside what must hold whatever the cache does.
 */
@Tag("oracle")
class CloudPhysicsQuestionsTest {

  private static final Path FILE =
      SharedData.file("traces/cloudPhysicsIO.csv.gz").orElse(Path.of("absent"));

  private static final int PAGE = 16 * 1024;
  private static final int COPIES = 3;

  /** The admission of the facts: KiB, and seconds. */
  private static final int WRITE_MOST = 256 * 1024;

  private static final int AT_ONCE_MOST = 64 * 1024;
  private static final int SEQUENTIAL_MOST = 32 * 1024;
  private static final int WINDOW = 600;

  /** A row of the file. */
  private record Row(long second, boolean write, long address, int bytes) {
    long firstPage() {
      return address / PAGE;
    }

    long lastPage() {
      return (address + bytes - 1) / PAGE;
    }

    long pages() {
      return lastPage() - firstPage() + 1;
    }
  }

  private static final List<Row> ROWS = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(Files.exists(FILE), SharedData.ABSENT);
    ROWS.clear();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), US_ASCII))) {
      assertEquals("time,op,lba,size", reader.readLine());
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] row = line.split(",", -1);
        ROWS.add(
            new Row(
                Long.parseLong(row[0]),
                row[1].equals("W"),
                Long.parseLong(row[2]) * 512,
                Integer.parseInt(row[3])));
      }
    }
  }

  private static Trace trace() {
    return Trace.of(FILE.toString(), t -> t.address("lba", 512));
  }

  private static long[] pages() {
    return ROWS.stream()
        .flatMapToLong(row -> LongStream.rangeClosed(row.firstPage(), row.lastPage()))
        .toArray();
  }

  private static Stamp stamp(String memory, int caches, String cache, int drives, Media media) {
    return Stamp.describe(
        "three",
        s ->
            s.build("1802")
                .servers(
                    8,
                    n ->
                        n.memory(Bytes.parse(memory))
                            .cores(40)
                            .boot(Media.SSD, Bytes.parse("480 GB"))
                            .cache(caches, Media.NVME, Bytes.parse(cache))
                            .capacity(
                                drives,
                                media,
                                Bytes.parse(media == Media.HDD ? "8 TB" : "3.84 TB"))));
  }

  private static Stamp small() {
    return stamp("384 GB", 2, "0.8 TB", 10, Media.HDD);
  }

  private static Stamp large() {
    return stamp("768 GB", 4, "3.2 TB", 12, Media.HDD);
  }

  private static Stamp flash() {
    return stamp("384 GB", 2, "1.6 TB", 10, Media.SSD);
  }

  private static CacheReplay replay(Stamp stamp, double sharePct, Consumer<ReplayOptions> words) {
    return Cache.of(stamp)
        .replay(
            trace(),
            r -> {
              r.share(Ratio.percent(sharePct)).seed(42);
              words.accept(r);
            });
  }

  /** What became of the pages of all servers. */
  private static long pages(CacheReplay replay, ToLongFunction<PageCounts> what) {
    return IntStream.range(0, 8)
        .mapToLong(server -> what.applyAsLong(replay.engine().pagesOfServer(server)))
        .sum();
  }

  private static long dirty(CacheReplay replay, ToLongFunction<DirtyCounts> what) {
    return IntStream.range(0, replay.system().caches().size())
        .mapToLong(c -> what.applyAsLong(replay.engine().dirtyOf(c)))
        .sum();
  }

  private static double value(Result result, String name) {
    return ((Ratio) result.why(name).figure().value()).value();
  }

  /** A cache with room for everything: every hit follows from the rules of admission. */
  @Test
  void aCacheForAllOfItHitsWhatItsRulesTakeIn() {
    Boundless plain = new Boundless(WINDOW);
    CacheReplay replay = replay(large(), 100, r -> {});
    assertEquals(plain.pageHits, pages(replay, PageCounts::hits));
    assertEquals(plain.pageMisses, pages(replay, PageCounts::misses));
    assertEquals(plain.readsFromCache, replay.engine().requests().readsFromCache());
    assertEquals(
        (double) plain.readsFromCache / plain.reads, value(replay, "read hit ratio"), 1e-12);
    assertTrue(plain.pageHits > 1000 && plain.pageMisses > 1000);
  }

  /** What the trace alone decides is the same on every stamp, and no cache beats the boundless. */
  @Test
  void onThreeStampsNothingIsLostAndNoneHitsMoreThanTheRulesAllow() {
    Boundless plain = new Boundless(WINDOW);
    List<Row> reads = ROWS.stream().filter(row -> !row.write()).toList();
    List<Row> kept = ROWS.stream().filter(row -> row.write() && row.bytes() <= WRITE_MOST).toList();
    List<Row> past = ROWS.stream().filter(row -> row.write() && row.bytes() > WRITE_MOST).toList();
    for (Stamp stamp : List.of(small(), large(), flash())) {
      for (boolean broken : new boolean[] {false, true}) {
        CacheReplay replay = replay(stamp, 0.01, broken ? r -> r.fail("n3/disk1") : r -> {});
        ProductCache engine = replay.engine();
        assertEquals(ROWS.size(), engine.passed());
        assertEquals(reads.size(), engine.requests().allReads());
        assertEquals(kept.size(), engine.requests().writesToCache());
        assertEquals(past.size(), engine.requests().writesPast());
        assertEquals(
            reads.stream().mapToLong(Row::pages).sum(),
            pages(replay, PageCounts::hits) + pages(replay, PageCounts::misses));
        assertEquals(
            COPIES * kept.stream().mapToLong(Row::pages).sum(),
            pages(replay, PageCounts::absorbed));
        assertEquals(
            COPIES * past.stream().mapToLong(Row::pages).sum(),
            pages(replay, PageCounts::writtenPast));
        assertEquals(
            COPIES * kept.stream().mapToLong(Row::bytes).sum(),
            dirty(replay, DirtyCounts::bytesWritten));
        assertEquals(
            dirty(replay, DirtyCounts::written),
            dirty(replay, DirtyCounts::destaged)
                + dirty(replay, DirtyCounts::overwritten)
                + dirty(replay, DirtyCounts::now));
        assertTrue(pages(replay, PageCounts::hits) <= plain.pageHits);
        assertTrue(engine.requests().readsFromCache() <= plain.readsFromCache);
      }
    }
  }

  /** Eight times the cache hits more, and who reads from disks waits for them. */
  @Test
  void moreCacheHitsMoreAndNoReadIsFasterThanItsDrive() {
    CacheReplay small = replay(small(), 0.01, r -> {});
    CacheReplay large = replay(large(), 0.01, r -> {});
    CacheReplay flash = replay(flash(), 0.01, r -> {});
    assertTrue(value(large, "read hit ratio") > value(small, "read hit ratio"));
    assertEquals(
        0, dirty(flash, DirtyCounts::bytesFilled), "flash is read without taking anything in");
    for (CacheReplay replay : List.of(small, large, flash)) {
      double drive = replay == flash ? 100e-6 : 12e-3;
      long reads = replay.engine().requests().allReads();
      double past = reads - replay.engine().requests().readsFromCache();
      double least = (past * drive + (reads - past) * 90e-6) / reads;
      assertTrue(replay.engine().requests().readLatencies().meanSeconds() > least);
    }
    double slow = ((Timespan) small.why("p99 read").figure().value()).seconds();
    double fast = ((Timespan) flash.why("p99 read").figure().value()).seconds();
    assertTrue(slow > 12e-3 && fast < slow, slow + " " + fast);
  }

  /** At each of several times: what is lost is repaired, written anew, or not back in the end. */
  @Test
  void aDeadCacheDriveLosesNothingForGood() {
    long lost = 0;
    long copied = 0;
    for (int disk = 1; disk <= 2; disk++) {
      for (int minute = 10; minute < 120; minute += 20) {
        String drive = "n3/disk" + disk;
        Timespan when = Timespan.minutes(minute);
        CacheReplay replay = replay(small(), 0.01, r -> r.failAt(drive, when));
        RepairCounts repair = replay.engine().repair();
        assertEquals(0, repair.gone());
        assertEquals(
            dirty(replay, DirtyCounts::lost),
            repair.copied() + repair.overwritten() + repair.left());
        assertEquals(0, replay.system().caches().get(4).server().compareTo("n3"));
        for (int d = 20; d < 30; d++) {
          assertEquals(4 + 2 - disk, replay.engine().cacheOf(d), "the one that is left in n3");
        }
        lost += dirty(replay, DirtyCounts::lost);
        copied += repair.copied();
      }
    }
    assertTrue(lost > 0 && copied > 0, lost + " " + copied);
  }

  /** Hits of a cache of so many pages that gives up what was used, or came, longest ago. */
  private static long hits(long[] pages, int size, boolean lru) {
    LinkedHashMap<Long, Boolean> cache = new LinkedHashMap<>(16, 0.75f, lru);
    long hits = 0;
    for (long page : pages) {
      if (cache.get(page) != null) {
        hits++;
      } else {
        if (cache.size() == size) {
          cache.remove(cache.keySet().iterator().next());
        }
        if (size > 0) {
          cache.put(page, true);
        }
      }
    }
    return hits;
  }

  /** The most that a cache of so many pages can hit: it keeps what is asked for soonest. */
  private static long mostHits(long[] pages, int size) {
    int[] next = new int[pages.length];
    Map<Long, Integer> later = new HashMap<>();
    for (int i = pages.length - 1; i >= 0; i--) {
      Integer use = later.put(pages[i], i);
      // Those that are not asked for again differ, so that a set tells them apart.
      next[i] = use == null ? pages.length + i : use;
    }
    TreeSet<Integer> kept = new TreeSet<>();
    long hits = 0;
    for (int i = 0; i < pages.length; i++) {
      hits += kept.remove(i) ? 1 : 0;
      kept.add(next[i]);
      if (kept.size() > size) {
        kept.pollLast();
      }
    }
    return hits;
  }

  @Test
  void theCurveAndItsCeilingAreWhatPlainCachesHit() {
    long[] pages = pages();
    long distinct = Arrays.stream(pages).distinct().count();
    MissRatioCurve curve = Cache.of(small()).curve(trace(), c -> c.page(page()));
    assertEquals((long) pages.length, curve.why("accesses").figure().value());
    assertEquals(distinct, curve.why("distinct pages").figure().value());
    double before = 0;
    for (int row = 0; row < CacheSizes.SHARES.size(); row++) {
      int size = (int) (CacheSizes.SHARES.get(row) / 100 * distinct);
      Ratio hits = (Ratio) curve.at(page().times(size)).figure().value();
      assertEquals((double) hits(pages, size, true) / pages.length, hits.value(), 1e-12);
      assertTrue(hits.value() >= before);
      before = hits.value();
      int nearest = (int) Math.round(CacheSizes.SHARES.get(row) / 100 * distinct);
      assertEquals(100.0 * mostHits(pages, nearest) / pages.length, percent(curve, row, 4), 1e-9);
    }
    long smallest = ((Bytes) curve.smallest(Ratio.percent(40)).figure().value()).count() / PAGE;
    assertTrue(hits(pages, (int) smallest, true) >= 0.4 * pages.length);
    assertTrue(hits(pages, (int) smallest - 1, true) < 0.4 * pages.length);
  }

  private static double percent(Result result, int row, int column) {
    return (Double) Objects.requireNonNull(result.data().rows().get(row).get(column).value());
  }

  private static Bytes page() {
    return Bytes.of(PAGE, ByteUnit.KIB);
  }

  @Test
  void policiesHitWhatPlainOnesDoAndNoneMoreThanIsPossible() {
    long[] pages = pages();
    long distinct = Arrays.stream(pages).distinct().count();
    PolicyReplay played = Cache.of(small()).policies(trace(), p -> p.page(page()));
    List<String> columns = played.data().columns().stream().map(c -> c.name()).toList();
    assertEquals(5, played.data().rows().size());
    double[] shares = {0.01, 0.05, 0.1, 0.2, 0.4};
    for (int row = 0; row < shares.length; row++) {
      int size = (int) (shares[row] * distinct);
      double most = 100.0 * mostHits(pages, size) / pages.length;
      for (int column = 2; column < columns.size(); column++) {
        double is = percent(played, row, column);
        switch (columns.get(column)) {
          case "lru" -> assertEquals(100.0 * hits(pages, size, true) / pages.length, is, 1e-9);
          case "fifo" -> assertEquals(100.0 * hits(pages, size, false) / pages.length, is, 1e-9);
          default -> assertTrue(is > 0 && is <= most + 1e-9, columns.get(column));
        }
      }
    }
    assertTrue(columns.containsAll(List.of("lru", "fifo")), columns.toString());
  }

  /** What a cache without a bound takes in and hits by the rules of admission alone. */
  private static final class Boundless {
    final Set<Long> cached = new HashSet<>();
    final Map<Long, Long> missed = new HashMap<>();
    final long[] ends = new long[16];
    int next;
    long pageHits;
    long pageMisses;
    long reads;
    long readsFromCache;

    Boundless(int window) {
      Arrays.fill(ends, -1);
      ROWS.forEach(row -> pass(row, window));
    }

    private void pass(Row row, int window) {
      if (row.write()) {
        for (long page = row.firstPage(); page <= row.lastPage(); page++) {
          if (row.bytes() <= WRITE_MOST) {
            cached.add(page);
          } else {
            cached.remove(page);
          }
        }
        return;
      }
      reads++;
      int before =
          IntStream.range(0, 16).filter(i -> ends[i] == row.address()).findFirst().orElse(-1);
      ends[before < 0 ? next : before] = row.address() + row.bytes();
      next = before < 0 ? (next + 1) % 16 : next;
      boolean taken = before < 0 || row.bytes() <= SEQUENTIAL_MOST;
      boolean whole = true;
      for (long page = row.firstPage(); page <= row.lastPage(); page++) {
        if (cached.contains(page)) {
          pageHits++;
          continue;
        }
        whole = false;
        pageMisses++;
        if (!taken) {
          continue;
        }
        Long last = row.bytes() <= AT_ONCE_MOST ? row.second() : missed.remove(page);
        if (last != null && row.second() - last <= window) {
          cached.add(page);
        } else {
          missed.put(page, row.second());
        }
      }
      readsFromCache += whole ? 1 : 0;
    }
  }
}
