package org.stackbook.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stackbook.cache.engine.MirrorRotation;
import org.stackbook.cache.engine.SlabHeat;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.trace.Reading;
import org.stackbook.trace.ReadingProgress;
import org.stackbook.trace.Trace;
import org.stackbook.trace.TraceReader;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Progress;
import org.stackbook.view.Result;

/**
 * Which pieces of the disks are hot and which are cold, and when; what of it a mirror-accelerated
 * parity volume would keep in its mirror.
 *
 * <pre>{@code
 * var load = workload("mixed", w -> w.requests(2_000).objects(500_000).zipf(1.0).seed(1));
 * var heat = oslo.cache().heat(load, h -> h.mirror(gib(1)));
 * heat.why("rotated")
 * }</pre>
 *
 * <p>Source: Mirror-accelerated parity.
 */
public final class HotData extends Result {

  private static final int ROWS = 24;

  /** The few that are compared with all. */
  private static final double FEW = 0.1;

  private static final double NANOS = 1e9;

  /** What decides how full a mirror is, as a part of formulas. */
  private static final String EMPTIES =
      ", which empties by one {region} after the other while it is fuller than {threshold}, at"
          + " {rotation per second}";

  /** What arrays can hold with some room. */
  private static final int MOST_SLABS = 1 << 28;

  private final Trace trace;
  private final Figure<Bytes> slab;
  private final SlabHeat heat;
  private final int[] hottest;
  private final long requests;
  private final List<String> tenants;
  private final Reading reading;
  private final List<Figure<?>> rotation;

  private HotData(
      Trace trace,
      Figure<Bytes> slab,
      SlabHeat heat,
      TraceReader reader,
      List<Figure<?>> rotation) {
    this.trace = trace;
    this.slab = slab;
    this.heat = heat;
    this.hottest = heat.hottestFirst();
    this.requests = IntStream.of(hottest).mapToLong(heat::requests).sum();
    this.tenants = reader.tenants();
    this.reading = reader.reading();
    this.rotation = List.copyOf(rotation);
  }

  static HotData of(Trace trace, HeatOptions options) {
    return of(trace, options, Foresight.heap());
  }

  /**
   * @param heap memory that Java may use, in bytes
   * @throws Refusal if half of it has no room for all slabs
   */
  static HotData of(Trace trace, HeatOptions options, long heap) {
    if (!trace.hasAddresses()) {
      throw Refusal.of("heat(…)", trace.name() + " tells the ids of objects, not addresses")
          .wayOut("take a trace of a disk")
          .asException();
    }
    options.mirror().ifPresent(mirror -> requireTimes(trace, mirror.value()));
    Figure<Bytes> slab = options.slab();
    double part = Facts.ours().fact("heat/firstPartSeconds/value").number();
    SlabHeat heat =
        new SlabHeat(
            slab.value().count(),
            (long) (part * NANOS),
            (int) Math.min(MOST_SLABS, heap / 2 / SlabHeat.BYTES_EACH));
    Optional<MirrorRotation> mirror = options.mirror().map(size -> rotation(size, options));
    try (Progress progress = Progress.of("Looking for hot data in " + trace.name());
        TraceReader reader = trace.watched(ReadingProgress.shownBy(progress)).requests()) {
      RequestBatch batch = new RequestBatch();
      while (reader.read(batch)) {
        add(batch, heat, slab.value(), trace);
        mirror.ifPresent(rotation -> rotation.add(batch));
      }
      return new HotData(
          trace,
          slab,
          heat,
          reader,
          mirror.map(rotation -> figures(trace, rotation, options)).orElse(List.of()));
    }
  }

  private static void add(RequestBatch batch, SlabHeat heat, Bytes slab, Trace trace) {
    try {
      heat.add(batch);
    } catch (ArithmeticException e) {
      throw Refusal.of(
              "heat(" + trace.name() + ", …)",
              e.getMessage() + ", of " + slab + " each: there is no memory for more")
          .wayOut("say larger ones with slab(…), take a part of it, or give Java more memory")
          .cause(e)
          .asException();
    }
  }

  private static void requireTimes(Trace trace, Bytes mirror) {
    if (!trace.hasTimes()) {
      throw Refusal.of(
              "mirror(" + mirror + ")",
              trace.name()
                  + " does not tell when requests come, and how much rotates depends on that")
          .wayOut("say which column tells it: trace(\"…\", t -> t.time(\"…\"))")
          .asException();
    }
  }

  private static MirrorRotation rotation(Figure<Bytes> mirror, HeatOptions options) {
    long region = HeatOptions.region().value().count();
    return new MirrorRotation(
        region,
        (int) Math.min(mirror.value().count() / region, 1 << 28),
        options.threshold().value().value(),
        (double) HeatOptions.rate().value().count() / region);
  }

