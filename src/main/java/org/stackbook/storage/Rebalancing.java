package org.stackbook.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.engine.Rebalance;
import org.stackbook.storage.engine.SlabMap;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Series;
import org.stackbook.view.Result;

/**
 * What it takes to fill every drive alike again after the pool or its volumes changed: copies moved
 * or made anew, against the fewest that had to.
 *
 * <p>A drive that holds less than its even share has to gain the difference, whoever moves what: so
 * the sum of these differences is the least that can be moved.
 *
 * <pre>{@code
 * var smaller = placed.removeServers("n8");
 * smaller.why("moved");
 * smaller.after().fail("n3")
 * }</pre>
 *
 * <p>Source: Adding servers or drives; Understand the cache (slabs are spread evenly over every
 * drive in every server).
 */
public final class Rebalancing extends Result implements OfStamp {

  private final Placement before;
  private final Placement after;
  private final Rebalance moves;
  private final int[] driveNow;

  private Rebalancing(Placement before, Placement after, Rebalance moves, int[] driveNow) {
    this.before = before;
    this.after = after;
    this.moves = moves;
    this.driveNow = driveNow;
  }

  static Rebalancing of(Placement before, Stamp stamp) {
    VolumeChange.requireNothingFailed(before, "optimize()");
    boolean same = stamp.equals(before.stamp());
    CapacityPlan capacity =
        same ? before.capacity() : Storage.of(stamp).capacity(before.pool().rule());
    CapacityDrives drives =
        same
            ? before.drives()
            : new CapacityDrives(capacity.pool(), before.slab().value(), before.drives().level());
    List<VolumeSlabs> volumes = stillConfined(before, stamp);
    SlabSpread spread = new SlabSpread(drives, drives.tree(), before.map().copies(), volumes);
    if (!spread.fits()) {
      throw Refusal.of(
              "on(" + stamp.name() + ")",
              "its "
                  + stamp.servers().size()
                  + " servers hold at most "
                  + before.inBytes((int) drives.tree().optimum(before.map().copies()))
                  + " beside the reserve, less where volumes are delimited, and there are "
                  + before.inBytes(before.slabs()))
          .source(Facts.storage().fact("reserve/azureStack/rule").citation())
          .wayOut("delete(…) volumes first, keep more servers, or delimit(…) to more of them")
          .asException();
    }
    int[] driveNow = before.drives().numbersIn(drives);
    Rebalance moves = spread.rebalance(before.map(), driveNow, before.seed());
    Placement after = before.changed(capacity, drives, volumes, moves.map(), before.slabCount());
    return new Rebalancing(before, after, moves, driveNow);
  }

  /** The volumes, those that are confined without the servers that are gone. */
  private static List<VolumeSlabs> stillConfined(Placement before, Stamp stamp) {
    List<String> names = stamp.servers().stream().map(Server::name).toList();
    List<VolumeSlabs> volumes = new ArrayList<>();
    for (VolumeSlabs volume : before.volumes()) {
      List<String> left = volume.servers().stream().filter(names::contains).toList();
      if (left.size() < volume.servers().size() && left.size() < before.map().copies()) {
        throw Refusal.of(
                "on(" + stamp.name() + ")",
                volume.name() + " is delimited to too few of the servers that are left: " + left)
            .wayOut("delimit(\"" + volume.name() + "\", …) to others first")
            .asException();
      }
      volumes.add(volume.confinedTo(left));
    }
    return List.copyOf(volumes);
  }

  /** The placement that was to be evened out. */
  public Placement before() {
    return before;
  }

  /** The placement with every drive filled alike. */
  public Placement after() {
    return after;
  }

  /** The stamp as it is afterwards. */
  @Override
  public Stamp stamp() {
    return after.stamp();
  }

  @Override
  public String title() {
    return "Rebalancing of " + stamp().name();
  }

  @Override
  public String verdict() {
    if (moves.moved() == 0) {
      return "Every drive is filled alike already: nothing moves.";
    }
    return String.format(
        Locale.ROOT,
        "%s move%s, %.3f times the least that can; the fullest drive is then filled %.3f times as"
            + " far as the mean, before %.3f times.",
        moved().value(),
        moved().confidence().starred() ? "*" : "",
        ratio().value(),
        unevenness("after", heldAfter()).value(),
        unevenness("before", heldBefore()).value());
  }

  private Figure<Bytes> moved() {
    return inBytes("moved", copiesMoved());
  }

  private Figure<Bytes> minimum() {
    return inBytes("minimum", copiesLacking());
  }

  private Figure<Bytes> inBytes(String name, Figure<Long> copies) {
    return Figure.derived(
        name,
        before.slab().value().times(copies.value()).as(ByteUnit.TB),
        "{" + copies.name() + "} × {slab}",
        copies,
        before.slab());
  }

  private Figure<Long> copiesMoved() {
    return Figure.derived(
        "copies moved",
        moves.moved(),
        "counted over {slabs}, drawn by seed {seed}: copies on a drive that held none of their slab",
        after.slabCount(),
        Figure.given("seed", String.valueOf(before.seed()), "seed(…)"));
  }

