package org.stackbook.cache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stackbook.cache.engine.DirtyCounts;
import org.stackbook.cache.engine.ProductCache;
import org.stackbook.cache.engine.RepairCounts;
import org.stackbook.cache.engine.RequestCounts;
import org.stackbook.cache.engine.WarmUp;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.engine.Latencies;
import org.stackbook.trace.ReadingProgress;
import org.stackbook.trace.Trace;
import org.stackbook.trace.TraceReader;
import org.stackbook.trace.engine.EvenSeconds;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Progress;
import org.stackbook.view.Result;
import org.stackbook.view.ResultPart;

/**
 * What the cache of a stamp did while a trace passed through it: what it served, how long requests
 * took, how much was dirty, and what it wore.
 *
 * <pre>{@code
 * Files.writeString(Path.of("disk.csv"), "time,op,lba,size\n0,R,8,4096\n1,R,8,4096\n");
 * var replay = oslo.cache().replay(trace("disk.csv"), r -> r.share(pct(1)).seed(42));
 * replay.why("read hit ratio").figure().value() // → 50 %
 * replay.latency()
 * }</pre>
 *
 * <p>Source: Understand the storage pool cache; J. Savill, Mastering Windows Server 2016 Hyper-V
 * ({@code cache/admission}).
 */
public final class CacheReplay extends Result implements OfStamp {

  private static final double NANOS = 1e9;
  private static final double SECONDS_PER_DAY = 86_400;
  private static final int MEDIAN = 50;
  private static final int TAIL = 99;

  private final Stamp stamp;
  private final Trace trace;
  private final ReplaySystem system;
  private final ReplayOptions options;
  private final ProductCache engine;
  private final List<String> tenants;
  private final String remarks;
  private final Figure<String> replayed;
  private final List<Figure<?>> figures;

  private CacheReplay(
      Stamp stamp,
      Trace trace,
      ReplaySystem system,
      ReplayOptions options,
      ProductCache engine,
      List<String> tenants,
      String remarks,
      boolean spread) {
    this.stamp = stamp;
    this.trace = trace;
    this.system = system;
    this.options = options;
    this.engine = engine;
    this.tenants = List.copyOf(tenants);
    this.remarks = remarks;
    this.replayed = system.replayed(trace.name(), spread);
    this.figures = List.copyOf(counted());
  }

  /** Of what was not counted there is no figure: 0 would be told as a result. */
  private List<Figure<?>> counted() {
    List<Figure<?>> all = new ArrayList<>();
    boolean reads = engine.requests().allReads() > 0;
    boolean writes = engine.requests().allWrites() > 0;
    if (reads) {
      all.add(hitRatio());
    }
    if (writes) {
      all.add(absorbed());
    }
    if (reads) {
      all.addAll(List.of(readLatency("p50 read", MEDIAN), slowReads()));
    }
    if (writes) {
      all.addAll(List.of(writeLatency("p50 write", MEDIAN), slowWrites()));
    }
    if (engine.secondsUntilServed() > 0) {
      all.addAll(List.of(iops(), busiest()));
    }
    if (isCounted() && !system.caches().isEmpty()) {
      all.addAll(List.of(dirtyShare(), lostDirty()));
      all.addAll(repair());
      all.addAll(wear());
    }
    if (!system.caches().isEmpty()) {
      all.add(system.cache());
    }
    all.addAll(List.of(system.page(), system.copies()));
    return all;
  }

  /**
   * @throws Refusal if the trace tells no addresses or no times, or has no request
   */
  static CacheReplay of(Stamp stamp, Trace trace, Consumer<ReplayOptions> words) {
    ReplayOptions options = new ReplayOptions(stamp);
    words.accept(options);
    if (!trace.hasAddresses()) {
      throw refused(
          trace,
          "it tells the ids of objects; where a request lies decides which drives serve it",
          "take a trace with addresses");
    }
    if (!trace.hasTimes()) {
      throw refused(
          trace,
          "it does not tell when requests come, and how long they wait depends on that",
          "say which column tells it: trace(\"…\", t -> t.time(\"…\"))");
    }
    ReplaySystem system = new ReplaySystem(stamp, options);
    long skipped = options.warmUpShare().map(share -> skipped(trace, share)).orElse(0L);
    WarmUp warmUp =
        new WarmUp(skipped, options.warmUpTime().map(t -> (long) (t.seconds() * NANOS)).orElse(0L));
    RequestBatch batch = new RequestBatch();
    try (Progress progress = Progress.of("Replaying " + trace.name());
        TraceReader reader = trace.watched(ReadingProgress.shownBy(progress)).requests();
        EvenSeconds requests = new EvenSeconds(reader)) {
      boolean any = read(trace, requests, batch);
      if (!any) {
        throw refused(trace, "the trace has no request", "take another trace");
      }
      long first = batch.nanos[0];
      ProductCache engine =
          new ProductCache(system.layout(), system.rules(), system.losses(first), warmUp);
      do {
        engine.feed(batch);
      } while (read(trace, requests, batch));
      system.requireBefore(engine.last() - first);
      engine.finish();
      return new CacheReplay(
          stamp,
          trace,
          system,
          options,
          engine,
          reader.tenants(),
          reader.reading().remarks(),
          requests.spread());
    }
  }

