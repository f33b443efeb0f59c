package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.stackbook.view.Picture.Bars;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Series;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

@Tag("unit")
class ChartsTest {

  private static BufferedImage image(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static boolean hasColor(BufferedImage image, int rgb) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .anyMatch(
            i -> (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff) == rgb);
  }

  @Test
  void pngHasTwoPixelsForEachOfTheChart() throws IOException {
    Result result = Samples.capacity(8);
    BufferedImage image = image(Charts.png(result.chart()));
    assertEquals(2 * result.chart().getWidth(), image.getWidth());
    assertEquals(2 * result.chart().getHeight(), image.getHeight());
  }

  @Test
  void samePictureGivesSameBytes() {
    assertArrayEquals(
        Charts.png(Samples.slabs(), Theme.LIGHT), Charts.png(Samples.slabs(), Theme.LIGHT));
    assertEquals(Charts.svg(Samples.slabs(), Theme.DARK), Charts.svg(Samples.slabs(), Theme.DARK));
  }

  @Test
  void everySeriesIsDrawnInTheColourOfItsRole() throws IOException {
    for (Theme theme : Theme.values()) {
      BufferedImage image = image(Charts.png(Samples.slabs(), theme));
      for (Role role : List.of(Role.GOOD, Role.WARNING, Role.CRITICAL, Role.BAD)) {
        assertTrue(hasColor(image, theme.palette().color(role, 0)), theme + " " + role);
      }
      assertTrue(hasColor(image, theme.palette().paper()));
    }
  }

  /** The values that a chart writes at one of its axes. */
  private static Set<Double> ticks(Picture picture, boolean x) {
    AxesChart<?, ?> chart = Charts.chart(picture, Theme.LIGHT);
    Set<Double> ticks = new TreeSet<>();
    Function<Double, String> noted =
        value -> {
          ticks.add(value);
          return String.valueOf(value);
        };
    if (x) {
      chart.getStyler().setXAxisTickLabelsFormattingFunction(noted);
    } else {
      chart.getStyler().setYAxisTickLabelsFormattingFunction(noted);
    }
    Charts.png(chart);
    return ticks;
  }

  /**
   * @param largest value, whose width is measured even if it is no tick
   */
  private static void assertRound(double step, int most, double largest, Set<Double> ticks) {
    ticks.remove(largest);
    assertTrue(ticks.size() >= most / step, ticks::toString);
    for (double tick : ticks) {
      assertEquals(tick, step * Math.rint(tick / step), 1e-9, ticks::toString);
    }
  }

  @Test
  void ticksAreRoundNumbersAndNotTheValues() {
    List<Double> xs = List.of(0.0, 34.6, 36.33);
    Picture falling =
        new Picture.Lines(
            "t",
            "",
            "min",
            "TB",
            List.of(new Picture.Line("l", xs, List.of(57.6, 0.0, 0.0), Role.BAD)));
    assertRound(10, 50, 57.6, ticks(falling, false));
    assertRound(5, 35, 36.33, ticks(falling, true));
    // Two different values on either axis.
    Picture block =
        new Picture.Areas(
            "t",
            "",
            "h",
            "GB/s",
            List.of(
                new Picture.Line(
                    "a", List.of(0.0, 0.0, 6.1, 6.1), List.of(0.0, 2.624, 2.624, 0.0), Role.BAD)));
    assertRound(0.5, 2, 2.624, ticks(block, false));
    assertRound(0.5, 6, 6.1, ticks(block, true));
  }

  @Test
  void areasAreFilledAndNamedEvenIfThereIsButOne() throws IOException {
    Picture area =
        new Picture.Areas(
            "t",
            "",
            "h",
            "GB/s",
            List.of(
                new Picture.Line(
                    "the one",
                    List.of(1.0, 1.0, 3.0, 3.0),
                    List.of(0.0, 2.0, 2.0, 0.0),
                    Role.WARNING)));
    for (Theme theme : Theme.values()) {
      BufferedImage image = image(Charts.png(area, theme));
      int filled = theme.palette().filled(Role.WARNING);
      long pixels =
          IntStream.range(0, image.getWidth() * image.getHeight())
              .filter(
                  i ->
                      (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff)
                          == filled)
              .count();
      assertTrue(pixels > image.getWidth() * image.getHeight() / 3, theme + ": " + pixels);
      assertTrue(hasColor(image, theme.palette().color(Role.WARNING, 0)), theme.toString());
    }
    assertTrue(Charts.chart(area, Theme.LIGHT).getStyler().isLegendVisible());
  }

