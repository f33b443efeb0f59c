package org.stackbook.view;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.stackbook.fact.Confidence;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Figure;

/** What a star stands for, in words. */
final class Footnotes {

  /** More of them would push away what they are about. */
  private static final int MOST = 6;

  private Footnotes() {}

  /** The lines under a table: the first ones, if there are many. */
  static List<String> under(List<Figure<?>> figures) {
    List<String> all = of(figures);
    if (all.size() <= MOST + 1) {
      return all;
    }
    List<String> first = new ArrayList<>(all.subList(0, MOST));
    first.add("and " + (all.size() - MOST) + " more; explain() tells them all");
    return first;
  }

  /**
   * A line for every unstated value under the figures: name, value, and why this value.
   *
   * @return without the star; one general line if the figures do not tell
   */
  static List<String> of(List<Figure<?>> figures) {
    Set<String> lines = new LinkedHashSet<>();
    for (Figure<?> figure : figures) {
      for (Figure<?> unstated : figure.assumptions()) {
        lines.add(unstated.name() + " = " + unstated.valueText() + ", " + reason(unstated));
      }
    }
    return lines.isEmpty() ? List.of("rests on an assumption") : List.copyOf(lines);
  }

  /** Why a figure that is itself unstated has its value. */
  static String reason(Figure<?> unstated) {
    Confidence confidence = unstated.ownConfidence();
    List<String> reasons = new ArrayList<>();
    unstated.note().ifPresent(reasons::add);
    for (Fact rule : unstated.rules()) {
      if (rule.confidence().starred()) {
        rule.note().filter(note -> !reasons.contains(note)).ifPresent(reasons::add);
      }
    }
    String word =
        confidence == Confidence.ASSUMED ? "assumed" : confidence + ", " + confidence.definition();
    return reasons.isEmpty() ? word : word + ": " + String.join(" ", reasons);
  }
}
