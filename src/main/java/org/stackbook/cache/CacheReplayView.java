package org.stackbook.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.stackbook.cache.engine.DirtyCounts;
import org.stackbook.cache.engine.OverTime;
import org.stackbook.cache.engine.PageCounts;
import org.stackbook.cache.engine.ProductCache;
import org.stackbook.cache.engine.RequestCounts;
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
          own.length == 0 ? null : star(most(own, this::dirtyMost)),
          own.length == 0 ? null : star(most(own, c -> replay.wear(c).toPercent())));
    }
    return table
        .note("Misses are taken in (admitted) or not (bypassed); writes count once for each copy.")
        .note("Wear: written in a day of such requests, of what the most worn drive endures.")
        .build();
  }

  private static double most(int[] drives, IntToDoubleFunction value) {
    return IntStream.of(drives).mapToDouble(value).max().orElse(0);
  }

  private double dirtyMost(int cache) {
    return PERCENT * engine.dirtyOf(cache).most() / system.layout().cachePages()[cache];
  }

  Optional<Picture> hitRatio() {
    OverTime time = engine.overTime();
    return lines(
        "Reads served from the cache",
        "Reads (%)",
        "served from the cache",
        b -> time.reads(b) > 0,
        b -> PERCENT * time.hits(b) / time.reads(b),
        Role.GOOD);
  }

  private Optional<Picture> lines(
      String title,
      String yTitle,
      String name,
      IntPredicate shown,
      IntToDoubleFunction value,
      Role role) {
    OverTime time = engine.overTime();
    double length = time.seconds() * time.buckets();
    double unit =
        length > 2 * SECONDS_PER_HOUR
            ? SECONDS_PER_HOUR
            : length > 2 * SECONDS_PER_MINUTE ? SECONDS_PER_MINUTE : 1;
    String symbol = unit == SECONDS_PER_HOUR ? "h" : unit == 1 ? "s" : "min";
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (int bucket = 0; bucket < time.buckets(); bucket++) {
      if (shown.test(bucket)) {
        xs.add((bucket + 0.5) * time.seconds() / unit);
        ys.add(value.applyAsDouble(bucket));
      }
    }
    return xs.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Picture.Lines(
                title,
                "A line over time since the first request that is counted. " + replay.verdict(),
                "Time (" + symbol + ")",
                yTitle,
                List.of(new Line(name, xs, ys, role))));
  }

  private ResultPart part(String verdict, DataTable data, Optional<Picture> picture) {
    return new ResultPart(replay, data.title() + ": " + replay.title(), verdict, data, picture);
  }

  ResultPart latency() {
    RequestCounts all = engine.requests();
    DataTable.Builder table =
        DataTable.of("Latencies")
            .text("of 100 requests")
            .number("reads", "ms", 3)
            .number("writes", "ms", 3);
    for (double percentile : PERCENTILES) {
      table.row(
          percentile == PERCENT ? "all" : String.valueOf(percentile).replaceAll("\\.0$", ""),
          millis(all.readLatencies(), percentile),
          millis(all.writeLatencies(), percentile));
    }
    table
        .row("mean", mean(all.readLatencies()), mean(all.writeLatencies()))
        .note(
            String.format(
                Locale.ROOT,
                "Reads from the cache %,d, from capacity drives %,d, from both %,d; writes to the"
                    + " cache %,d, past it %,d.",
                all.readsFromCache(),
                all.readsFromCapacity(),
                all.readsFromBoth(),
                all.writesToCache(),
                all.writesPast()));
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
            .map(CacheReplay::starred)
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
    String slowest = "";
    double longest = -1;
    for (int t = 0; t < counts.size(); t++) {
      RequestCounts tenant = counts.get(t);
      String name = replay.tenantNames().get(t);
      if (tenant.readLatencies().percentile(99) > longest) {
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
        counts.size() == 1
            ? "One tenant."
            : counts.size()
                + " tenants; the slowest one percent of reads are those of "
                + slowest
                + "*.",
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
          new Cell(replay.writtenPerDay(c), true),
          star(replay.wear(c).toPercent()),
          new Cell(seconds == 0 ? null : PERCENT * engine.busyCache(c) / lanes / seconds, true));
    }
    return part(
        replay.verdict(),
        table.note("Capacity drives are those bound at the end.").build(),
        Optional.empty());
  }
}
