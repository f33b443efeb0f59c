package org.stackbook.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;

/**
 * Everything that a computation returns. A result holds plain data and is immutable; it shows
 * itself as a title, a verdict in one line, a table, a chart and an explanation, in a notebook, in
 * a report and as text.
 */
public abstract class Result implements Showable {

  /** What was computed, of what: {@code Capacity of oslo}. */
  public abstract String title();

  /** The answer in one line. */
  public abstract String verdict();

  /** The answer as a table. */
  public abstract DataTable data();

  /** The answer as a chart, if it has one. */
  public abstract Optional<Picture> picture();

  /** The numbers behind the answer; each can be asked {@link #why}. */
  public abstract List<Figure<?>> figures();

  /**
   * Why a number is what it is.
   *
   * @param name of one of {@link #figures}, such as {@code usable}
   * @throws Refusal if there is no such figure, with the nearest one named
   */
  public final Why why(String name) {
    Map<String, Figure<?>> known = new LinkedHashMap<>();
    figures().forEach(figure -> known.put(figure.name(), figure));
    Figure<?> figure = known.get(name);
    if (figure == null) {
      throw Refusal.of("why(\"" + name + "\")", "no such figure in \"" + title() + "\"")
          .nearest(name, known.keySet())
          .wayOut("ask for one of " + String.join(", ", known.keySet()))
          .asException();
    }
    return new Why(figure);
  }
}
