package org.stackbook.network.plan;

import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;

/**
 * A network as the user said it.
 *
 * @param given the word with its text, such as {@code bmc("10.193.132.0/27")}
 */
record SaidNetwork(NetworkKind kind, String given, IpNetwork range) {

  /** More of a text is not told again: it may be of any length. */
  private static final int SHOWN = 40;

  /**
   * Reads what a word was given.
   *
   * @throws Refusal if it is no network, not one of that kind's sizes, or not for hosts
   */
  static SaidNetwork read(NetworkKind kind, String text) {
    String shown = shown(text);
    String given = kind.word() + "(\"" + shown + "\")";
    SaidNetwork said = new SaidNetwork(kind, given, range(shown, given));
    said.checkSize();
    said.checkHosts();
    return said;
  }

  /** The text, or the beginning of one that is too long to be a network, an address or a name. */
  static String shown(String text) {
    String all = text.strip();
    return all.length() > SHOWN ? all.substring(0, SHOWN) + "…" : all;
  }

  private static IpNetwork range(String text, String given) {
    try {
      return IpNetwork.parse(text);
    } catch (Refusal e) {
      throw Refusal.of(given, e.rule())
          .wayOut(e.wayOut().orElse("write it like \"10.0.2.0/24\""))
          .cause(e)
          .asException();
    }
  }

  private void checkSize() {
    kind.fact("longestPrefix")
        .filter(longest -> range.prefix() > longest.integer())
        .ifPresent(
            longest -> {
              throw wrongSize(longest, "is " + sizes());
            });
    kind.fact("shortestPrefix")
        .filter(shortest -> range.prefix() < shortest.integer())
        .ifPresent(
            shortest -> {
              throw wrongSize(shortest, "is " + sizes());
            });
  }

  private String sizes() {
    int longest = PlanFacts.fact(kind.path("longestPrefix")).integer();
    int shortest = kind.fact("shortestPrefix").map(Fact::integer).orElse(0);
    return shortest == longest
        ? "a /" + longest
        : shortest == 0 ? "a /" + longest + " or larger" : "a /" + longest + " to a /" + shortest;
  }

  /**
   * A refusal of its size.
   *
   * @param rule what it is instead, such as {@code is a /24}
   * @param prefix of the nearest size that it can have
   */
  Refusal wrongSize(Fact prefix, String rule) {
    int mask = (int) -size(prefix.integer());
    IpNetwork right = new IpNetwork(new IpAddress(range.first().bits() & mask), prefix.integer());
    return Refusal.of(given, "the network " + rule)
        .source(prefix.citation())
        .wayOut("say \"" + right + "\", if these addresses are yours")
        .asException();
  }

  private void checkHosts() {
    for (String row : PlanFacts.entries("notForHosts")) {
      Fact other = PlanFacts.fact(row + "/range");
      if (range.overlaps(IpNetwork.parse(other.text()))) {
        throw Refusal.of(given, other.text() + " is for " + PlanFacts.fact(row + "/what").text())
            .source(other.citation())
            .wayOut("take addresses of your network")
            .asException();
      }
    }
  }

  /**
   * Refuses it if it has an address in common with another one.
   *
   * @throws Refusal naming both
   */
  void checkApart(List<SaidNetwork> others) {
    for (SaidNetwork other : others) {
      if (range.overlaps(other.range)) {
        throw Refusal.of(given, "it overlaps with " + other.given)
            .source(PlanFacts.fact("overlap/value").citation())
            .wayOut("move one of the two")
            .asException();
      }
    }
  }

  /** How many addresses share so many bits. */
  static long size(int prefix) {
    return new IpNetwork(new IpAddress(0), prefix).size();
  }

  /** What it is called in the plan. */
  String name() {
    return kind == NetworkKind.POOL ? range.toString() : kind.title();
  }
}
