package org.stackbook.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stackbook.fact.Facts;
import org.stackbook.stamp.Server;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Series;

/**
 * Tables and charts of a placement: what each server holds and, when something failed, what each
 * volume has left.
 */
final class PlacementView {

  private final Placement placement;
  private final CapacityDrives drives;
  private final int[] copiesPerDrive;

  PlacementView(Placement placement) {
    this.placement = placement;
    this.drives = placement.drives();
    this.copiesPerDrive = placement.map().copiesPerDrive(drives.count());
  }

  DataTable perServer() {
    DataTable.Builder table =
        DataTable.of("What each server holds")
            .text("server")
            .count("drives")
            .count("slab copies")
            .number("raw", "TB", 2)
            .number("allocated", "TB", 2)
            .number("reserve", "TB", 2)
            .number("free", "TB", 2)
            .number("fullest drive", "%", 2)
            .number("emptiest drive", "%", 2);
    for (int i = 0; i < drives.servers().size(); i++) {
      Share share = share(i);
      table.row(
          share.server.name(),
          share.driveFills.length,
          placement.cell(share.copies),
          share.server.rawCapacity(),
          share.allocated,
          share.reserve,
          share.free(),
          Arrays.stream(share.driveFills).max().orElse(0),
          Arrays.stream(share.driveFills).min().orElse(0));
    }
    return table.note(seedNote()).build();
  }

  /** What one server holds. */
  private static final class Share {
    final Server server;
    final int copies;
    final Bytes allocated;
    final Bytes reserve;
    final double[] driveFills;

    Share(Server server, int copies, Bytes allocated, Bytes reserve, double[] driveFills) {
      this.server = server;
      this.copies = copies;
      this.allocated = allocated;
      this.reserve = reserve;
      this.driveFills = driveFills;
    }

    Bytes free() {
      return server.rawCapacity().minus(allocated).minus(reserve);
    }
  }

  private Share share(int server) {
    int[] own =
        IntStream.range(0, drives.count()).filter(d -> drives.serverOf()[d] == server).toArray();
    int copies = Arrays.stream(own).map(d -> copiesPerDrive[d]).sum();
    Bytes slab = placement.slab().value();
    Server described = drives.servers().get(server);
    return new Share(
        described,
        copies,
        slab.times(copies).as(ByteUnit.TB),
        placement.pool().reserveOf(described),
        Arrays.stream(own)
            .mapToDouble(
                d -> slab.times(copiesPerDrive[d]).shareOf(drives.drive(d).size()).toPercent())
            .toArray());
  }

  private String seedNote() {
    String seed =
        "Seed " + placement.seed() + ": the same seed gives the same placement on any machine.";
    return Pool.hasMixedCapacity(placement.stamp())
        ? seed + " Ours: " + Facts.ours().fact("mixedCapacity/value").text() + "."
        : seed;
  }

  DataTable perVolume() {
    DataTable.Builder table =
        DataTable.of("Slabs by surviving copies").text("volume").count("slabs");
    for (int left = placement.map().copies(); left >= 0; left--) {
      table.count(copiesLeft(left));
    }
    table.number("on the last copy", "TB", 3).number("lost", "TB", 3);
    for (VolumeSlabs volume : placement.volumes()) {
      survivorRow(table, volume.name(), placement.survivors(volume));
    }
    survivorRow(table, "all volumes", placement.survivors());
    return table
        .note(seedNote())
        .note(
            "Copies are counted here; ask health() for quorum and the states of pool and volumes.")
        .build();
  }

  private void survivorRow(DataTable.Builder table, String name, int[] left) {
    List<Object> row = new ArrayList<>(List.of(name));
    row.add(placement.cell(Arrays.stream(left).sum()));
    for (int i = left.length - 1; i >= 0; i--) {
      row.add(placement.cell(left[i]));
    }
    row.add(placement.inBytes(left[1]));
    row.add(placement.inBytes(left[0]));
    table.row(row.toArray());
  }

  /** How a number of surviving copies is called. */
  static String copiesLeft(int copies) {
    return copies == 0 ? "lost" : copies == 1 ? "1 copy" : copies + " copies";
  }

  Picture serverPicture() {
    List<Share> shares = IntStream.range(0, drives.servers().size()).mapToObj(this::share).toList();
    return new Picture.Bars(
        "Allocated, free and reserved capacity per server",
        "Stacked bars for " + shares.size() + " servers. " + placement.verdict(),
        "Server",
        "Capacity (TB)",
        shares.stream().map(s -> s.server.name()).toList(),
        List.of(
            new Series(
                "allocated",
                shares.stream().map(s -> s.allocated.to(ByteUnit.TB)).toList(),
                Role.GOOD),
            new Series(
                "free", shares.stream().map(s -> s.free().to(ByteUnit.TB)).toList(), Role.FREE),
            new Series(
                "reserve",
                shares.stream().map(s -> s.reserve.to(ByteUnit.TB)).toList(),
                Role.RESERVED)),
        true);
  }

  Picture survivorPicture() {
    List<int[]> perVolume = placement.volumes().stream().map(placement::survivors).toList();
    List<Series> series = new ArrayList<>();
    for (int copies = placement.map().copies(); copies >= 0; copies--) {
      int left = copies;
      if (left > 0 || perVolume.stream().anyMatch(v -> v[left] > 0)) {
        series.add(
            new Series(
                copiesLeft(left),
                perVolume.stream().map(v -> placement.inBytes(v[left]).to(ByteUnit.TB)).toList(),
                role(left)));
      }
    }
    return new Picture.Bars(
        "Data by surviving copies",
        "Stacked bars for "
            + perVolume.size()
            + " volumes without "
            + String.join(", ", placement.failed())
            + ". "
            + placement.verdict(),
        "Volume",
        "Data (TB)",
        placement.volumes().stream().map(VolumeSlabs::name).toList(),
        series,
        true);
  }

  private Role role(int left) {
    if (left == placement.map().copies()) {
      return Role.GOOD;
    }
    return left == 0 ? Role.BAD : left == 1 ? Role.CRITICAL : Role.WARNING;
  }
}
