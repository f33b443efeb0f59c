package org.stackbook.view;

/** Text as HTML. */
public final class Html {

  private Html() {}

  /** {@code text} such that nothing in it is markup, in a text as in a quoted attribute. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
      }
    }
    return escaped.toString();
  }

  /** An element with escaped text in it. */
  static String element(String name, String cssClass, String text) {
    return "<" + name + " class=\"" + cssClass + "\">" + escape(text) + "</" + name + ">";
  }
}
