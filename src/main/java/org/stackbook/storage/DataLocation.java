package org.stackbook.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.engine.StripeLayout;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * Where some bytes of a volume are: in which slabs, in which columns of the stripe, on which drives
 * of which servers.
 *
 * <pre>{@code
 * placed.locate("ObjStore_1", gib(3), mib(1));
 * placed.locate("ObjStore_1", gib(3), mib(1)).why("interleave")
 * }</pre>
 *
 * <p>The interleave is what one column takes before the next has its turn; a stripe is as wide as
 * all columns take together, copies not counted. Number of columns and size of a slab are in none
 * of Microsoft's texts: both are words of {@link PlacementOptions}, with a starred default.
 *
 * <p>Source: Understanding Storage Space Internal Storage; What are columns and how does Storage
 * Spaces decide how many to use?
 */
public final class DataLocation extends Result implements OfStamp {

  private final Placement placement;
  private final VolumeSlabs volume;
  private final Bytes offset;
  private final Bytes length;
  private final Figure<Bytes> interleave;
  private final Figure<Integer> columns;
  private final List<StripeLayout.Part> parts;

  private DataLocation(
      Placement placement,
      VolumeSlabs volume,
      Bytes offset,
      Bytes length,
      Figure<Bytes> interleave,
      StripeLayout layout) {
    this.placement = placement;
    this.volume = volume;
    this.offset = offset;
    this.length = length;
    this.interleave = interleave;
    this.columns = placement.columns();
    this.parts = layout.locate(offset.count(), length.count());
  }

  /**
   * Looks up some bytes.
   *
   * @throws Refusal if there is no such volume, or it has no such bytes
   */
  static DataLocation of(Placement placement, String name, Bytes offset, Bytes length) {
    String given = "locate(\"" + name + "\", " + offset + ", " + length + ")";
    VolumeSlabs volume =
        placement.volumes().get(VolumeSlabs.find(name, placement.volumes(), given));
    Figure<Bytes> interleave = interleave();
    long slab = placement.slab().value().count();
    if (slab % interleave.value().count() != 0) {
      throw Refusal.of(
              given,
              "a slab of "
                  + placement.slab().value()
                  + " is no multiple of the interleave of "
                  + interleave.value())
          .source(interleave.rules().get(0).citation())
          .wayOut("place with slab(mib(256))")
          .asException();
    }
    StripeLayout layout =
        new StripeLayout(
            slab,
            interleave.value().count(),
            placement.columns().value(),
            volume.end() - volume.first());
    if (offset.count() < 0
        || length.count() < 1
        || offset.count() > layout.size() - length.count()) {
      throw Refusal.of(
              given, name + " has " + placement.inBytes(volume.slabs()) + " placed, counted from 0")
          .wayOut("ask for at least one byte, and for none beyond the end")
          .asException();
    }
    return new DataLocation(placement, volume, offset, length, interleave, layout);
  }

  private static Figure<Bytes> interleave() {
    Fact fact = Facts.storage().fact("layout/interleaveKB/value");
    // Windows counts KB in base 2 here: it reports 262,144 bytes.
    return Figure.stated("interleave", Bytes.parse(fact.integer() + " KiB"), fact);
  }

  /** The stamp whose slabs are placed. */
  @Override
  public Stamp stamp() {
    return placement.stamp();
  }

  @Override
  public String title() {
    return length + " at " + offset + " of " + volume.name();
  }

  @Override
  public String verdict() {
    StripeLayout.Part first = parts.get(0);
    return (parts.size() == 1 ? "In 1 slab: slab " : "In " + parts.size() + " slabs, the first ")
        + first.slab()
        + " in column "
        + first.column()
        + " on "
        + String.join(", ", drives(first.slab()))
        + ".";
  }

  private List<String> drives(int slab) {
    List<String> drives = new ArrayList<>();
    for (int copy = 0; copy < placement.map().copies(); copy++) {
      int drive = placement.map().drive(volume.first() + slab, copy);
      String id = placement.drives().drive(drive).id();
      drives.add(placement.failedDrives().get(drive) ? id + " (failed)" : id);
    }
    return drives;
  }

  @Override
  public DataTable data() {
    boolean starred = columns.confidence().starred() || placement.slab().confidence().starred();
    DataTable.Builder table =
        DataTable.of("Slabs that hold it")
            .count("slab")
            .count("column")
            .number("from", "MiB", 3)
            .number("in the slab at", "MiB", 3)
            .number("bytes", "MiB", 3);
    for (int copy = 1; copy <= placement.map().copies(); copy++) {
      table.text("copy " + copy);
    }
    for (StripeLayout.Part part : parts) {
      List<Object> row = new ArrayList<>();
      row.add(new Cell(part.slab(), starred));
      row.add(new Cell(part.column(), starred));
      row.add(Bytes.of(part.first(), ByteUnit.MIB));
      row.add(new Cell(Bytes.of(part.offset(), ByteUnit.MIB), starred));
      row.add(new Cell(Bytes.of(part.bytes(), ByteUnit.MIB), starred));
      row.addAll(drives(part.slab()));
      table.row(row.toArray());
    }
    return table
        .note("Slabs of the volume and columns count from 0. " + placement.seedNote())
        .build();
  }

  /** How many slab copies of the range each drive holds. */
  @Override
  public Optional<Picture> picture() {
    int[] held = new int[placement.drives().count()];
    for (StripeLayout.Part part : parts) {
      for (int copy = 0; copy < placement.map().copies(); copy++) {
        held[placement.map().drive(volume.first() + part.slab(), copy)]++;
      }
    }
    return Optional.of(
        DriveGrid.of(
            placement,
            "Slab copies of " + title() + " on each drive",
            verdict(),
            Picture.Role.GOOD,
            drive -> held[drive]));
  }

  @Override
  public List<Figure<?>> figures() {
    Figure<Bytes> stripe =
        Figure.derived(
                "stripe",
                interleave.value().times(columns.value()),
                "{columns} × {interleave}",
                columns,
                interleave)
            .by(Facts.storage().fact("layout/stripe"));
    Figure<Bytes> at = Figure.given("offset", offset, "locate(…)");
    StripeLayout.Part first = parts.get(0);
    Figure<Integer> column =
        Figure.derived(
            "column",
            first.column(),
            "({offset} ÷ {interleave}, rounded down) modulo {columns}",
            at,
            interleave,
            columns);
    Figure<Integer> slab =
        Figure.derived(
            "slab number",
            first.slab(),
            "({offset} ÷ ({columns} × {slab}), rounded down) × {columns} + {column}",
            at,
            columns,
            placement.slab(),
            column);
    Figure<String> on =
        Figure.derived(
                "drives",
                String.join(", ", drives(first.slab())),
                "where seed {seed} placed {slab number}",
                Figure.given("seed", String.valueOf(placement.seed()), "seed(…)"),
                slab)
            .by(Facts.storage().fact("layout/slabSpread"));
    return List.of(on, slab, column, stripe, interleave, columns, placement.slab());
  }
}
