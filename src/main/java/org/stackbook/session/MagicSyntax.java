package org.stackbook.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds magics in a cell: {@code %name args} where a statement may start or after {@code =}, and
 * {@code %%name args} as the first line of a cell. Strings, text blocks, characters and comments
 * are never looked into.
 */
final class MagicSyntax {

  /**
   * A magic as it stands in a cell.
   *
   * @param assigned whether it stands after {@code =}, so that its value is asked for
   */
  record Call(String name, List<String> args, boolean assigned) {}

  /** A cell magic and the rest of its cell. */
  record CellCall(String name, List<String> args, String body) {}

  private static final Pattern CELL_MAGIC =
      Pattern.compile("\\s*%%(?<call>\\w[^\\r\\n]*)(?:\\R(?<body>.*))?", Pattern.DOTALL);

  private static final Pattern STRING_END = Pattern.compile("(?:[^\"\\\\\\n]|\\\\.)*\"?");
  private static final Pattern CHAR_END = Pattern.compile("(?:[^'\\\\\\n]|\\\\.)*'?");
  private static final Pattern BLOCK_END =
      Pattern.compile("(?:[^\"\\\\]|\\\\.|\"(?!\"\"))*+(?:\"\"\")?", Pattern.DOTALL);

  private MagicSyntax() {}

  /** The cell magic that a cell is, if it is one. */
  static Optional<CellCall> cellMagic(String cell) {
    Matcher matcher = CELL_MAGIC.matcher(cell);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<String> words = words(matcher.group("call"));
    String body = matcher.group("body");
    return Optional.of(
        new CellCall(words.get(0), words.subList(1, words.size()), body == null ? "" : body));
  }

  /** The cell with its line magics replaced by calls of {@link Notebook}, line by line. */
  static String toJava(String cell) {
    return replace(cell, (call, length) -> javaCall(call));
  }

  /** The cell with its line magics blanked out: every other character stays where it is. */
  static String blank(String cell) {
    return replace(cell, (call, length) -> " ".repeat(length));
  }

  private static String javaCall(Call call) {
    String args = call.args().stream().map(MagicSyntax::literal).collect(Collectors.joining(", "));
    return CellWords.class.getName()
        + (call.assigned() ? ".lineMagic(" : ".runLineMagic(")
        + literal(call.name())
        + ", java.util.List.of("
        + args
        + "));";
  }

  private static String replace(String cell, BiFunction<Call, Integer, String> replacement) {
    if (cell.indexOf('%') < 0) {
      return cell;
    }
    StringBuilder java = new StringBuilder();
    // The last character of code before this one; what a magic may follow depends on it.
    char before = ';';
    int i = 0;
    while (i < cell.length()) {
      char c = cell.charAt(i);
      int end = i + 1;
      if (cell.startsWith("//", i)) {
        end = lineEnd(cell, i);
      } else if (cell.startsWith("/*", i)) {
        int close = cell.indexOf("*/", i + 2);
        end = close < 0 ? cell.length() : close + 2;
      } else if (cell.startsWith("\"\"\"", i)) {
        end = matchEnd(BLOCK_END, cell, i + 3);
        before = c;
      } else if (c == '"') {
        end = matchEnd(STRING_END, cell, i + 1);
        before = c;
      } else if (c == '\'') {
        end = matchEnd(CHAR_END, cell, i + 1);
        before = c;
      } else if (c == '%' && startsMagic(cell, i, before)) {
        end = lineEnd(cell, i);
        List<String> words = words(cell.substring(i + 1, end).replaceFirst("[;\\s]+$", ""));
        java.append(
            replacement.apply(
                new Call(words.get(0), words.subList(1, words.size()), before == '='), end - i));
        before = ';';
        i = end;
        continue;
      } else if (!Character.isWhitespace(c)) {
        before = c;
      }
      java.append(cell, i, end);
      i = end;
    }
    return java.toString();
  }

  private static boolean startsMagic(String cell, int at, char before) {
    boolean named = at + 1 < cell.length() && Character.isLetter(cell.charAt(at + 1));
    boolean firstOfLine = cell.substring(cell.lastIndexOf('\n', at) + 1, at).isBlank();
    boolean statement = before == ';' || before == '}' || before == '{';
    return named && (before == '=' || (firstOfLine && statement));
  }

  private static int lineEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private static int matchEnd(Pattern pattern, String text, int from) {
    Matcher matcher = pattern.matcher(text).region(from, text.length());
    return matcher.lookingAt() ? matcher.end() : text.length();
  }

  /** Splits at white space; double quotes hold words together, a backslash saves a quote. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean started = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      char next = i + 1 < line.length() ? line.charAt(i + 1) : 0;
      if (c == '\\' && (next == '"' || next == '\\')) {
        word.append(next);
        started = true;
        i++;
      } else if (c == '"') {
        quoted = !quoted;
        started = true;
      } else if (Character.isWhitespace(c) && !quoted) {
        if (started) {
          words.add(word.toString());
          word.setLength(0);
          started = false;
        }
      } else {
        word.append(c);
        started = true;
      }
    }
    if (started) {
      words.add(word.toString());
    }
    return words;
  }

  private static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\t' -> literal.append("\\t");
        default -> literal.append(c);
      }
    }
    return literal.append('"').toString();
  }
}
