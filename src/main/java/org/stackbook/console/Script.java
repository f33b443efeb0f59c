package org.stackbook.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.stackbook.session.Session;

/** Cuts a text into cells, where somebody who types it would have got an answer. */
final class Script {

  /**
   * A part of a script.
   *
   * @param text its lines
   * @param line where it begins in the script, from 1
   */
  record Cell(String text, int line) {

    /** The cell with empty lines before it, so that errors tell lines of the script. */
    String padded() {
      return text.startsWith("%%") ? text : "\n".repeat(line - 1) + text;
    }
  }

  /** How a line begins that belongs to the one before, complete as that may be. */
  private static final Pattern CONTINUATION = Pattern.compile("\\s*(\\.|(else|catch|finally)\\b)");

  private Script() {}

  static List<Cell> cells(Session session, String script) {
    List<String> lines = script.lines().toList();
    List<Cell> cells = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    int start = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (open.isEmpty()) {
        if (lines.get(i).isBlank() || isShebang(lines.get(i), i)) {
          continue;
        }
        start = i;
      }
      open.append(open.isEmpty() ? "" : "\n").append(lines.get(i));
      if (!goesOn(lines, i) && CellEnd.isWhole(session, open.toString())) {
        cells.add(new Cell(open.toString(), start + 1));
        open.setLength(0);
      }
    }
    if (!open.isEmpty()) {
      cells.add(new Cell(open.toString(), start + 1));
    }
    return cells;
  }

  private static boolean isShebang(String line, int index) {
    return index == 0 && line.startsWith("#!");
  }

  private static boolean goesOn(List<String> lines, int i) {
    return i + 1 < lines.size() && CONTINUATION.matcher(lines.get(i + 1)).lookingAt();
  }
}
