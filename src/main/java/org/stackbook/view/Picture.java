package org.stackbook.view;

import java.util.List;

/** A chart as plain data. {@code view} draws it with XChart in our themes. */
public sealed interface Picture {

  /** What the chart shows. */
  String title();

  /** What it says, for those who cannot see it. */
  String altText();

  /**
   * Bars over categories, stacked on each other or side by side.
   *
   * @param title what the chart shows
   * @param altText what it says, for those who cannot see it
   * @param xTitle what the categories are
   * @param yTitle what the bars measure, with its unit
   * @param categories one for each bar or group of bars
   * @param series one value for each category; the order is bottom to top, or left to right
   * @param stacked whether the values of a category add up
   */
  record Bars(
      String title,
      String altText,
      String xTitle,
      String yTitle,
      List<String> categories,
      List<Series> series,
      boolean stacked)
      implements Picture {

    /** Copies the lists. */
    public Bars {
      categories = List.copyOf(categories);
      series = List.copyOf(series);
      for (Series s : series) {
        if (s.values().size() != categories.size()) {
          throw new IllegalArgumentException(s.name() + " has not one value for each category");
        }
      }
    }
  }

  /**
   * What one colour of a chart stands for.
   *
   * @param name shown in the legend
   * @param values one for each category
   * @param role what decides its colour
   */
  record Series(String name, List<Double> values, Role role) {
    /** Copies the values. */
    public Series {
      values = List.copyOf(values);
    }
  }

  /** What a series means; its colour follows from it, the same in every chart. */
  enum Role {
    /** A measured thing: takes the next colour of the palette. */
    PLAIN,
    /** Capacity in use, or copies in good order. */
    GOOD,
    /** Degraded, or one failure from trouble. */
    WARNING,
    /** Lost. */
    BAD,
    /** Set aside: reserve, overhead. */
    RESERVED,
    /** Free. */
    FREE
  }
}
