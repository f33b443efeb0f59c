package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Series;
import org.xml.sax.InputSource;

@Tag("unit")
class HtmlTest {

  private static Result hostile() {
    String x = Samples.HOSTILE;
    Figure<String> given = Figure.given(x, x, x);
    Figure<String> assumed = Figure.assumed(x + "2", x, x);
    Figure<String> derived = Figure.derived("d", x, "{" + x + "} {" + x + "2}", given, assumed);
    return new Samples.Parts(
            x,
            x,
            DataTable.of(x).text(x).number(x, x, 1).row(derived, 1).note(x).build(),
            Optional.of(
                new Picture.Bars(
                    x,
                    x,
                    x,
                    x,
                    List.of(x),
                    List.of(new Series(x, List.of(1.0), Role.PLAIN)),
                    true)),
            List.of(derived))
        .result();
  }

  @Test
  void nothingThatWasPutInIsMarkup() {
    String html = Samples.tableHtml(hostile());
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("alert('x')"), html);
    assertTrue(
        html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;n1&quot;"));
    Refusal refusal =
        Refusal.of(Samples.HOSTILE, Samples.HOSTILE)
            .place(Samples.HOSTILE)
            .source(Samples.HOSTILE)
            .wayOut(Samples.HOSTILE)
            .asException();
    assertFalse(String.valueOf(Views.of(refusal).orElseThrow().html()).contains("<script"));
    assertFalse(Document.of(Samples.HOSTILE).add(Samples.HOSTILE).toHtml().contains("<script"));
  }

  @Test
  void fragmentIsWellFormed() throws Exception {
    String html = Samples.tableHtml(hostile());
    String xml = html.replaceAll("<(img|br)([^>]*)>", "<$1$2/>").replace(" hidden ", " hidden='' ");
    DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void noScriptAndNothingLoaded() {
    String html = String.valueOf(Samples.capacity(8).show().html());
    assertFalse(Pattern.compile("<script|\\son\\w+=|https?:|url\\(").matcher(html).find());
  }

  @Test
  void bothThemesOfTheChartAreThereAndTheDarkOneIsHiddenWithoutStyle() {
    String html = Samples.tableHtml(Samples.capacity(8));
    var images = Pattern.compile("<img[^>]*>").matcher(html).results().map(m -> m.group()).toList();
    assertEquals(2, images.size());
    assertTrue(images.get(0).contains("sb-when-light") && !images.get(0).contains("hidden"));
    assertTrue(images.get(1).contains("sb-when-dark") && images.get(1).contains(" hidden "));
    images.forEach(
        image -> {
          assertTrue(image.contains("width=\"720\" height=\"340\""), image);
          assertTrue(image.contains("alt=\"Stacked bars: each of the 8 servers"), image);
        });
  }

  @Test
  void tableHasCaptionScopesAndUnitsUnderTheNames() {
    String html = Samples.tableHtml(Samples.capacity(8));
    assertTrue(html.contains("<caption>Servers of oslo</caption>"));
    assertTrue(
        html.contains(
            "<th scope=\"col\" class=\"sb-num\" align=\"right\">raw<br><span"
                + " class=\"sb-unit\">TB</span></th>"));
    assertTrue(html.contains("<th scope=\"row\" class=\"sb-word\" align=\"left\">n1</th>"));
    assertTrue(html.contains("used<span class=\"sb-star\">*</span>"));
    assertTrue(html.contains("* metadata share = 1.5 %, assumed: no public source"));
  }

  @Test
  void aForcedThemeShowsOneChart() {
    Display before = Display.current();
    Display.use(before.theme(Theme.DARK));
    try {
      String html = Samples.tableHtml(Samples.capacity(8));
      assertTrue(html.contains("sb-out sb-theme-dark"));
      assertEquals(1, html.split("<img", -1).length - 1);
    } finally {
      Display.use(before);
    }
  }

  @Test
  void allFragmentsOfAPageShareOneStyle() {
    String page = Document.of("t").add(Samples.capacity(2)).add(Samples.capacity(3)).toHtml();
    assertEquals(1, page.split(Pattern.quote(Stylesheet.element()), -1).length - 1);
    assertTrue(page.contains("Content-Security-Policy"));
    assertTrue(page.contains("default-src 'none'"));
  }

  @Test
  void styleTouchesNothingOutside() {
    for (String line : Stylesheet.element().lines().toList()) {
      if (line.endsWith("{") || line.contains(" { ")) {
        boolean ours = line.contains(".sb-out") || line.startsWith("@media");
        assertTrue(ours, line);
      }
    }
  }

  @Test
  void rowsBeyondTheLimitAreCounted() {
    DataTable.Builder rows = DataTable.of("t").count("n");
    for (int i = 0; i < 10_000; i++) {
      rows.row(i);
    }
    MimeBundle bundle = Views.of(rows.build()).orElseThrow();
    assertTrue(bundle.text().contains("… 9,940 more rows"));
    String html = String.valueOf(bundle.html());
    assertTrue(html.contains("… 9,940 more rows"));
    assertEquals(60 + 1, html.split("<tr>", -1).length - 1);
  }
}
