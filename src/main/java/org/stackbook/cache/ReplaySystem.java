package org.stackbook.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stackbook.cache.engine.CacheLoss;
import org.stackbook.cache.engine.CacheRules;
import org.stackbook.cache.engine.DriveLayout;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.CacheMode;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.ServiceTimes;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.engine.DriveTimes;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;

/** A stamp as the engine of the cache takes it: drives by number, rules as plain numbers. */
final class ReplaySystem {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_MINUTE = 60_000 * NANOS_PER_MILLI;
  private static final double NANOS = 1e9;

  /** What an array can hold with some room for links: at 16 KiB, a drive of 16 TB. */
  private static final int MOST_PAGES = 1_000_000_000;

  private final Stamp stamp;
  private final ReplayOptions options;
  private final Figure<Ratio> share;
  private final Figure<Bytes> page;
  private final Figure<Integer> copies;
  private final List<Drive> caches = new ArrayList<>();
  private final List<Drive> capacity = new ArrayList<>();

  /**
   * @throws Refusal if the words do not go with the stamp
   */
  ReplaySystem(Stamp stamp, ReplayOptions options) {
    this.stamp = stamp;
    this.options = options;
    this.share = options.share();
    this.page = options.page();
    this.copies = options.copies();
    for (Server server : stamp.servers()) {
      caches.addAll(server.cacheDrives());
      capacity.addAll(server.capacityDrives());
    }
    caches.forEach(this::pagesOf);
  }

  Figure<Bytes> page() {
    return page;
  }

  Figure<Integer> copies() {
    return copies;
  }

  Figure<Ratio> share() {
    return share;
  }

  List<Drive> caches() {
    return caches;
  }

  List<Drive> capacity() {
    return capacity;
  }

  /** What every cache drive keeps back. */
  static Figure<Bytes> metadata() {
    Fact reserve = Facts.storage().fact("cache/metadataReserveBytes/value");
    return Figure.stated(
        "metadata reserve", Bytes.in(reserve.number(), ByteUnit.B).as(ByteUnit.GIB), reserve);
  }

  /** What a cache drive has room for besides what it keeps back. */
  static Bytes forData(Drive cache) {
    Bytes reserve = metadata().value();
    return cache.size().compareTo(reserve) <= 0
        ? Bytes.ZERO
        : cache.size().minus(reserve).as(ByteUnit.TB);
  }

  private int pagesOf(Drive cache) {
    double pages = (double) forData(cache).count() * share.value().value() / page.value().count();
    if (pages > MOST_PAGES) {
      throw Refusal.of(
              share.value() + " of " + cache,
              String.format(
                  Locale.ROOT,
                  "it has more than %,d pages of %s, the most that a replay follows in a drive",
                  MOST_PAGES,
                  page.value()))
          .wayOut("say larger pages with page(…), or less with share(…)")
          .asException();
    }
    if (pages < 1) {
      throw Refusal.of(
              share.value() + " of " + cache, "not one page of " + page.value() + " is left of it")
          .source(Facts.storage().fact("cache/metadataReserveBytes/value").citation())
          .wayOut("say share(…) with more")
          .asException();
    }
    return (int) pages;
  }

  /** What the cache drives that have not failed before the first request hold of this workload. */
  Figure<Bytes> cache() {
    List<Drive> up =
        caches.stream()
            .filter(
                d ->
                    options.failures().stream()
                        .noneMatch(f -> f.at().isEmpty() && f.drive().equals(d.id())))
            .toList();
    long pages = up.stream().mapToLong(this::pagesOf).sum();
    Figure<Bytes> raw =
        Figure.given(
            "raw cache",
            up.stream().map(Drive::size).reduce(Bytes.ZERO, Bytes::plus).as(ByteUnit.TB),
            "cache(…)");
    return Figure.derived(
        "cache",
        page.value().times(pages).as(ByteUnit.TB),
        "({raw cache} − {cache drives} × {metadata reserve}) × {share of the cache}, in whole"
            + " pages",
        raw,
        Figure.given("cache drives", up.size(), "cache(…)"),
        metadata(),
        share);
  }

