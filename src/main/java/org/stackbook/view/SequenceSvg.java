package org.stackbook.view;

import java.util.List;
import java.util.Locale;
import org.stackbook.view.Picture.Arrow;
import org.stackbook.view.Picture.Sequence;
import org.stackbook.view.SequenceLayout.Box;
import org.stackbook.view.SequenceLayout.Drawn;
import org.stackbook.view.SequenceLayout.Head;
import org.stackbook.view.SequenceLayout.Line;
import org.stackbook.view.SequenceLayout.Text;

/**
 * A sequence diagram as SVG. Each shape has the colours of one theme as attributes and a class by
 * which the style puts those of the surroundings in their place.
 */
final class SequenceSvg {

  private static final String FONT =
      "system-ui, -apple-system, Segoe UI, Liberation Sans, DejaVu Sans, sans-serif";

  private static final int CORNER = 3;
  private static final int TIP_LENGTH = 8;
  private static final int TIP_HALF = 4;
  private static final int CROSS = 5;
  private static final int LOOP = 20;

  /** From the top of a line to where its letters stand. */
  private static final int ASCENT = 11;

  private final Sequence sequence;
  private final Palette palette;
  private final SequenceLayout layout;
  private final StringBuilder svg = new StringBuilder();

  private SequenceSvg(Sequence sequence, Theme theme) {
    this.sequence = sequence;
    this.palette = theme.palette();
    this.layout = new SequenceLayout(sequence);
  }

  /** An element to stand in a page of HTML, in the colours of the page. */
  static String element(Sequence sequence, Theme theme) {
    SequenceSvg drawing = new SequenceSvg(sequence, theme);
    drawing.open("");
    drawing.shapes();
    return drawing.svg.append("</svg>").toString();
  }

  /** A document of its own, with title and alternative text, on the paper of the theme. */
  static String document(Sequence sequence, Theme theme) {
    SequenceSvg drawing = new SequenceSvg(sequence, theme);
    drawing.open(" xmlns=\"http://www.w3.org/2000/svg\"");
    drawing.svg.append("<title>").append(escaped(sequence.title())).append("</title>\n");
    drawing.svg.append("<desc>").append(escaped(sequence.altText())).append("</desc>\n");
    Box page = new Box(0, 0, drawing.layout.width(), drawing.layout.height());
    drawing.box(page, "sb-paper", fill(drawing.palette.paper()), 0);
    drawing.shapes();
    return drawing.svg.append("</svg>\n").toString();
  }

  private void open(String namespace) {
    String size = number(layout.width()) + "\" height=\"" + number(layout.height());
    svg.append("<svg")
        .append(namespace)
        .append(" class=\"sb-sequence\" role=\"img\" aria-label=\"");
    svg.append(escaped(sequence.title() + ". " + sequence.altText()));
    svg.append("\" width=\"").append(size).append("\" viewBox=\"0 0 ");
    svg.append(number(layout.width())).append(' ').append(number(layout.height()));
    svg.append("\" font-family=\"").append(FONT).append("\" text-anchor=\"middle\">\n");
  }

  private void shapes() {
    for (double x : layout.lives()) {
      path(
          new Line(x, layout.topOfLives(), x, layout.bottomOfLives(), Arrow.SENT, false),
          "sb-life",
          stroke(palette.rule(), 1) + " stroke-dasharray=\"2 3\"");
    }
    layout.heads().forEach(this::head);
    layout.messages().forEach(this::message);
    for (Text note : layout.notes()) {
      box(note.box(), "sb-remark", fill(palette.tint()) + stroke(palette.line(), 1), CORNER);
      text(note, SequenceLayout.TEXT_SIZE, "sb-ink", palette.ink());
    }
  }

  private void head(Head head) {
    box(head.box(), "sb-head", fill(palette.tint()) + stroke(palette.rule(), 1), CORNER);
    text(head.name(), SequenceLayout.NAME_SIZE, "sb-ink", palette.ink());
    text(head.detail(), SequenceLayout.TEXT_SIZE, "sb-quiet", palette.muted());
  }

