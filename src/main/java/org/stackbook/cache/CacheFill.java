package org.stackbook.cache;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.cache.engine.Binding;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.ServiceTimes;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.engine.DriveTimes;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * When the cache is full of writes: the room for dirty pages by what comes in more than goes out,
 * for the cache drive where that is soonest.
 *
 * <pre>{@code
 * oslo.cache().fillUp(f -> f.writes(mb(800)).random(kib(16))).why("full after")
 * }</pre>
 *
 * <p>Source: Understand the storage pool cache ({@code cache/scope}); all rates are assumed.
 */
public final class CacheFill extends Result implements OfStamp {

  /** How far the chart goes on after the cache is full. */
  private static final double BEYOND = 1.2;

  private static final double NANOS = 1e9;
  private static final double SECONDS_PER_HOUR = 3_600;

  private final Stamp stamp;
  private final Figure<Bytes> writes;
  private final Figure<Integer> copies;
  private final Figure<Bytes> piece;
  private final Figure<Ratio> busy;
  private final ServiceTimes service;
  private final List<Fill> fills = new ArrayList<>();
  private final Fill soonest;

  /**
   * What happens in a cache drive.
   *
   * @param cache the cache drive
   * @param bound how many capacity drives are bound to it
   * @param room for dirty pages
   * @param in what comes in for each of these in a second
   * @param out what each type of these takes in a second
   * @param stays what comes in for all of them and does not go out in a second
   */
  private record Fill(
      Drive cache,
      int bound,
      Figure<Bytes> room,
      Figure<Bytes> in,
      Map<Media, Figure<Bytes>> out,
      Figure<Bytes> stays) {

    boolean fills() {
      return stays.value().isPositive();
    }

    double seconds() {
      return fills()
          ? (double) room.value().count() / stays.value().count()
          : Double.POSITIVE_INFINITY;
    }

    /** What goes out at most, if enough comes in for each of its drives. */
    Bytes outOfAll() {
      return FillOptions.rate((double) bound * in.value().count() - stays.value().count());
    }
  }

  /**
   * @throws Refusal if there is no cache, or fewer servers than copies
   */
  CacheFill(Stamp stamp, FillOptions options) {
    this.stamp = stamp;
    if (stamp.servers().get(0).cacheDrives().isEmpty()) {
      throw Refusal.of("fillUp(…)", "there is no cache: all drives of a server are of one type")
          .source(Facts.storage().fact("cache/selection").citation())
          .wayOut("describe drives of two types")
          .asException();
    }
    this.writes = options.writes();
    this.copies = options.copies();
    this.piece = options.piece();
    this.busy = options.busy();
    this.service = options.service();
    stamp.servers().forEach(this::fill);
    this.soonest = fills.stream().reduce((a, b) -> b.seconds() < a.seconds() ? b : a).orElseThrow();
  }

  private void fill(Server server) {
    List<Drive> caches = server.cacheDrives();
    List<Drive> capacity = server.capacityDrives();
    Figure<Bytes> in = in(capacity.size());
    int[] boundTo = Binding.of(caches.size(), capacity.size());
    for (int c = 0; c < caches.size(); c++) {
      int cache = c;
      Map<Media, Integer> bound = new EnumMap<>(Media.class);
      IntStream.range(0, boundTo.length)
          .filter(d -> boundTo[d] == cache)
          .forEach(d -> bound.merge(capacity.get(d).media(), 1, Integer::sum));
      Map<Media, Figure<Bytes>> out = new EnumMap<>(Media.class);
      bound.keySet().forEach(media -> out.put(media, out(media)));
      fills.add(
          new Fill(
              caches.get(c),
              bound.values().stream().mapToInt(Integer::intValue).sum(),
              room(caches.get(c)),
              in,
              out,
              stays(caches.get(c), bound, in, out)));
    }
  }

  private static Figure<String> even() {
    return Figure.stated(
        "evenness",
        Facts.ours().fact("cacheFill/even/value").text(),
        Facts.ours().fact("cacheFill/even/value"));
  }

  private Figure<Bytes> in(int drives) {
    Figure<Integer> servers = Figure.given("servers", stamp.servers().size(), "servers(…)");
    Figure<Integer> capacity = Figure.given("capacity drives of the server", drives, "capacity(…)");
    double perServer = (double) writes.value().count() * copies.value() / servers.value();
    return Figure.derived(
            "comes in per drive and second",
            FillOptions.rate(perServer / drives),
            "{writes per second} × {copies} ÷ {servers} ÷ {capacity drives of the server}",
            writes,
            copies,
            servers,
            capacity,
            even())
        .by(Facts.storage().fact("cache/scope"));
  }

