package org.stackbook.network.acl;

import java.util.List;
import org.stackbook.view.Disposition;

/** What a rule that never decides is to those before it. */
public enum ShadowKind implements Disposition {
  /** It changes nothing. */
  REDUNDANT("redundant", "the rules before it say the same of all that it matches"),
  /** It is meant and does not happen. */
  OVERRULED("overruled", "the rules before it say the opposite of all that it matches"),
  /** Both. */
  PARTLY_OVERRULED(
      "partly overruled", "some of the rules before it say the same, some the opposite"),
  /** There is nothing for it. */
  MATCHES_NOTHING("matches nothing", "its words stand for no addresses");

  private final String word;
  private final String definition;

  ShadowKind(String word, String definition) {
    this.word = word;
    this.definition = definition;
  }

  static ShadowKind of(FilterRule rule, List<FilterRule> by) {
    if (by.isEmpty()) {
      return MATCHES_NOTHING;
    }
    long same = by.stream().filter(each -> each.said().allow() == rule.said().allow()).count();
    return same == by.size() ? REDUNDANT : same == 0 ? OVERRULED : PARTLY_OVERRULED;
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
