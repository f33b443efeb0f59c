package org.stackbook.network.acl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.AclPacket;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;
import org.stackbook.view.Step;

/**
 * Whether one end can open a connection to another: the filters on the way in their order, and the
 * rule that decides at each.
 *
 * <pre>{@code
 * var acls = oslo.network().acls(a -> a
 *     .group("db", g -> g.allowIn(100, "sql", tcp(1433), "10.0.2.0/24").denyIn(200, "rest", ANY, "Any"))
 *     .nic("web1", "10.0.2.4")
 *     .nic("db1", "10.0.3.4", "db"));
 * acls.canReach("web1", "db1", tcp(1433)).disposition() // → reached
 * acls.canReach("web1", "db1", tcp(22)).rule().get() // → db/rest
 * }</pre>
 */
public final class Reach extends Result implements OfStamp {

  private static final String GOES_ON = "goes on";

  private final Stamp stamp;
  private final ReachEnds ends;
  private final AskedTraffic traffic;
  private final List<FilterStep> steps = new ArrayList<>();
  private final List<Figure<?>> grounds = new ArrayList<>();
  private final Figure<String> outcome;
  private ReachDisposition disposition = ReachDisposition.REACHED;
  private Optional<String> rule = Optional.empty();

  Reach(Stamp stamp, FilterWay filters, ReachEnds ends, AskedTraffic traffic) {
    this.stamp = stamp;
    this.ends = ends;
    this.traffic = traffic;
    List<RuleList> way = ends.way(filters);
    AclPacket packet = traffic.packet(ends.from().address(), ends.to().address());
    for (int i = 0; i < way.size() && reaches(); i++) {
      ask(way.get(i), packet, i + 1 == way.size());
    }
    this.outcome = outcome(way, filters.space());
  }

  private void ask(RuleList rules, AclPacket packet, boolean isLast) {
    Optional<FilterRule> deciding = rules.deciding(packet);
    disposition = deciding.map(FilterRule::disposition).orElse(rules.unmatched());
    rule = deciding.map(found -> rules.label() + "/" + found.said().name());
    grounds.add(rules.ground(deciding));
    steps.add(
        new FilterStep(
            rules.level(),
            rules.direction(),
            new Step(
                rules.place(),
                rules.sentence(deciding),
                reaches() && !isLast ? GOES_ON : disposition.word()),
            reaches()));
  }

  private Figure<String> outcome(List<RuleList> way, AddressSpace space) {
    Map<String, Figure<?>> inputs = new LinkedHashMap<>();
    grounds.forEach(ground -> inputs.put(ground.name(), ground));
    inputs.put(space.virtualNetwork().name(), space.virtualNetwork());
    if (traffic.isSourcePortLookedAt(way)) {
      inputs.put(traffic.sourcePort().name(), traffic.sourcePort());
    }
    return Figure.derived(
        "outcome",
        disposition.word(),
        "what the filters on the way decide: "
            + inputs.keySet().stream()
                .map(name -> "{" + name + "}")
                .collect(Collectors.joining(", ")),
        inputs.values().toArray(Figure<?>[]::new));
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /** Whether the connection comes about. */
  public boolean reaches() {
    return disposition == ReachDisposition.REACHED;
  }

  /** How it ends. */
  public ReachDisposition disposition() {
    return disposition;
  }

  /**
   * The rule that decides, with its filter, such as {@code web/https}: the one that denies, or the
   * one that lets it pass the last filter. Empty if no rule matches there, or there is no filter.
   */
  public Optional<String> rule() {
    return rule;
  }

  /** The filters on the way with the rules that decide, up to the one that denies. */
  public List<Step> steps() {
    return steps.stream().map(FilterStep::step).toList();
  }

  /** The same, with where each filter stands. */
  public List<FilterStep> filters() {
    return List.copyOf(steps);
  }

  @Override
  public String title() {
    return "From " + ends.from().name() + " to " + ends.to().name() + " by " + traffic.said();
  }

  @Override
  public String verdict() {
    String said =
        ends.from().name()
            + (reaches() ? " reaches " : " does not reach ")
            + ends.to().name()
            + " by "
            + traffic.said()
            + (outcome.confidence().starred() ? "*" : "");
    return steps.isEmpty()
        ? said + ": no filter is on the way."
        : said + ": " + steps.get(steps.size() - 1).step().found() + ".";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title()).text("filter").text("what decides").text("outcome");
    for (int i = 0; i < steps.size(); i++) {
      boolean starred = grounds.get(i).confidence().starred();
      Step step = steps.get(i).step();
      table.row(step.rule(), new DataTable.Cell(step.found(), starred), step.outcome());
    }
    table.note(
        "Outcome: " + disposition.word() + ", which means: " + disposition.definition() + ".");
    table.note("Ours: " + Facts.ours().fact("acl/way/value").text() + ".");
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(outcome.inputs());
    figures.add(0, outcome);
    return figures;
  }
}
