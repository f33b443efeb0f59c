package org.stackbook.view;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.word.Takes;
import tech.tablesaw.api.Table;

/**
 * Everything that a computation returns. A result holds plain data and is immutable; it shows
 * itself as a title, a verdict in one line, a table, a chart and an explanation, in a notebook, in
 * a report and as text.
 *
 * <pre>{@code
 * var capacity = oslo.storage().capacity();
 * capacity.table().where(t -> t.numberColumn("data (TB)").isGreaterThan(8));
 * capacity.why("usable");
 * capacity.csv(Path.of("capacity.csv"))
 * }</pre>
 */
public abstract class Result implements Showable {

  /** What was computed, of what: {@code Capacity of oslo}. */
  public abstract String title();

  /** The answer in one line. */
  public abstract String verdict();

  /** The answer as a table. */
  public abstract DataTable data();

  /** The answer as a chart; not all have one. */
  public Optional<Picture> picture() {
    return Optional.empty();
  }

  /** The numbers behind the answer; each can be asked {@link #why}. */
  public abstract List<Figure<?>> figures();

  /**
   * The answer as a Tablesaw table, all rows of it. Units are in the names of the columns ({@code
   * size (TB)}); where cells are starred, a last column {@code starred} names theirs.
   */
  public final Table table() {
    return Tables.toTablesaw(data());
  }

  /**
   * The chart in the light theme, as an XChart chart of your own to change.
   *
   * @throws Refusal if the result has no chart, or a diagram instead
   */
  public final AxesChart<?, ?> chart() {
    return chart(Theme.LIGHT);
  }

  /**
   * The chart in a theme, as an XChart chart of your own to change.
   *
   * @throws Refusal if the result has no chart, or a diagram instead
   */
  public final AxesChart<?, ?> chart(Theme theme) {
    return Charts.chart(drawable("chart()"), theme);
  }

  /**
   * The chart or diagram as an SVG document in the light theme, with its title and alternative
   * text.
   *
   * @throws Refusal if the result has no chart
   */
  public final String svg() {
    return Charts.svg(drawable("svg()"), Theme.LIGHT);
  }

  private Picture drawable(String word) {
    return picture()
        .filter(ResultView::hasData)
        .orElseThrow(
            () ->
                Refusal.of(word, "\"" + title() + "\" has no chart")
                    .wayOut("take table()")
                    .asException());
  }

  /** Where all figures come from: formulas, values put in, sources; shared inputs once. */
  public final Showable explain() {
    return new Explanation(figures());
  }

  /**
   * Why a number is what it is.
   *
   * @param name of one of {@link #figures}, such as {@code usable}
   * @throws Refusal if there is no such figure, with the nearest one named
   */
  public final Why why(@Takes(FigureNames.class) String name) {
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

  /**
   * What changed from another result to this one.
   *
   * <pre>{@code
   * placed.fail("n3").compareTo(placed)
   * }</pre>
   *
   * @param other how it was before
   * @throws Refusal if the two have no figure in common
   */
  public final Comparison compareTo(Result other) {
    return new Comparison(other, this);
  }

  /**
   * Writes the table as CSV (UTF-8, RFC 4180), all rows and digits of it, whole or not at all. A
   * text that a spreadsheet would run as a formula gets an apostrophe before it.
   *
   * @param file a new file, or one to replace
   * @return this result
   * @throws Refusal if the file cannot be written
   */
  public final Result csv(Path file) {
    WholeFile.write("csv", file, Csv.of(data()));
    return this;
  }

  /** Title, verdict, figures with formulas and sources, and table as JSON. Sizes are in bytes. */
  public final String json() {
    return Json.of(this);
  }

  @Override
  public final MimeBundle show() {
    return ResultView.of(this, Display.current());
  }

  /** As text; begins on a line of its own, because jshell prints it behind the variable's name. */
  @Override
  public final String toString() {
    return "\n" + ResultText.of(this, Display.current());
  }
}
