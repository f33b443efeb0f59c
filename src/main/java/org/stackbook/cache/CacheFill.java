package org.stackbook.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * When the cache is full of writes: the room for dirty pages by what comes in more than goes out,
 * for the server where that is soonest.
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
  private final Figure<Bytes> in;
  private final List<Fill> servers = new ArrayList<>();
  private final Fill soonest;

  /**
   * What happens in a server.
   *
   * @param room for dirty pages
   * @param out what its capacity drives take in a second
   * @param seconds until it is full, or infinite
   */
  private record Fill(Server server, Figure<Bytes> room, Figure<Bytes> out, double seconds) {}

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
    Figure<Integer> count = Figure.given("servers", stamp.servers().size(), "servers(…)");
    double perServer = (double) writes.value().count() * copies.value() / count.value();
    this.in =
        Figure.derived(
                "comes in per server and second",
                FillOptions.rate(perServer),
                "{writes per second} × {copies} ÷ {servers}",
                writes,
                copies,
                count,
                even())
            .by(Facts.storage().fact("cache/scope"));
    for (Server server : stamp.servers()) {
      Figure<Bytes> room = room(server);
      Figure<Bytes> out = out(server);
      double more = in.value().count() - (double) out.value().count();
      servers.add(
          new Fill(
              server,
              room,
              out,
              more <= 0 ? Double.POSITIVE_INFINITY : room.value().count() / more));
    }
    this.soonest =
        servers.stream().reduce((a, b) -> b.seconds() < a.seconds() ? b : a).orElseThrow();
  }

  private static Figure<String> even() {
    return Figure.stated(
        "evenness",
        Facts.ours().fact("cacheFill/even/value").text(),
        Facts.ours().fact("cacheFill/even/value"));
  }

  private static Figure<Bytes> room(Server server) {
    Figure<Bytes> raw =
        Figure.given("cache of the server", server.cacheCapacity().as(ByteUnit.TB), "cache(…)");
    Figure<Bytes> reserve = ReplaySystem.metadata();
    Figure<Integer> drives = Figure.given("cache drives", server.cacheDrives().size(), "cache(…)");
    long left = raw.value().count() - drives.value() * reserve.value().count();
    return Figure.derived(
        "room for writes",
        Bytes.of(Math.max(0, left), ByteUnit.B).as(ByteUnit.TB),
        "{cache of the server} − {cache drives} × {metadata reserve}",
        raw,
        drives,
        reserve);
  }

  private Figure<Bytes> out(Server server) {
    ServiceTimes preset = new ServiceTimes();
    List<Figure<?>> inputs = new ArrayList<>(List.of(piece, busy, even()));
    List<String> terms = new ArrayList<>();
    double all = 0;
    for (Media media : server.tiers().capacity()) {
      int drives =
          (int) server.capacityDrives().stream().map(Drive::media).filter(media::equals).count();
      DriveTimes times = preset.of(media);
      double takes = times.writeNanos() / NANOS + piece.value().count() / times.bytesPerSecond();
      all += (double) drives * times.lanes() * piece.value().count() / takes;
      Figure<Integer> lanes =
          Figure.given(media + " writes at once", drives * times.lanes(), "capacity(…)");
      Figure<Timespan> write = preset.figure(media, true);
      Figure<Bytes> stream = ServiceTimes.stream(media);
      inputs.addAll(List.of(lanes, write, stream));
      terms.add(
          String.format(
              "{%s} × {piece} ÷ ({%s} + {piece} ÷ {%s})",
              lanes.name(), write.name(), stream.name()));
    }
    return Figure.derived(
        "goes out per server and second",
        FillOptions.rate(all * (1 - busy.value().value())),
        "(" + String.join(" + ", terms) + ") × (1 − {busy with tenants})",
        inputs.toArray(Figure<?>[]::new));
  }

  private boolean fills() {
    return Double.isFinite(soonest.seconds());
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
        in.value() + "* a second come in to each server, " + soonest.out().value() + "* can go out";
    return fills()
        ? "Full after " + new Timespan(soonest.seconds()) + "*: " + rates + "."
        : "It does not fill: " + rates + ".";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Writes in each server")
            .text("server")
            .number("room", "TB", 3)
            .number("comes in", "MB", 1)
            .number("goes out", "MB", 1)
            .number("full after", "h", 2);
    for (Fill fill : servers) {
      table.row(
          fill.server().name(),
          fill.room(),
          in,
          fill.out(),
          Double.isFinite(fill.seconds())
              ? new DataTable.Cell(fill.seconds() / SECONDS_PER_HOUR, true)
              : null);
    }
    return table
        .note("Rates are in a second. From then on writes wait for the capacity drives.")
        .build();
  }

  @Override
  public Optional<Picture> picture() {
    if (!fills()) {
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
                    soonest.server().name(),
                    List.of(0.0, full, full * BEYOND),
                    List.of(0.0, 100.0, 100.0),
                    Picture.Role.WARNING))));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    if (fills()) {
      figures.add(
          Figure.derived(
              "full after",
              new Timespan(soonest.seconds()),
              "{room for writes} ÷ ({comes in per server and second} − {goes out per server and"
                  + " second})",
              soonest.room(),
              in,
              soonest.out()));
    }
    figures.addAll(List.of(soonest.room(), in, soonest.out(), writes, copies, piece, busy));
    return figures;
  }
}
