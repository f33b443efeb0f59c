package org.stackbook.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Media;
import org.stackbook.storage.engine.RepairLoad;
import org.stackbook.storage.engine.RepairTimes;
import org.stackbook.storage.engine.RepairTimes.Bottleneck;
import org.stackbook.storage.engine.RepairTimes.Kind;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;

/**
 * How a repair goes on: which pass takes how long, and how much data has how many copies at the end
 * of each.
 */
final class RepairCourse {

  /**
   * The end of a pass, or the beginning of the first.
   *
   * @param at since the beginning
   * @param slabs at index i those with i copies in good order, parts of slabs included
   */
  record Moment(Timespan at, List<Double> slabs) {
    Moment(Timespan at, double[] slabs) {
      this(at, Arrays.stream(slabs).boxed().toList());
    }
  }

  /**
   * Copies that are made at the same time.
   *
   * @param left copies that a slab has before
   * @param begin since the beginning of the repair
   * @param takes how long it goes on
   * @param copies that it writes, and reads as many
   * @param slowest the part that it waits for, and what that does
   */
  record Pass(int left, Timespan begin, Figure<Timespan> takes, int copies, String slowest) {
    Timespan end() {
      return begin.plus(takes.value());
    }
  }

  private final CapacityDrives drives;
  private final RepairLoad load;
  private final Figure<Bytes> copy;
  private final Figure<Ratio> share;
  private final Map<Media, Figure<Bytes>> driveRates;
  private final Figure<Bandwidth> network;
  private final RepairTimes times;
  private final List<Pass> passes = new ArrayList<>();
  private final List<Moment> moments = new ArrayList<>();

  /**
   * @param drives of the pool
   * @param load what is read and written
   * @param copy what is read and written for one copy
   * @param part what part of a slab that is; the rest of it needs no repair
   * @param start slabs by copies in good order at the beginning
   * @param options how fast it can be
   */
  RepairCourse(
      CapacityDrives drives,
      RepairLoad load,
      Figure<Bytes> copy,
      Ratio part,
      double[] start,
      RepairOptions options) {
    this.drives = drives;
    this.load = load;
    this.copy = copy;
    this.share = options.share();
    this.driveRates = options.drives();
    this.network = options.network();
    double[] rates = new double[drives.count()];
    Arrays.setAll(rates, d -> rate(d).value().count() * share.value().value());
    this.times =
        new RepairTimes(
            load, drives.serverOf(), copy.value().count(), rates, network.value().bytesPerSecond());
    run(start, part.value());
  }

  private void run(double[] start, double part) {
    Timespan now = Timespan.ZERO;
    double[] slabs = start.clone();
    moments.add(new Moment(now, slabs));
    for (int left = 1; left < load.copies(); left++) {
      if (load.copied(left) > 0) {
        Bottleneck slowest = times.bottleneck(left);
        Pass pass = new Pass(left, now, time(left, slowest), load.copied(left), busiest(slowest));
        passes.add(pass);
        now = pass.end();
        slabs = slabs.clone();
        slabs[left] -= part * load.copied(left);
        slabs[left + 1] += part * load.copied(left);
        moments.add(new Moment(now, slabs));
      }
    }
  }

  private Figure<Timespan> time(int left, Bottleneck slowest) {
    String name = "time with " + PlacementView.copiesLeft(left);
    Timespan takes = new Timespan(slowest.seconds());
    boolean isDrive = slowest.kind() == Kind.DRIVE;
    Figure<Bytes> moved =
        Figure.derived(
            busiest(slowest) + " with " + PlacementView.copiesLeft(left),
            bytes(slowest.copies()),
            "{copies moved} × {" + copy.name() + "}, the most for its speed in this pass",
            Figure.given("copies moved", slowest.copies(), "counted by the placement"),
            copy);
    if (!isDrive) {
      return Figure.derived(
              name, takes, "{" + moved.name() + "} ÷ {" + network.name() + "}", moved, network)
          .by(Facts.ours().fact("repair/order/value"));
    }
    Figure<Bytes> rate = rate(slowest.number());
    return Figure.derived(
            name,
            takes,
            "{" + moved.name() + "} ÷ ({" + rate.name() + "} × {" + share.name() + "})",
            moved,
            rate,
            share)
        .by(Facts.ours().fact("repair/order/value"));
  }

