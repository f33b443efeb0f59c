package org.stackbook.network.plan;

import java.util.List;
import java.util.Locale;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpNetwork;

/** What the facts say about address plans, by its place under theirs. */
final class PlanFacts {

  private static final String ROOT = "addressPlan/";

  private PlanFacts() {}

  static Fact fact(String path) {
    return Facts.ours().fact(ROOT + path);
  }

  static boolean has(String path) {
    return Facts.ours().has(ROOT + path);
  }

  static List<String> entries(String path) {
    return Facts.ours().entries(ROOT + path).stream().map(p -> p.substring(ROOT.length())).toList();
  }

  /** The entry of a list that holds for a build. */
  static String entryFor(String path, String build) {
    return Facts.ours().entryFor(ROOT + path, build).substring(ROOT.length());
  }

  static Figure<Integer> number(String name, String path) {
    return Figure.stated(name, fact(path).integer(), fact(path));
  }

  /** A choice that is told in words, such as where a network is taken to lie. */
  static Figure<String> choice(String name, String path) {
    return Figure.stated(name, fact(path).text(), fact(path));
  }

  static AddressUse use(String path, AddressUse otherwise) {
    return has(path) ? AddressUse.valueOf(fact(path).text().toUpperCase(Locale.ROOT)) : otherwise;
  }

  /** The networks that are for hosts within an organisation only. */
  static List<IpNetwork> privateRanges() {
    return entries("privateRanges/value").stream()
        .map(path -> IpNetwork.parse(fact(path).text()))
        .toList();
  }
}
