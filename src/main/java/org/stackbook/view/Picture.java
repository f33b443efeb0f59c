package org.stackbook.view;

import java.util.List;

/** A chart or diagram as plain data. {@code view} draws it in our themes, charts with XChart. */
public sealed interface Picture {

  /**
   * The largest value either way. XChart looks for ticks whose labels fit, for ever if they are too
   * long; a larger unit is better to read anyway.
   */
  double LARGEST = 1e12;

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
    /**
     * @throws IllegalArgumentException if the name is blank or a value is beyond {@link #LARGEST}
     *     or not a number
     */
    public Series {
      values = List.copyOf(values);
      check(name, values);
    }
  }

  /**
   * Lines over a number, such as time.
   *
   * @param title what the chart shows
   * @param altText what it says, for those who cannot see it
   * @param xTitle what runs along the bottom, with its unit
   * @param yTitle what the lines measure, with its unit
   * @param lines one colour each
   */
  record Lines(String title, String altText, String xTitle, String yTitle, List<Line> lines)
      implements Picture {
    /** Copies the list. */
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Areas over a number, such as time: each is filled from its line down to zero.
   *
   * @param title what the chart shows
   * @param altText what it says, for those who cannot see it
   * @param xTitle what runs along the bottom, with its unit
   * @param yTitle what the heights measure, with its unit
   * @param areas one colour each, named in the legend even if there is but one
   */
  record Areas(String title, String altText, String xTitle, String yTitle, List<Line> areas)
      implements Picture {
    /** Copies the list. */
    public Areas {
      areas = List.copyOf(areas);
    }
  }

  /**
   * A line through points.
   *
   * @param name shown in the legend
   * @param xs from left to right
   * @param ys one for each x
   * @param role what decides its colour
   */
  record Line(String name, List<Double> xs, List<Double> ys, Role role) {
    /**
     * @throws IllegalArgumentException if the name is blank, a value is beyond {@link #LARGEST} or
     *     not a number, or there is not one y for each x
     */
    public Line {
      xs = List.copyOf(xs);
      ys = List.copyOf(ys);
      check(name, xs);
      check(name, ys);
      if (xs.size() != ys.size()) {
        throw new IllegalArgumentException(name + " has not one y for each x");
      }
    }
  }

  /**
   * A grid whose cells are the darker the more they hold.
   *
   * @param title what the chart shows
   * @param altText what it says, for those who cannot see it
   * @param xTitle what the columns are
   * @param yTitle what the rows are
   * @param columns names, from left to right
   * @param rows names, from top to bottom
   * @param values one list for each row with a value for each column; {@link Double#NaN} where
   *     there is nothing
   * @param role what decides the colour of the largest value
   */
  record HeatMap(
      String title,
      String altText,
      String xTitle,
      String yTitle,
      List<String> columns,
      List<String> rows,
      List<List<Double>> values,
      Role role)
      implements Picture {
    /**
     * @throws IllegalArgumentException if there is not one value for each cell, or one is beyond
     *     {@link #LARGEST}
     */
    public HeatMap {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      values = values.stream().map(List::copyOf).toList();
      if (values.size() != rows.size()) {
        throw new IllegalArgumentException("there is not one list of values for each row");
      }
      for (int i = 0; i < rows.size(); i++) {
        if (values.get(i).size() != columns.size()) {
          throw new IllegalArgumentException(rows.get(i) + " has not one value for each column");
        }
        check(rows.get(i), values.get(i).stream().filter(v -> !v.isNaN()).toList());
      }
    }
  }

  /**
   * Who sends what to whom, one after the other: a sequence diagram. It is drawn as SVG by our own
   * writer, not by XChart.
   *
   * <pre>{@code
   * new Picture.Sequence("Ping", "a asks b, b answers",
   *     List.of(new Picture.Participant("a", "10.0.2.4"), new Picture.Participant("b", "")),
   *     List.of(new Picture.Message("a", "b", "request", Picture.Arrow.SENT),
   *         new Picture.Message("b", "a", "reply", Picture.Arrow.REPLY)))
   * }</pre>
   *
   * @param title what the diagram shows
   * @param altText what it says, for those who cannot see it
   * @param participants from left to right
   * @param events from top to bottom
   */
  record Sequence(String title, String altText, List<Participant> participants, List<Event> events)
      implements Picture {
    /**
     * @throws IllegalArgumentException if there is no participant, two have one name, or an event
     *     names none of them
     */
    public Sequence {
      participants = List.copyOf(participants);
      events = List.copyOf(events);
      if (participants.isEmpty()) {
        throw new IllegalArgumentException("a sequence needs a participant");
      }
      List<String> names = participants.stream().map(Participant::name).toList();
      if (names.stream().distinct().count() < names.size()) {
        throw new IllegalArgumentException("two participants have one name: " + names);
      }
      for (Event event : events) {
        for (String name : event.names()) {
          if (!names.contains(name)) {
            throw new IllegalArgumentException(name + " is none of the participants " + names);
          }
        }
      }
    }
  }

  /**
   * Who takes part in a sequence.
   *
   * @param name unique in its diagram
   * @param detail a line under the name, such as its address; empty for none
   */
  record Participant(String name, String detail) {}

  /** What stands in a row of a sequence diagram. */
  sealed interface Event {
    /** Whom it is about. */
    List<String> names();
  }

  /**
   * Something that one participant sends to another, or does itself.
   *
   * @param from who sends it
   * @param to who gets it; the same for what a participant does itself
   * @param label above the arrow
   */
  record Message(String from, String to, String label, Arrow arrow) implements Event {
    @Override
    public List<String> names() {
      return List.of(from, to);
    }
  }

  /**
   * A remark at a participant.
   *
   * @param at whose line it stands at
   */
  record Note(String at, String text) implements Event {
    @Override
    public List<String> names() {
      return List.of(at);
    }
  }

  /** How a message is drawn. */
  enum Arrow {
    /** With a solid line. */
    SENT,
    /** As the answer to another: with a dashed line. */
    REPLY,
    /** With a cross where it ends: it does not arrive. */
    LOST
  }

  private static void check(String name, List<Double> values) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a series needs a name");
    }
    if (!values.stream().allMatch(v -> Math.abs(v) <= LARGEST)) {
      throw new IllegalArgumentException(name + " has values that no axis can show");
    }
  }

  /** What a series means; its colour follows from it, the same in every chart. */
  enum Role {
    /** A measured thing: takes the next colour of the palette. */
    PLAIN,
    /** Capacity in use, or copies in good order. */
    GOOD,
    /** Degraded. */
    WARNING,
    /** One failure from loss. */
    CRITICAL,
    /** Lost. */
    BAD,
    /** Set aside: reserve, overhead. */
    RESERVED,
    /** Free. */
    FREE,
    /** What nothing can do better than; a line of it is dashed. */
    BOUND
  }
}
