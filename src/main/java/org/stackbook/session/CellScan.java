package org.stackbook.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Java up to a cursor, as far as it can be told without a compiler: what is code and what is text,
 * and which brackets are open. For code that is being typed and cannot be parsed yet.
 *
 * @param code the Java, with the characters of comments, and those inside of texts, blank: each
 *     other character stays where it is
 * @param end what the cursor stands in
 * @param textStart where the text begins that the cursor stands in, after its quotes; -1 if in none
 * @param open the positions of open brackets, the innermost first
 */
record CellScan(String code, End end, int textStart, List<Integer> open) {

  private static final Pattern TYPE_ARGUMENTS_END =
      Pattern.compile("[\\w\\s.,<?\\[\\]&]*>\\s*[(>.:\\[{]");

  /** What the last character is part of. */
  enum End {
    CODE,
    STRING,
    TEXT_BLOCK,
    CHARACTER,
    LINE_COMMENT,
    COMMENT
  }

  static CellScan of(String java) {
    StringBuilder code = new StringBuilder(java);
    Deque<Integer> open = new ArrayDeque<>();
    End end = End.CODE;
    int textStart = -1;
    int next;
    for (int at = 0; at < java.length(); at = next) {
      next = JavaText.tokenEnd(java, at);
      char c = java.charAt(at);
      if (JavaText.isComment(java, at)) {
        blank(code, at, next);
        if (java.startsWith("//", at) && next == java.length()) {
          end = End.LINE_COMMENT;
        } else if (JavaText.isOpenComment(java, at)) {
          end = End.COMMENT;
        }
      } else if (c == '"' || c == '\'') {
        String quotes = JavaText.quotes(java, at);
        int closing = JavaText.closing(java, at);
        blank(code, at + quotes.length(), closing < 0 ? next : closing);
        if (closing < 0 && next == java.length()) {
          end = c == '\'' ? End.CHARACTER : quotes.length() > 1 ? End.TEXT_BLOCK : End.STRING;
          textStart = at + quotes.length();
        }
      } else if (c == '(' || c == '[' || c == '{') {
        open.push(at);
      } else if ((c == ')' || c == ']' || c == '}') && !open.isEmpty()) {
        open.pop();
      }
    }
    return new CellScan(code.toString(), end, textStart, List.copyOf(open));
  }

  private static void blank(StringBuilder code, int from, int to) {
    for (int i = from; i < to; i++) {
      if (code.charAt(i) != '\n') {
        code.setCharAt(i, ' ');
      }
    }
  }

  /** Where the name begins that ends before {@code end}; {@code end} if there is none. */
  int nameStart(int end) {
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** The place after the last character before {@code from} that is not white space. */
  int skipSpace(int from) {
    int at = from;
    while (at > 0 && Character.isWhitespace(code.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** Where the expression begins that ends before {@code end}: names, calls and texts with dots. */
  int expressionStart(int end) {
    int at = skipSpace(end);
    while (true) {
      int start = at;
      while (start > 0 && (code.charAt(start - 1) == ')' || code.charAt(start - 1) == ']')) {
        start = skipSpace(bracketStart(start - 1));
      }
      if (start > 0 && code.charAt(start - 1) == '"') {
        start = textOpening(start - 1);
      } else {
        start = nameStart(start);
      }
      int before = skipSpace(start);
      if (start < at && before > 0 && code.charAt(before - 1) == '.') {
        at = skipSpace(before - 1);
        continue;
      }
      int word = nameStart(before);
      return code.substring(word, before).equals("new") ? word : start;
    }
  }

  private int textOpening(int closing) {
    if (closing >= 2 && code.startsWith("\"\"\"", closing - 2)) {
      return Math.max(0, code.lastIndexOf("\"\"\"", closing - 3));
    }
    return Math.max(0, code.lastIndexOf('"', closing - 1));
  }

  private int bracketStart(int closing) {
    int depth = 0;
    for (int i = closing; i >= 0; i--) {
      char c = code.charAt(i);
      if (c == ')' || c == ']' || c == '}') {
        depth++;
      } else if (c == '(' || c == '[' || c == '{') {
        depth--;
        if (depth == 0) {
          return i;
        }
      }
    }
    return 0;
  }

  /**
   * Where a statement could begin in place of the one that holds {@code at}, with no fewer names in
   * scope: after {@code ;}, a brace, the arrow of a lambda or the head of a loop.
   */
  int statementStart(int at) {
    int i = skipSpace(at);
    while (i > 0) {
      char c = code.charAt(i - 1);
      if (c == ';' || c == '{' || (c == '>' && i > 1 && code.charAt(i - 2) == '-')) {
        return i;
      }
      if (c == ')' || c == ']' || c == '}') {
        int opening = bracketStart(i - 1);
        String after = code.substring(i, at).stripLeading();
        boolean goesOn = !after.isEmpty() && ",).;".indexOf(after.charAt(0)) >= 0;
        if (c == '}' && !goesOn) {
          return i;
        }
        int word = skipSpace(opening);
        String head = code.substring(nameStart(word), word);
        if (c == ')' && !goesOn && List.of("for", "try", "while", "if", "catch").contains(head)) {
          return i;
        }
        i = opening;
      } else {
        i--;
      }
    }
    return 0;
  }

  /** How many commas stand between an open bracket and its end, or the end of the code. */
  static int commas(String java, int bracket) {
    String code = of(java).code();
    int depth = 0;
    int angles = 0;
    int commas = 0;
    for (int i = bracket + 1; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
        if (depth < 0) {
          break;
        }
      } else if (depth == 0 && c == ';') {
        break;
      } else if (depth == 0 && c == '<') {
        angles++;
      } else if (depth == 0 && c == '>' && angles > 0 && code.charAt(i - 1) != '-') {
        angles--;
      } else if (depth == 0 && c == ',' && !(angles > 0 && isTypeArgument(code, i))) {
        commas++;
      }
    }
    return commas;
  }

  /** Between {@code <} and {@code >} commas part types if what follows can follow a type only. */
  private static boolean isTypeArgument(String code, int comma) {
    return TYPE_ARGUMENTS_END.matcher(code).region(comma + 1, code.length()).lookingAt();
  }
}