  private String busiest(Bottleneck slowest) {
    return switch (slowest.kind()) {
      case DRIVE -> drives.drive(slowest.number()).id() + " reads and writes";
      case SENT -> drives.servers().get(slowest.number()).name() + " sends";
      case RECEIVED -> drives.servers().get(slowest.number()).name() + " receives";
    };
  }

  private Figure<Bytes> rate(int drive) {
    Figure<Bytes> rate = driveRates.get(drives.drive(drive).media());
    if (rate == null) {
      throw new IllegalStateException("no rate for " + drives.drive(drive));
    }
    return rate;
  }

  /** What a number of copies moves. */
  Bytes bytes(long copies) {
    return copy.value().times(copies).as(ByteUnit.TB);
  }

  RepairLoad load() {
    return load;
  }

  /** One after the other; a pass without copies is left out. */
  List<Pass> passes() {
    return List.copyOf(passes);
  }

  /** How long each pass takes. */
  List<Figure<Timespan>> timesOfPasses() {
    List<Figure<Timespan>> takes = new ArrayList<>();
    passes.forEach(pass -> takes.add(pass.takes()));
    return takes;
  }

  /** What a pass copies. */
  Figure<Bytes> copied(Pass pass) {
    String with = " with " + PlacementView.copiesLeft(pass.left());
    return Figure.derived(
        "copied" + with,
        bytes(pass.copies()),
        "{copies made" + with + "} × {" + copy.name() + "}",
        Figure.given("copies made" + with, pass.copies(), "counted by the placement"),
        copy);
  }

  /** What a pass copies in a second. */
  Figure<Bytes> perSecond(Pass pass) {
    Figure<Bytes> copied = copied(pass);
    double rate = copied.value().count() / pass.takes().value().seconds();
    return Figure.derived(
        "per second with " + PlacementView.copiesLeft(pass.left()),
        Bytes.of(Math.round(rate), ByteUnit.GB),
        "{" + copied.name() + "} ÷ {" + pass.takes().name() + "}",
        copied,
        pass.takes());
  }

  /** The sum of all passes. */
  Figure<Timespan> inAll(String name) {
    Timespan total = moments.get(moments.size() - 1).at();
    if (passes.isEmpty()) {
      return Figure.derived(name, total, "nothing to copy");
    }
    List<Figure<Timespan>> takes = timesOfPasses();
    String sum = String.join(" + ", takes.stream().map(p -> "{" + p.name() + "}").toList());
    return Figure.derived(name, total, sum, takes.toArray(Figure<?>[]::new));
  }

  /** At index i the share of the pass for slabs with i copies left that has passed after a time. */
  double[] doneAfter(Timespan time) {
    double[] done = new double[load.copies()];
    for (Pass pass : passes) {
      double since = time.seconds() - pass.begin().seconds();
      done[pass.left()] = Math.max(0, Math.min(1, since / pass.takes().value().seconds()));
    }
    return done;
  }

  List<Moment> moments() {
    return List.copyOf(moments);
  }

  Moment end() {
    return moments.get(moments.size() - 1);
  }

  Timespan driveBusy(int drive) {
    return new Timespan(times.driveSeconds(drive));
  }

  Timespan networkBusy(int server) {
    return new Timespan(times.networkSeconds(server));
  }

  /** What the times rest on. */
  List<Figure<?>> rates() {
    List<Figure<?>> rates = new ArrayList<>();
    for (Media media : Media.values()) {
      for (int d = 0; d < drives.count(); d++) {
        if (drives.drive(d).media() == media) {
          rates.add(rate(d));
          break;
        }
      }
    }
    rates.add(share);
    rates.add(network);
    return rates;
  }
}
