package org.stackbook.view;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.IChart;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import tech.tablesaw.api.Table;

/** The one place where a front end asks how a value is shown. */
public final class Views {

  private static final String TABLESAW = "tech.tablesaw.";
  private static final String XCHART = "org.knowm.xchart.";

  private Views() {}

  /**
   * How {@code value} shows itself, or empty if Stackbook has no view of its type and the front
   * end's own rules apply. Shown are results and all else that is {@link Showable}, figures,
   * refusals, tables of ours and of Tablesaw, pictures and charts of XChart.
   *
   * @param value any value of a cell, or {@code null}
   */
  public static Optional<MimeBundle> of(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    Display display = Display.current();
    if (value instanceof Showable showable) {
      return Optional.of(showable.show());
    }
    if (value instanceof Figure<?> figure) {
      return Optional.of(new Why(figure).show());
    }
    if (value instanceof Refusal refusal) {
      return Optional.of(RefusalView.of(refusal, display));
    }
    if (value instanceof DataTable table) {
      return Optional.of(ResultView.of(table, display));
    }
    if (value instanceof Picture picture) {
      return Optional.of(ResultView.of(picture, display));
    }
    // Names first: asking instanceof would load the library for every value of every cell.
    if (descends(value, TABLESAW) && value instanceof Table table) {
      return Optional.of(ResultView.of(Tables.fromTablesaw(table, display.maxRows()), display));
    }
    if (descends(value, XCHART) && value instanceof IChart chart) {
      return Optional.of(ResultView.of(chart, display));
    }
    return Optional.empty();
  }

  private static boolean descends(Object value, String packagePrefix) {
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().startsWith(packagePrefix)) {
        return true;
      }
    }
    return false;
  }
}
