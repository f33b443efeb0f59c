package org.stackbook.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stackbook.view.Html;

/**
 * Terminal text as HTML: its colours become classes, every other escape sequence goes, and a
 * carriage return overwrites its line as it does on a terminal.
 */
final class Ansi {

  /** CSI sequences, OSC sequences (links, titles) and two-character escapes. */
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\u001b\\[([0-9;:?<=>]*+)[ -/]*+([@-~])"
              + "|\u001b\\][^\u0007\u001b]*+(?:\u0007|\u001b\\\\)?+"
              + "|\u001b[ -~]?+");

  private static final Pattern OVERWRITTEN = Pattern.compile("[^\n\r]*+\r+(?=[^\n\r])");
  private static final String[] COLOURS = {
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"
  };

  private boolean bold;
  private int colour = -1;

  private Ansi() {}

  static String toHtml(String text) {
    return new Ansi().html(OVERWRITTEN.matcher(text.replace("\r\n", "\n")).replaceAll(""));
  }

  static String strip(String text) {
    return ESCAPE.matcher(text).replaceAll("");
  }

  private String html(String text) {
    StringBuilder html = new StringBuilder();
    Matcher escapes = ESCAPE.matcher(text);
    int from = 0;
    while (escapes.find()) {
      append(html, text.substring(from, escapes.start()));
      from = escapes.end();
      if ("m".equals(escapes.group(2))) {
        select(escapes.group(1));
      }
    }
    append(html, text.substring(from));
    return html.toString();
  }

  private void append(StringBuilder html, String text) {
    if (text.isEmpty()) {
      return;
    }
    String classes =
        ((bold ? "ansi-bold " : "") + (colour < 0 ? "" : "ansi-" + COLOURS[colour])).strip();
    if (classes.isEmpty()) {
      html.append(Html.escape(text));
    } else {
      html.append("<span class=\"").append(classes).append("\">");
      html.append(Html.escape(text)).append("</span>");
    }
  }

  /** Takes in one "select graphic rendition" sequence; what a report has no colour for is left. */
  private void select(String parameters) {
    String[] codes = parameters.isEmpty() ? new String[] {"0"} : parameters.split("[;:]", -1);
    for (String code : codes) {
      int number = code.matches("[0-9]{1,3}") ? Integer.parseInt(code) : 0;
      if (number == 38 || number == 48) {
        return; // 256 and true colours: more numbers follow
      }
      if (number == 0) {
        bold = false;
        colour = -1;
      } else if (number == 1) {
        bold = true;
      } else if (number == 22) {
        bold = false;
      } else if (number >= 30 && number <= 37) {
        colour = number - 30;
      } else if (number >= 90 && number <= 97) {
        colour = number - 90;
      } else if (number == 39) {
        colour = -1;
      }
    }
  }
}