  private static boolean read(Trace trace, EvenSeconds requests, RequestBatch batch) {
    try {
      return requests.read(batch);
    } catch (ArithmeticException e) {
      throw refused(
          trace,
          String.valueOf(e.getMessage()),
          "look at its times, and say their column: trace(\"…\", t -> t.time(\"…\"))");
    }
  }

  private static Refusal refused(Trace trace, String rule, String wayOut) {
    return Refusal.of("replay(" + trace.name() + ", …)", rule).wayOut(wayOut).asException();
  }

  private static long skipped(Trace trace, Ratio share) {
    long count = 0;
    RequestBatch batch = new RequestBatch();
    try (Progress progress = Progress.of("Counting requests of " + trace.name());
        TraceReader reader = trace.watched(ReadingProgress.shownBy(progress)).requests()) {
      while (reader.read(batch)) {
        count += batch.count;
      }
    }
    return (long) (count * share.value());
  }

  /** Whether any request is counted; else all of them warm the cache. */
  boolean isCounted() {
    return engine.requests().allReads() + engine.requests().allWrites() > 0;
  }

  private Figure<Long> requests(String name, long count) {
    return Figure.derived(name, count, "those of the {replay} that are counted", replayed);
  }

  private Figure<Long> served(String name, long count) {
    return Figure.derived(
        name,
        count,
        "those of the {replay} that are counted and that no capacity drive was needed for",
        replayed);
  }

  private static Figure<Ratio> ratio(String name, Figure<Long> part, Figure<Long> all) {
    return Figure.derived(
        name,
        Ratio.of((double) part.value() / all.value()),
        "{" + part.name() + "} ÷ {" + all.name() + "}",
        part,
        all);
  }

  private Figure<Ratio> hitRatio() {
    RequestCounts all = engine.requests();
    return ratio(
        "read hit ratio",
        served("reads from the cache", all.readsFromCache()),
        requests("reads", all.allReads()));
  }

  private Figure<Ratio> absorbed() {
    RequestCounts all = engine.requests();
    return ratio(
        "writes absorbed",
        served("writes to the cache", all.writesToCache()),
        requests("writes", all.allWrites()));
  }

  private Figure<Timespan> slowReads() {
    return readLatency("p99 read", TAIL);
  }

  private Figure<Timespan> slowWrites() {
    return writeLatency("p99 write", TAIL);
  }

  private Figure<Timespan> readLatency(String name, int percentile) {
    return latency(name, engine.requests().readLatencies(), percentile, false);
  }

  private Figure<Timespan> writeLatency(String name, int percentile) {
    return latency(name, engine.requests().writeLatencies(), percentile, true);
  }

  private Figure<Timespan> latency(
      String name, Latencies latencies, int percentile, boolean write) {
    List<Figure<?>> times = system.times(write);
    return Figure.derived(
        name,
        new Timespan(latencies.percentile(percentile)),
        percentile
            + " of 100 "
            + (write ? "writes" : "reads")
            + " of the {replay} take no longer, waiting included, where a drive takes "
            + times.stream().map(time -> "{" + time.name() + "}").collect(Collectors.joining(", ")),
        Stream.concat(Stream.of(replayed), times.stream()).toArray(Figure<?>[]::new));
  }

  private Figure<Iops> iops() {
    long requests = engine.requests().allReads() + engine.requests().allWrites();
    double seconds = engine.secondsUntilServed();
    Figure<Timespan> time =
        Figure.derived(
            "time until all were served",
            new Timespan(seconds),
            "from the first request of the {replay} that is counted",
            replayed);
    return Figure.derived(
        "IOPS",
        new Iops(requests / seconds),
        "{requests} ÷ {time until all were served}",
        requests("requests", requests),
        time);
  }

