package org.stackbook.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import org.stackbook.session.CellSource.Piece;

/**
 * The statement that holds the cursor, up to the cursor, and what the statements before it in the
 * same cell declare. JShell looks at one statement at a time; those before are put around it as a
 * block, so that it finds their names. Nothing of them is run.
 *
 * @param start where the statement begins in the cell
 * @param declared the declarations before it, as the beginning of a block; empty if there are none
 * @param variables names of the variables among them, with what they are set to
 * @param statement the statement up to the cursor
 * @param scan its characters
 */
record CellContext(
    int start, String declared, Map<String, String> variables, String statement, CellScan scan) {

  private static final String MODIFIERS =
      "(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed|strictfp)\\s+|@\\w+\\s+)*";
  private static final Pattern TYPE =
      Pattern.compile(MODIFIERS + "(?:class|interface|enum|record|@interface)\\s+\\w");
  private static final Pattern METHOD =
      Pattern.compile(
          MODIFIERS
              + "(?:<[^=;{}()]*>\\s*)?(?!new\\b|return\\b|throw\\b|else\\b|if\\b)[\\w.]+(?:<[^=;{}()]*>)?"
              + "(?:\\s*\\[\\s*])*\\s+\\w+\\s*\\([^=;{}]*\\)\\s*(?:throws\\s+[\\w.,\\s]+)?\\{");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "(?:final\\s+|@\\w+\\s+)*(?!return\\b|throw\\b|import\\b|package\\b)[\\w.]+(?:<[^=;{}()]*>)?"
              + "(?:\\s*\\[\\s*])*\\s+(?<name>\\w+)\\s*(?:\\[\\s*])*\\s*(?:=(?!=)(?<value>.*)|[,;].*)?",
          Pattern.DOTALL);
  private static final Pattern NOT_LOCAL =
      Pattern.compile("\\G(?:(?:public|protected|private|static)\\s+)");

  static CellContext of(String java, int cursor, SourceCodeAnalysis analysis) {
    String before = java.substring(0, cursor);
    CellScan whole = CellScan.of(before);
    StringBuilder declared = new StringBuilder();
    Map<String, String> variables = new LinkedHashMap<>();
    int start = 0;
    for (Piece piece : CellSource.split(before, lastEnd(whole.code()), analysis)) {
      start = piece.offset();
      int end = start + piece.source().length();
      if (end < cursor) {
        declare(piece.source(), declared, variables);
        start = end;
      }
    }
    if (whole.end() != CellScan.End.COMMENT && whole.end() != CellScan.End.LINE_COMMENT) {
      start += CellSource.codeStart(before.substring(start));
    }
    String statement = before.substring(start);
    String begun = statement.stripLeading();
    if (begun.startsWith("import ")) {
      declared.setLength(0); // stands in no block
    } else if (!declared.isEmpty() && METHOD.matcher(CellScan.of(begun).code()).lookingAt()) {
      declared.append("class M$ { ");
    }
    return new CellContext(
        start,
        declared.isEmpty() ? "" : "{ " + declared,
        variables,
        statement,
        CellScan.of(statement));
  }

  /** The last character that a statement may end with, or the line; -1 if there is none. */
  private static int lastEnd(String code) {
    int at = code.length() - 1;
    while (at >= 0 && ";}\n".indexOf(code.charAt(at)) < 0) {
      at--;
    }
    return at;
  }

  private static void declare(
      String source, StringBuilder declared, Map<String, String> variables) {
    String code = CellScan.of(source).code();
    Matcher variable = VARIABLE.matcher(code.strip());
    if (TYPE.matcher(code).lookingAt()) {
      declared.append(NOT_LOCAL.matcher(source).replaceAll("")).append(' ');
    } else if (METHOD.matcher(code).lookingAt()) {
      // A method needs a class around it; what follows stands in another method of that class.
      declared
          .append("class M$")
          .append(declared.length())
          .append(" { ")
          .append(NOT_LOCAL.matcher(source).replaceAll(""))
          .append(" void m$() throws Throwable { ");
    } else if (variable.matches()) {
      String whole = source.strip();
      declared.append(whole).append(whole.endsWith(";") ? " " : "; ");
      int value = variable.start("value");
      variables.put(variable.group("name"), value < 0 ? "" : whole.substring(value));
    }
  }

  /** All that JShell is given to look at the cursor. */
  String code() {
    return declared + statement;
  }

  /**
   * The statement cut off where another one could begin that sees the same names as at {@code at}.
   */
  String codeBefore(int at) {
    return declared + statement.substring(0, scan.statementStart(at));
  }

  /** The open parentheses around the cursor, the innermost first. */
  List<Integer> openCalls() {
    return scan.open().stream().filter(at -> statement.charAt(at) == '(').toList();
  }
}
