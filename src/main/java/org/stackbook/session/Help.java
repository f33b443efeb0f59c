package org.stackbook.session;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.CellSource.Piece;
import org.stackbook.view.MimeBundle;

/** Answers what a front end asks while the user types. */
final class Help {

  /** Overloads that are shown. */
  private static final int LIMIT = 12;

  private final SourceCodeAnalysis analysis;

  Help(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  Completion complete(String code, int cursor) {
    String java = MagicSyntax.blank(code);
    int offset = pieceStart(java, cursor);
    int[] anchor = new int[1];
    List<Suggestion> suggestions =
        analysis.completionSuggestions(java.substring(offset), cursor - offset, anchor);
    Set<String> candidates = new LinkedHashSet<>();
    suggestions.stream()
        .sorted(Comparator.comparing(Suggestion::matchesType).reversed())
        .forEach(suggestion -> candidates.add(suggestion.continuation()));
    return candidates.isEmpty()
        ? new Completion(cursor, cursor, List.of())
        : new Completion(offset + anchor[0], cursor, List.copyOf(candidates));
  }

  /** Where the snippet begins that holds the cursor. */
  private int pieceStart(String java, int cursor) {
    int start = 0;
    for (Piece piece : CellSource.split(java, analysis)) {
      if (piece.offset() >= cursor) {
        break;
      }
      start = piece.offset();
    }
    return start;
  }

  Completeness isComplete(String code) {
    if (MagicSyntax.cellMagic(code).isPresent()) {
      return new Completeness(Completeness.Status.COMPLETE, "");
    }
    List<Piece> pieces = CellSource.split(MagicSyntax.blank(code), analysis);
    if (pieces.isEmpty()) {
      return new Completeness(Completeness.Status.COMPLETE, "");
    }
    return switch (pieces.get(pieces.size() - 1).completeness()) {
      case COMPLETE, COMPLETE_WITH_SEMI, EMPTY ->
          new Completeness(Completeness.Status.COMPLETE, "");
      case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE ->
          new Completeness(Completeness.Status.INCOMPLETE, indent(code));
      case UNKNOWN -> new Completeness(Completeness.Status.INVALID, "");
    };
  }

  /** The next line starts under the last one, or deeper if that one opens something. */
  private static String indent(String code) {
    String last = code.lines().reduce("", (before, line) -> line);
    String body = last.strip();
    String indent = last.substring(0, last.length() - last.stripLeading().length());
    boolean opens = body.endsWith("{") || body.endsWith("(") || body.endsWith("->");
    return opens ? indent + "    " : indent;
  }

  Optional<MimeBundle> inspect(String code, int cursor) {
    String java = MagicSyntax.blank(code);
    int start = pieceStart(java, cursor);
    int end = cursor;
    while (end < java.length() && Character.isJavaIdentifierPart(java.charAt(end))) {
      end++;
    }
    String upToName = java.substring(start, end);
    // A method shows itself where its arguments begin, all else at its own end.
    List<Documentation> found = documentation(upToName + "(");
    if (found.isEmpty()) {
      found = documentation(upToName);
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(show(found));
  }

  private List<Documentation> documentation(String code) {
    return analysis.documentation(code, code.length(), true);
  }

  private static MimeBundle show(List<Documentation> found) {
    String text =
        found.stream()
            .limit(LIMIT)
            .map(doc -> doc.signature() + indented(text(doc.javadoc())))
            .collect(Collectors.joining("\n\n"));
    String html =
        found.stream()
            .limit(LIMIT)
            .map(
                doc ->
                    "<div><pre><b>"
                        + escaped(doc.signature())
                        + "</b></pre><p>"
                        + escaped(text(doc.javadoc())).replace("\n\n", "</p><p>")
                        + "</p></div>")
            .collect(Collectors.joining());
    return MimeBundle.html(html, text);
  }

  private static String indented(String text) {
    return text.isEmpty() ? "" : "\n" + text.indent(2).stripTrailing();
  }

  /** A doc comment as plain text: its markup is for a browser. */
  private static String text(@Nullable String javadoc) {
    if (javadoc == null) {
      return "";
    }
    return javadoc
        .replaceAll("(?s)\\{@(?:code|link|linkplain|literal|value)\\s+([^}]*)\\}", "$1")
        .replaceAll("(?i)<(p|br|/p|/li|/pre|/h\\d)\\s*/?>", "\n")
        .replaceAll("</?[a-zA-Z][^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replaceAll("[ \\t]+", " ")
        .replaceAll(" ?\\n ?", "\n")
        .replaceAll("\\n{3,}", "\n\n")
        .strip();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
