package org.stackbook.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.stackbook.view.Result;

/**
 * Colours for a terminal, or none.
 *
 * @param on whether colours are wanted
 */
record Paint(boolean on) {

  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String RED = "\u001b[1;31m";
  private static final String CYAN = "\u001b[36m";
  private static final String YELLOW = "\u001b[33m";
  private static final String PLAIN = "\u001b[0m";

  /** A number that rests on a value which no public source states. */
  private static final Pattern STAR = Pattern.compile("(?<=\\d)\\*");

  String error(String text) {
    return in(RED, text);
  }

  String prompt(String text) {
    return in(BOLD, text);
  }

  String aside(String text) {
    return in(DIM, text);
  }

  /** Text that has colours already. */
  String painted(String text) {
    return on ? text : AttributedString.stripAnsi(text);
  }

  /** A result in its text form: title and verdict stand out, stars catch the eye. */
  String value(Object value, String text) {
    if (!on || !(value instanceof Result)) {
      return text;
    }
    List<String> lines = new ArrayList<>();
    boolean inTitle = true;
    boolean inVerdict = false;
    for (String line : text.split("\n", -1)) {
      inVerdict &= !line.isEmpty();
      String style = inTitle ? BOLD : inVerdict ? CYAN : "";
      lines.add(style.isEmpty() ? STAR.matcher(line).replaceAll(in(YELLOW, "*")) : in(style, line));
      if (inTitle && line.startsWith("═")) {
        inTitle = false;
        inVerdict = true;
      }
    }
    return String.join("\n", lines);
  }

  private String in(String style, String text) {
    return on && !text.isEmpty() ? style + text + PLAIN : text;
  }
}
