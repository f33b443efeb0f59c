package org.stackbook.report;

/** What a cell is called where there is room for one line: its first line that says something. */
public final class CellLabel {

  private CellLabel() {}

  /**
   * The first line of {@code code} that is neither blank nor an import nor a comment, or, where
   * there is none, the first line; without control characters.
   *
   * @param code the cell's source
   * @param longest how many characters the label may have, at least 2
   */
  public static String of(String code, int longest) {
    String line =
        code.lines()
            .map(String::strip)
            .filter(text -> !text.isEmpty() && !text.matches("(import\\b|//|/?\\*).*"))
            .findFirst()
            .or(() -> code.lines().map(String::strip).filter(text -> !text.isEmpty()).findFirst())
            .orElse("")
            .replaceAll("\\p{Cntrl}+", " ");
    if (line.length() <= longest) {
      return line;
    }
    int end = longest - 1;
    if (Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end) + "…";
  }
}
