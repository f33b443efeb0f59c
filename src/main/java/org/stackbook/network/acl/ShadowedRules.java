package org.stackbook.network.acl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.AclRule;
import org.stackbook.network.engine.RuleRegion;
import org.stackbook.network.engine.RuleShadows;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;

/**
 * Described rules that can never decide, because rules before them in the same filter match all
 * that they match, one alone or several together.
 *
 * <pre>{@code
 * var acls = oslo.network().acls(a -> a.group("web", g -> g
 *     .denyIn(100, "low", tcp(0, 1023), "Any")
 *     .denyIn(110, "high", tcp(1024, 65535), "Any")
 *     .allowIn(200, "all", tcp(0, 65535), "Internet")));
 * acls.shadowed().rules() // → [web/all]
 * }</pre>
 */
public final class ShadowedRules extends Result implements OfStamp {

  private final Stamp stamp;
  private final Figure<Integer> described;
  private final List<Shadow> shadows = new ArrayList<>();
  private final Figure<Integer> count;

  private record Shadow(RuleList filter, FilterRule rule, List<FilterRule> by) {

    ShadowKind kind() {
      return ShadowKind.of(rule, by);
    }

    String name() {
      return filter.label() + "/" + rule.said().name();
    }

    Figure<Integer> priority(FilterRule each) {
      return each.priority(filter.label());
    }

    String names() {
      return Sentences.names(by.stream().map(Shadow::named).toList(), Acls.NAMES_TOLD);
    }

    private static String named(FilterRule rule) {
      return rule.said().name() + " (" + rule.said().priority() + ")";
    }
  }

  ShadowedRules(Acls acls) {
    this.stamp = acls.stamp();
    this.described = acls.described();
    for (RuleList filter : acls.filters().all()) {
      List<RuleRegion> regions =
          filter.rules().stream().map(FilterRule::rule).map(AclRule::region).toList();
      for (int i = 0; i < regions.size(); i++) {
        FilterRule rule = filter.rules().get(i);
        if (!rule.isDefault()) {
          RuleShadows.of(regions, i)
              .ifPresent(
                  by ->
                      shadows.add(
                          new Shadow(filter, rule, by.stream().map(filter.rules()::get).toList())));
        }
      }
    }
    this.count =
        Figure.derived(
            "shadowed rules",
            shadows.size(),
            "of {rules} those to which the rules before them leave nothing",
            described);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /** The rules that never decide, each with its filter, such as {@code web/https}. */
  public List<String> rules() {
    return shadows.stream().map(Shadow::name).toList();
  }

  @Override
  public String title() {
    return "Rules of " + stamp.name() + " that never decide";
  }

  @Override
  public String verdict() {
    return count.valueText() + " of " + described.valueText() + " described rules never decide.";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("filter")
            .count("priority")
            .text("rule")
            .text("shadowed by")
            .text("it is")
            .text("meaning");
    for (Shadow each : shadows) {
      table.row(
          each.filter().place(),
          each.priority(each.rule()),
          each.rule().said().name(),
          each.by().isEmpty() ? null : each.names(),
          each.kind().word(),
          each.kind().definition());
    }
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(List.of(count, described));
    Set<String> names = new LinkedHashSet<>();
    for (Shadow each : shadows) {
      List<FilterRule> shown = new ArrayList<>(each.by());
      shown.add(0, each.rule());
      for (FilterRule rule : shown) {
        Figure<Integer> priority = each.priority(rule);
        if (names.add(priority.name())) {
          figures.add(priority);
        }
      }
    }
    return figures;
  }
}