  private static List<Figure<?>> figures(
      Trace trace, MirrorRotation rotation, HeatOptions options) {
    Figure<Bytes> region = HeatOptions.region();
    Figure<Bytes> mirror = options.mirror().orElseThrow();
    Figure<Ratio> threshold = options.threshold();
    Figure<Bytes> rate = HeatOptions.rate();
    Fact rule = Facts.ours().fact("rotation/regions/value");
    Figure<?>[] causes = {
      Figure.given("trace", trace.name(), "trace(…)"), mirror, region, threshold, rate
    };
    Figure<Long> left =
        Figure.derived(
                "regions that left the mirror",
                rotation.rotated(),
                "those of {region} that {trace} had written to the {mirror}" + EMPTIES,
                causes)
            .by(rule);
    Figure<Long> back =
        Figure.derived(
                "regions that came back by a write",
                rotation.invalidated(),
                "those of {region} that {trace} wrote again when they had left the {mirror}"
                    + EMPTIES,
                causes)
            .by(rule);
    Figure<Bytes> rotated =
        Figure.derived(
            "rotated",
            region.value().times(rotation.rotated()).as(ByteUnit.GB),
            "{regions that left the mirror} × {region}",
            left,
            region);
    Figure<Bytes> came =
        Figure.derived(
            "back to the mirror",
            region.value().times(rotation.invalidated()).as(ByteUnit.GB),
            "{regions that came back by a write} × {region}",
            back,
            region);
    Figure<Bytes> written =
        Figure.derived(
                "written to the mirror",
                Bytes.of(rotation.toMirror(), ByteUnit.GB),
                "writes that found room in the {mirror}" + EMPTIES,
                causes)
            .by(rule);
    Figure<Bytes> parity =
        Figure.derived(
                "written to the parity",
                Bytes.of(rotation.toParity(), ByteUnit.GB),
                "writes that found the {mirror} full" + EMPTIES,
                causes)
            .by(rule);
    return List.of(rotated, came, written, parity, mirror, threshold, region, rate);
  }

  private Ratio shareOf(int slabs) {
    long hot = IntStream.of(hottest).limit(slabs).mapToLong(heat::requests).sum();
    return Ratio.of(requests == 0 ? 0 : (double) hot / requests);
  }

  private int few() {
    return (int) Math.max(1, Math.round(FEW * hottest.length));
  }

  private String name(int piece) {
    String number = String.valueOf(heat.number(piece));
    return tenants.size() == 1 ? number : number + " " + tenants.get(heat.tenant(piece));
  }

  @Override
  public String title() {
    return "Hot data of " + trace.name();
  }

  @Override
  public String verdict() {
    if (hottest.length == 0) {
      return "Nothing was asked for.";
    }
    String star = slab.confidence().starred() ? "*" : "";
    String few =
        String.format(
            Locale.ROOT,
            "The hottest %,d%s of %,d%s slabs take %s%s of the requests.",
            few(),
            star,
            hottest.length,
            star,
            shareOf(few()),
            star);
    return rotation.isEmpty()
        ? few
        : few
            + String.format(
                Locale.ROOT,
                " %s rotate to parity, %s come back, %s are written there at once.",
                rotation.get(0).starredText(),
                rotation.get(1).starredText(),
                rotation.get(3).starredText());
  }

  @Override
  public DataTable data() {
    boolean starred = slab.confidence().starred();
    DataTable.Builder table =
        DataTable.of("The hottest slabs")
            .text("disk")
            .number("slab", "", 0)
            .count("requests")
            .number("of all", "%", 2)
            .number("writes", "%", 1)
            .number("so far", "%", 1);
    double soFar = 0;
    for (int i = 0; i < Math.min(ROWS, hottest.length); i++) {
      int piece = hottest[i];
      long of = heat.requests(piece);
      soFar += of;
      table.row(
          tenants.get(heat.tenant(piece)),
          new DataTable.Cell(heat.number(piece), starred),
          new DataTable.Cell(of, starred),
          new DataTable.Cell(Ratio.of((double) of / requests), starred),
          new DataTable.Cell(Ratio.of((double) heat.writes(piece) / of), starred),
          new DataTable.Cell(Ratio.of(soFar / requests), starred));
    }
    if (hottest.length > ROWS) {
      table.note(
          String.format(Locale.ROOT, "%,d colder ones are left out.", hottest.length - ROWS));
    }
    if (!reading.remarks().isEmpty()) {
      table.note(reading.remarks());
    }
    return table.build();
  }

  /** How much of what is asked for goes to the hottest slabs, over time. */
  @Override
  public Optional<Picture> picture() {
    if (hottest.length == 0) {
      return Optional.empty();
    }
    int rows = Math.min(ROWS, hottest.length);
    long[] inAll =
        IntStream.range(0, heat.parts())
            .mapToLong(
                part -> IntStream.of(hottest).mapToLong(piece -> heat.requests(piece, part)).sum())
            .toArray();
    List<List<Double>> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int piece = hottest[i];
      values.add(
          IntStream.range(0, heat.parts())
              .mapToObj(part -> 100.0 * heat.requests(piece, part) / Math.max(1, inAll[part]))
              .toList());
    }
    return Optional.of(
        new Picture.HeatMap(
            "Where the requests of each time go (%)",
            verdict(),
            "Time (each column " + new Timespan(heat.partNanos() / NANOS) + ")",
            "Slab",
            IntStream.rangeClosed(1, heat.parts()).mapToObj(String::valueOf).toList(),
            IntStream.of(hottest).limit(rows).mapToObj(this::name).toList(),
            values,
            Picture.Role.CRITICAL));
  }

  @Override
  public List<Figure<?>> figures() {
    Figure<String> of = Figure.given("trace", trace.name(), "trace(…)");
    Figure<Long> all =
        Figure.derived(
            "requests",
            requests,
            "those of {trace}; one for more than one {slab} counts for each",
            of,
            slab);
    Figure<Integer> touched =
        Figure.derived(
            "slabs asked for", hottest.length, "different pieces of {slab} in {trace}", of, slab);
    List<Figure<?>> figures = new ArrayList<>();
    if (hottest.length > 0) {
      figures.add(
          Figure.derived(
              "share of the hottest tenth",
              shareOf(few()),
              "share of the {requests} that go to the hottest tenth of the {slabs asked for}, of"
                  + " {slab} each",
              all,
              touched,
              slab));
      figures.add(
          Figure.derived(
              "touched",
              slab.value().times(hottest.length).as(ByteUnit.GB),
              "{slabs asked for} × {slab}",
              touched,
              slab));
    }
    figures.add(all);
    figures.add(slab);
    figures.addAll(rotation);
    return figures;
  }
}