  @Test
  void theFullestCellOfAHeatMapHasTheColourOfItsRole() throws IOException {
    Picture map =
        new Picture.HeatMap(
            "Fill",
            "Grid",
            "Drive",
            "Server",
            List.of("1", "2", "3"),
            List.of("n1", "n2"),
            List.of(List.of(10.0, 20.0, 70.0), List.of(5.0, 1.0, Double.NaN)),
            Role.CRITICAL);
    for (Theme theme : Theme.values()) {
      BufferedImage image = image(Charts.png(map, theme));
      int full = theme.palette().filled(Role.CRITICAL);
      assertTrue(hasColor(image, full));
      int row = 0;
      for (int i = 0; i < image.getWidth() * image.getHeight() && row == 0; i++) {
        // The scale beside the map is in its last fifth.
        int x = i % image.getWidth();
        row =
            x < image.getWidth() * 4 / 5
                    && (image.getRGB(x, i / image.getWidth()) & 0xffffff) == full
                ? i / image.getWidth()
                : 0;
      }
      assertTrue(row < image.getHeight() / 2, "the first row is on top");
    }
  }

  @Test
  void aHeatMapHasAValueForEachCell() {
    List<String> names = List.of("a", "b");
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Picture.HeatMap(
                "t", "a", "x", "y", names, names, List.of(List.of(1.0, 2.0)), Role.GOOD));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Picture.HeatMap(
                "t",
                "a",
                "x",
                "y",
                names,
                names,
                List.of(List.of(1.0, 2.0), List.of(1.0)),
                Role.GOOD));
  }

  @Test
  void svgHasTitleAndDescription() throws Exception {
    String svg = Samples.capacity(8).svg();
    Element root =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg.replaceFirst("<!DOCTYPE[^>]*>", ""))))
            .getDocumentElement();
    assertEquals("svg", root.getNodeName());
    assertEquals("img", root.getAttribute("role"));
    assertEquals("0 0 720 340", root.getAttribute("viewBox"));
    assertEquals("title", root.getElementsByTagName("*").item(0).getNodeName());
    assertEquals("Capacity by server", root.getElementsByTagName("title").item(0).getTextContent());
    assertTrue(
        root.getElementsByTagName("desc").item(0).getTextContent().startsWith("Stacked bars"));
  }

  @Test
  @org.junit.jupiter.api.Timeout(60)
  void oddPicturesAreDrawnAllTheSame() throws IOException {
    List<Series> twins =
        List.of(
            new Series("same", List.of(0.0), Role.PLAIN),
            new Series("same", List.of(0.0), Role.PLAIN));
    List<Picture> odd =
        List.of(
            new Bars("", "", "", "", List.of(""), twins, true),
            new Bars(
                "$x$",
                "",
                "",
                "",
                List.of("$\\frac{1}{2}$", "\u0000", "b".repeat(5_000)),
                List.of(new Series("$y$", List.of(-1e12, 1e-300, 1e12), Role.GOOD)),
                false),
            new Bars(
                "many",
                "",
                "x",
                "y",
                IntStream.range(0, 200).mapToObj(i -> "server-" + i).toList(),
                IntStream.range(0, 12)
                    .mapToObj(i -> new Series("s" + i, Collections.nCopies(200, 1.0), Role.PLAIN))
                    .toList(),
                true),
            new Bars(
                "tiny",
                "",
                "x",
                "y",
                List.of("a", "b"),
                List.of(new Series("s", List.of(1e-300, 2e-300), Role.PLAIN)),
                true),
            new Picture.Lines(
                "one point",
                "",
                "",
                "",
                List.of(new Picture.Line("p", List.of(1.0), List.of(0.0), Role.BAD))),
            new Picture.Lines(
                "far and near",
                "",
                "",
                "",
                List.of(
                    new Picture.Line(
                        "p", List.of(-1e12, 1e12), List.of(1e-300, 2e-300), Role.PLAIN),
                    new Picture.Line("q", List.of(1.0, 1.0), List.of(-1e12, 1e12), Role.PLAIN))),
            new Picture.Areas(
                "upright",
                "",
                "",
                "",
                List.of(new Picture.Line("p", List.of(2.0, 2.0), List.of(0.0, 1e-9), Role.GOOD))));
    for (Picture picture : odd) {
      assertEquals(1440, image(Charts.png(picture, Theme.LIGHT)).getWidth());
    }
  }

  @Test
  void valuesThatNoChartCanShowAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Series("s", List.of(Double.NaN), Role.PLAIN));
    assertThrows(IllegalArgumentException.class, () -> new Series("s", List.of(1e300), Role.PLAIN));
    assertThrows(IllegalArgumentException.class, () -> new Series(" ", List.of(1.0), Role.PLAIN));
  }

  @Test
  void aChartOfTheUsersOwnShowsItself() {
    var chart = Samples.capacity(8).chart();
    chart.setTitle("Mine <b>");
    MimeBundle bundle = Views.of(chart).orElseThrow();
    assertEquals("Mine <b>", bundle.text());
    assertTrue(String.valueOf(bundle.html()).contains("alt=\"Mine &lt;b&gt;\""));
    assertEquals(Map.of(MimeBundle.PNG, Map.of("width", 720, "height", 340)), bundle.metadata());
  }
}
