package org.stackbook.view;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide a text is at most, without asking for a font: letters as wide as those of DejaVu Sans,
 * the widest of the usual ones. So a drawing is the same on every machine, and its texts fit on
 * all.
 */
final class LetterWidths {

  private static final String NARROWEST = "ijlI|'";
  private static final String NARROW = " .,:;!()[]ft/\\-r";
  private static final String LARGE = "wGOQDHNU&~^+=<>#";
  private static final String WIDE = "mMW%@";

  private LetterWidths() {}

  /** Of a text at a size of letters, in the same unit. */
  static double of(String text, double size) {
    return size * text.codePoints().mapToDouble(LetterWidths::of).sum();
  }

  private static double of(int c) {
    if (NARROWEST.indexOf(c) >= 0) {
      return 0.34;
    }
    if (NARROW.indexOf(c) >= 0) {
      return 0.42;
    }
    if (LARGE.indexOf(c) >= 0) {
      return 0.84;
    }
    if (c >= 0x80 || WIDE.indexOf(c) >= 0) {
      return 1.03 * Math.max(1, Texts.width(Character.toString(c)));
    }
    return Character.isUpperCase(c) ? 0.7 : 0.645;
  }

  /**
   * A text on a few lines.
   *
   * @param lines none of a blank text
   * @param isCut whether some of the text is not on them
   */
  record Wrapped(List<String> lines, boolean isCut) {
    double width(double size) {
      return lines.stream().mapToDouble(line -> of(line, size)).max().orElse(0);
    }
  }

  /**
   * Puts a text on lines, breaking words that are too long.
   *
   * @param width that no line exceeds
   * @param mostLines beyond these the text is cut
   */
  static Wrapped wrap(String text, double size, double width, int mostLines) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : Texts.clean(text).strip().split(" +", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (of(longer, size) <= width) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      String rest = word;
      while (of(rest, size) > width) {
        int end = fitting(rest, size, width);
        lines.add(rest.substring(0, end));
        rest = rest.substring(end);
      }
      line = rest;
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    if (lines.size() <= mostLines) {
      return new Wrapped(List.copyOf(lines), false);
    }
    List<String> kept = new ArrayList<>(lines.subList(0, mostLines));
    String last = kept.get(mostLines - 1);
    while (!last.isEmpty() && of(last + Texts.ELLIPSIS, size) > width) {
      last = last.substring(0, last.offsetByCodePoints(last.length(), -1));
    }
    kept.set(mostLines - 1, last.stripTrailing() + Texts.ELLIPSIS);
    return new Wrapped(List.copyOf(kept), true);
  }

  /** How many chars fit, one character at least. */
  private static int fitting(String text, double size, double width) {
    int end = text.offsetByCodePoints(0, 1);
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      if (of(text.substring(0, next), size) > width) {
        break;
      }
      end = next;
    }
    return end;
  }
}
