package org.stackbook.view;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.fact.Figure;

/** Figures explained, as text and as HTML. */
final class Explanation implements Showable {

  private static final int LEAST_ROOM = 40;
  private static final String GAP = "   ";
  private static final String ABOVE = "(see above)";

  private final List<Figure<?>> figures;

  Explanation(List<Figure<?>> figures) {
    this.figures = List.copyOf(figures);
  }

  @Override
  public MimeBundle show() {
    Display display = Display.current();
    return MimeBundle.html(Fragment.of(html(), display), text(display));
  }

  @Override
  public String toString() {
    return "\n" + text(Display.current());
  }

  String text(Display display) {
    List<String> out = new ArrayList<>();
    for (Derivation derivation : Derivation.of(figures)) {
      print(out, derivation, "", "", display.width());
      out.add("");
    }
    section(out, "Confidence", Derivation.legend(figures), display);
    List<String> sources = Derivation.sources(figures);
    if (!sources.isEmpty()) {
      out.add("");
      section(out, "Sources", sources, display);
    }
    return String.join("\n", out);
  }

  private static void section(List<String> out, String title, List<String> lines, Display display) {
    out.add(title);
    lines.forEach(line -> Texts.paragraph(out, "  ", "    ", line, display.width()));
  }

  private static void print(
      List<String> out, Derivation node, String first, String rest, int width) {
    String lead = shortened(first, width);
    String margin = shortened(rest, width);
    boolean leaf = node.inputs().isEmpty();
    String body = margin + (leaf ? "    " : "│   ");
    String head = node.name() + " = " + node.value() + (node.starred() ? " *" : "");
    String aside = aside(node);
    if (!aside.isEmpty() && Texts.width(lead + head + GAP + aside) <= width) {
      out.add(lead + head + GAP + aside);
      return;
    }
    if (node.repeated()) {
      Texts.paragraph(out, lead, body, head + " " + ABOVE, width);
      return;
    }
    Texts.paragraph(out, lead, body, head, width);
    if (!node.formula().isEmpty()) {
      Texts.paragraph(out, body + "= ", body + "  ", node.formula(), width);
      Texts.paragraph(out, body + "= ", body + "  ", node.substituted(), width);
    }
    node.grounds().forEach(ground -> Texts.paragraph(out, body, body + "  ", ground, width));
    if (!node.assumed().isEmpty()) {
      Texts.paragraph(out, body + "* ", body + "  ", node.assumed(), width);
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      boolean last = i == node.inputs().size() - 1;
      print(
          out,
          node.inputs().get(i),
          margin + (last ? "└── " : "├── "),
          margin + (last ? "    " : "│   "),
          width);
    }
  }

  /** What is said behind the value where there is room: a single ground and nothing else. */
  private static String aside(Derivation node) {
    if (node.repeated()) {
      return ABOVE;
    }
    boolean single = node.formula().isEmpty() && node.assumed().isEmpty();
    return single && node.grounds().size() == 1 ? node.grounds().get(0) : "";
  }

  /** A branch that is too deep for the page keeps its outer end, so that text keeps its room. */
  private static String shortened(String prefix, int width) {
    int most = Math.max(0, width - LEAST_ROOM);
    return prefix.length() <= most ? prefix : prefix.substring(prefix.length() - most);
  }

  /** The explanation as a block of HTML, to stand inside a fragment. */
  String html() {
    StringBuilder html = new StringBuilder("<div class=\"sb-why\"><ul>\n");
    Derivation.of(figures).forEach(derivation -> append(html, derivation));
    html.append("</ul>");
    html.append("<p class=\"sb-legend\">");
    html.append(Html.escape(String.join(" · ", Derivation.legend(figures))));
    List<String> sources = Derivation.sources(figures);
    if (!sources.isEmpty()) {
      html.append("</p><p class=\"sb-note\">Sources</p><ul>");
      sources.forEach(source -> html.append(Html.element("li", "sb-ground", source)).append('\n'));
      html.append("</ul></div>");
    } else {
      html.append("</p></div>");
    }
    return html.toString();
  }

  private static void append(StringBuilder html, Derivation node) {
    html.append("<li>")
        .append(Html.element("span", "sb-name", node.name()))
        .append(" = ")
        .append(Html.element("strong", "sb-value", node.value()))
        .append(node.starred() ? "<span class=\"sb-star\">*</span>" : "");
    if (node.repeated()) {
      html.append(" ").append(Html.element("span", "sb-ground sb-inline", ABOVE));
    }
    if (!node.formula().isEmpty()) {
      html.append(Html.element("span", "sb-formula", "= " + node.formula()));
      html.append(Html.element("span", "sb-formula", "= " + node.substituted()));
    }
    boolean inline = node.formula().isEmpty() && node.grounds().size() == 1;
    for (String ground : node.grounds()) {
      html.append(" ")
          .append(Html.element("span", inline ? "sb-ground sb-inline" : "sb-ground", ground));
    }
    if (!node.assumed().isEmpty()) {
      html.append(Html.element("span", "sb-ground sb-assumed", "* " + node.assumed()));
    }
    if (!node.inputs().isEmpty()) {
      html.append("<ul>\n");
      node.inputs().forEach(input -> append(html, input));
      html.append("</ul>");
    }
    html.append("</li>\n");
  }
}
