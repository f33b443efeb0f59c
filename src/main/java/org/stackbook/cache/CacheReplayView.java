package org.stackbook.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stackbook.cache.engine.DirtyCounts;
import org.stackbook.cache.engine.OverTime;
import org.stackbook.cache.engine.PageCounts;
import org.stackbook.cache.engine.ProductCache;
import org.stackbook.cache.engine.RepairCounts;
import org.stackbook.cache.engine.RequestCounts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.engine.Latencies;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Line;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.ResultPart;

/**
 * Tables and charts of a replay. What they show rests on assumed rules, so all of it is starred.
 */
final class CacheReplayView {

  private static final double PERCENT = 100;
  private static final double MILLIS = 1e3;
  private static final double[] PERCENTILES = {50, 90, 95, 99, 99.9, 99.99, 100};
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double SECONDS_PER_HOUR = 3_600;

  private final CacheReplay replay;
  private final ProductCache engine;
  private final ReplaySystem system;

  CacheReplayView(CacheReplay replay) {
    this.replay = replay;
    this.engine = replay.engine();
    this.system = replay.system();
  }

  private static Cell star(double value) {
    return new Cell(value, true);
  }

  private static Cell star(long value) {
    return new Cell(value, true);
  }

  private static Cell share(long part, long all) {
    return new Cell(all == 0 ? null : PERCENT * part / all, true);
  }

  DataTable perServer() {
    DataTable.Builder table =
        DataTable.of("Pages of each server")
            .text("server")
            .count("hits")
            .count("admitted")
            .count("bypassed")
            .number("hit ratio", "%", 1)
            .count("absorbed")
            .count("written past")
            .number("dirty, most", "%", 1)
            .number("wear", "%", 1);
    for (int s = 0; s < system.servers().size(); s++) {
      PageCounts pages = engine.pagesOfServer(s);
      String name = system.servers().get(s).name();
      int[] own =
          IntStream.range(0, system.caches().size())
              .filter(c -> system.caches().get(c).server().equals(name))
              .toArray();
      table.row(
          name,
          star(pages.hits()),
          star(pages.admitted()),
          star(pages.bypassed()),
          share(pages.hits(), pages.hits() + pages.misses()),
          star(pages.absorbed()),
          star(pages.writtenPast()),
          replay.isCounted() ? most(own, this::dirtyMost) : null,
          replay.takesTime() ? most(own, c -> replay.wear(c).toPercent()) : null);
    }
    return table
        .note("Misses are taken in (admitted) or not (bypassed); writes count once for each copy.")
        .note(
            "Wear: written in a day of such requests, of what the workload's share of the most worn"
                + " drive endures.")
        .build();
  }

  /** The most of some drives; nothing if there is none. */
  private static @Nullable Cell most(int[] drives, IntToDoubleFunction value) {
    return drives.length == 0
        ? null
        : star(IntStream.of(drives).mapToDouble(value).max().orElseThrow());
  }

  private double dirtyMost(int cache) {
    return PERCENT * engine.dirtyOf(cache).most() / system.layout().cachePages()[cache];
  }

  /**
   * Reads over time and those of them that the cache served: a share alone would show a time with
   * two reads as one with thousands, and tell of times without any.
   */
  Optional<Picture> reads() {
    OverTime time = engine.overTime();
    if (time.buckets() < 2 || engine.requests().allReads() == 0) {
      return Optional.empty();
    }
    TimeAxis axis = new TimeAxis(time);
    return Optional.of(
        new Picture.Areas(
            "Reads served from the cache",
            "Two areas over time since the first request that is counted: all reads, and within"
                + " them those that the cache served. "
                + replay.verdict(),
            axis.title(),
            "Reads (1/s)",
            List.of(
                axis.line("all reads", b -> time.reads(b) / time.seconds(), Role.RESERVED),
                axis.line(
                    "served from the cache", b -> time.hits(b) / time.seconds(), Role.GOOD))));
  }

  private Optional<Picture> lines(
      String title,
      String yTitle,
      String name,
      IntPredicate shown,
      IntToDoubleFunction value,
      Role role) {
    TimeAxis axis = new TimeAxis(engine.overTime());
    Line line = axis.line(name, shown, value, role);
    return line.xs().size() < 2
        ? Optional.empty()
        : Optional.of(
            new Picture.Lines(
                title,
                "A line over time since the first request that is counted. " + replay.verdict(),
                axis.title(),
                yTitle,
                List.of(line)));
  }

