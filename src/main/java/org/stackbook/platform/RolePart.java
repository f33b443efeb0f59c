package org.stackbook.platform;

import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;

/**
 * VMs of one role, of which so many have to be up.
 *
 * @param needed how many have to be up
 * @param servers the server of each VM, by number
 * @param on the same by name, with the rule by which they are there
 * @param memory of each VM, where public
 */
record RolePart(
    String name,
    String what,
    Figure<Integer> has,
    Figure<Integer> needed,
    List<Integer> servers,
    Figure<String> on,
    Optional<Figure<Bytes>> memory)
    implements Part {

  @Override
  public Figure<Integer> needs(boolean inTurn) {
    return needed;
  }

  @Override
  public double stops(int set, boolean inTurn) {
    return servers.size() - down(set) < needed.value() ? 1 : 0;
  }

  /** How many of its VMs are on the servers of a set. */
  int down(int set) {
    int down = 0;
    for (int server : servers) {
      down += set >> server & 1;
    }
    return down;
  }

  @Override
  public Figure<Double> stoppedSets(double value, boolean inTurn, Figure<Long> sets) {
    return Figure.derived(
        stoppedSetsName(),
        value,
        "those of {"
            + sets.name()
            + "} that leave fewer than {"
            + needed.name()
            + "} of {"
            + has.name()
            + "}, which are on {"
            + on.name()
            + "}",
        sets,
        needed,
        has,
        on);
  }
}
