package org.stackbook.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.MimeBundle;

/** Looks up signature and documentation of the name at a cursor. */
final class Inspector {

  /** Overloads that are shown. */
  private static final int LIMIT = 12;

  private Inspector() {}

  /**
   * @param java the cell without its magics
   * @param start where the snippet that holds the cursor begins
   */
  static Optional<MimeBundle> inspect(
      SourceCodeAnalysis analysis, String java, int start, int cursor) {
    int end = cursor;
    while (end < java.length() && Character.isJavaIdentifierPart(java.charAt(end))) {
      end++;
    }
    String code = java.substring(start, end);
    boolean name =
        !code.isEmpty() && Character.isJavaIdentifierPart(code.charAt(code.length() - 1));
    List<Documentation> found = List.of();
    if (name) {
      // A method shows itself where its arguments begin.
      found = analysis.documentation(code + "(", code.length() + 1, true);
    }
    if (found.isEmpty()) {
      found = analysis.documentation(code, code.length(), true);
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(show(found));
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