  private Figure<Long> copiesLacking() {
    return Figure.derived(
            "copies lacking",
            moves.minimum(),
            "sum over all drives of what each lacked to its even share of {slabs} × {copies}",
            after.slabCount(),
            before.resiliency().copies())
        .by(Facts.storage().fact("layout/slabSpread"));
  }

  private Figure<Double> ratio() {
    return Figure.derived(
        "ratio",
        moves.minimum() == 0 ? 1 : (double) moves.moved() / moves.minimum(),
        "{moved} ÷ {minimum}",
        moved(),
        minimum());
  }

  /** Copies on the drives of the changed pool, those on drives that are gone left out. */
  private int[] heldBefore() {
    int[] held = new int[after.drives().count()];
    int[] was = before.map().copiesPerDrive(driveNow.length);
    for (int i = 0; i < was.length; i++) {
      if (driveNow[i] >= 0) {
        held[driveNow[i]] = was[i];
      }
    }
    return held;
  }

  private int[] heldAfter() {
    return after.map().copiesPerDrive(after.drives().count());
  }

  private Figure<Double> unevenness(String when, int[] held) {
    int[] room = after.drives().slabsOf();
    double fullest = 0;
    for (int i = 0; i < held.length; i++) {
      fullest = Math.max(fullest, (double) held[i] / room[i]);
    }
    double mean = (double) after.slabs() * after.map().copies() / after.drives().slabs();
    return Figure.derived(
        "unevenness " + when,
        fullest / mean,
        "{fullest drive} ÷ {fill}",
        Figure.derived(
            "fullest drive",
            Ratio.of(fullest),
            "counted over {slabs} on the drives that stay, " + when,
            after.slabCount()),
        Figure.derived(
            "fill",
            Ratio.of(mean),
            "{slabs} × {copies} ÷ all slabs that fit on the drives of the changed pool",
            after.slabCount(),
            before.resiliency().copies()));
  }

  /** What a server held, got and gave, in copies. */
  private static final class Row {
    long before;
    long in;
    long after;
    long room;
    int drives;

    long out() {
      return before + in - after;
    }
  }

  private Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    CapacityDrives were = before.drives();
    CapacityDrives are = after.drives();
    int[] held = before.map().copiesPerDrive(were.count());
    for (int i = 0; i < were.count(); i++) {
      rows.computeIfAbsent(were.drive(i).server(), name -> new Row()).before += held[i];
    }
    int[] holds = after.map().copiesPerDrive(are.count());
    int[] came = arrivals();
    for (int i = 0; i < are.count(); i++) {
      Row row = rows.computeIfAbsent(are.drive(i).server(), name -> new Row());
      row.after += holds[i];
      row.in += came[i];
      row.room += are.slabsOf()[i];
      row.drives++;
    }
    return rows;
  }

  /** How many copies came to each drive. */
  private int[] arrivals() {
    SlabMap was = before.map();
    SlabMap is = after.map();
    int[] came = new int[after.drives().count()];
    for (int slab = 0; slab < is.slabs(); slab++) {
      for (int copy = 0; copy < is.copies(); copy++) {
        int drive = is.drive(slab, copy);
        boolean wasThere = false;
        for (int other = 0; other < is.copies() && !wasThere; other++) {
          wasThere = driveNow[was.drive(slab, other)] == drive;
        }
        came[drive] += wasThere ? 0 : 1;
      }
    }
    return came;
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("What each server gives and gets")
            .text("server")
            .count("drives")
            .number("before", "TB", 2)
            .number("out", "TB", 2)
            .number("in", "TB", 2)
            .number("after", "TB", 2)
            .number("filled", "%", 2);
    rows()
        .forEach(
            (server, row) ->
                table.row(
                    server,
                    row.drives,
                    tb(row.before),
                    tb(row.out()),
                    tb(row.in),
                    tb(row.after),
                    row.room == 0 ? null : 100.0 * row.after / row.room));
    return table
        .note(
            "Seed "
                + before.seed()
                + ": the same seed moves the same copies on any machine. What a server held that is"
                + " gone is made anew from the other copies.")
        .build();
  }

  private Cell tb(long copies) {
    return new Cell(before.slab().value().times(copies), before.slab().confidence().starred());
  }

  @Override
  public Optional<Picture> picture() {
    Map<String, Row> rows = rows();
    return Optional.of(
        new Picture.Bars(
            "Allocated capacity per server, before and after",
            "Bars for " + rows.size() + " servers. " + verdict(),
            "Server",
            "Capacity (TB)",
            List.copyOf(rows.keySet()),
            List.of(
                new Series(
                    "before", rows.values().stream().map(r -> inTb(r.before)).toList(), Role.FREE),
                new Series(
                    "after", rows.values().stream().map(r -> inTb(r.after)).toList(), Role.GOOD)),
            false));
  }

  private double inTb(long copies) {
    return before.slab().value().times(copies).to(ByteUnit.TB);
  }

  @Override
  public List<Figure<?>> figures() {
    return new ArrayList<>(
        List.of(
            moved(),
            minimum(),
            ratio(),
            unevenness("before", heldBefore()),
            unevenness("after", heldAfter()),
            copiesMoved(),
            copiesLacking(),
            after.slabCount(),
            before.slab()));
  }
}
