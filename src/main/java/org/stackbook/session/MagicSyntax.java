package org.stackbook.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;

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

  /** A line magic whose argument is Java, and whose value is that of the Java. */
  private static final String TAKES_JAVA = "time";

  private static final Pattern CELL_MAGIC =
      Pattern.compile("\\s*%%(?<call>\\w[^\\r\\n]*)(?:\\R(?<body>.*))?", Pattern.DOTALL);

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

  /**
   * The cell with its line magics replaced by calls of {@link CellWords}, line by line.
   *
   * @throws Refusal if a cell magic stands below the first line
   */
  static String toJava(String cell) {
    return replace(
        cell,
        (call, length) -> {
          if (call.name().startsWith("%")) {
            throw Refusal.of("%" + call.name(), "a cell magic is the first line of its cell")
                .wayOut("move it, and what belongs to it, to a cell of its own")
                .asException();
          }
          return javaCall(call);
        });
  }

  /** The cell with its line magics blanked out: every other character stays where it is. */
  static String blank(String cell) {
    return replace(cell, (call, length) -> " ".repeat(length));
  }

  /**
   * Whether a position stands in a magic, or behind a percent sign that may become one.
   *
   * @param at index into the cell
   */
  static boolean isMagicLine(String cell, int at) {
    String before = cell.substring(0, at);
    if (before.matches("\\s*%%?\\w*")) {
      return true;
    }
    // A letter makes a lone percent sign a magic.
    String typed = before.endsWith("%") ? before + "x" : before;
    String blanked = replace(typed, (call, length) -> "\0".repeat(length));
    return !blanked.isEmpty() && blanked.charAt(blanked.length() - 1) == '\0';
  }

  private static String javaCall(Call call) {
    String args = call.args().stream().map(MagicSyntax::literal).collect(Collectors.joining(", "));
    boolean valueAsked = call.assigned() || call.name().equals(TAKES_JAVA);
    return CellWords.class.getName()
        + (valueAsked ? ".lineMagic(" : ".runLineMagic(")
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
    StatementStarts starts = new StatementStarts();
    int i = 0;
    while (i < cell.length()) {
      int end = JavaText.tokenEnd(cell, i);
      if (cell.charAt(i) == '%' && startsMagic(cell, i, starts)) {
        end = JavaText.lineEnd(cell, i);
        Call call = call(cell.substring(i + 1, end), starts.afterEquals());
        java.append(replacement.apply(call, end - i));
        starts.endStatement();
      } else {
        starts.take(cell, i, end);
        java.append(cell, i, end);
      }
      i = end;
    }
    return java.toString();
  }

  private static Call call(String line, boolean assigned) {
    String text = line.replaceFirst("[;\\s]+$", "");
    List<String> words = words(text);
    String name = words.get(0);
    if (name.equals(TAKES_JAVA)) {
      String code = text.substring(name.length()).strip();
      return new Call(name, code.isEmpty() ? List.of() : List.of(code), assigned);
    }
    return new Call(name, words.subList(1, words.size()), assigned);
  }

  private static boolean startsMagic(String cell, int at, StatementStarts starts) {
    int name = cell.startsWith("%%", at) ? at + 2 : at + 1;
    boolean named = name < cell.length() && Character.isLetter(cell.charAt(name));
    boolean firstOfLine = cell.substring(cell.lastIndexOf('\n', at) + 1, at).isBlank();
    return named && (starts.afterEquals() || (firstOfLine && starts.here()));
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