  /** The buckets of a replay in the unit of time in which they are easy to read. */
  private static final class TimeAxis {
    private final OverTime time;
    private final double unit;

    TimeAxis(OverTime time) {
      this.time = time;
      double length = time.seconds() * time.buckets();
      this.unit =
          length > 2 * SECONDS_PER_HOUR
              ? SECONDS_PER_HOUR
              : length > 2 * SECONDS_PER_MINUTE ? SECONDS_PER_MINUTE : 1;
    }

    String title() {
      return "Time (" + (unit == SECONDS_PER_HOUR ? "h" : unit == 1 ? "s" : "min") + ")";
    }

    Line line(String name, IntToDoubleFunction value, Role role) {
      return line(name, bucket -> true, value, role);
    }

    Line line(String name, IntPredicate shown, IntToDoubleFunction value, Role role) {
      List<Double> xs = new ArrayList<>();
      List<Double> ys = new ArrayList<>();
      for (int bucket = 0; bucket < time.buckets(); bucket++) {
        if (shown.test(bucket)) {
          xs.add((bucket + 0.5) * time.seconds() / unit);
          ys.add(value.applyAsDouble(bucket));
        }
      }
      return new Line(name, xs, ys, role);
    }
  }

  private ResultPart part(String verdict, DataTable data, Optional<Picture> picture) {
    return new ResultPart(replay, data.title() + ": " + replay.title(), verdict, data, picture);
  }

  ResultPart latency() {
    RequestCounts all = engine.requests();
    Map<String, Latencies> columns = new LinkedHashMap<>();
    columns.put("reads", all.readLatencies());
    columns.put("writes", all.writeLatencies());
    if (replay.isRepaired()) {
      columns.put("reads during repair", engine.requestsDuringRepair().readLatencies());
      columns.put("writes during repair", engine.requestsDuringRepair().writeLatencies());
    }
    DataTable.Builder table = DataTable.of("Latencies").text("of 100 requests");
    columns.keySet().forEach(name -> table.number(name, "ms", 3));
    for (double percentile : PERCENTILES) {
      String name =
          percentile == PERCENT ? "all" : String.valueOf(percentile).replaceAll("\\.0$", "");
      row(table, name, columns, latencies -> millis(latencies, percentile));
    }
    row(table, "mean", columns, CacheReplayView::mean);
    table.note(
        String.format(
            Locale.ROOT,
            "Reads from the cache %,d, from capacity drives %,d, from both %,d; writes to the"
                + " cache %,d, past it %,d.",
            all.readsFromCache(),
            all.readsFromCapacity(),
            all.readsFromBoth(),
            all.writesToCache(),
            all.writesPast()));
    if (replay.isRepaired()) {
      RepairCounts repair = engine.repair();
      table.note(
          String.format(
              Locale.ROOT,
              "Of the pages lost with a cache drive, %,d are repaired from other copies, %,d"
                  + " written anew before that, %,d gone for good and %,d not back at the end.",
              repair.copied(),
              repair.overwritten(),
              repair.gone(),
              repair.left()));
    }
    OverTime time = engine.overTime();
    return part(
        replay.verdict(),
        table.build(),
        lines(
            "Mean latency",
            "Latency (ms)",
            "mean latency",
            b -> time.requests(b) > 0,
            b -> time.meanSeconds(b) * MILLIS,
            Role.PLAIN));
  }

  private static void row(
      DataTable.Builder table,
      String name,
      Map<String, Latencies> columns,
      Function<Latencies, Cell> value) {
    List<Object> row = new ArrayList<>(List.of(name));
    columns.values().forEach(latencies -> row.add(value.apply(latencies)));
    table.row(row.toArray());
  }

  private static Cell millis(Latencies latencies, double percentile) {
    return new Cell(
        latencies.count() == 0 ? null : latencies.percentile(percentile) * MILLIS, true);
  }

  private static Cell mean(Latencies latencies) {
    return new Cell(latencies.count() == 0 ? null : latencies.meanSeconds() * MILLIS, true);
  }