  private void message(Drawn message) {
    Line line = message.line();
    boolean isLost = line.arrow() == Arrow.LOST;
    int color = isLost ? palette.alarm() : palette.accent();
    String css = isLost ? "sb-lost" : "sb-sent";
    String drawn =
        " fill=\"none\""
            + stroke(color, 1.5)
            + (line.arrow() == Arrow.REPLY ? " stroke-dasharray=\"6 4\"" : "");
    if (line.isOwn()) {
      element(
          "path",
          css,
          drawn
              + String.format(
                  Locale.ROOT,
                  " d=\"M%s %s h%d v%s h-%d\"",
                  number(line.fromX()),
                  number(line.fromY()),
                  LOOP,
                  number(line.toY() - line.fromY()),
                  LOOP - TIP_LENGTH + 1));
      tip(line.toX(), line.toY(), -1, color);
    } else {
      int way = line.toX() < line.fromX() ? -1 : 1;
      double end = isLost ? line.toX() : line.toX() - way * (TIP_LENGTH - 1);
      path(new Line(line.fromX(), line.fromY(), end, line.toY(), line.arrow(), false), css, drawn);
      if (isLost) {
        cross(line.toX(), line.toY(), color);
      } else {
        tip(line.toX(), line.toY(), way, color);
      }
    }
    box(message.label().box(), "sb-paper", fill(palette.paper()), 0);
    text(message.label(), SequenceLayout.TEXT_SIZE, "sb-ink", palette.ink());
  }

  private void tip(double x, double y, int way, int color) {
    element(
        "path",
        "sb-tip",
        fill(color)
            + String.format(
                Locale.ROOT,
                " d=\"M%s %s l%d -%d v%d z\"",
                number(x),
                number(y),
                -way * TIP_LENGTH,
                TIP_HALF,
                2 * TIP_HALF));
  }

  private void cross(double x, double y, int color) {
    element(
        "path",
        "sb-lost",
        " fill=\"none\""
            + stroke(color, 2)
            + String.format(
                Locale.ROOT,
                " d=\"M%1$s %2$s l%3$d %3$d m0 -%3$d l-%3$d %3$d\"",
                number(x - CROSS),
                number(y - CROSS),
                2 * CROSS));
  }

  private void path(Line line, String css, String attributes) {
    element(
        "path",
        css,
        attributes
            + " d=\"M"
            + number(line.fromX())
            + " "
            + number(line.fromY())
            + " L"
            + number(line.toX())
            + " "
            + number(line.toY())
            + "\"");
  }

  private void box(Box box, String css, String attributes, int corner) {
    element(
        "rect",
        css,
        attributes
            + " x=\""
            + number(box.x())
            + "\" y=\""
            + number(box.y())
            + "\" width=\""
            + number(box.width())
            + "\" height=\""
            + number(box.height())
            + (corner > 0 ? "\" rx=\"" + corner : "")
            + "\"");
  }

  private void element(String name, String css, String attributes) {
    svg.append('<').append(name).append(" class=\"").append(css).append('"').append(attributes);
    svg.append("/>\n");
  }

  private void text(Text text, int size, String css, int color) {
    List<String> lines = text.lines();
    double top = text.box().y() + (text.box().height() - lines.size() * SequenceLayout.LINE) / 2;
    if (text.isCut()) {
      svg.append("<g><title>").append(escaped(text.whole())).append("</title>");
    }
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        svg.append("<text class=\"").append(css).append('"').append(fill(color));
        svg.append(" font-size=\"").append(size);
        svg.append(text.isCentred() ? "" : "\" text-anchor=\"start").append("\" x=\"");
        svg.append(number(text.isCentred() ? text.box().middle() : text.box().x()));
        svg.append("\" y=\"");
        svg.append(number(top + i * SequenceLayout.LINE + ASCENT)).append("\">");
        svg.append(escaped(lines.get(i))).append("</text>\n");
      }
    }
    if (text.isCut()) {
      svg.append("</g>\n");
    }
  }

  private static String fill(int rgb) {
    return String.format(Locale.ROOT, " fill=\"#%06x\"", rgb);
  }

  private static String stroke(int rgb, double width) {
    return String.format(Locale.ROOT, " stroke=\"#%06x\" stroke-width=\"%s\"", rgb, number(width));
  }

  private static String escaped(String text) {
    return Html.escape(Texts.clean(text));
  }

  /** As short as a tenth of a pixel is told. */
  private static String number(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
  }
}
