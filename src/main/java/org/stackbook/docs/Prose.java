package org.stackbook.docs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.stackbook.view.Html;

/**
 * Text of a doc comment, as HTML and as plain text. Of its markup only elements that arrange text
 * come through, without attributes and always closed: a comment is somebody else's.
 */
final class Prose {

  private static final Set<String> BLOCKS =
      Set.of("pre", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table", "tr");
  private static final Set<String> SPANS =
      Set.of("code", "em", "strong", "b", "i", "sub", "sup", "td", "th");

  private final StringBuilder html = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  void text(String words) {
    boolean asIs = open.contains("pre");
    html.append(Html.escape(words));
    if (asIs) {
      text.append(words);
      return;
    }
    String joined = words.replaceAll("\\s+", " ");
    boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
    text.append(atStart ? joined.stripLeading() : joined);
  }

  void code(String code) {
    if (open.contains("pre")) {
      text(code.replaceFirst("^\\R", "").stripTrailing());
      return;
    }
    html.append("<code>").append(Html.escape(code)).append("</code>");
    text.append(code.strip());
  }

  void open(String element) {
    if (element.equals("p") || element.matches("h[1-6]")) {
      paragraph();
      html.append("<br><br>");
    } else if (element.equals("br")) {
      html.append("<br>");
      text.append('\n');
    } else if (BLOCKS.contains(element) || SPANS.contains(element)) {
      if (element.equals("li") || element.equals("tr") || element.equals("dt")) {
        newLine();
        text.append(element.equals("li") ? "- " : "");
      } else if (BLOCKS.contains(element)) {
        paragraph();
      } else if (element.equals("td") || element.equals("th")) {
        text.append("  ");
      }
      html.append('<').append(element).append('>');
      open.push(element);
    }
  }

  void close(String element) {
    if (open.contains(element)) {
      String closed;
      do {
        closed = open.pop();
        html.append("</").append(closed).append('>');
      } while (!closed.equals(element));
      if (BLOCKS.contains(element) && !element.equals("li") && !element.equals("tr")) {
        paragraph();
      }
    }
  }

  private void newLine() {
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append('\n');
    }
  }

  private void paragraph() {
    newLine();
    if (!text.isEmpty() && !text.toString().endsWith("\n\n")) {
      text.append('\n');
    }
  }

  /** Markup with every element closed. */
  String html() {
    StringBuilder closed = new StringBuilder(html.toString().strip());
    open.forEach(element -> closed.append("</").append(element).append('>'));
    return closed.toString();
  }

  /** Without markup. */
  String text() {
    return text.toString().strip();
  }
}
