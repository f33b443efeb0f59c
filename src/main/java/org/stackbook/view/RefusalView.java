package org.stackbook.view;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.error.Refusal;

/** A refusal as a card. */
final class RefusalView {

  private RefusalView() {}

  static MimeBundle of(Refusal refusal, Display display) {
    StringBuilder html = new StringBuilder("<div class=\"sb-refusal\" role=\"alert\">\n<p><code>");
    html.append(Html.escape(Texts.clean(refusal.given())))
        .append("</code></p>\n")
        .append(Html.element("p", "sb-rule", sentence(refusal.rule())))
        .append("\n<dl>");
    List<String> text = new ArrayList<>();
    Texts.paragraph(
        text, "", "  ", refusal.given() + ": " + sentence(refusal.rule()), display.width());
    refusal.place().ifPresent(place -> line("Place", place, html, text, display));
    refusal.nearest().ifPresent(n -> line("Did you mean", n + "?", html, text, display));
    refusal.source().ifPresent(source -> line("Source", sentence(source), html, text, display));
    refusal.wayOut().ifPresent(way -> line("Way out", sentence(way), html, text, display));
    html.append("</dl></div>");
    return MimeBundle.html(Fragment.of(html.toString(), display), String.join("\n", text));
  }

  private static void line(
      String word, String what, StringBuilder html, List<String> text, Display display) {
    String clean = Texts.clean(what);
    html.append("<dt>")
        .append(word)
        .append("</dt><dd>")
        .append(Html.escape(clean))
        .append("</dd>\n");
    Texts.paragraph(text, "  " + word + ": ", "    ", clean, display.width());
  }

  private static String sentence(String clause) {
    String clean = Texts.clean(clause);
    return clean.endsWith(".") || clean.endsWith("?") ? clean : clean + ".";
  }
}