  DriveLayout layout() {
    List<String> servers = stamp.servers().stream().map(Server::name).toList();
    List<Media> types = List.of(Media.values());
    return new DriveLayout(
        servers.size(),
        caches.stream().mapToInt(d -> servers.indexOf(d.server())).toArray(),
        caches.stream().mapToInt(this::pagesOf).toArray(),
        caches.stream().map(d -> options.service().of(d.media())).toArray(DriveTimes[]::new),
        capacity.stream().mapToInt(d -> servers.indexOf(d.server())).toArray(),
        capacity.stream().mapToLong(d -> d.size().count()).toArray(),
        capacity.stream().map(Drive::media).mapToInt(types::indexOf).toArray(),
        keepsReads(),
        capacity.stream().map(d -> options.service().of(d.media())).toArray(DriveTimes[]::new));
  }

  private boolean[] keepsReads() {
    boolean[] keeps = new boolean[capacity.size()];
    IntStream.range(0, keeps.length)
        .forEach(
            i -> {
              Drive drive = capacity.get(i);
              CacheMode mode = stamp.server(drive.server()).tiers().modeFor(drive.media());
              keeps[i] = mode == CacheMode.READ_WRITE;
            });
    return keeps;
  }

  private static Fact admission(String name) {
    return Facts.storage().fact("cache/admission/" + name);
  }

  private static Fact ours(String name) {
    return Facts.ours().fact("cacheReplay/" + name);
  }

  private static Fact slab() {
    return Facts.ours().fact("slab/sizeMiB");
  }

  private static Fact interleave() {
    return Facts.storage().fact("layout/interleaveKB/value");
  }

  /** A copy cannot have more columns than there are drives for it. */
  private int columns() {
    return Math.max(
        1,
        Math.min(Facts.ours().fact("columns/value").integer(), capacity.size() / copies.value()));
  }

  CacheRules rules() {
    int pageBytes = (int) page.value().count();
    return new CacheRules(
        pageBytes,
        slab().bytes().count(),
        columns(),
        PageSizes.size(interleave()).count(),
        copies.value(),
        PageSizes.size(admission("writeMaxKB")).count(),
        PageSizes.size(admission("readFirstMissMaxKB")).count(),
        ours("secondMissMinutes/value").integer() * NANOS_PER_MINUTE,
        PageSizes.size(admission("sequentialReadsNotCachedAboveKB")).count(),
        ours("sequential/reads").integer(),
        ours("destage/idleMillis").integer() * NANOS_PER_MILLI,
        ours("destage/forcedAbovePct").ratio().value(),
        Math.max(1, (int) (ours("destage/runKiB").bytes().count() / pageBytes)),
        repairRuns().value(),
        options.seed());
  }

  /** How many runs of pages a repair reads and writes at once. */
  static Figure<Integer> repairRuns() {
    String row = Facts.storage().entryWith("repair/speeds", "setting", ours("repair/speed").text());
    Fact depth = Facts.storage().fact(row + "/queueDepth");
    return Figure.stated("repair queue depth", depth.integer(), depth);
  }

  /** How what was lost with a cache drive comes back. */
  static Figure<String> repairing() {
    return rule("repair", "repair/value");
  }

  /**
   * @param first when the first request comes
   */
  List<CacheLoss> losses(long first) {
    List<String> ids = caches.stream().map(Drive::id).toList();
    return options.failures().stream()
        .map(
            f ->
                new CacheLoss(
                    ids.indexOf(f.drive()),
                    f.at()
                        .map(time -> first + (long) (time.seconds() * NANOS))
                        .orElse(Long.MIN_VALUE)))
        .toList();
  }

  /**
   * Refuses failures that no request sees.
   *
   * @param length of the trace, in nanoseconds
   * @throws Refusal if a drive fails after the last request
   */
  void requireBefore(long length) {
    for (ReplayOptions.Failure failure : options.failures()) {
      Optional<Timespan> late = failure.at().filter(at -> at.seconds() * NANOS > length);
      if (late.isPresent()) {
        throw Refusal.of(
                "failAt(\"" + failure.drive() + "\", " + late.get() + ")",
                "the last request comes after " + new Timespan(length / NANOS))
            .wayOut("say an earlier time, or fail(\"" + failure.drive() + "\") for the beginning")
            .asException();
      }
    }
  }

  /** What the pages and a book tell of what the cache takes in. */
  private static Fact[] admission() {
    return new Fact[] {
      Facts.storage().fact("cache/hddMode"),
      Facts.storage().fact("cache/ssdMode"),
      admission("writeMaxKB"),
      admission("readFirstMissMaxKB"),
      admission("largerReads"),
      admission("sequentialReadsNotCachedAboveKB")
    };
  }

  private static Figure<String> rule(String name, String ours) {
    return Figure.stated(name, ours(ours).text(), ours(ours));
  }

