package org.stackbook.session;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.jspecify.annotations.Nullable;

/**
 * A cell as the user wrote it, and the Java it stands for. Both have the same lines, so that a
 * position in the Java is a position in the cell.
 *
 * @param number the execution count; 0 for code that is not counted
 * @param text what the user wrote
 * @param java what JShell gets: the text with its magics replaced by calls
 */
record CellSource(int number, String text, String java) {

  /** Letters of code to look at first for the end of a piece. */
  private static final int WINDOW = 2_000;

  /** Bytes that a text may take in a class file. */
  private static final int TEXT_LIMIT = 65_535;

  /** A part of a cell that JShell takes as one snippet. */
  record Piece(String source, int offset, SourceCodeAnalysis.Completeness completeness) {

    /** Whether it can be run. JShell's own answer counts what it cannot parse as complete. */
    boolean isComplete() {
      return switch (completeness) {
        case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE -> true;
        case EMPTY, DEFINITELY_INCOMPLETE, UNKNOWN -> false;
      };
    }
  }

  /** A place in a cell; line and column count from 1. */
  record Position(int line, int column) {}

  /** How the user knows the cell. */
  String label() {
    return number > 0 ? "cell [" + number + "]" : "cell";
  }

  /** Cuts Java code into snippets. Only the last piece can be something other than complete. */
  static List<Piece> split(String code, SourceCodeAnalysis analysis) {
    return split(code, code.length(), analysis);
  }

  /** The same without the pieces that begin after {@code until}: each takes the parser a while. */
  static List<Piece> split(String code, int until, SourceCodeAnalysis analysis) {
    List<Piece> pieces = new ArrayList<>();
    String rest = code;
    while (!rest.isBlank()) {
      // JShell counts the lines of most snippets from where their code begins, not the comment.
      rest = rest.substring(codeStart(rest));
      int offset = code.length() - rest.length();
      if (offset > until) {
        break;
      }
      String window = window(rest);
      CompletionInfo info = analysis.analyzeCompletion(window);
      if (window.length() < rest.length() && !isFollowedByCode(info)) {
        window = rest;
        info = analysis.analyzeCompletion(rest);
      }
      if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
        break;
      }
      @Nullable String source = info.source();
      boolean takesAll = source == null || !info.completeness().isComplete();
      if (source == null || !source.strip().equals(";")) { // which would hide the value before it
        pieces.add(new Piece(source == null ? rest : source, offset, info.completeness()));
      }
      if (takesAll || info.remaining() == null) {
        break;
      }
      rest = info.remaining() + rest.substring(window.length());
    }
    return pieces;
  }

  /** The first lines of a code. JShell reads all that it is given for each piece that it cuts. */
  private static String window(String code) {
    int end = code.length() > WINDOW ? code.indexOf('\n', WINDOW) : -1;
    return end < 0 ? code : code.substring(0, end);
  }

  /** Whether what follows in a window is enough to know that a piece ends where it seems to. */
  private static boolean isFollowedByCode(CompletionInfo info) {
    @Nullable String remaining = info.remaining();
    if (remaining == null || !info.completeness().isComplete()) {
      return false;
    }
    int next = codeStart(remaining);
    return next < remaining.length() && !remaining.startsWith("/*", next);
  }

  /** Where in the whole code a comment begins that a piece does not close, if one does. */
  static OptionalInt openComment(Piece piece) {
    String code = piece.source();
    for (int at = 0; at < code.length(); at = JavaText.tokenEnd(code, at)) {
      if (JavaText.isOpenComment(code, at)) {
        return OptionalInt.of(piece.offset() + at);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Where in the whole code a text stands that is too long for a class file, if one does. The
   * compiler within JShell must never see it: it would refuse all code that comes after.
   */
  static OptionalInt longText(Piece piece) {
    if (piece.source().length() < TEXT_LIMIT / 3) {
      return OptionalInt.empty(); // however many bytes a letter takes
    }
    String code = piece.source();
    int end;
    for (int at = 0; at < code.length(); at = end) {
      end = JavaText.tokenEnd(code, at);
      if (end - at >= TEXT_LIMIT / 3 && bytes(code.substring(at, end)) > TEXT_LIMIT) {
        return OptionalInt.of(piece.offset() + at);
      }
    }
    return OptionalInt.empty();
  }

  /** The length of a text in a class file; 0 for other tokens. */
  private static int bytes(String token) {
    String text;
    if (token.startsWith("\"\"\"")) {
      String lines = token.substring(3, token.length() - 3);
      text = lines.substring(lines.indexOf('\n') + 1).stripIndent();
    } else if (token.startsWith("\"")) {
      text = token.substring(1, token.length() - 1);
    } else {
      return 0;
    }
    return text.chars().map(c -> c > 0x7ff ? 3 : c > 0x7f || c == 0 ? 2 : 1).sum();
  }

  /** Where white space and comments end. */
  static int codeStart(String code) {
    int at = 0;
    while (at < code.length()
        && (Character.isWhitespace(code.charAt(at)) || JavaText.isComment(code, at))
        && !JavaText.isOpenComment(code, at)) {
      at = JavaText.tokenEnd(code, at);
    }
    return at;
  }

  /** The place of an offset into the Java of this cell. */
  Position position(long offset) {
    int end = (int) Math.max(0, Math.min(offset, java.length()));
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      if (java.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, end - lineStart + 1);
  }

  /** The text of a line, counted from 1; empty if there is no such line. */
  String line(int line) {
    return text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
  }
}
