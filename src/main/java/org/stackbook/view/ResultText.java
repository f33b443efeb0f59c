package org.stackbook.view;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.fact.Figure;

/** A result, or a table by itself, as lines of text. */
final class ResultText {

  private ResultText() {}

  static String of(Result result, Display display) {
    List<String> out = new ArrayList<>();
    heading(out, result.title(), display);
    DataTable table = result.data();
    Texts.paragraph(out, "", "", result.verdict(), display.width());
    out.add("");
    out.addAll(TextTable.lines(table, display));
    List<Figure<?>> figures = result.figures();
    boolean starred = table.starred() || result.verdict().contains("*");
    under(out, table, starred ? Footnotes.under(figures) : List.of(), display);
    if (!figures.isEmpty()) {
      out.add("");
      Texts.paragraph(
          out,
          "",
          "  ",
          "Ask why(\"" + asked(figures).name() + "\") for the formula and its sources.",
          display.width());
    }
    return String.join("\n", out);
  }

  /** The figure worth asking about: the first that was computed. */
  private static Figure<?> asked(List<Figure<?>> figures) {
    return figures.stream().filter(f -> !f.formula().isEmpty()).findFirst().orElse(figures.get(0));
  }

  static String of(DataTable table, Display display) {
    List<String> out = new ArrayList<>();
    heading(out, table.title(), display);
    out.addAll(TextTable.lines(table, display));
    under(out, table, table.starred() ? Footnotes.of(List.of()) : List.of(), display);
    return String.join("\n", out);
  }

  static void heading(List<String> out, String title, Display display) {
    if (title.isBlank()) {
      return;
    }
    List<String> lines = Texts.wrap(title, display.width());
    out.addAll(lines);
    out.add("═".repeat(lines.stream().mapToInt(Texts::width).max().orElse(0)));
  }

  private static void under(
      List<String> out, DataTable table, List<String> footnotes, Display display) {
    if (footnotes.isEmpty() && table.notes().isEmpty()) {
      return;
    }
    out.add("");
    for (String line : footnotes) {
      Texts.paragraph(out, "* ", "  ", line, display.width());
    }
    for (String note : table.notes()) {
      Texts.paragraph(out, "", "", note, display.width());
    }
  }
}
