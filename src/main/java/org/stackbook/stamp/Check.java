package org.stackbook.stamp;

import java.util.regex.Pattern;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;

/** What holds for every size, count and name of a description, whatever the facts say. */
final class Check {

  private Check() {}

  /**
   * A size that a thing can have: more than nothing, and no more than a whole storage pool in any
   * build, so that sums stay far below 2^63 bytes.
   */
  static void size(Bytes size, String given) {
    if (!size.isPositive()) {
      throw Refusal.of(given, "a size is more than 0 bytes")
          .wayOut("write it like tb(8) or gib(384)")
          .asException();
    }
    Figure<Bytes> pool = Limits.largestPool();
    if (size.compareTo(pool.value()) > 0) {
      throw Refusal.of(
              given, "that is more than a whole storage pool in any build, " + pool.value())
          .source(pool.rules().get(0).citation())
          .wayOut("look at the unit")
          .asException();
    }
  }

  static void atLeastOne(int count, String given, String noun) {
    if (count < 1) {
      throw Refusal.of(given, "a count is 1 or more")
          .wayOut("leave the word out where there is no " + noun)
          .asException();
    }
  }

  static void cores(int count) {
    String given = "cores(" + count + ")";
    atLeastOne(count, given, "core");
    Fact most = Limits.mostCores();
    if (count > most.integer()) {
      throw Refusal.of(given, "no server has more than " + most.integer() + " cores")
          .source(most.citation())
          .wayOut("say the physical cores of one server")
          .asException();
    }
  }

  static void name(String name, Pattern pattern, String given, String allowed) {
    if (!pattern.matcher(name).matches()) {
      throw Refusal.of(given, "a name is made of " + allowed)
          .wayOut("write it like \"n1\" or \"ObjStore_1\"")
          .asException();
    }
  }
}
