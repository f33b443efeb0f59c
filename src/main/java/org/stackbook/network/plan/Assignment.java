package org.stackbook.network.plan;

import java.util.List;
import java.util.stream.IntStream;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpNetwork;

/**
 * Who has some addresses of a network.
 *
 * @param names one for each address, or one for all
 * @param at number of the first address; counted back from the end if negative
 * @param count how many addresses
 */
record Assignment(List<String> names, int at, Figure<Integer> count, AddressUse use) {

  private static final String SERVERS = "servers";

  /**
   * Reads a row of the facts.
   *
   * @param servers the names of those who share the row of the servers
   */
  static Assignment read(String row, List<String> servers) {
    String who = PlanFacts.fact(row + "/who").text();
    int at = PlanFacts.fact(row + "/at").integer();
    AddressUse use = PlanFacts.use(row + "/use", AddressUse.ASSIGNED);
    if (who.equals(SERVERS)) {
      Figure<Integer> count = Figure.given(SERVERS, servers.size(), "the servers described");
      return new Assignment(servers, at, count, use);
    }
    Fact fact =
        PlanFacts.has(row + "/countFrom")
            ? Facts.networking().fact(PlanFacts.fact(row + "/countFrom").text())
            : PlanFacts.fact(row + "/count");
    Figure<Integer> count = Figure.stated(who, fact.integer(), fact);
    return new Assignment(names(who, count.value(), use), at, count, use);
  }

  private static List<String> names(String who, int count, AddressUse use) {
    return count == 1 || use != AddressUse.ASSIGNED
        ? List.of(who)
        : IntStream.rangeClosed(1, count).mapToObj(i -> who + "-" + i).toList();
  }

  boolean isFromEnd() {
    return at < 0;
  }

  /** The addresses of a network. */
  List<Span> in(IpNetwork range, boolean starred) {
    long from = isFromEnd() ? range.size() + at : at;
    int each = count.value() / names.size();
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                Span.of(range, from + (long) i * each, each, new Share(names.get(i), use), starred))
        .toList();
  }
}
