package org.stackbook.storage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * What every capacity drive holds: how full it is and, when something has failed, how many slabs
 * have their last copy on it.
 *
 * <pre>{@code
 * placed.driveMap();
 * placed.fail("n3", "n6").driveMap()
 * }</pre>
 */
public final class DriveMap extends Result implements OfStamp {

  private final Placement placement;
  private final int[] held;
  private final int[] last;

  DriveMap(Placement placement) {
    this.placement = placement;
    this.held = placement.map().copiesPerDrive(placement.drives().count());
    this.last = placement.map().lastCopiesPerDrive(placement.failedDrives(), held.length);
  }

  /** The stamp whose slabs are placed. */
  @Override
  public Stamp stamp() {
    return placement.stamp();
  }

  @Override
  public String title() {
    return "Drives: " + placement.title();
  }

  @Override
  public String verdict() {
    if (placement.failed().isEmpty()) {
      double mean = (double) sum(held) / held.length;
      int most = 0;
      for (int copies : held) {
        most = Math.max(most, copies);
      }
      return String.format(
          Locale.ROOT,
          "%,d slab copies on %d drives; the fullest holds %.3f times the mean.",
          sum(held),
          held.length,
          mean == 0 ? 1 : most / mean);
    }
    int dangerous = 0;
    for (int copies : last) {
      dangerous += copies > 0 ? 1 : 0;
    }
    return dangerous == 0
        ? "No drive holds a last copy."
        : String.format(
            Locale.ROOT,
            "%d drives hold the last copy of %,d slabs (%s): each is one failure from loss.",
            dangerous,
            sum(last),
            placement.inBytes(Math.toIntExact(sum(last))));
  }

  private static long sum(int[] values) {
    long sum = 0;
    for (int value : values) {
      sum += value;
    }
    return sum;
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("What each drive holds")
            .text("server")
            .text("drive")
            .text("state")
            .number("size", "TB", 2)
            .count("slab copies")
            .number("allocated", "TB", 3)
            .number("fill", "%", 2)
            .count("last copies");
    for (int i = 0; i < held.length; i++) {
      Drive drive = placement.drives().drive(i);
      Bytes allocated = placement.slab().value().times(held[i]).as(ByteUnit.TB);
      table.row(
          drive.server(),
          drive.id(),
          placement.failedDrives().get(i) ? "failed" : "up",
          drive.size(),
          placement.cell(held[i]),
          placement.cell(allocated),
          placement.cell(allocated.shareOf(drive.size())),
          placement.cell(last[i]));
    }
    return table.note(placement.seedNote()).build();
  }

  /** How full the drives are; after a failure, where the last copies are. */
  @Override
  public Optional<Picture> picture() {
    return Optional.of(
        placement.failed().isEmpty()
            ? DriveGrid.of(
                placement,
                "How full each capacity drive is (%)",
                verdict(),
                Picture.Role.GOOD,
                drive ->
                    placement
                        .slab()
                        .value()
                        .times(held[drive])
                        .shareOf(placement.drives().drive(drive).size())
                        .toPercent())
            : DriveGrid.of(
                placement,
                "Slabs whose last copy is on the drive",
                verdict(),
                Picture.Role.CRITICAL,
                drive -> placement.failedDrives().get(drive) ? Double.NaN : last[drive]));
  }

  @Override
  public List<Figure<?>> figures() {
    Figure<String> seed = Figure.given("seed", String.valueOf(placement.seed()), "seed(…)");
    Figure<Long> copies =
        Figure.derived(
            "slab copies",
            sum(held),
            "count over the {slabs} placed by seed {seed}",
            placement.slabCount(),
            seed);
    Figure<Long> lastCopies =
        Figure.derived(
            "last copies",
            sum(last),
            "count over the {slabs} placed by seed {seed} of those with one copy left",
            placement.slabCount(),
            seed);
    return List.of(copies, lastCopies, placement.slab());
  }
}
