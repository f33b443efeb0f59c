package org.stackbook.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stackbook.cache.engine.curve.MissCurve;
import org.stackbook.cache.engine.policy.Bounds;
import org.stackbook.cache.engine.policy.NextUses;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.trace.Reading;
import org.stackbook.trace.Trace;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Why;

/**
 * How often an LRU cache hits, at every size: what more cache would buy for a workload.
 *
 * <pre>{@code
 * Files.writeString(Path.of("web.csv"), "time,op,lba,size\n0,R,8,4096\n1,R,8,4096\n2,W,16,4096\n");
 * var curve = oslo.cache().curve(trace("web.csv"), c -> c.page(kib(4)));
 * curve.smallest(pct(30)); // the smallest cache that hits so often
 * curve.at(kib(4));        // how often this one hits
 * curve.why("knee")
 * }</pre>
 *
 * <p>Source: R. L. Mattson, J. Gecsei, D. R. Slutz and I. L. Traiger, "Evaluation techniques for
 * storage hierarchies", IBM Systems Journal 9 (1970).
 */
public final class MissRatioCurve extends Result {

  private static final int POINTS = 200;

  private final Things things;
  private final CurveOptions options;
  private final MissCurve curve;
  private final CacheSizes sizes;
  private final List<Double> ceiling;
  private final Reading reading;

  private MissRatioCurve(
      Things things, CurveOptions options, MissCurve curve, List<Double> ceiling, Reading reading) {
    this.things = things;
    this.options = options;
    this.curve = curve;
    this.sizes = new CacheSizes(things.page(), curve.things());
    this.ceiling = ceiling;
    this.reading = reading;
  }

  static MissRatioCurve of(Trace trace, CurveOptions options) {
    Things things = options.things(trace);
    AtomicReference<@Nullable MissCurve> counted = new AtomicReference<>();
    AtomicReference<@Nullable Reading> account = new AtomicReference<>();
    things.read(
        "Counting reuse in",
        keys -> {
          counted.set(
              options
                  .rate()
                  .map(rate -> MissCurve.sampled(keys, rate.value(), options.seedOrZero()))
                  .orElseGet(() -> MissCurve.exact(keys)));
          account.set(keys.reading());
        });
    MissCurve curve = Optional.ofNullable(counted.get()).orElseThrow();
    options.rate().ifPresent(rate -> requireEnough(things, rate, curve.looked()));
    List<Double> ceiling = options.hasCeiling() ? ceiling(things, curve) : List.of();
    return new MissRatioCurve(
        things, options, curve, ceiling, Optional.ofNullable(account.get()).orElseThrow());
  }

  /** A small sample would tell an error that is too small, and an empty one none. */
  private static void requireEnough(Things things, Ratio rate, int looked) {
    Fact least = Facts.ours().fact("cacheCurve/leastSampled/value");
    if (looked < least.integer()) {
      throw Refusal.of(
              "sampled(" + rate + ")",
              String.format(
                  Locale.ROOT,
                  "the sample has %,d %s, and less than %,d tell nothing of their error",
                  looked,
                  things.name(),
                  least.integer()))
          .source(least.citation())
          .wayOut("say a larger share, or leave it out to count all")
          .asException();
    }
  }

  /** Hit ratios of Belady at the sizes of the table. */
  private static List<Double> ceiling(Things things, MissCurve curve) {
    CacheSizes sizes = new CacheSizes(things.page(), curve.things());
    Foresight.require(
        "curve(" + things.trace().name() + ", …)",
        curve.accesses(),
        Math.round(curve.things()),
        Foresight.heap(),
        "say withoutCeiling()");
    List<Double> hits = new ArrayList<>();
    things.read(
        "Looking ahead in",
        keys -> {
          NextUses future = NextUses.read(keys);
          for (double share : CacheSizes.SHARES) {
            int size = (int) sizes.at(share);
            hits.add(
                size == 0
                    ? 0
                    : 1 - (double) Bounds.BELADY_BYPASS.misses(future, size) / curve.accesses());
          }
        });
    return hits;
  }

  private double hitRatio(double size) {
    return 1 - curve.missRatio(size);
  }

  private boolean isSampled() {
    return options.rate().isPresent();
  }