  ResultPart dirty() {
    DataTable.Builder table =
        DataTable.of("Dirty pages")
            .text("cache drive")
            .count("written")
            .count("overwritten")
            .count("de-staged")
            .count("lost")
            .count("dirty at the end")
            .number("dirty, most", "%", 1)
            .count("writes that waited");
    if (!replay.isCounted()) {
      return part(replay.verdict(), table.build(), Optional.empty());
    }
    long waited = 0;
    for (int c = 0; c < system.caches().size(); c++) {
      DirtyCounts counts = engine.dirtyOf(c);
      waited += counts.waited();
      table.row(
          system.caches().get(c).id(),
          star(counts.written()),
          star(counts.overwritten()),
          star(counts.destaged()),
          star(counts.lost()),
          star(counts.now()),
          star(dirtyMost(c)),
          star(counts.waited()));
    }
    long pages = IntStream.of(system.layout().cachePages()).asLongStream().sum();
    OverTime time = engine.overTime();
    String most =
        replay.figures().stream()
            .filter(f -> f.name().equals("dirty share"))
            .map(Figure::starredText)
            .findFirst()
            .orElse("nothing");
    return part(
        "At most "
            + most
            + " of a cache drive is dirty; "
            + (waited == 0
                ? "no write waits for room."
                : String.format(Locale.ROOT, "%,d* pages wait for room.", waited)),
        table.build(),
        pages == 0
            ? Optional.empty()
            : lines(
                "Dirty share of the cache",
                "Dirty (%)",
                "dirty",
                b -> time.requests(b) > 0,
                b -> PERCENT * time.dirty(b) / pages,
                Role.WARNING));
  }

  ResultPart tenants() {
    DataTable.Builder table =
        DataTable.of("Tenants")
            .text("tenant")
            .count("reads")
            .count("writes")
            .number("hit ratio", "%", 1)
            .number("p99 read", "ms", 2)
            .number("p99 write", "ms", 2);
    List<RequestCounts> counts = engine.tenants();
    if (counts.isEmpty()) {
      return part(replay.verdict(), table.build(), Optional.empty());
    }
    String slowest = "";
    double longest = -1;
    for (int t = 0; t < counts.size(); t++) {
      RequestCounts tenant = counts.get(t);
      String name = replay.tenantNames().get(t);
      if (tenant.allReads() > 0 && tenant.readLatencies().percentile(99) > longest) {
        longest = tenant.readLatencies().percentile(99);
        slowest = name;
      }
      table.row(
          name,
          tenant.allReads(),
          tenant.allWrites(),
          share(tenant.readsFromCache(), tenant.allReads()),
          millis(tenant.readLatencies(), 99),
          millis(tenant.writeLatencies(), 99));
    }
    return part(
        (counts.size() == 1 ? "One tenant" : counts.size() + " tenants")
            + (counts.size() == 1 || slowest.isEmpty()
                ? "."
                : "; the slowest one percent of reads are those of " + slowest + "*."),
        table.build(),
        Optional.empty());
  }

  ResultPart bindings() {
    DataTable.Builder table =
        DataTable.of("Cache drives")
            .text("cache drive")
            .count("capacity drives")
            .count("hits")
            .count("misses")
            .number("hit ratio", "%", 1)
            .count("absorbed")
            .number("written per day", "TB", 3)
            .number("wear", "%", 1)
            .number("busy", "%", 1);
    double seconds = engine.secondsUntilServed();
    for (int c = 0; c < system.caches().size(); c++) {
      Drive drive = system.caches().get(c);
      int cache = c;
      int[] bound =
          IntStream.range(0, system.capacity().size())
              .filter(d -> engine.cacheOf(d) == cache)
              .toArray();
      long hits = IntStream.of(bound).mapToLong(d -> engine.pagesOf(d).hits()).sum();
      long misses = IntStream.of(bound).mapToLong(d -> engine.pagesOf(d).misses()).sum();
      long absorbed = IntStream.of(bound).mapToLong(d -> engine.pagesOf(d).absorbed()).sum();
      int lanes = system.layout().cacheTimes()[c].lanes();
      table.row(
          drive.id(),
          bound.length,
          star(hits),
          star(misses),
          share(hits, hits + misses),
          star(absorbed),
          new Cell(replay.takesTime() ? replay.writtenPerDay(c) : null, true),
          new Cell(replay.takesTime() ? replay.wear(c).toPercent() : null, true),
          new Cell(seconds == 0 ? null : PERCENT * engine.busyCache(c) / lanes / seconds, true));
    }
    return part(
        replay.verdict(),
        table.note("Capacity drives are those bound at the end.").build(),
        Optional.empty());
  }
}