  private Figure<Ratio> busiest() {
    Drive drive = null;
    double most = -1;
    for (int d = 0; d < system.capacity().size(); d++) {
      double load = engine.busy(d) / options.service().of(system.capacity().get(d).media()).lanes();
      if (load > most) {
        most = load;
        drive = system.capacity().get(d);
      }
    }
    return Figure.derived(
        "busiest capacity drive",
        Ratio.of(most / engine.secondsUntilServed()),
        "share of its time that {drive} serves requests of the {replay} and the cache",
        replayed,
        Figure.given("drive", String.valueOf(drive), "capacity(…)"));
  }

  /** The largest share of dirty pages of any cache drive, at any time. */
  private Figure<Ratio> dirtyShare() {
    int[] pages = system.layout().cachePages();
    double most =
        IntStream.range(0, pages.length)
            .mapToDouble(c -> (double) engine.dirtyOf(c).most() / pages[c])
            .max()
            .orElse(0);
    return Figure.derived(
        "dirty share",
        Ratio.of(most),
        "most dirty pages of a cache drive at once in the {replay} ÷ its pages",
        replayed);
  }

  private Figure<Bytes> lostDirty() {
    long lost = dirty().mapToLong(DirtyCounts::lost).sum();
    return Figure.derived(
            "lost dirty bytes",
            system.page().value().times(lost).as(ByteUnit.GB),
            "{lost pages} × {page}",
            Figure.derived(
                "lost pages",
                lost,
                "dirty on a cache drive when it failed in the {replay}; of a failure before requests"
                    + " are counted, those that are not back by then",
                replayed),
            system.page())
        .by(Facts.storage().fact("cache/dirtyDataOnFailure"));
  }

  /** What came of the pages that were lost, if any were. */
  private List<Figure<?>> repair() {
    RepairCounts repair = engine.repair();
    if (!isRepaired()) {
      return List.of();
    }
    List<Figure<?>> all = new ArrayList<>();
    all.add(repaired("repaired", repair.copied(), "read from another copy and written again"));
    if (repair.overwritten() > 0) {
      all.add(repaired("written anew", repair.overwritten(), "written before they were repaired"));
    }
    if (repair.gone() > 0) {
      all.add(repaired("gone for good", repair.gone(), "of which no copy was left"));
    }
    if (repair.left() > 0) {
      all.add(repaired("not repaired", repair.left(), "not back at the last request"));
    }
    if (repair.copied() > 0) {
      all.add(
          Figure.derived(
              "repair time",
              new Timespan(repair.seconds()),
              "from the failure, or from when requests of the {replay} are counted if that is later,"
                  + " until the last page is written again, with {repair queue depth}",
              replayed,
              ReplaySystem.repairRuns(),
              ReplaySystem.repairing()));
    }
    if (engine.requestsDuringRepair().allReads() > 0) {
      all.add(
          latency(
              "p99 read during repair",
              engine.requestsDuringRepair().readLatencies(),
              TAIL,
              false));
    }
    return all;
  }

  private Figure<Bytes> repaired(String name, long pages, String what) {
    return Figure.derived(
        name,
        system.page().value().times(pages).as(ByteUnit.GB),
        "{pages " + name + "} × {page}",
        Figure.derived(
            "pages " + name,
            pages,
            what + ", of those lost with a cache drive in the {replay}",
            replayed,
            ReplaySystem.repairRuns(),
            ReplaySystem.repairing()),
        system.page());
  }

  /** Whether anything was lost with a cache drive since requests are counted. */
  boolean isRepaired() {
    RepairCounts repair = engine.repair();
    return repair.copied() + repair.overwritten() + repair.gone() + repair.left() > 0;
  }

  private Stream<DirtyCounts> dirty() {
    return IntStream.range(0, system.caches().size()).mapToObj(engine::dirtyOf);
  }

  /** Whether requests come at more than one time, so that there is a day of such requests. */
  boolean takesTime() {
    return engine.seconds() > 0;
  }

  /** Bytes that a cache drive would take in a day of such requests, if they take time. */
  Bytes writtenPerDay(int cache) {
    DirtyCounts counts = engine.dirtyOf(cache);
    double perDay =
        (double) (counts.bytesWritten() + counts.bytesFilled())
            / engine.seconds()
            * SECONDS_PER_DAY;
    return Bytes.of(Math.round(perDay), ByteUnit.B).as(ByteUnit.TB);
  }

