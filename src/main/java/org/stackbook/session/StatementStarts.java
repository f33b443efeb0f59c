package org.stackbook.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Follows Java token by token and knows whether a statement may start. A brace does not end a
 * statement that is an expression: after {@code int x = switch (y) {...}} a percent sign divides.
 */
final class StatementStarts {

  private static final Set<String> BEFORE_EXPRESSION = Set.of("return", "yield", "throw", "assert");

  /** A pair of brackets that is open, or the cell itself. */
  private static final class Open {
    /** Whether statements may stand in it. */
    final boolean statements;

    /** Whether the statement that has begun goes on behind a closing brace. */
    boolean expression;

    Open(boolean statements) {
      this.statements = statements;
    }
  }

  private final Deque<Open> open = new ArrayDeque<>();
  private boolean here;
  private char last;

  StatementStarts() {
    open.push(new Open(true));
    endStatement();
  }

  /** Whether a statement may start behind what was taken. */
  boolean here() {
    return here;
  }

  /** Whether an equals sign is the last thing that was taken. */
  boolean afterEquals() {
    return last == '=';
  }

  /** A statement is over, whatever it was. */
  void endStatement() {
    top().expression = false;
    last = ';';
    here = top().statements;
  }

  /** Takes the token of a text from one index to another. */
  void take(String text, int from, int to) {
    char c = text.charAt(from);
    if (Character.isWhitespace(c) || JavaText.isComment(text, from)) {
      return;
    }
    here = false;
    last = c;
    switch (c) {
      case ';' -> endStatement();
      case '{' -> {
        open.push(new Open(true));
        here = true;
      }
      case '(', '[' -> open.push(new Open(false));
      case ')', ']' -> close();
      case '}' -> {
        close();
        here = top().statements && !top().expression;
      }
      case '=' -> top().expression = true;
      default -> {
        if (BEFORE_EXPRESSION.contains(text.substring(from, to))) {
          top().expression = true;
        }
      }
    }
  }

  private void close() {
    if (open.size() > 1) {
      open.pop();
    }
  }

  private Open top() {
    return open.element();
  }
}
