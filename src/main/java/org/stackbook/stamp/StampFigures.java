package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;

/** The numbers of a stamp, each down to the words that described it. */
final class StampFigures {

  private StampFigures() {}

  static List<Figure<?>> of(Stamp stamp) {
    List<Figure<?>> all = new ArrayList<>();
    all.add(servers(stamp));
    all.add(drives(stamp));
    all.add(raw(stamp));
    all.add(cache(stamp));
    if (cache(stamp).value().isPositive()) {
      all.add(
          Figure.derived(
              "cache share",
              cache(stamp).value().shareOf(raw(stamp).value()),
              "{cache} ÷ {raw}",
              cache(stamp),
              raw(stamp)));
    }
    all.add(memory(stamp));
    all.add(cores(stamp));
    all.addAll(stamp.build().limits().figures());
    return all;
  }

  private static Figure<Integer> servers(Stamp stamp) {
    return Figure.given(
        "servers", stamp.servers().size(), "servers " + stamp.serverNames() + " described");
  }

  private static Figure<Integer> drives(Stamp stamp) {
    Figure<Integer> each =
        Figure.given(
            "drives per server",
            stamp.servers().get(0).drives().size(),
            Words.drives(stamp.servers().get(0).drives()));
    return Figure.derived(
        "drives",
        stamp.servers().size() * each.value(),
        "{servers} × {drives per server}",
        servers(stamp),
        each);
  }

  static Figure<Bytes> raw(Stamp stamp) {
    return sum("raw", Role.CAPACITY, stamp);
  }

  static Figure<Bytes> cache(Stamp stamp) {
    return sum("cache", Role.CACHE, stamp);
  }

  /** All drives of a role: number times size where all are alike, else a sum over the sizes. */
  private static Figure<Bytes> sum(String name, Role role, Stamp stamp) {
    Map<Bytes, List<Drive>> bySize = new LinkedHashMap<>();
    stamp.servers().stream()
        .flatMap(s -> s.drives().stream())
        .filter(d -> d.role() == role)
        .forEach(d -> bySize.computeIfAbsent(d.size(), size -> new ArrayList<>()).add(d));
    if (bySize.isEmpty()) {
      return Figure.given(name, Bytes.ZERO, "no " + role + " drives described");
    }
    List<Figure<?>> inputs = new ArrayList<>();
    List<String> terms = new ArrayList<>();
    Bytes total = Bytes.ZERO;
    for (Map.Entry<Bytes, List<Drive>> e : bySize.entrySet()) {
      boolean alike = bySize.size() == 1;
      String count = alike ? role + " drives" : role + " drives of " + e.getKey();
      String size = alike ? "size of a " + role + " drive" : "size of " + e.getKey();
      String where = wordsFor(e.getValue());
      inputs.add(Figure.given(count, e.getValue().size(), where));
      inputs.add(Figure.given(size, e.getKey(), where));
      terms.add("{" + count + "} × {" + size + "}");
      total = total.plus(e.getKey().times(e.getValue().size()));
    }
    return Figure.derived(name, total, String.join(" + ", terms), inputs.toArray(new Figure<?>[0]));
  }

  private static String wordsFor(List<Drive> drives) {
    String first = drives.get(0).server();
    List<Drive> ofFirst = drives.stream().filter(d -> d.server().equals(first)).toList();
    long servers = drives.stream().map(Drive::server).distinct().count();
    return Words.drives(ofFirst) + " in " + first + (servers > 1 ? " and others" : "");
  }

  private static Figure<Bytes> memory(Stamp stamp) {
    Server first = stamp.servers().get(0);
    Figure<Bytes> each =
        Figure.given(
            "memory per server", first.memory(), "memory(" + Words.size(first.memory()) + ")");
    return Figure.derived(
        "memory",
        first.memory().times(stamp.servers().size()),
        "{servers} × {memory per server}",
        servers(stamp),
        each);
  }

  private static Figure<Integer> cores(Stamp stamp) {
    Server first = stamp.servers().get(0);
    Figure<Integer> each =
        Figure.given("cores per server", first.cores(), "cores(" + first.cores() + ")");
    return Figure.derived(
        "cores",
        Math.multiplyExact(first.cores(), stamp.servers().size()),
        "{servers} × {cores per server}",
        servers(stamp),
        each);
  }
}
