package org.stackbook.network.acl;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;

/** The rules that every network security group has behind those that are described. */
final class DefaultRules {

  private static final String ROWS = "acl/defaultRules/rows";

  private DefaultRules() {}

  static List<FilterRule> of(Direction direction, AddressSpace space) {
    FactBook book = Facts.ours();
    List<FilterRule> rules = new ArrayList<>();
    for (String row : book.entries(ROWS)) {
      if (book.fact(row + "/direction").text().equals(direction.toString())) {
        SaidRule said =
            new SaidRule(
                direction,
                book.fact(row + "/allow").flag(),
                book.fact(row + "/priority").integer(),
                book.fact(row + "/name").text(),
                Traffic.ANY,
                book.fact(row + "/from").text(),
                book.fact(row + "/to").text(),
                "");
        rules.add(FilterRule.of(said, book.fact(row + "/priority"), space));
      }
    }
    return rules;
  }

  /** Those of both directions, the ones for what comes in first. */
  static List<FilterRule> of(AddressSpace space) {
    List<FilterRule> rules = new ArrayList<>(of(Direction.IN, space));
    rules.addAll(of(Direction.OUT, space));
    return rules;
  }

  /** How many there are in a group. */
  static Figure<Integer> count() {
    List<String> rows = Facts.ours().entries(ROWS);
    return Figure.stated(
        "default rules", rows.size(), Facts.ours().fact(rows.get(0) + "/priority"));
  }
}
