package org.stackbook.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Build;
import org.stackbook.unit.Timespan;

/**
 * How long the update to one build runs, by its published run times. Between published numbers of
 * servers the hours are interpolated, and starred.
 */
final class UpdateRunTime {

  private static final FactBook OPERATIONS = Facts.book("operations");
  private static final FactBook OURS = Facts.ours();

  private final Build build;
  private final Figure<Integer> servers;
  private final Optional<Figure<String>> type;
  private final Optional<Figure<Timespan>> least;
  private final Optional<Figure<Timespan>> most;

  UpdateRunTime(Build build, Figure<Integer> servers) {
    this.build = build;
    this.servers = servers;
    Optional<String> known = row("update/known/rows").map(row -> "updates/known/" + row);
    this.type =
        known
            .map(row -> OPERATIONS.fact(row + "/type"))
            .map(fact -> Figure.stated("type of " + build, fact.text(), fact));
    Optional<String> published =
        row("update/runTimes/rows").map(row -> "updates/runtimeHoursByNodes/" + row);
    Optional<Figure<Timespan>> single =
        known
            .filter(row -> OPERATIONS.has(row + "/hours"))
            .map(row -> OPERATIONS.fact(row + "/hours"))
            .map(fact -> Figure.stated("hours", Timespan.hours(fact.number()), fact));
    this.least = published.map(row -> hours(row, 0)).or(() -> single).map(f -> named(f, "least"));
    this.most = published.map(row -> hours(row, 1)).or(() -> single).map(f -> named(f, "most"));
  }

  private Optional<String> row(String rows) {
    return OURS.entries(rows).stream()
        .map(entry -> OURS.fact(entry + "/row"))
        .filter(fact -> fact.builds().includes(build.name()))
        .map(fact -> String.valueOf(fact.integer()))
        .findFirst();
  }

  private Figure<Timespan> named(Figure<Timespan> figure, String which) {
    return figure.named("run time of " + build + ", " + which);
  }

  private static Figure<Timespan> published(String row, int nodes, int end) {
    Fact fact = OPERATIONS.fact(row + "/" + nodes + "/" + end);
    return Figure.stated("hours with " + nodes + " servers", Timespan.hours(fact.number()), fact);
  }

  private Figure<Timespan> hours(String row, int end) {
    List<Integer> heads =
        OURS.entries("update/nodes/value").stream().map(e -> OURS.fact(e).integer()).toList();
    int below = heads.get(0);
    int above = heads.get(heads.size() - 1);
    for (int head : heads) {
      below = head <= servers.value() ? head : below;
      above = head >= servers.value() && head < above ? head : above;
    }
    Figure<Timespan> low = published(row, below, end);
    if (below == above) {
      return servers.value() == below
          ? low
          : low.assuming(
              "no run time is published for "
                  + servers.value()
                  + " servers; that of the nearest number is taken");
    }
    Figure<Timespan> high = published(row, above, end);
    double share = (double) (servers.value() - below) / (above - below);
    return Figure.derived(
            "hours",
            Timespan.hours(
                low.value().hours() + share * (high.value().hours() - low.value().hours())),
            "on the line from {" + low.name() + "} to {" + high.name() + "}, at {servers} servers",
            low,
            high,
            servers)
        .by(OURS.fact("update/between/value"));
  }

  Build build() {
    return build;
  }

  /** Full or Express, where stated. */
  Optional<Figure<String>> type() {
    return type;
  }

  Optional<Figure<Timespan>> least() {
    return least;
  }

  Optional<Figure<Timespan>> most() {
    return most;
  }

  List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    type.ifPresent(figures::add);
    least.ifPresent(figures::add);
    most.ifPresent(figures::add);
    return figures;
  }
}
