package org.stackbook.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.stackbook.view.Picture;

/** Draws something of every capacity drive as a grid of servers and drives. */
final class DriveGrid {

  private DriveGrid() {}

  /**
   * A heat map with a row for each server.
   *
   * @param says the answer, for those who cannot see the picture
   * @param value of a drive, by its number in the pool
   */
  static Picture of(
      Placement placement,
      String title,
      String says,
      Picture.Role role,
      IntToDoubleFunction value) {
    CapacityDrives drives = placement.drives();
    List<List<Double>> rows = new ArrayList<>();
    drives.servers().forEach(server -> rows.add(new ArrayList<>()));
    for (int drive = 0; drive < drives.count(); drive++) {
      rows.get(drives.serverOf()[drive]).add(value.applyAsDouble(drive));
    }
    int widest = rows.stream().mapToInt(List::size).max().orElse(0);
    rows.forEach(row -> row.addAll(Collections.nCopies(widest - row.size(), Double.NaN)));
    return new Picture.HeatMap(
        title,
        "Grid of " + rows.size() + " servers and their capacity drives. " + says,
        "Capacity drive of the server",
        "Server",
        IntStream.rangeClosed(1, widest).mapToObj(String::valueOf).toList(),
        drives.servers().stream().map(server -> server.name()).toList(),
        rows,
        role);
  }
}
