package org.stackbook.view;

import java.util.List;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.DataTable.Column;

/** A table as HTML that scrolls by itself where it is too wide. */
final class HtmlTable {

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
    table.columns().forEach(column -> head(html, column));
    html.append("</tr></thead>\n<tbody>\n");
    int shown = Math.min(display.maxRows(), table.rows().size());
    for (List<Cell> row : table.rows().subList(0, shown)) {
      html.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        cell(html, table.columns().get(c), row.get(c), c == 0);
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

  private static void head(StringBuilder html, Column column) {
    html.append("<th scope=\"col\"").append(align(column)).append('>');
    html.append(Html.escape(Texts.clean(column.name())));
    if (!column.unit().isEmpty()) {
      html.append("<br>").append(Html.element("span", "sb-unit", Texts.clean(column.unit())));
    }
    html.append("</th>");
  }

  private static void cell(StringBuilder html, Column column, Cell cell, boolean first) {
    boolean names = first && !column.numeric();
    html.append(names ? "<th scope=\"row\"" : "<td").append(align(column)).append('>');
    html.append(Html.escape(Cells.shown(column, cell.value())));
    if (cell.starred()) {
      html.append("<span class=\"sb-star\">*</span>");
    }
    html.append(names ? "</th>" : "</td>");
  }

  /** The attribute keeps numbers to the right where a front end drops all styles. */
  private static String align(Column column) {
    return column.numeric() ? " class=\"sb-num\" align=\"right\"" : " align=\"left\"";
  }
}
