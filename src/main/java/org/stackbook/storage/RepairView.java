package org.stackbook.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.stackbook.storage.RepairCourse.Moment;
import org.stackbook.storage.engine.RepairLoad;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Line;
import org.stackbook.view.Picture.Role;

/** Table and chart of a repair: who is busy how long, and how long data is exposed. */
final class RepairView {

  /** How far the lines go on after the end, as a share of all. */
  private static final double TAIL = 0.05;

  private final Repair repair;
  private final RepairCourse course;

  RepairView(Repair repair) {
    this.repair = repair;
    this.course = repair.course();
  }

  DataTable perServer() {
    TimeScale unit = TimeScale.of(course.end().at());
    DataTable.Builder table =
        DataTable.of("What each server does for the repair")
            .text("server")
            .number("read", "TB", 3)
            .number("written", "TB", 3)
            .text("busiest drive")
            .number("drive busy", unit.symbol(), 2)
            .number("network busy", unit.symbol(), 2)
            .text("bottleneck");
    CapacityDrives drives = repair.before().drives();
    for (int server = 0; server < drives.servers().size(); server++) {
      int number = server;
      int[] own =
          IntStream.range(0, drives.count()).filter(d -> drives.serverOf()[d] == number).toArray();
      int busiest = own[0];
      long read = 0;
      long written = 0;
      for (int drive : own) {
        read += copies(drive, false);
        written += copies(drive, true);
        if (course.driveBusy(drive).compareTo(course.driveBusy(busiest)) > 0) {
          busiest = drive;
        }
      }
      boolean idle = read + written == 0;
      Timespan driveBusy = course.driveBusy(busiest);
      Timespan networkBusy = course.networkBusy(server);
      table.row(
          drives.servers().get(server).name(),
          moved(read),
          moved(written),
          idle ? null : drives.drive(busiest).name(),
          time(unit.value(driveBusy)),
          time(unit.value(networkBusy)),
          idle ? null : driveBusy.compareTo(networkBusy) >= 0 ? "drive" : "network");
    }
    return table
        .note("Every copy crosses the network: what drives read is sent, what they write received.")
        .note(
            "Slabs with the fewest copies come first. Cache drives and what tenants send over the"
                + " network are not looked at.")
        .build();
  }

  private long copies(int drive, boolean written) {
    RepairLoad load = course.load();
    long copies = 0;
    for (int left = 1; left < load.copies(); left++) {
      copies += written ? load.written(left, drive) : load.read(left, drive);
    }
    return copies;
  }

  private Cell moved(long copies) {
    Bytes bytes = course.bytes(copies);
    return new Cell(bytes.to(ByteUnit.TB), repair.copied().confidence().starred());
  }

  private Cell time(double value) {
    return new Cell(value, repair.duration().confidence().starred());
  }

  /** Lines of data by copies left, over time. */
  Picture exposure() {
    TimeScale unit = TimeScale.of(course.end().at());
    List<Line> lines = new ArrayList<>();
    int copies = course.load().copies();
    for (int left = 0; left < copies; left++) {
      int with = left;
      if (course.moments().stream().anyMatch(m -> repair.data(m.slabs().get(with)).isPositive())) {
        lines.add(line(left, unit));
      }
    }
    return new Picture.Lines(
        "Data with copies missing",
        "Lines over time since the repair began. " + repair.verdict(),
        "Time (" + unit.symbol() + ")",
        "Data (TB)",
        lines);
  }

  private Line line(int left, TimeScale unit) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (Moment moment : course.moments()) {
      xs.add(unit.value(moment.at()));
      ys.add(repair.data(moment.slabs().get(left)).to(ByteUnit.TB));
    }
    double last = xs.get(xs.size() - 1);
    xs.add(last == 0 ? 1 : last * (1 + TAIL));
    ys.add(ys.get(ys.size() - 1));
    return new Line(PlacementView.copiesLeft(left), xs, ys, role(left));
  }

  /** What it means to have so many copies of more. */
  static Role role(int left) {
    return left == 0 ? Role.BAD : left == 1 ? Role.CRITICAL : Role.WARNING;
  }
}
