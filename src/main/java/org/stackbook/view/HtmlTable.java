package org.stackbook.view;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.DataTable.Column;

/** A table as HTML that scrolls by itself where it is too wide. */
final class HtmlTable {

  private static final String STAR = "<span class=\"sb-star\">*</span>";
  private static final int LONGEST_WORD = 20;

  private HtmlTable() {}

  /**
   * @param footnotes what the star stands for, without the star
   */
  static String of(DataTable table, List<String> footnotes, Display display) {
    StringBuilder html = new StringBuilder();
    String title = Html.escape(Texts.clean(table.title()));
    html.append("<div class=\"sb-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
        .append(title)
        .append("\"><table class=\"sb-table\" cellpadding=\"4\">");
    if (!title.isEmpty()) {
      html.append("<caption>").append(title).append("</caption>");
    }
    html.append("<thead><tr>");
    for (int c = 0; c < table.columns().size(); c++) {
      head(html, table.columns().get(c), table.starredAsWhole(c));
    }
    html.append("</tr></thead>\n<tbody>\n");
    int shown = Math.min(display.maxRows(), table.rows().size());
    for (List<Cell> row : table.rows().subList(0, shown)) {
      html.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        boolean starred = row.get(c).starred() && !table.starredAsWhole(c);
        cell(html, table.columns().get(c), row.get(c).value(), starred, c == 0);
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>");
    if (shown < table.rows().size()) {
      html.append(Html.element("p", "sb-note", TextTable.more(table.rows().size() - shown)));
    }
    for (String footnote : footnotes) {
      html.append(Html.element("p", "sb-note", "* " + Texts.clean(footnote)));
    }
    for (String note : table.notes()) {
      html.append(Html.element("p", "sb-note", Texts.clean(note)));
    }
    return html.toString();
  }

  private static void head(StringBuilder html, Column column, boolean starred) {
    html.append("<th scope=\"col\"").append(align(column)).append('>');
    html.append(Html.escape(Texts.clean(column.name()))).append(starred ? STAR : "");
    if (!column.unit().isEmpty()) {
      html.append("<br>").append(Html.element("span", "sb-unit", Texts.clean(column.unit())));
    }
    html.append("</th>");
  }

  private static void cell(
      StringBuilder html, Column column, @Nullable Object value, boolean starred, boolean first) {
    boolean names = first && !column.numeric();
    String shown = Cells.shown(column, value);
    html.append(names ? "<th scope=\"row\"" : "<td");
    html.append(isWord(column, shown) ? " class=\"sb-word\" align=\"left\"" : align(column));
    html.append('>').append(Html.escape(shown));
    html.append(starred ? STAR : "");
    html.append(names ? "</th>" : "</td>");
  }

  /** A short name or type, which stays in one piece where a table is crowded. */
  private static boolean isWord(Column column, String shown) {
    return !column.numeric() && shown.length() <= LONGEST_WORD && shown.indexOf(' ') < 0;
  }

  /** The attribute keeps numbers to the right where a front end drops all styles. */
  private static String align(Column column) {
    return column.numeric() ? " class=\"sb-num\" align=\"right\"" : " align=\"left\"";
  }
}
