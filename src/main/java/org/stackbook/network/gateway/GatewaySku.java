package org.stackbook.network.gateway;

import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Build;
import org.stackbook.unit.Bandwidth;
import org.stackbook.word.Vocabulary;

/**
 * A SKU of VPN gateways: what a connection of it may carry, and what is reserved for it.
 *
 * @param name such as {@code HighPerformance}
 * @param entry where it stands in the facts
 */
record GatewaySku(String name, String entry) {

  private static final FactBook FACTS = Facts.networking();
  private static final double MEGABIT = 1e6;

  /** All names, those that need the Fast Path last. */
  static final class Names implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return names(true);
    }
  }

  private static String table(boolean fastPath) {
    return "vpn/skus/" + (fastPath ? "fastPathOn" : "fastPathOff");
  }

  private static List<String> names(boolean fastPath) {
    return all(fastPath).stream().map(GatewaySku::name).toList();
  }

  /** The SKUs with or without the Fast Path, in the order of the page. */
  static List<GatewaySku> all(boolean fastPath) {
    return FACTS.entries(table(fastPath)).stream()
        .map(entry -> new GatewaySku(FACTS.fact(entry + "/sku").text(), entry))
        .toList();
  }

  /**
   * @throws Refusal if there is no such SKU, or it needs the Fast Path
   */
  static GatewaySku named(String name, boolean fastPath, Build build, String given) {
    return all(fastPath).stream()
        .filter(sku -> sku.name.equals(name))
        .findFirst()
        .orElseThrow(() -> notOffered(name, fastPath, build, given));
  }

  private static Refusal notOffered(String name, boolean fastPath, Build build, String given) {
    List<String> offered = names(fastPath);
    if (names(true).contains(name)) {
      return Refusal.of(given, name + " needs the VPN Fast Path")
          .source(FACTS.fact("vpn/fastPath/since").citation())
          .wayOut(
              FastPath.isIn(build)
                  ? "say fastPath(true), or take one of " + String.join(", ", offered)
                  : "take one of " + String.join(", ", offered))
          .asException();
    }
    return Refusal.of(given, "no such SKU of VPN gateways")
        .source(FACTS.fact(table(fastPath) + "/0/sku").citation())
        .nearest(name, offered)
        .wayOut("take one of " + String.join(", ", offered))
        .asException();
  }

  /** What each connection may carry; connections do not share it. */
  Figure<Bandwidth> throughput() {
    return Figure.stated(
        name + " throughput",
        new Bandwidth(FACTS.fact(entry + "/mbps").integer() * MEGABIT),
        FACTS.fact(entry + "/mbps"));
  }

  /** What the gateway sets aside for each connection. */
  Figure<Bandwidth> reserves() {
    Figure<Integer> factor = reservation();
    return Figure.derived(
        name + " reserves",
        new Bandwidth(throughput().value().bitsPerSecond() * factor.value()),
        "{" + name + " throughput} × {" + factor.name() + "}",
        throughput(),
        factor);
  }

  private static Figure<Integer> reservation() {
    return Figure.stated(
        "reserved for each of throughput",
        Facts.ours().fact("vpnGateway/reservation/value").integer(),
        Facts.ours().fact("vpnGateway/reservation/value"));
  }

  /** How many connections of it an active gateway carries, if there are no others. */
  Figure<Integer> perGateway() {
    return Figure.stated(
        name + " connections of a gateway",
        FACTS.fact(entry + "/perActiveGateway").integer(),
        FACTS.fact(entry + "/perActiveGateway"));
  }

  /**
   * How many connections of it the stamp carries, over all subscriptions, if there are no others.
   */
  Figure<Integer> perStamp() {
    return Figure.stated(
        name + " connections of the stamp",
        FACTS.fact(entry + "/perStamp").integer(),
        FACTS.fact(entry + "/perStamp"));
  }

  /** Whether BGP is stated for it; the page has no word on the SKUs of the Fast Path. */
  boolean refusesBgp() {
    return FACTS.has("vpn/bgp/" + name) && !FACTS.fact("vpn/bgp/" + name).flag();
  }

  @Override
  public String toString() {
    return name;
  }
}