  private static Figure<Bytes> room(Drive cache) {
    Figure<Bytes> reserve = ReplaySystem.metadata();
    Bytes room = ReplaySystem.forData(cache);
    String rest = "{cache drive} − {metadata reserve}";
    return Figure.derived(
        "room for writes",
        room,
        room.isPositive() ? rest : "max(0, " + rest + ")",
        Figure.given("cache drive", cache.size(), "cache(…)"),
        reserve);
  }

  private Figure<Bytes> out(Media media) {
    DriveTimes times = service.of(media);
    double takes = times.writeNanos() / NANOS + piece.value().count() / times.bytesPerSecond();
    Figure<Integer> lanes = service.lanes(media);
    Figure<Timespan> write = service.figure(media, true);
    Figure<Bytes> stream = ServiceTimes.stream(media);
    return Figure.derived(
        "goes out per " + media + " and second",
        FillOptions.rate(
            times.lanes() * piece.value().count() / takes * (1 - busy.value().value())),
        String.format(
            "{%s} × {piece} ÷ ({%s} + {piece} ÷ {%s}) × (1 − {busy with tenants})",
            lanes.name(), write.name(), stream.name()),
        lanes,
        piece,
        write,
        stream,
        busy,
        even());
  }

  /** What one drive has left over does not help another one. */
  private static Figure<Bytes> stays(
      Drive cache, Map<Media, Integer> bound, Figure<Bytes> in, Map<Media, Figure<Bytes>> out) {
    List<Figure<?>> inputs = new ArrayList<>(List.of(in));
    List<String> terms = new ArrayList<>();
    double all = 0;
    for (Map.Entry<Media, Integer> each : bound.entrySet()) {
      Figure<Bytes> goes = Objects.requireNonNull(out.get(each.getKey()));
      Figure<Integer> drives =
          Figure.given(each.getKey() + " bound to " + cache.id(), each.getValue(), "capacity(…)");
      all += drives.value() * Math.max(0, (double) in.value().count() - goes.value().count());
      inputs.addAll(List.of(drives, goes));
      terms.add(String.format("{%s} × max(0, {%s} − {%s})", drives.name(), in.name(), goes.name()));
    }
    return Figure.derived(
        "stays in the cache per second",
        FillOptions.rate(all),
        terms.isEmpty() ? "no capacity drive is bound to it" : String.join(" + ", terms),
        inputs.toArray(Figure<?>[]::new));
  }

  /** The stamp whose cache fills. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  @Override
  public String title() {
    return "When the cache of " + stamp.name() + " fills with writes";
  }

  @Override
  public String verdict() {
    String rates =
        soonest.in().value()
            + "* a second come in to each capacity drive of "
            + soonest.cache().server()
            + ", "
            + soonest.out().entrySet().stream()
                .map(out -> out.getValue().value() + "* can go out to each " + out.getKey())
                .collect(Collectors.joining(", "));
    return soonest.fills()
        ? soonest.cache().id()
            + " is full after "
            + new Timespan(soonest.seconds())
            + "*: "
            + rates
            + "."
        : "It does not fill: " + rates + ".";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Writes in each cache drive")
            .text("cache drive")
            .count("capacity drives")
            .number("room", "TB", 3)
            .number("comes in", "MB", 1)
            .number("goes out", "MB", 1)
            .number("full after", "h", 2);
    for (Fill fill : fills) {
      table.row(
          fill.cache().id(),
          fill.bound(),
          fill.room(),
          new DataTable.Cell(
              FillOptions.rate((double) fill.bound() * fill.in().value().count()), true),
          new DataTable.Cell(fill.outOfAll(), true),
          fill.fills() ? new DataTable.Cell(fill.seconds() / SECONDS_PER_HOUR, true) : null);
    }
    return table
        .note(
            "Rates are in a second, and what goes out is no more than comes in. From then on writes"
                + " wait for the capacity drives.")
        .build();
  }

  @Override
  public Optional<Picture> picture() {
    if (!soonest.fills()) {
      return Optional.empty();
    }
    double full = soonest.seconds() / SECONDS_PER_HOUR;
    return Optional.of(
        new Picture.Lines(
            "Dirty share of the cache",
            "A line over time since the writes began. " + verdict(),
            "Time (h)",
            "Dirty (%)",
            List.of(
                new Picture.Line(
                    soonest.cache().id(),
                    List.of(0.0, full, full * BEYOND),
                    List.of(0.0, 100.0, 100.0),
                    Picture.Role.WARNING))));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    if (soonest.fills()) {
      figures.add(
          Figure.derived(
              "full after",
              new Timespan(soonest.seconds()),
              "{room for writes} ÷ {stays in the cache per second}",
              soonest.room(),
              soonest.stays()));
    }
    figures.addAll(List.of(soonest.room(), soonest.stays(), soonest.in()));
    figures.addAll(soonest.out().values());
    figures.addAll(List.of(writes, copies, piece, busy));
    return figures;
  }
}