  /**
   * How often a cache of some size hits.
   *
   * @param size 0 or more
   * @throws Refusal if it is less, or if the things of this curve are objects, which have no size
   *     here
   */
  public Why at(Bytes size) {
    CacheSizes.require(size);
    Figure<Bytes> page =
        things
            .page()
            .orElseThrow(
                () ->
                    Refusal.of(
                            "at(" + size + ")",
                            "this curve counts objects, each as one, whatever its size")
                        .wayOut("leave out objects(), or take a trace with addresses")
                        .asException());
    return new Why(
        hits(
            "hit ratio",
            (double) things.fitting(size),
            "share of the {accesses} that come back to a page after fewer than {cache size} ÷"
                + " {page} others",
            accesses(),
            Figure.given("cache size", size, "at(…)"),
            page));
  }

  private Figure<Ratio> hits(String name, double size, String formula, Figure<?>... inputs) {
    return withError(Figure.derived(name, Ratio.of(hitRatio(size)), formula, inputs), size);
  }

  /** With its error, if it is an estimate: of a size, the error of the hits there. */
  private <T> Figure<T> withError(Figure<T> figure, double size) {
    return isSampled() ? figure.note(error(size)) : figure;
  }

  private String error(double size) {
    return String.format(
        Locale.ROOT,
        "Estimated from a sample of %s; standard error of the hit ratio %.2f points.",
        options.rate().orElseThrow(),
        100 * curve.standardError(size));
  }

  private String about() {
    return isSampled() ? "about " : "";
  }

  /**
   * The smallest cache that hits at least so often.
   *
   * @param hitRatio such as {@code pct(90)}
   * @throws Refusal if no cache does, because first uses always miss
   */
  public Why smallest(Ratio hitRatio) {
    long size = curve.smallest(hitRatio.value());
    if (size < 0) {
      throw Refusal.of(
              "smallest(" + hitRatio + ")",
              String.format(
                  Locale.ROOT,
                  "no cache hits so often: %s%,.0f of %,d accesses are the first to their %s",
                  about(),
                  curve.things(),
                  curve.accesses(),
                  things.page().isPresent() ? "page" : "object"))
          .wayOut("ask for " + roundedDown(hitRatio(curve.things())) + " or less")
          .asException();
    }
    Figure<Ratio> goal = Figure.given("goal", hitRatio, "smallest(…)");
    String formula = "the least size at which {goal} of the {accesses} hit";
    String name = "smallest cache for " + hitRatio;
    return new Why(
        things
            .page()
            .<Figure<?>>map(
                page ->
                    withError(
                        Figure.derived(
                            name, sizes.bytes((double) size), formula, goal, accesses(), page),
                        (double) size))
            .orElseGet(
                () ->
                    withError(
                        Figure.derived(name, size, formula, goal, accesses()), (double) size)));
  }

  /** In hundredths of a percent, so that it can be asked for as it is written. */
  private static String roundedDown(double ratio) {
    return String.format(Locale.ROOT, "pct(%.2f)", Math.floor(ratio * 10_000) / 100);
  }

  /**
   * Where the curve lies highest above the straight line between its ends.
   *
   * <p>Source: V. Satopää, J. Albrecht, D. Irwin and B. Raghavan, "Finding a 'kneedle' in a
   * haystack", ICDCSW 2011.
   */
  private double knee() {
    double most = curve.things();
    double from = hitRatio(0);
    double to = hitRatio(most);
    double best = 0;
    double bestGain = 0;
    for (double size : points()) {
      double gain = hitRatio(size) - (from + (to - from) * size / most);
      if (gain > bestGain) {
        bestGain = gain;
        best = size;
      }
    }
    return best;
  }

  /** Where the curve is looked at, ascending: at all sizes of the table, and at others between. */
  private double[] points() {
    return IntStream.rangeClosed(0, POINTS)
        .mapToDouble(i -> sizes.at(100.0 * i / POINTS))
        .distinct()
        .toArray();
  }

  private Figure<?> kneeFigure() {
    String highest =
        "where the curve over the {accesses} lies highest above the line between its ends";
    double knee = knee();
    Figure<?> figure =
        things.page().isPresent()
            ? Figure.derived("knee", sizes.bytes(knee), highest, accesses())
            : Figure.derived("knee", Math.round(knee), highest, accesses());
    return withError(figure, knee);
  }

  private Figure<Long> accesses() {
    return Figure.given("accesses", curve.accesses(), "counted in " + things.trace().name());
  }