  /**
   * All that decides what a replay counts: how long drives take decides when pages are clean, and
   * so what the cache has room for, no less than how long requests wait.
   *
   * @param trace its name
   * @param spread whether requests of one second are spread over it
   */
  Figure<String> replayed(String trace, boolean spread) {
    List<Figure<?>> named = said();
    List<Figure<?>> all =
        new ArrayList<>(
            List.of(Figure.given("trace", trace, "trace(…)"), cache(), page, options.seedFigure()));
    all.addAll(named);
    all.addAll(choices(spread));
    for (Media media : media()) {
      all.addAll(
          List.of(
              options.service().figure(media, false),
              options.service().figure(media, true),
              ServiceTimes.stream(media),
              options.service().lanes(media)));
    }
    return Figure.derived(
            "replay",
            "replay of " + trace + " on " + stamp.name(),
            "{trace} through {cache} of cache in pages of {page}, seed {seed}"
                + named.stream()
                    .map(figure -> ", {" + figure.name() + "}")
                    .collect(Collectors.joining()),
            all.toArray(Figure<?>[]::new))
        .by(admission());
  }

  /** The choices of which no page tells. */
  private List<Figure<?>> choices(boolean spread) {
    List<Figure<?>> choices =
        new ArrayList<>(
            List.of(
                Figure.stated("slab", slab().bytes(), slab()),
                Figure.stated("columns", columns(), Facts.ours().fact("columns/value")),
                Figure.stated("interleave", PageSizes.size(interleave()), interleave()),
                rule("places", "places/value"),
                rule("sequential reads", "sequential/rule"),
                rule("replacement", "replacement/value"),
                rule("de-staging", "destage/rule"),
                rule("queues", "queues/value")));
    if (options.failures().stream().anyMatch(failure -> failure.at().isPresent())) {
      choices.addAll(List.of(repairRuns(), repairing()));
    }
    if (spread) {
      choices.add(rule("times of requests", "wholeSeconds/value"));
    }
    return choices;
  }

  private List<Media> media() {
    return Stream.concat(caches.stream(), capacity.stream()).map(Drive::media).distinct().toList();
  }

  /** How long drives take, for an explanation. */
  List<Figure<?>> times(boolean write) {
    List<Figure<?>> times = new ArrayList<>();
    for (Media media : media()) {
      times.add(options.service().figure(media, write));
      times.add(ServiceTimes.stream(media));
    }
    return times;
  }

  /**
   * What the workload's share of a drive of this size endures in a day, if it keeps to the
   * requirements.
   */
  Figure<Bytes> endurance(Drive drive) {
    FactBook book = Facts.ours();
    Fact times = book.fact("cacheEndurance/driveWritesPerDay");
    Fact most = book.fact("cacheEndurance/perDayTB");
    Figure<Integer> perDay = Figure.stated("drive writes per day", times.integer(), times);
    Figure<Bytes> limit = Figure.stated("bytes per day", most.bytes(), most);
    Figure<Bytes> size = Figure.given("cache drive", drive.size(), "cache(…)");
    return Figure.derived(
            "endurance per day",
            shared(drive.size().times(times.integer()).min(limit.value())),
            "{share of the cache} × the smaller of {drive writes per day} × {cache drive} and"
                + " {bytes per day}",
            share,
            perDay,
            size,
            limit)
        .by(Facts.storage().fact("cache/endurance"));
  }

  private Bytes shared(Bytes ofDrive) {
    return Bytes.of(Math.round((double) ofDrive.count() * share.value().value()), ByteUnit.B)
        .as(ByteUnit.TB);
  }

  /** What is said of a replay besides the cache, and changes what it counts. */
  private List<Figure<?>> said() {
    List<Figure<?>> said = new ArrayList<>(List.of(copies));
    if (!options.failures().isEmpty()) {
      said.add(
          Figure.given(
              "failed drives",
              options.failures().stream()
                  .map(ReplayOptions.Failure::text)
                  .collect(Collectors.joining(", ")),
              "fail(…) and failAt(…)"));
    }
    options.warmUpShare().ifPresent(w -> said.add(Figure.given("warm-up", w, "warmUp(…)")));
    options.warmUpTime().ifPresent(w -> said.add(Figure.given("warm-up", w, "warmUp(…)")));
    return said;
  }

  Optional<String> without() {
    List<String> failed = options.failures().stream().map(ReplayOptions.Failure::drive).toList();
    return failed.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", failed));
  }

  /** The stamp's servers, for rows of a table. */
  List<Server> servers() {
    return stamp.servers();
  }
}
