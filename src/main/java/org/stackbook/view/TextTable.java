package org.stackbook.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.DataTable.Column;

/**
 * A table as lines of text that never exceed a width: texts are wrapped first, then the columns are
 * dealt out to blocks under each other, each with the first column before it.
 */
final class TextTable {

  private static final String GAP = "  ";
  private static final int NARROWEST_TEXT = 12;
  private static final int MOST_LINES_OF_A_CELL = 8;

  private final DataTable table;
  private final List<Column> columns;
  private final List<List<Cell>> rows;
  private final int hidden;
  private final int width;

  private TextTable(DataTable table, Display display) {
    this.table = table;
    this.columns = table.columns();
    this.rows = table.rows().subList(0, Math.min(display.maxRows(), table.rows().size()));
    this.hidden = table.rows().size() - rows.size();
    this.width = display.width();
  }

  /** Head, rule, rows; without title and notes. */
  static List<String> lines(DataTable table, Display display) {
    return new TextTable(table, display).lines();
  }

  private List<String> lines() {
    List<String> out = new ArrayList<>();
    if (columns.isEmpty()) {
      return out;
    }
    int[] widths = new int[columns.size()];
    int[] least = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = Math.min(width, natural(c));
      least[c] = Math.min(widths[c], least(c));
    }
    shrink(widths, least);
    for (int[] block : blocks(widths)) {
      if (!out.isEmpty()) {
        out.add("");
      }
      print(block, widths, out);
    }
    if (hidden > 0) {
      out.add(more(hidden));
    }
    return out;
  }

  /** The line that stands for rows that are not shown. */
  static String more(int rows) {
    return String.format(java.util.Locale.ROOT, "… %,d more row%s", rows, rows == 1 ? "" : "s");
  }

  private int natural(int c) {
    int head = Math.max(Texts.width(head(c)), Texts.width(unit(c))) + (starRoom(c) ? 1 : 0);
    int most = Math.max(1, head);
    for (int r = 0; r < rows.size(); r++) {
      most = Math.max(most, Texts.width(cell(r, c)));
    }
    return most;
  }

  /** Numbers are never broken; heads break at spaces, texts anywhere that leaves them readable. */
  private int least(int c) {
    if (!columns.get(c).numeric()) {
      return NARROWEST_TEXT;
    }
    int head = Math.min(NARROWEST_TEXT, Texts.longestWord(head(c)));
    int most = Math.max(head, Math.min(NARROWEST_TEXT, Texts.width(unit(c)))) + 1;
    for (int r = 0; r < rows.size(); r++) {
      most = Math.max(most, Math.min(Texts.width(cell(r, c)), 3 * NARROWEST_TEXT));
    }
    return most;
  }

  /** Takes columns of text away from the widest until all fit or none can give. */
  private void shrink(int[] widths, int[] least) {
    int over = total(widths) - width;
    while (over > 0) {
      int widest = -1;
      for (int c = 0; c < widths.length; c++) {
        if (widths[c] > least[c] && (widest < 0 || widths[c] > widths[widest])) {
          widest = c;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
      over--;
    }
  }

  private static int total(int[] widths) {
    return Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
  }

  private List<int[]> blocks(int[] widths) {
    List<int[]> blocks = new ArrayList<>();
    // A wide first column would leave no room beside it; then it is not repeated.
    boolean repeat = widths[0] <= width / 3;
    List<Integer> block = new ArrayList<>();
    int used = 0;
    for (int c = 0; c < widths.length; c++) {
      if (!block.isEmpty() && used + GAP.length() + widths[c] > width) {
        blocks.add(block.stream().mapToInt(Integer::intValue).toArray());
        block.clear();
        used = 0;
        if (repeat && widths[0] + GAP.length() + widths[c] <= width) {
          block.add(0);
          used = widths[0];
        }
      }
      used += (block.isEmpty() ? 0 : GAP.length()) + widths[c];
      block.add(c);
    }
    blocks.add(block.stream().mapToInt(Integer::intValue).toArray());
    return blocks;
  }

  private void print(int[] block, int[] widths, List<String> out) {
    List<List<String>> heads = new ArrayList<>();
    List<List<String>> units = new ArrayList<>();
    List<List<String>> rules = new ArrayList<>();
    for (int c : block) {
      heads.add(headLines(head(c), c, widths[c], table.starredAsWhole(c) ? "*" : " "));
      units.add(headLines(unit(c), c, widths[c], " "));
      rules.add(List.of("─".repeat(widths[c])));
    }
    // Heads of one line stand at the bottom, above their numbers.
    int tall = heads.stream().mapToInt(List::size).max().orElse(1);
    List<List<String>> bottomed = new ArrayList<>();
    for (List<String> head : heads) {
      List<String> padded = new ArrayList<>();
      for (int i = head.size(); i < tall; i++) {
        padded.add("");
      }
      padded.addAll(head);
      bottomed.add(padded);
    }
    printRow(block, widths, bottomed, out);
    if (units.stream().anyMatch(u -> !u.get(0).isBlank())) {
      printRow(block, widths, units, out);
    }
    printRow(block, widths, rules, out);
    for (int r = 0; r < rows.size(); r++) {
      List<List<String>> cells = new ArrayList<>();
      for (int c : block) {
        cells.add(cellLines(r, c, widths[c]));
      }
      printRow(block, widths, cells, out);
    }
  }

  private List<String> cellLines(int r, int c, int columnWidth) {
    String text = cell(r, c);
    if (columns.get(c).numeric()) {
      return List.of(Texts.cut(text, columnWidth));
    }
    List<String> lines = Texts.wrap(text, columnWidth);
    if (lines.size() <= MOST_LINES_OF_A_CELL) {
      return lines;
    }
    List<String> kept = new ArrayList<>(lines.subList(0, MOST_LINES_OF_A_CELL - 1));
    kept.add(Texts.ELLIPSIS);
    return kept;
  }

  private void printRow(int[] block, int[] widths, List<List<String>> cells, List<String> out) {
    int tall = cells.stream().mapToInt(List::size).max().orElse(1);
    for (int i = 0; i < tall; i++) {
      StringBuilder line = new StringBuilder();
      for (int b = 0; b < block.length; b++) {
        String text = i < cells.get(b).size() ? cells.get(b).get(i) : "";
        int w = widths[block[b]];
        line.append(b == 0 ? "" : GAP)
            .append(columns.get(block[b]).numeric() ? Texts.right(text, w) : Texts.left(text, w));
      }
      out.add(line.toString().stripTrailing());
    }
  }

  /**
   * In starred columns with a last character of their own, so that heads and digits end in one
   * column.
   */
  private List<String> headLines(String head, int c, int columnWidth, String last) {
    if (!starRoom(c)) {
      return Texts.wrap(head, columnWidth);
    }
    List<String> lines = new ArrayList<>();
    Texts.wrap(head, Math.max(1, columnWidth - 1)).forEach(line -> lines.add(line + " "));
    String end = lines.remove(lines.size() - 1);
    lines.add(end.substring(0, end.length() - 1) + last);
    return lines;
  }

  private String head(int c) {
    return Texts.clean(columns.get(c).name());
  }

  private String unit(int c) {
    return Texts.clean(columns.get(c).unit());
  }

  private String cell(int r, int c) {
    Cell cell = rows.get(r).get(c);
    String shown = Cells.shown(columns.get(c), cell.value());
    if (cell.starred() && !table.starredAsWhole(c)) {
      return shown + "*";
    }
    return starRoom(c) ? shown + " " : shown;
  }

  private boolean starRoom(int c) {
    return columns.get(c).numeric() && rows.stream().anyMatch(row -> row.get(c).starred());
  }
}
