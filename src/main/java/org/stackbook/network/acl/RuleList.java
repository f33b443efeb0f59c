package org.stackbook.network.acl;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.AclFilter;
import org.stackbook.network.engine.AclPacket;

/**
 * The rules of a filter in one direction.
 *
 * @param level where it stands
 * @param name of the filter
 * @param rules by priority
 * @param unmatched what becomes of what no rule matches
 * @param rest why that is
 * @param engine the same rules as sets of numbers
 */
record RuleList(
    AclLevel level,
    String name,
    Direction direction,
    List<FilterRule> rules,
    ReachDisposition unmatched,
    Figure<String> rest,
    AclFilter engine) {

  static RuleList of(
      AclLevel level,
      String name,
      Direction direction,
      List<FilterRule> rules,
      ReachDisposition unmatched,
      Figure<String> rest) {
    List<FilterRule> sorted =
        rules.stream().sorted(Comparator.comparingInt(rule -> rule.said().priority())).toList();
    return new RuleList(
        level,
        name,
        direction,
        sorted,
        unmatched,
        rest,
        new AclFilter(
            sorted.stream().map(FilterRule::rule).toList(), unmatched == ReachDisposition.REACHED));
  }

  /** The rule that decides on a packet, if one matches. */
  Optional<FilterRule> deciding(AclPacket packet) {
    int rule = engine.deciding(packet);
    return rule == AclFilter.NO_RULE ? Optional.empty() : Optional.of(rules.get(rule));
  }

  /** What its decision rests on: the priority of the rule, or the figure for the rest. */
  Figure<?> ground(Optional<FilterRule> deciding) {
    return deciding.<Figure<?>>map(rule -> rule.priority(label())).orElse(rest);
  }

  /** What its decision is, in words. */
  String sentence(Optional<FilterRule> deciding) {
    return deciding
        .map(FilterRule::sentence)
        .orElse(
            unmatched == ReachDisposition.DENIED_WITHOUT_GROUP
                ? "neither the NIC nor its subnet has a group"
                : "no rule matches, and what is left is " + rest.value());
  }

  /** What the filter is called: {@code web}, {@code guest of web1}, {@code TOR}. */
  String label() {
    return switch (level) {
      case SDN -> name;
      case GUEST -> level + " of " + name;
      case TOR, HOST -> level.toString();
    };
  }

  /** {@code SDN, web, in}. */
  String place() {
    return (level == AclLevel.SDN ? level + ", " : "") + label() + ", " + direction;
  }
}
