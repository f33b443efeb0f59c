package org.stackbook.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.word.Vocabulary;

/**
 * The settings of the storage repair speed: how many requests of a repair wait at a drive at once.
 *
 * <p>Source: Adjustable storage repair speed.
 */
final class RepairSpeeds implements Vocabulary {

  private static final String DEFAULT = " (default)";

  /** The queue depth of each setting, slowest first. */
  private static Map<String, Fact> settings() {
    Map<String, Fact> settings = new LinkedHashMap<>();
    for (String row : Facts.storage().entries("repair/speeds")) {
      settings.put(
          Facts.storage().fact(row + "/setting").text(), Facts.storage().fact(row + "/queueDepth"));
    }
    return settings;
  }

  static Figure<Integer> preset() {
    return settings().entrySet().stream()
        .filter(setting -> setting.getKey().endsWith(DEFAULT))
        .map(setting -> depth(setting.getValue()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * @throws Refusal if there is no such setting, with the nearest one named
   */
  static Figure<Integer> named(String name) {
    Map<String, Fact> known = new LinkedHashMap<>();
    settings().forEach((setting, depth) -> known.put(setting.replace(DEFAULT, ""), depth));
    for (Map.Entry<String, Fact> setting : known.entrySet()) {
      if (setting.getKey().equalsIgnoreCase(name.strip())) {
        return depth(setting.getValue());
      }
    }
    throw Refusal.of(
            "speed(\"" + name + "\")",
            "no such repair speed. There are " + String.join(", ", known.keySet()))
        .nearest(name.toLowerCase(Locale.ROOT), known.keySet())
        .source(known.values().iterator().next().citation())
        .wayOut("name one of them")
        .asException();
  }

  private static Figure<Integer> depth(Fact fact) {
    return Figure.stated("repair queue depth", fact.integer(), fact);
  }

  @Override
  public List<String> words(Place place) {
    return settings().keySet().stream().map(name -> name.replace(DEFAULT, "")).toList();
  }
}
