package org.stackbook.stamp;

import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;

/** How many copies of all data there are. */
public final class Copies {

  private Copies() {}

  /** What was said, or else those of Azure Stack. */
  public static Figure<Integer> of(Once<Integer> said, Stamp stamp) {
    return said.get()
        .map(number -> Figure.given("copies", number, "copies(…)"))
        .orElseGet(() -> preset(stamp));
  }

  /**
   * A number of copies that the stamp has servers for.
   *
   * @throws Refusal if it has not
   */
  public static int checked(int number, Stamp stamp) {
    if (number < 1 || number > stamp.servers().size()) {
      throw Refusal.of(
              "copies(" + number + ")",
              "each copy is on another server, and there are " + stamp.servers().size())
          .wayOut("say copies(2), or describe more servers")
          .asException();
    }
    return number;
  }

  /**
   * Those of Azure Stack's resiliency, the three-way mirror.
   *
   * @throws Refusal if there are fewer servers
   */
  private static Figure<Integer> preset(Stamp stamp) {
    String mirror = Facts.storage().entryWith("resiliency/types", "id", "three-way-mirror");
    Fact fact = Facts.storage().fact(mirror + "/copies");
    if (stamp.servers().size() < fact.integer()) {
      throw Refusal.of(
              stamp.servers().size() + " servers", fact.integer() + " copies need as many servers")
          .source(fact.citation())
          .wayOut("say copies(" + stamp.servers().size() + ")")
          .asException();
    }
    return Figure.stated("copies", fact.integer(), fact);
  }
}
