package org.stackbook.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.DataTable.Cell;

/**
 * A table as CSV: RFC 4180, numbers with all their digits. A text that a spreadsheet would run as a
 * formula gets an apostrophe before it.
 */
final class Csv {

  private static final String END_OF_LINE = "\r\n";
  private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\t\r\n＝＋－＠]");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+([.,]\\d+)*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n\t]|^ | $");

  private Csv() {}

  static String of(DataTable table) {
    StringBuilder csv = new StringBuilder();
    List<String> line = new ArrayList<>();
    table.columns().forEach(column -> line.add(field(column.label())));
    if (table.starred()) {
      line.add(Tables.STARRED);
    }
    csv.append(String.join(",", line)).append(END_OF_LINE);
    for (List<Cell> row : table.rows()) {
      line.clear();
      row.forEach(cell -> line.add(cell(cell.value())));
      if (table.starred()) {
        line.add(field(Tables.starredIn(table, row)));
      }
      csv.append(String.join(",", line)).append(END_OF_LINE);
    }
    return csv.toString();
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Number number ? Cells.plain(number) : field(value.toString());
  }

  private static String field(String text) {
    boolean runs = FORMULA.matcher(text).find() && !NUMBER.matcher(text).matches();
    String harmless = runs ? "'" + text : text;
    return NEEDS_QUOTES.matcher(harmless).find()
        ? '"' + harmless.replace("\"", "\"\"") + '"'
        : harmless;
  }
}
