package org.stackbook.network.plan;

import org.stackbook.fact.Fact;
import org.stackbook.stamp.Build;

/**
 * Whether a system needs a second private network, because it was deployed with a small one.
 *
 * @param build that it runs
 * @param deployed that it was deployed with
 */
record AddedPrivate(Build build, Build deployed) {

  /** Whether its first private network is a small one. */
  boolean isLacking() {
    return PlanFacts.fact("addedPrivate/systems/value").builds().includes(deployed.name());
  }

  /** When the build needs it, in words. */
  Fact need() {
    return PlanFacts.fact(PlanFacts.entryFor("addedPrivate/needed", build.name()) + "/value");
  }

  boolean isTaken() {
    return isLacking() && !need().text().equals("never");
  }

  boolean isAdvised() {
    return isLacking() && need().text().equals("for the next update");
  }

  boolean isRequired() {
    return isLacking() && need().text().equals("always");
  }

  Fact prefix() {
    return PlanFacts.fact("addedPrivate/longestPrefix");
  }
}
