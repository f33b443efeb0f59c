package org.stackbook.session;

/** Where the words, strings and comments of Java end. What is not closed ends with the text. */
final class JavaText {

  private static final String BLOCK = "\"\"\"";

  private JavaText() {}

  /** The end of the comment, string, word or single character that begins at an index. */
  static int tokenEnd(String text, int at) {
    char c = text.charAt(at);
    if (text.startsWith("//", at)) {
      return lineEnd(text, at);
    }
    if (text.startsWith("/*", at)) {
      return isOpenComment(text, at) ? text.length() : text.indexOf("*/", at + 2) + 2;
    }
    if (c == '"' || c == '\'') {
      String quotes = quotes(text, at);
      int closing = closing(text, at);
      if (closing >= 0) {
        return closing + quotes.length();
      }
      return quotes.length() > 1 ? text.length() : unclosedEnd(text, at + 1);
    }
    int end = at + 1;
    if (Character.isJavaIdentifierStart(c)) {
      while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  static boolean isComment(String text, int at) {
    return text.startsWith("//", at) || text.startsWith("/*", at);
  }

  /** Whether a comment begins at an index that nothing closes. */
  static boolean isOpenComment(String text, int at) {
    return text.startsWith("/*", at) && text.indexOf("*/", at + 2) < 0;
  }

  /** The end of a line, before its line break. */
  static int lineEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** The quotes that begin a string, text block or character. */
  static String quotes(String text, int at) {
    return text.startsWith(BLOCK, at) ? BLOCK : text.substring(at, at + 1);
  }

  /** Where the quotes stand that close what begins at an index; -1 if nothing closes it. */
  static int closing(String text, int at) {
    String quotes = quotes(text, at);
    int end = quotes.equals(BLOCK) ? text.length() : unclosedEnd(text, at + 1);
    for (int i = at + quotes.length(); i < end; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith(quotes, i)) {
        return i;
      }
    }
    return -1;
  }

  /** Where a string or character without its closing quote ends: with its line. */
  private static int unclosedEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end, text.length());
  }
}
