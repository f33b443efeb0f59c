package org.stackbook.network.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.stamp.Build;

/**
 * How the facts lay out a network of a plan: its size, who has which addresses, and what is assumed
 * because they do not say it.
 *
 * @param name of the network
 * @param path of the network in the facts
 */
record Layout(String name, String path) {

  /** The networks that one is divided into in systems deployed with a build; one, if it is not. */
  static List<Layout> of(SaidNetwork said, Build deployed) {
    return PlanFacts.entries(said.kind().path("networks")).stream()
        .filter(path -> isIn(path, deployed))
        .map(path -> new Layout(name(path, said), path))
        .toList();
  }

  private static boolean isIn(String path, Build deployed) {
    return !PlanFacts.has(path + "/builds")
        || PlanFacts.fact(path + "/name").builds().includes(deployed.name());
  }

  private static String name(String path, SaidNetwork said) {
    return PlanFacts.has(path + "/name") ? PlanFacts.fact(path + "/name").text() : said.name();
  }

  /** Bits that its addresses share; none if it is the whole of what it is a part of. */
  Optional<Figure<Integer>> prefix() {
    String prefix = path + "/prefix";
    return PlanFacts.has(prefix)
        ? Optional.of(PlanFacts.number("prefix", prefix))
        : Optional.empty();
  }

  /**
   * Who has which addresses, as far as that is stated.
   *
   * @param servers the names of those who share the row of the servers
   */
  List<Assignment> assignments(List<String> servers) {
    return PlanFacts.entries(path + "/holders").stream()
        .map(row -> Assignment.read(row, servers))
        .toList();
  }

  /** What the other addresses are for. */
  Share rest() {
    return Share.read(path + "/rest");
  }

  /** Where the network is taken to lie, if that is not stated. */
  Optional<Figure<String>> place() {
    return choice("place", "place of " + name);
  }

  /** Which of the addresses its holders are taken to have, if that is not stated. */
  Optional<Figure<String>> order() {
    return choice("order", "order in " + name);
  }

  /** Which addresses hosts are taken to have, if that is not stated. */
  Optional<Figure<String>> usable() {
    return choice("usable", "addresses for hosts in " + name);
  }

  /** Where those counted from the end are taken to be, if the sources show another size only. */
  Optional<Figure<String>> fromEnd(IpNetwork range) {
    return choice("otherSizes", "addresses after the servers in " + name)
        .filter(
            choice ->
                PlanFacts.fact(path + "/otherSizes/printedPrefix").integer() != range.prefix());
  }

  private Optional<Figure<String>> choice(String key, String called) {
    String at = path + "/" + key;
    if (!PlanFacts.has(at)) {
      return Optional.empty();
    }
    String name = PlanFacts.has(at + "/called") ? PlanFacts.fact(at + "/called").text() : called;
    return Optional.of(PlanFacts.choice(name, at + "/value"));
  }

  /** All that is assumed of it. */
  List<Figure<?>> assumptions(IpNetwork range) {
    return Stream.of(place(), order(), usable(), fromEnd(range))
        .<Figure<?>>flatMap(Optional::stream)
        .toList();
  }
}
