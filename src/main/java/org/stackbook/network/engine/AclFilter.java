package org.stackbook.network.engine;

import java.util.List;

/**
 * A list of rules: the first one that matches a packet decides.
 *
 * @param rules in the order in which they are asked
 * @param otherwise whether what no rule matches may pass
 */
public record AclFilter(List<AclRule> rules, boolean otherwise) {

  /** What {@link #deciding} tells where no rule matches. */
  public static final int NO_RULE = -1;

  /** Copies the list. */
  public AclFilter {
    rules = List.copyOf(rules);
  }

  /** The position of the rule that decides on a packet, or {@link #NO_RULE}. */
  public int deciding(AclPacket packet) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).region().contains(packet)) {
        return i;
      }
    }
    return NO_RULE;
  }

  /** Whether a packet passes. */
  public boolean allows(AclPacket packet) {
    int rule = deciding(packet);
    return rule == NO_RULE ? otherwise : rules.get(rule).allow();
  }

  /**
   * With which values of a field a packet passes: all packets that differ in this field only, in
   * one pass through the rules.
   *
   * @param packet whose other fields count
   * @param field that may be anything
   * @param among the values that are asked for
   */
  public AclRanges allowed(AclPacket packet, AclField field, AclRanges among) {
    AclRanges allowed = AclRanges.NONE;
    AclRanges undecided = among;
    for (AclRule rule : rules) {
      if (undecided.isEmpty()) {
        return allowed;
      }
      if (rule.region().containsBut(field, packet)) {
        AclRanges matched = rule.region().of(field);
        if (rule.allow()) {
          allowed = allowed.or(undecided.and(matched));
        }
        undecided = undecided.minus(matched);
      }
    }
    return otherwise ? allowed.or(undecided) : allowed;
  }
}
