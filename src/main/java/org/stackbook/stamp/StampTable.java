package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;

/** How a stamp looks: a row and a bar for each server. */
final class StampTable {

  private StampTable() {}

  static DataTable of(Stamp stamp) {
    ByteUnit memory = stamp.servers().get(0).memory().unit();
    DataTable.Builder table =
        DataTable.of("Servers of " + stamp.name())
            .text("server")
            .number("memory", memory.symbol(), 0)
            .count("cores")
            .text("cache drives")
            .number("cache", "TB", 2)
            .text("capacity drives")
            .number("raw capacity", "TB", 2)
            .text("boot");
    for (Server s : stamp.servers()) {
      table.row(
          s.name(),
          s.memory().to(memory),
          s.cores(),
          groups(s.cacheDrives()),
          s.cacheCapacity().to(ByteUnit.TB),
          groups(s.capacityDrives()),
          s.rawCapacity().to(ByteUnit.TB),
          s.boot().map(BootDevice::toString).orElse(null));
    }
    stamp
        .lifecycleHost()
        .ifPresent(host -> table.note("Hardware lifecycle host, outside the scale unit: " + host));
    if (!stamp.volumes().isEmpty()) {
      table.note(
          "Volumes: " + String.join(", ", stamp.volumes().stream().map(Volume::toString).toList()));
    }
    stamp.findings().forEach(finding -> table.note("Advice: " + finding));
    return table.build();
  }

  private static String groups(List<Drive> drives) {
    return drives.isEmpty()
        ? "none"
        : String.join(", ", DriveGroup.of(drives).stream().map(DriveGroup::toString).toList());
  }

  static Picture picture(Stamp stamp) {
    List<Picture.Series> series = new ArrayList<>();
    series.add(series("capacity", stamp, Server::rawCapacity));
    if (StampFigures.cache(stamp).value().isPositive()) {
      series.add(series("cache", stamp, Server::cacheCapacity));
    }
    return new Picture.Bars(
        "Drives of " + stamp.name() + " by server",
        altText(stamp),
        "server",
        "TB, raw",
        stamp.servers().stream().map(Server::name).toList(),
        series,
        true);
  }

  private static Picture.Series series(String name, Stamp stamp, Function<Server, Bytes> of) {
    return new Picture.Series(
        name,
        stamp.servers().stream().map(s -> of.apply(s).to(ByteUnit.TB)).toList(),
        Picture.Role.PLAIN);
  }

  private static String altText(Stamp stamp) {
    List<Double> raw =
        stamp.servers().stream().map(s -> s.rawCapacity().to(ByteUnit.TB)).sorted().toList();
    double least = raw.get(0);
    double most = raw.get(raw.size() - 1);
    return String.format(
        Locale.ROOT,
        "Stacked bars, one for each of %d servers: %s of capacity%s in each.",
        stamp.servers().size(),
        least == most
            ? String.format(Locale.ROOT, "%.1f TB", least)
            : String.format(Locale.ROOT, "%.1f to %.1f TB", least, most),
        StampFigures.cache(stamp).value().isPositive() ? " and the cache on top" : "");
  }
}
