package org.stackbook.network.acl;

import org.stackbook.view.Disposition;

/** What becomes of a connection that has to pass filters. */
public enum ReachDisposition implements Disposition {
  /** It is let through. */
  REACHED(
      "reached",
      "every filter on the way lets it pass; replies belong to the connection and pass as well"),
  /** A described rule stops it. */
  DENIED_BY_RULE("denied by a rule", "the first rule that matches it is described, and denies"),
  /** A default rule of a group stops it. */
  DENIED_BY_DEFAULT(
      "denied by a default rule",
      "no described rule of the group matches it, and the first default rule that does denies"),
  /** A filter has no rule for it. */
  DENIED_WITHOUT_RULE(
      "denied without a rule", "no rule of the filter matches it, and what is left is denied"),
  /** There is no group that would let it in. */
  DENIED_WITHOUT_GROUP(
      "denied without a group",
      "it comes from outside, where only what a network security group allows is let in, and"
          + " there is no group");

  private final String word;
  private final String definition;

  ReachDisposition(String word, String definition) {
    this.word = word;
    this.definition = definition;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String definition() {
    return definition;
  }

  @Override
  public String toString() {
    return word;
  }
}
