package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.error.Refusal;
import org.stackbook.view.Picture.Arrow;
import org.stackbook.view.Picture.Message;
import org.stackbook.view.Picture.Note;
import org.stackbook.view.Picture.Participant;
import org.stackbook.view.Picture.Sequence;
import org.stackbook.view.SequenceLayout.Box;
import org.stackbook.view.SequenceLayout.Drawn;
import org.stackbook.view.SequenceLayout.Head;
import org.stackbook.view.SequenceLayout.Line;
import org.stackbook.view.SequenceLayout.Text;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@Tag("unit")
class SequenceDiagramTest {

  private static final double ROUNDING = 1e-6;

  private static Element parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getDocumentElement();
  }

  /** The texts that are seen, each line of its own joined to the one before by a blank. */
  private static String seen(Element svg) {
    StringBuilder seen = new StringBuilder();
    NodeList texts = svg.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      seen.append(texts.item(i).getTextContent()).append(' ');
    }
    return seen.toString();
  }

  private static String html(Picture picture) {
    return Objects.requireNonNull(Views.of(picture).orElseThrow().html())
        .replace(Stylesheet.element(), "");
  }

  static Stream<Sequence> sequences() {
    return Stream.concat(
        Stream.of(Samples.request()),
        IntStream.range(0, 200).mapToObj(i -> Samples.sequence(1 + i % 9, i % 31, i)));
  }

  private static boolean overlap(Box a, Box b) {
    return a.x() < b.x() + b.width() - ROUNDING
        && b.x() < a.x() + a.width() - ROUNDING
        && a.y() < b.bottom() - ROUNDING
        && b.y() < a.bottom() - ROUNDING;
  }

  private static boolean holds(Box outer, Box inner) {
    return inner.x() >= outer.x() - ROUNDING
        && inner.y() >= outer.y() - ROUNDING
        && inner.x() + inner.width() <= outer.x() + outer.width() + ROUNDING
        && inner.bottom() <= outer.bottom() + ROUNDING;
  }

  /** What an arrow covers, with its tip or cross. */
  private static Box around(Line line) {
    double left = Math.min(line.fromX(), line.toX());
    double width = line.isOwn() ? 20 : Math.abs(line.toX() - line.fromX());
    return new Box(left, line.fromY() - 4, width, line.toY() - line.fromY() + 8);
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void nothingLiesOnAnythingElse(Sequence sequence) {
    SequenceLayout layout = new SequenceLayout(sequence);
    Box page = new Box(0, 0, layout.width(), layout.height());
    List<Box> boxes = new ArrayList<>();
    layout.heads().forEach(head -> boxes.add(head.box()));
    layout.notes().forEach(note -> boxes.add(note.box()));
    layout.messages().forEach(message -> boxes.add(message.label().box()));
    layout.messages().forEach(message -> boxes.add(around(message.line())));
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      assertTrue(holds(page, box), () -> box + " is off the page " + page);
      for (int j = 0; j < i; j++) {
        Box other = boxes.get(j);
        assertFalse(overlap(box, other), () -> box + " lies on " + other);
      }
    }
    for (Head head : layout.heads()) {
      assertTrue(holds(head.box(), head.name().box()));
      assertTrue(holds(head.box(), head.detail().box()));
      assertFalse(overlap(head.name().box(), head.detail().box()));
    }
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void arrowsGoFromLineToLineAndDownThePage(Sequence sequence) {
    SequenceLayout layout = new SequenceLayout(sequence);
    List<String> names = sequence.participants().stream().map(Participant::name).toList();
    List<Message> told =
        sequence.events().stream()
            .filter(Message.class::isInstance)
            .map(Message.class::cast)
            .toList();
    assertEquals(told.size(), layout.messages().size());
    double y = layout.topOfLives();
    for (int i = 0; i < told.size(); i++) {
      Line line = layout.messages().get(i).line();
      double from = layout.lives()[names.indexOf(told.get(i).from())];
      double to = layout.lives()[names.indexOf(told.get(i).to())];
      assertEquals(from, line.fromX());
      if (line.arrow() != Arrow.LOST) {
        assertEquals(to, line.toX());
      } else if (from != to) {
        assertTrue((line.toX() - from) / (to - from) < 1, "it does not arrive");
      }
      assertTrue(line.fromY() > y && line.toY() < layout.bottomOfLives());
      y = line.toY();
    }
  }

  /** The fonts of this machine, of which Java's own sans serif is one. */
  @ParameterizedTest
  @ValueSource(strings = {Font.SANS_SERIF, "DejaVu Sans", "Liberation Sans"})
  void textsFitIntoTheirBoxes(String font) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    sequences()
        .map(SequenceLayout::new)
        .forEach(
            layout -> {
              List<Text> small = new ArrayList<>(layout.notes());
              layout.messages().forEach(message -> small.add(message.label()));
              layout.heads().forEach(head -> small.add(head.detail()));
              small.forEach(text -> fits(text, new Font(font, Font.PLAIN, 12), context));
              for (Head head : layout.heads()) {
                fits(head.name(), new Font(font, Font.PLAIN, 13), context);
              }
            });
  }

  private static void fits(Text text, Font font, FontRenderContext context) {
    for (String line : text.lines()) {
      double width = font.getStringBounds(line, context).getWidth();
      assertTrue(width <= text.box().width() + ROUNDING, () -> line + " is " + width + " wide");
    }
    assertTrue(text.lines().size() * SequenceLayout.LINE <= text.box().height());
  }

  @Test
  void allLabelsAreThere() throws Exception {
    Sequence request = Samples.request();
    Element svg = parsed(Charts.svg(request, Theme.LIGHT));
    String seen = seen(svg);
    for (Participant participant : request.participants()) {
      assertTrue(seen.contains(participant.name()), seen);
      assertTrue(seen.contains(participant.detail()), seen);
    }
    for (Picture.Event event : request.events()) {
      String label = event instanceof Message m ? m.label() : ((Note) event).text();
      assertTrue(seen.contains(label), () -> label + " is not in " + seen);
    }
    assertEquals("img", svg.getAttribute("role"));
    assertEquals(request.title(), svg.getElementsByTagName("title").item(0).getTextContent());
    assertEquals(request.altText(), svg.getElementsByTagName("desc").item(0).getTextContent());
  }

  @Test
  void whatIsCutIsShownWhenPointedAt() throws Exception {
    String name = "a name so long that no head of two lines has room for all of it";
    Sequence cut =
        new Sequence(
            "t",
            "",
            List.of(new Participant(name, ""), new Participant("b", "")),
            List.of(new Message(name, "b", "label ".repeat(60).strip(), Arrow.SENT)));
    Element svg = parsed(Charts.svg(cut, Theme.LIGHT));
    assertTrue(seen(svg).contains("…"));
    NodeList titles = svg.getElementsByTagName("title");
    List<String> told =
        IntStream.range(1, titles.getLength())
            .mapToObj(i -> titles.item(i).getTextContent())
            .toList();
    assertEquals(List.of(name, "label ".repeat(60).strip()), told);
  }

  @Test
  void repliesAreDashedAndLostOnesCrossed() {
    for (Arrow arrow : Arrow.values()) {
      Sequence one =
          new Sequence(
              "t",
              "",
              List.of(new Participant("a", ""), new Participant("b", "")),
              List.of(new Message("a", "b", "x", arrow)));
      String svg = Charts.svg(one, Theme.LIGHT);
      assertEquals(arrow == Arrow.REPLY, svg.contains("stroke-dasharray=\"6 4\""), arrow.name());
      assertEquals(arrow == Arrow.LOST, svg.contains("sb-lost"), arrow.name());
      assertEquals(arrow != Arrow.LOST, svg.contains("sb-tip"), arrow.name());
    }
  }

  @Test
  void hostileNamesAreText() throws Exception {
    String x = Samples.HOSTILE + "\u0000\u202e\ud800";
    Sequence hostile =
        new Sequence(
            x,
            x,
            List.of(new Participant(x, x), new Participant("]]>" + "x".repeat(100_000), x)),
            List.of(new Message(x, x, x, Arrow.SENT), new Note(x, x)));
    for (Theme theme : Theme.values()) {
      Element svg = parsed(Charts.svg(hostile, theme));
      assertEquals(0, svg.getElementsByTagName("script").getLength());
      assertTrue(seen(svg).contains("alert('x')"), seen(svg));
    }
    String html = html(hostile);
    assertFalse(html.contains("<script") || html.contains("\u202e"), html);
    assertTrue(html.length() < 40_000);
  }

  @Test
  void aPageColoursItAndLoadsNothing() throws Exception {
    String html = html(Samples.request());
    assertFalse(html.contains("http") || html.contains("url("), html);
    assertEquals(1, parsed(html).getElementsByTagName("svg").getLength());
    String style = Stylesheet.element();
    for (String css : List.of("ink", "quiet", "paper", "head", "remark", "life", "sent", "tip")) {
      assertTrue(html.contains("class=\"sb-" + css + "\""), css);
      assertTrue(style.contains(".sb-sequence .sb-" + css + " {"), css);
    }
    String dark = Charts.svg(Samples.request(), Theme.DARK);
    assertTrue(dark.contains(String.format("fill=\"#%06x\"", Theme.DARK.palette().paper())));
  }

  @Test
  void aResultShowsItAndHasNoXChartOfIt() {
    Result result =
        new Samples.Parts(
                "Flow",
                "It arrives.",
                DataTable.of("Steps").text("step").row("one").build(),
                Optional.of(Samples.request()),
                List.of())
            .result();
    assertTrue(Samples.tableHtml(result).contains("<svg class=\"sb-sequence\""));
    assertTrue(result.show().data().containsKey(MimeBundle.SVG));
    assertEquals(Charts.svg(Samples.request(), Theme.LIGHT), result.svg());
    Refusal refusal = assertThrows(Refusal.class, result::chart);
    assertTrue(refusal.getMessage().contains("svg()"), refusal::getMessage);
    assertThrows(Refusal.class, () -> Charts.png(Samples.request(), Theme.LIGHT));
  }

  @Test
  void participantsHaveNamesOfTheirOwnAndEventsNameThem() {
    Participant a = new Participant("a", "");
    assertThrows(IllegalArgumentException.class, () -> new Sequence("t", "", List.of(), List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new Sequence("t", "", List.of(a, a), List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Sequence("t", "", List.of(a), List.of(new Note("b", "x"))));
  }

  @Test
  void aPageIsWideEnoughForNineParticipants() {
    for (int seed = 0; seed < 50; seed++) {
      assertTrue(new SequenceLayout(Samples.sequence(9, 30, seed)).width() < 1_200);
    }
    for (Drawn message : new SequenceLayout(Samples.request()).messages()) {
      assertFalse(message.label().isCut(), message::toString);
    }
  }
}
