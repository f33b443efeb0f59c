package org.stackbook.network.acl;

import org.jspecify.annotations.Nullable;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.AclRule;
import org.stackbook.network.engine.RuleRegion;

/**
 * A rule of a filter, with the addresses that its words stand for.
 *
 * @param said its words
 * @param fact that states its priority, if it is a default rule
 * @param rule what it matches
 */
record FilterRule(SaidRule said, @Nullable Fact fact, AclRule rule) {

  static FilterRule of(SaidRule said, @Nullable Fact fact, AddressSpace space) {
    RuleRegion region =
        new RuleRegion(
            said.traffic().protocols(),
            space.of(said.source()),
            said.traffic().sourcePorts(),
            space.of(said.destination()),
            said.traffic().ports());
    return new FilterRule(said, fact, new AclRule(region, said.allow()));
  }

  boolean isDefault() {
    return fact != null;
  }

  /** Its priority, called after it. */
  Figure<Integer> priority(String filter) {
    return fact == null
        ? Figure.given("priority of " + filter + "/" + said.name(), said.priority(), said.given())
        : Figure.stated("priority of " + said.name(), said.priority(), fact);
  }

  String effect() {
    return said.allow() ? "allows" : "denies";
  }

  /** {@code https (100) allows TCP 443 from Internet to Any}. */
  String sentence() {
    return said.name()
        + " ("
        + said.priority()
        + ") "
        + effect()
        + " "
        + said.traffic()
        + " from "
        + said.source()
        + " to "
        + said.destination();
  }

  ReachDisposition disposition() {
    return said.allow()
        ? ReachDisposition.REACHED
        : isDefault() ? ReachDisposition.DENIED_BY_DEFAULT : ReachDisposition.DENIED_BY_RULE;
  }
}
