package org.stackbook.network.acl;

/** The rules of a filter, both ways. */
record Filter(RuleList in, RuleList out) {

  RuleList rules(Direction direction) {
    return direction == Direction.IN ? in : out;
  }
}
