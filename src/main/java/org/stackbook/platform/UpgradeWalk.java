package org.stackbook.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Quorum;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/**
 * Roles and rings while their upgrade domains are upgraded one after the other: which of them work
 * at each step. The VMs of a role, and those of a ring, are in the upgrade domains in turn. If the
 * servers that are down take the quorum of the cluster, or of its pool, with them, none works.
 *
 * <pre>{@code
 * oslo.infrastructure().walk().goesOn() // → true
 * oslo.infrastructure().walk("n1", "n2").verdict()
 * }</pre>
 *
 * <p>Source: Disaster recovery in Azure Service Fabric.
 */
public final class UpgradeWalk extends Result implements OfStamp {

  private final Infrastructure of;
  private final int stopped;
  private final Figure<Integer> domains;
  private final Quorum quorum;
  private final List<Row> rows = new ArrayList<>();

  /** A role or ring at a step. */
  private record Row(int domain, String part, int up, boolean works) {}

  UpgradeWalk(Infrastructure of, int stopped, Figure<Integer> domains) {
    this.of = of;
    this.stopped = stopped;
    this.domains = domains;
    this.quorum = of.quorum(stopped);
    for (int domain = 0; domain < domains.value(); domain++) {
      for (RolePart part : of.virtualMachines()) {
        rows.add(row(part, domain));
      }
    }
  }

  private Row row(RolePart part, int domain) {
    int upgraded = 0;
    for (int i = 0; i < part.servers().size(); i++) {
      boolean isUp = (stopped >> part.servers().get(i) & 1) == 0;
      upgraded += isUp && i % domains.value() == domain ? 1 : 0;
    }
    int up = quorum.isKept() ? part.servers().size() - part.down(stopped) - upgraded : 0;
    return new Row(domain + 1, part.name(), up, up >= needs(part).value());
  }

  /** The servers stopped first, and replicas on them left the view; the domain is down at once. */
  private Figure<Integer> needs(RolePart part) {
    return of.ring(part.name())
        .map(ring -> ring.needsAfter(part.down(stopped)))
        .orElse(part.needed());
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return of.stamp();
  }

  /** Whether all roles and rings work at each step. */
  public boolean goesOn() {
    return rows.stream().allMatch(Row::works);
  }

  @Override
  public String title() {
    return "Upgrade domains of "
        + stamp().name()
        + " one after the other"
        + (stopped == 0 ? "" : " without " + of.names(stopped));
  }

  @Override
  public String verdict() {
    if (!quorum.isKept()) {
      return lost() + ": no role or ring works at any of " + domains.valueText() + "* steps.";
    }
    String failing =
        rows.stream()
            .filter(row -> !row.works())
            .map(row -> row.part() + " in step " + row.domain())
            .collect(Collectors.joining(", "));
    return failing.isEmpty()
        ? "All roles and rings work at each of " + domains.valueText() + "* steps."
        : "Not working*: " + failing + ".";
  }

  private String lost() {
    String may = quorum.clusterChance() > 0 && quorum.clusterChance() < 1 ? "may lose" : "loses";
    String gone = "Without " + of.names(stopped);
    if (quorum.clusterChance() == 1) {
      return gone + " the storage pool loses its quorum";
    }
    return gone
        + " the cluster "
        + may
        + " its quorum"
        + (quorum.hasPool() ? "" : ", and the storage pool loses its own");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("part")
            .count("VMs")
            .count("needs")
            .count("least up")
            .text("works in steps")
            .text("not in");
    for (RolePart part : of.virtualMachines()) {
      List<Row> steps = rows.stream().filter(r -> r.part().equals(part.name())).toList();
      table.row(
          part.name(),
          part.has(),
          needs(part),
          starred(steps.stream().mapToInt(Row::up).min().orElse(0)),
          starred(told(steps, true)),
          starred(told(steps, false)));
    }
    return table
        .note("Ours: " + Facts.ours().fact("infrastructureRoles/spread/value").text() + ".")
        .build();
  }

  private static String told(List<Row> steps, boolean works) {
    return steps.stream()
        .filter(row -> row.works() == works)
        .map(row -> String.valueOf(row.domain()))
        .collect(Collectors.joining(", "));
  }

  private static DataTable.Cell starred(Object value) {
    return new DataTable.Cell(value, true);
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(domains);
    for (RolePart part : of.virtualMachines()) {
      Figure<Integer> needs = needs(part);
      int works =
          (int) rows.stream().filter(r -> r.part().equals(part.name()) && r.works()).count();
      String name = part.name() + ": steps in which it works";
      figures.add(
          quorum.isKept()
              ? Figure.derived(
                  name,
                  works,
                  "steps of {upgrade domains} that leave {"
                      + needs.name()
                      + "} up, of VMs on {"
                      + part.on().name()
                      + "}; down: {servers down}",
                  domains,
                  needs,
                  part.on(),
                  Figure.given(
                      "servers down", stopped == 0 ? "none" : of.names(stopped), "walk(…)"))
              : Figure.derived(
                      name,
                      works,
                      "none of {upgrade domains}; quorum of the cluster: {cluster quorum}, of its"
                          + " pool: {pool quorum}",
                      domains,
                      quorum.cluster(),
                      quorum.pool())
                  .by(Facts.ours().fact("infrastructureRoles/system/value")));
    }
    figures.add(quorum.cluster());
    figures.add(quorum.pool());
    return figures;
  }
}
