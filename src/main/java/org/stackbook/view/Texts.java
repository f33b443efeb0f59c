package org.stackbook.view;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in columns of a terminal. Widths are counted as terminals count them: most characters take
 * one column, those of East Asian scripts and pictures two, combining marks none.
 */
final class Texts {

  static final String ELLIPSIS = "…";

  /** More than this of one text is never shown: an input may be hostile. */
  private static final int LONGEST = 2_000;

  private Texts() {}

  /** {@code text} on one line, without control characters, cut to a bearable length. */
  static String clean(String text) {
    String bearable = text.length() <= LONGEST ? text : beginning(text) + ELLIPSIS;
    StringBuilder clean = new StringBuilder(bearable.length());
    bearable
        .codePoints()
        .forEach(
            c -> {
              if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                clean.append(' ');
              } else if (Character.isISOControl(c) || isInvisible(c)) {
                clean.append('\ufffd');
              } else {
                clean.appendCodePoint(c);
              }
            });
    return clean.toString();
  }

  private static String beginning(String text) {
    boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, splitsPair ? LONGEST - 1 : LONGEST);
  }

  /** Characters that would reorder or hide the text around them. */
  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  static int width(String text) {
    return text.codePoints().map(Texts::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0xa4cf)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }

  /** {@code text}, or its beginning and an ellipsis if it takes more than {@code width} columns. */
  static String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    return text.substring(0, fitting(text, width - 1)) + ELLIPSIS;
  }

  /** How many chars of {@code text} fit into {@code width} columns. */
  private static int fitting(String text, int width) {
    int used = 0;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      used += width(c);
      if (used > width) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  /** {@code text} on as many lines as it needs; a word that fits on none is cut. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : clean(text).split(" ", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      String whole = cut(word, width);
      int needed = width(whole);
      if (used > 0 && used + 1 + needed > width) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      if (used > 0) {
        line.append(' ');
        used++;
      }
      line.append(whole);
      used += needed;
    }
    lines.add(line.toString());
    return lines;
  }

  /**
   * {@code text} with each word that fits on no line broken, behind a slash or hyphen if it can.
   */
  private static String broken(String text, int width) {
    StringBuilder broken = new StringBuilder();
    for (String word : clean(text).split(" ", -1)) {
      String rest = word;
      while (width(rest) > width) {
        int end = Math.max(Character.charCount(rest.codePointAt(0)), fitting(rest, width));
        int seam = Math.max(rest.lastIndexOf('/', end - 1), rest.lastIndexOf('-', end - 1)) + 1;
        int at = seam > end / 2 ? seam : end;
        broken.append(rest, 0, at).append(' ');
        rest = rest.substring(at);
      }
      broken.append(rest).append(' ');
    }
    return broken.toString();
  }

  /** Columns of the longest word, which no wrapping makes shorter. */
  static int longestWord(String text) {
    int longest = 0;
    for (String word : text.split(" ", -1)) {
      longest = Math.max(longest, width(word));
    }
    return longest;
  }

  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - width(text))) + text;
  }

  /**
   * A paragraph: {@code first} before its first line, {@code rest} before each further one.
   *
   * @param out takes the lines
   */
  static void paragraph(List<String> out, String first, String rest, String text, int width) {
    int room = Math.max(1, width - Math.max(width(first), width(rest)));
    String lead = first;
    for (String line : wrap(broken(text, room), room)) {
      out.add((lead + line).stripTrailing());
      lead = rest;
    }
  }
}
