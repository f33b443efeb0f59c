package org.stackbook.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.stackbook.cache.engine.curve.CheEstimate;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.CacheMode;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Why;

/**
 * How often an LRU cache as large as that of a stamp hits in the long run, and one of any other
 * size, without a trace: each request is for a page drawn independently of all others. Reads of
 * what lies on flash behind a cache pass it by, and are no hits.
 *
 * <pre>{@code
 * var estimate = oslo.cache().estimate(e -> e.zipf(0.9).footprint(tb(100)));
 * estimate.why("hit ratio");
 * estimate.at(tb(50));       // how often this one hits
 * estimate.smallest(pct(90)) // the smallest cache that hits so often
 * }</pre>
 *
 * <p>Source: H. Che, Y. Tung and Z. Wang, "Hierarchical web caching systems: modeling, design and
 * experimental results", IEEE Journal on Selected Areas in Communications 20 (2002).
 */
public final class CacheEstimate extends Result implements OfStamp {

  private static final int POINTS = 100;

  private final Stamp stamp;
  private final Figure<Bytes> cache;
  private final Figure<Bytes> footprint;
  private final Figure<Bytes> page;
  private final Figure<Long> pages;
  private final CacheSizes sizes;
  private final Figure<?> popularity;
  private final CheEstimate estimate;

  /** The share of what is asked for that the cache keeps for reads, if it is not all. */
  private final Optional<Figure<Ratio>> kept;

  /**
   * @throws Refusal if the cache of the stamp keeps writes only
   */
  CacheEstimate(Stamp stamp, EstimateOptions options) {
    this.stamp = stamp;
    this.kept = kept(stamp);
    this.cache = Cache.of(stamp).binding().usable();
    this.footprint = options.footprint();
    this.page = options.page();
    this.pages =
        kept.map(
                share ->
                    Figure.derived(
                        "distinct pages",
                        Math.max(1, Math.round(fitting(footprint.value()) * share.value().value())),
                        "{footprint} × {" + share.name() + "} ÷ {page}",
                        footprint,
                        share,
                        page))
            .orElseGet(
                () ->
                    Figure.derived(
                        "distinct pages",
                        fitting(footprint.value()),
                        "{footprint} ÷ {page}",
                        footprint,
                        page));
    this.sizes = new CacheSizes(Optional.of(page), pages.value());
    this.popularity = options.popularityFigure();
    this.estimate = new CheEstimate(options.popularity(pages.value()));
  }

  /** Data lies on capacity drives in proportion to their size; for flash only writes are kept. */
  private static Optional<Figure<Ratio>> kept(Stamp stamp) {
    long all = 0;
    long read = 0;
    for (Server server : stamp.servers()) {
      for (Drive drive : server.capacityDrives()) {
        CacheMode mode = server.tiers().modeFor(drive.media());
        all += drive.size().count();
        read += mode == CacheMode.WRITE_ONLY ? 0 : drive.size().count();
      }
    }
    if (read == 0) {
      throw Refusal.of(
              "estimate(…)",
              "the cache of "
                  + stamp.name()
                  + " keeps writes only, as all capacity drives are flash: no read hits it")
          .source(Facts.storage().fact("cache/ssdMode").citation())
          .wayOut("ask fillUp(…) when writes fill it, or describe a stamp with HDD")
          .asException();
    }
    if (read == all) {
      return Optional.empty();
    }
    Figure<Bytes> hdd =
        Figure.given("HDD", Bytes.of(read, ByteUnit.B).as(ByteUnit.TB), "capacity(…)");
    Figure<Bytes> capacity =
        Figure.given("capacity", Bytes.of(all, ByteUnit.B).as(ByteUnit.TB), "capacity(…)");
    return Optional.of(
        Figure.derived(
                "share on HDD",
                Ratio.of((double) read / all),
                "{HDD} ÷ {capacity}; of other drives only writes are cached",
                hdd,
                capacity)
            .by(Facts.storage().fact("cache/ssdMode"), Facts.storage().fact("cache/hddMode")));
  }

  private double most() {
    return kept.map(share -> share.value().value()).orElse(1.0);
  }

  private double hitRatio(double pagesHeld) {
    return most() * estimate.hitRatio(pagesHeld);
  }

  private long fitting(Bytes size) {
    return size.count() / page.value().count();
  }

  private double hitRatio(Bytes size) {
    return hitRatio((double) fitting(size));
  }

  /** The stamp whose cache this is. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /**
   * How often a cache of some size hits.
   *
   * @param size 0 or more
   * @throws Refusal if it is less
   */
  public Why at(Bytes size) {
    CacheSizes.require(size);
    return new Why(hits(Figure.given("cache size", size, "at(…)")));
  }

  private Figure<Ratio> hits(Figure<Bytes> size) {
    return Figure.derived(
            "hit ratio",
            Ratio.of(hitRatio(size.value())),
            kept.map(share -> "{" + share.name() + "} × ").orElse("")
                + "Σ p × (1 − e^(−p × T)), p by {popularity} of {distinct pages}; T so that"
                + " Σ (1 − e^(−p × T)) = {"
                + size.name()
                + "} ÷ {page}",
            with(size, page, pages, popularity))
        .by(oneCache());
  }

