package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;

/** How a stamp looks: a row and a bar for each server. */
final class StampTable {

  private StampTable() {}

  static DataTable of(Stamp stamp) {
    // Memory is the same in all servers; its family of units is the one that it was told in.
    Bytes memory = stamp.servers().get(0).memory();
    ByteUnit unit = memory.unit().isBinary() ? ByteUnit.GIB : ByteUnit.GB;
    boolean boots = stamp.servers().stream().anyMatch(s -> s.boot().isPresent());
    DataTable.Builder table =
        DataTable.of("Servers of " + stamp.name())
            .text("server")
            .number("memory", unit.symbol(), memory.count() % unit.bytes() == 0 ? 0 : 1)
            .count("cores")
            .text("cache drives")
            .number("cache", "TB", 2)
            .text("capacity drives")
            .number("raw capacity", "TB", 2);
    if (boots) {
      table.text("boot");
    }
    for (Server s : stamp.servers()) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(s.name());
      row.add(s.memory().to(unit));
      row.add(s.cores());
      row.add(groups(s.cacheDrives()));
      row.add(s.cacheCapacity().to(ByteUnit.TB));
      row.add(groups(s.capacityDrives()));
      row.add(s.rawCapacity().to(ByteUnit.TB));
      if (boots) {
        row.add(s.boot().map(BootDevice::toString).orElse(null));
      }
      table.row(row.toArray());
    }
    stamp
        .lifecycleHost()
        .ifPresent(host -> table.note("Hardware lifecycle host, outside the scale unit: " + host));
    if (!stamp.volumes().isEmpty()) {
      table.note("Volumes: " + volumes(stamp.volumes()));
    }
    for (FaultDomain level : FaultDomain.values()) {
      domains(stamp, level).ifPresent(table::note);
    }
    stamp.findings().forEach(finding -> table.note("Advice: " + finding));
    return table.build();
  }

  /**
   * Which servers are in which chassis, rack or site: {@code By rack: r1 (n1..n4), r2 (n5..n8).}
   */
  private static Optional<String> domains(Stamp stamp, FaultDomain level) {
    Map<String, List<String>> servers = new LinkedHashMap<>();
    for (Server s : stamp.servers()) {
      s.domain(level)
          .ifPresent(name -> servers.computeIfAbsent(name, n -> new ArrayList<>()).add(s.name()));
    }
    if (level == FaultDomain.NODE || servers.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "By "
            + level
            + ": "
            + servers.entrySet().stream()
                .map(e -> e.getKey() + " (" + Names.shorten(e.getValue()) + ")")
                .collect(Collectors.joining(", "))
            + ".");
  }

  /** Those of one size together, their names written short. */
  private static String volumes(List<Volume> volumes) {
    Map<Bytes, List<String>> bySize = new LinkedHashMap<>();
    volumes.forEach(v -> bySize.computeIfAbsent(v.size(), s -> new ArrayList<>()).add(v.name()));
    return bySize.entrySet().stream()
        .map(
            e ->
                Names.shorten(e.getValue())
                    + " ("
                    + e.getKey()
                    + (e.getValue().size() > 1 ? " each)" : ")"))
        .collect(Collectors.joining(", "));
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
        "Server",
        "Drives (TB)",
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
