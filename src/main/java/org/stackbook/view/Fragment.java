package org.stackbook.view;

import org.jspecify.annotations.Nullable;

/** The frame around each piece of HTML: its style, and the class that the style holds on to. */
final class Fragment {

  /** Jupyter's MathJax would take two dollar signs in a text for a formula. */
  private static final String NO_MATHS = " tex2jax_ignore mathjax_ignore";

  private Fragment() {}

  static String of(String body, Display display) {
    Theme theme = display.theme();
    String forced = theme == null ? "" : theme == Theme.DARK ? " sb-theme-dark" : " sb-theme-light";
    return "<div class=\"sb-out"
        + forced
        + NO_MATHS
        + "\">"
        + Stylesheet.element()
        + body
        + "\n</div>";
  }

  /**
   * A picture in both themes, of which the style shows one. Without style the light one stays: the
   * dark one is hidden by its attribute.
   *
   * @param light PNG in base64
   * @param dark PNG in base64, or {@code null} if there is none
   */
  static String figure(String light, @Nullable String dark, String altText, int width, int height) {
    String size = "\" width=\"" + width + "\" height=\"" + height + "\" alt=\"";
    String alt = size + Html.escape(Texts.clean(altText)) + "\"";
    String shown = dark == null ? "" : " class=\"sb-when-light\"";
    return "<figure class=\"sb-figure\"><img"
        + shown
        + " src=\"data:image/png;base64,"
        + light
        + alt
        + ">"
        + (dark == null
            ? ""
            : "<img class=\"sb-when-dark\" hidden src=\"data:image/png;base64," + dark + alt + ">")
        + "</figure>\n";
  }

  /** A drawing that takes its colours from the style, and scrolls where it is too wide. */
  static String drawing(String svg) {
    return "<figure class=\"sb-figure sb-scroll\">" + svg + "</figure>\n";
  }
}
