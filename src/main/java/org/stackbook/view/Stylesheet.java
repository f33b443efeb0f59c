package org.stackbook.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The one style of everything that is shown. Its rules begin at the class {@code sb-out} and touch
 * nothing of the page around; a page may hold it any number of times.
 */
final class Stylesheet {

  private static final String ELEMENT = "<style>\n" + resource("fragment.css") + "</style>\n";

  private Stylesheet() {}

  /** The style element that goes with each fragment; always the same text. */
  static String element() {
    return ELEMENT;
  }

  /** The rules of a page of our own around fragments. */
  static String page() {
    return resource("page.css");
  }

  private static String variables(Theme theme) {
    Palette s = theme.palette();
    boolean dark = theme == Theme.DARK;
    return String.join(
        " ",
        variable("paper", s.paper()),
        variable("ink", s.ink()),
        variable("muted", s.muted()),
        variable("line", s.line()),
        variable("rule", s.rule()),
        variable("tint", s.tint()),
        variable("accent", s.accent()),
        variable("alarm", s.alarm()),
        "--sb-light: " + (dark ? "none" : "block") + ";",
        "--sb-dark: " + (dark ? "block" : "none") + ";");
  }

  private static String variable(String name, int rgb) {
    return String.format(Locale.ROOT, "--sb-%s: #%06x;", name, rgb);
  }

  private static String resource(String name) {
    try (InputStream in = Stylesheet.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("/*light*/", variables(Theme.LIGHT))
          .replace("/*dark*/", variables(Theme.DARK));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