  Ratio wear(int cache) {
    return writtenPerDay(cache).shareOf(system.endurance(system.caches().get(cache)).value());
  }

  private List<Figure<?>> wear() {
    if (!takesTime()) {
      return List.of();
    }
    int worst =
        IntStream.range(0, system.caches().size())
            .boxed()
            .max(Comparator.comparing(this::wear))
            .orElseThrow();
    Drive drive = system.caches().get(worst);
    DirtyCounts counts = engine.dirtyOf(worst);
    Figure<Bytes> written =
        Figure.derived(
            "written to the most worn cache drive",
            Bytes.of(counts.bytesWritten() + counts.bytesFilled(), ByteUnit.B).as(ByteUnit.GB),
            "writes and what reads took in, to {drive} in the {replay}",
            replayed,
            Figure.given("drive", String.valueOf(drive), "cache(…)"));
    Figure<Timespan> time =
        Figure.derived(
            "time",
            new Timespan(engine.seconds()),
            "from the first request of the {replay} that is counted to the last",
            replayed);
    Figure<Bytes> perDay =
        Figure.derived(
            "written per day",
            writtenPerDay(worst),
            "{" + written.name() + "} ÷ {time}, for a day",
            written,
            time);
    Figure<Bytes> endurance = system.endurance(drive);
    return List.of(
        Figure.derived(
            "wear", wear(worst), "{written per day} ÷ {endurance per day}", perDay, endurance),
        perDay,
        endurance);
  }

  /** The stamp whose cache this is. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  ProductCache engine() {
    return engine;
  }

  ReplaySystem system() {
    return system;
  }

  List<String> tenantNames() {
    return tenants;
  }

  /** How long requests took: percentiles of reads and writes, and where they were served from. */
  public ResultPart latency() {
    return new CacheReplayView(this).latency();
  }

  /** How much of the cache was dirty, over time and for each cache drive. */
  public ResultPart dirtyPages() {
    return new CacheReplayView(this).dirty();
  }

  /** What each disk, host or volume of the trace got. */
  public ResultPart tenants() {
    return new CacheReplayView(this).tenants();
  }

  /** What each cache drive did for the capacity drives that are bound to it. */
  public ResultPart bindings() {
    return new CacheReplayView(this).bindings();
  }

  @Override
  public String title() {
    return "Replay of "
        + trace.name()
        + " on "
        + stamp.name()
        + system.without().map(failed -> " without " + failed).orElse("");
  }

  @Override
  public String verdict() {
    RequestCounts all = engine.requests();
    if (!isCounted()) {
      return "No request is counted: all of them warm the cache.";
    }
    String text =
        all.allReads() == 0
            ? String.format(
                Locale.ROOT,
                "The cache takes %s of writes; 99 %% of them within %s",
                absorbed().starredText(),
                slowWrites().starredText())
            : String.format(
                Locale.ROOT,
                "The cache serves %s of reads; 99 %% of all reads within %s",
                hitRatio().starredText(),
                slowReads().starredText());
    if (all.allReads() > 0 && all.allWrites() > 0) {
      text += " and of writes within " + slowWrites().starredText();
    }
    return isRepaired() ? text + "; " + whatWasLost() + "." : text + ".";
  }

  private String whatWasLost() {
    RepairCounts repair = engine.repair();
    Bytes lost = lostDirty().value();
    String text =
        lost + "* not yet de-staged are lost in one server and repaired from other copies";
    if (repair.copied() > 0) {
      text += " within " + new Timespan(repair.seconds()) + "*";
    }
    if (repair.left() > 0) {
      text += ", " + size(repair.left()) + "* of it not by the last request";
    }
    if (repair.gone() > 0) {
      text += ", " + size(repair.gone()) + "* of it gone for good, as no copy was left";
    }
    return text;
  }

  private Bytes size(long pages) {
    return system.page().value().times(pages).as(ByteUnit.GB);
  }

  @Override
  public DataTable data() {
    DataTable table = new CacheReplayView(this).perServer();
    if (remarks.isEmpty()) {
      return table;
    }
    List<String> notes = new ArrayList<>(table.notes());
    notes.add(remarks);
    return new DataTable(table.title(), table.columns(), table.rows(), notes);
  }

  @Override
  public Optional<Picture> picture() {
    return new CacheReplayView(this).reads();
  }

  @Override
  public List<Figure<?>> figures() {
    return figures;
  }
}