  private Figure<?>[] with(Figure<?>... inputs) {
    return Stream.concat(Stream.of(inputs), kept.stream()).toArray(Figure<?>[]::new);
  }

  private static Fact oneCache() {
    return Facts.ours().fact("cacheEstimate/oneCache/value");
  }

  /**
   * The smallest cache that hits at least so often.
   *
   * @param hitRatio at most 100 %, such as {@code pct(90)}
   * @throws Refusal if it is more
   */
  public Why smallest(Ratio hitRatio) {
    if (hitRatio.value() > 1) {
      throw Refusal.of("smallest(" + hitRatio + ")", "no cache hits more often than always")
          .wayOut("say smallest(pct(90))")
          .asException();
    }
    if (hitRatio.value() > most()) {
      throw Refusal.of(
              "smallest(" + hitRatio + ")",
              "no cache hits more often than what lies on HDD is asked for: " + Ratio.of(most()))
          .source(Facts.storage().fact("cache/ssdMode").citation())
          .wayOut(
              String.format(
                  Locale.ROOT,
                  "say smallest(pct(%.2f)) or less",
                  Math.floor(most() * 10_000) / 100))
          .asException();
    }
    return new Why(
        Figure.derived(
                "smallest cache for " + hitRatio,
                sizes.bytes((double) estimate.smallest(hitRatio.value() / most())),
                "the least size at which {goal} of the requests hit, by {popularity} of {distinct"
                    + " pages} of {page}",
                with(page, Figure.given("goal", hitRatio, "smallest(…)"), pages, popularity))
            .by(oneCache()));
  }

  private Figure<Bytes> twice() {
    return Figure.derived("twice the cache", cache.value().times(2), "2 × {cache}", cache);
  }

  private boolean holdsAll() {
    return fitting(cache.value()) >= pages.value();
  }

  @Override
  public String title() {
    return "Estimate of the cache of " + stamp.name() + " for " + footprint.value();
  }

  @Override
  public String verdict() {
    if (!cache.value().isPositive()) {
      return "No cache: all drives of a server are of one type.";
    }
    if (holdsAll()) {
      return kept.map(
              share ->
                  String.format(
                      Locale.ROOT,
                      "All of the %s that lies on HDD fits into the %s of cache: in the long run %s"
                          + " of the requests hit; reads of the other drives pass it by.",
                      footprint.value(),
                      cache.value(),
                      hits(cache).starredText()))
          .orElseGet(
              () ->
                  String.format(
                      Locale.ROOT,
                      "All %s fit into the %s of cache: in the long run everything hits.",
                      footprint.value(),
                      cache.value()));
    }
    return String.format(
        Locale.ROOT,
        "The %s of cache are %s of the %s and would hit %s of the requests; twice as much %s.%s",
        cache.value(),
        cache.value().shareOf(footprint.value()),
        footprint.value(),
        hits(cache).starredText(),
        hits(twice()).starredText(),
        kept.map(share -> " Reads of what does not lie on HDD pass it by.").orElse(""));
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        sizes
            .column(DataTable.of("Hits at some sizes").number("of all", "%", 1))
            .number("hit ratio", "%", 2)
            .number("miss ratio", "%", 2);
    for (double share : CacheSizes.SHARES) {
      double size = sizes.at(share);
      double hits = hitRatio(size);
      table.row(
          share,
          sizes.cell(size),
          new Cell(Ratio.of(hits).toPercent(), true),
          new Cell(Ratio.of(1 - hits).toPercent(), true));
    }
    return table.note("Ours: " + oneCache().text() + ".").build();
  }

  @Override
  public Optional<Picture> picture() {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (int i = 0; i <= POINTS; i++) {
      double size = (double) pages.value() * i / POINTS;
      xs.add(sizes.x(size));
      ys.add(100 * hitRatio(size));
    }
    List<Picture.Line> lines = new ArrayList<>();
    lines.add(new Picture.Line("LRU, estimated", xs, ys, Picture.Role.PLAIN));
    if (cache.value().isPositive() && !holdsAll()) {
      double x = sizes.x((double) fitting(cache.value()));
      lines.add(
          new Picture.Line(
              "cache of " + stamp.name(),
              List.of(x, x),
              List.of(0.0, hits(cache).value().toPercent()),
              Picture.Role.PLAIN));
    }
    return Optional.of(
        new Picture.Lines(
            "How often caches of each size would hit",
            verdict(),
            sizes.axis(),
            "Hits (% of requests)",
            lines));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(hits(cache));
    double time = estimate.characteristicTime((double) fitting(cache.value()));
    if (time < Long.MAX_VALUE) { // not if everything fits in, nor if it is as good as that
      figures.add(
          Figure.derived(
                  "characteristic time in requests",
                  Math.round(time),
                  "T so that Σ (1 − e^(−p × T)) = {cache} ÷ {page}, p by {popularity} of {distinct"
                      + " pages}",
                  cache,
                  page,
                  pages,
                  popularity)
              .by(oneCache()));
    }
    figures.addAll(List.of(cache, footprint, pages, page, popularity));
    kept.ifPresent(figures::add);
    return figures;
  }
}