  private Figure<Long> distinct() {
    return Figure.given(
        "distinct " + things.name(),
        Math.round(curve.things()),
        isSampled()
            ? "estimated from a sample of " + options.rate().orElseThrow()
            : "counted in " + things.trace().name());
  }

  @Override
  public String title() {
    return "Miss ratios of LRU caches for " + things.trace().name();
  }

  @Override
  public String verdict() {
    double best = hitRatio(curve.things());
    double knee = knee();
    return String.format(
        Locale.ROOT,
        "A cache for all of it hits %s%s of %,d accesses; the knee is at %s%s, where %s%s hit.%s",
        about(),
        Ratio.of(best),
        curve.accesses(),
        about(),
        sizes.text(knee),
        about(),
        Ratio.of(hitRatio(knee)),
        isSampled() ? " " + error(knee) : "");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = DataTable.of("Hits at some sizes").number("of all", "%", 1);
    sizes.column(table).number("hit ratio", "%", 2).number("miss ratio", "%", 2);
    if (isSampled()) {
      table.number("standard error", "points", 2);
    }
    if (!ceiling.isEmpty()) {
      table.number("Belady hits", "%", 2);
    }
    for (int i = 0; i < CacheSizes.SHARES.size(); i++) {
      double size = sizes.at(CacheSizes.SHARES.get(i));
      List<Object> row = new ArrayList<>();
      row.add(CacheSizes.SHARES.get(i));
      row.add(sizes.cell(size));
      row.add(Ratio.of(hitRatio(size)));
      row.add(Ratio.of(curve.missRatio(size)));
      if (isSampled()) {
        row.add(100 * curve.standardError(size));
      }
      if (!ceiling.isEmpty()) {
        row.add(new Cell(Ratio.of(ceiling.get(i)), false));
      }
      table.row(row.toArray());
    }
    if (!reading.remarks().isEmpty()) {
      table.note(reading.remarks());
    }
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    if (curve.things() == 0) {
      return Optional.empty();
    }
    List<Picture.Line> lines = new ArrayList<>();
    lines.add(
        new Picture.Line(
            "LRU",
            Arrays.stream(points()).map(sizes::x).boxed().toList(),
            Arrays.stream(points()).map(size -> 100 * hitRatio(size)).boxed().toList(),
            Picture.Role.PLAIN));
    if (!ceiling.isEmpty()) {
      lines.add(bound());
    }
    return Optional.of(
        new Picture.Lines(
            "How often caches of each size hit",
            verdict(),
            sizes.axis(),
            "Hits (% of accesses)",
            lines));
  }

  /**
   * Steps: what no policy does with more, none does with less. A straight line between two sizes
   * would lie too low, as the bound may rise in one step.
   */
  private Picture.Line bound() {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    double from = 0;
    for (int i = 0; i < ceiling.size(); i++) {
      double to = sizes.x(sizes.at(CacheSizes.SHARES.get(i)));
      double hits = 100 * ceiling.get(i);
      xs.addAll(List.of(from, to));
      ys.addAll(List.of(hits, hits));
      from = to;
    }
    return new Picture.Line("Belady: no policy hits more", xs, ys, Picture.Role.BOUND);
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    Figure<Ratio> best =
        isSampled()
            ? hits(
                "best hit ratio",
                curve.things(),
                "share of the {accesses} that are not the first to what they ask for",
                accesses())
            : Figure.derived(
                "best hit ratio",
                Ratio.of(hitRatio(curve.things())),
                "1 − {" + distinct().name() + "} ÷ {accesses}",
                distinct(),
                accesses());
    figures.add(best);
    Figure<?> knee = kneeFigure();
    figures.add(knee);
    figures.add(
        hits(
            "hit ratio at the knee",
            knee(),
            "share of the {accesses} that a cache of {knee} hits",
            accesses(),
            knee));
    things
        .page()
        .ifPresent(
            page -> {
              figures.add(
                  Figure.derived(
                      "footprint",
                      sizes.bytes(curve.things()),
                      "{distinct pages} × {page}",
                      distinct(),
                      page));
              figures.add(page);
            });
    figures.add(distinct());
    figures.add(accesses());
    options
        .rate()
        .ifPresent(
            rate -> {
              figures.add(Figure.given("sample", rate, "sampled(…)"));
              figures.add(Figure.given("seed", String.valueOf(options.seedOrZero()), "seed(…)"));
            });
    return figures;
  }
}
