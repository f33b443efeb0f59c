package org.stackbook.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.stackbook.error.Refusal;
import org.stackbook.view.Picture.Areas;
import org.stackbook.view.Picture.Bars;
import org.stackbook.view.Picture.HeatMap;
import org.stackbook.view.Picture.Line;
import org.stackbook.view.Picture.Lines;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Sequence;
import org.stackbook.view.Picture.Series;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Draws pictures with XChart in our themes, as PNG with two pixels for each CSS pixel and as SVG.
 * The same picture gives the same bytes on the same Java.
 */
public final class Charts {

  static {
    // Charts are files here, not windows: without this, Java opens a dock icon or looks for a
    // screen.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  /** Pixels of a PNG for each CSS pixel, for displays of high density. */
  static final int SCALE = 2;

  private static final int WIDTH = 720;
  private static final int HEIGHT = 340;
  private static final int LONGEST_NAME = 32;
  private static final int LONGEST_CATEGORY = 18;
  private static final int NARROWEST_CATEGORY = 14;
  private static final int ROOM_FOR_LABELS = 600;
  private static final int LETTER = 7;
  private static final int LEGEND_BELOW_UP_TO = 90;
  private static final int ROW_HEIGHT = 22;
  private static final int ROOM_AROUND_ROWS = 110;
  private static final int MOST_COLUMNS_WITH_VALUES = 16;

  /** No share of an even division. */
  private static final double ON_THE_WAY = 0.382;

  private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

  private Charts() {}

  /**
   * The picture as an XChart chart, for changes of your own.
   *
   * <pre>{@code
   * var chart = Charts.chart(picture, Theme.LIGHT);
   * chart.getStyler().setLegendVisible(false);
   * }</pre>
   *
   * @throws Refusal if it is a sequence diagram, which XChart does not draw
   */
  public static AxesChart<?, ?> chart(Picture picture, Theme theme) {
    if (picture instanceof Bars bars) {
      return bars(bars, theme);
    }
    if (picture instanceof HeatMap map) {
      return heatMap(map, theme);
    }
    if (picture instanceof Areas areas) {
      return areas(areas, theme);
    }
    if (picture instanceof Sequence) {
      throw Refusal.of("chart()", "\"" + picture.title() + "\" is a sequence diagram, not a chart")
          .wayOut("take svg()")
          .asException();
    }
    return lines((Lines) picture, theme);
  }

  /**
   * The picture as PNG, two pixels for each CSS pixel.
   *
   * @throws Refusal if it is a sequence diagram, of which there is an {@link #svg} only
   */
  public static byte[] png(Picture picture, Theme theme) {
    return png(chart(picture, theme));
  }

  /** Any XChart chart as PNG, two pixels for each CSS pixel. */
  public static byte[] png(IChart chart) {
    BufferedImage image =
        new BufferedImage(
            chart.getWidth() * SCALE, chart.getHeight() * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      g.scale(SCALE, SCALE);
      chart.paint(g, chart.getWidth(), chart.getHeight());
    } finally {
      g.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static String base64(byte[] png) {
    return Base64.getEncoder().encodeToString(png);
  }

  /** The picture as an SVG document with its title and alternative text in it. */
  public static String svg(Picture picture, Theme theme) {
    if (picture instanceof Sequence sequence) {
      return SequenceSvg.document(sequence, theme);
    }
    return svg(chart(picture, theme), picture.title(), picture.altText());
  }

  private static String svg(IChart chart, String title, String altText) {
    Document document = document();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    SVGGraphics2D g = new SVGGraphics2D(context, false);
    g.setSVGCanvasSize(new java.awt.Dimension(chart.getWidth(), chart.getHeight()));
    chart.paint(g, chart.getWidth(), chart.getHeight());
    Element root = g.getRoot();
    root.setAttributeNS(null, "viewBox", "0 0 " + chart.getWidth() + " " + chart.getHeight());
    root.setAttributeNS(null, "role", "img");
    root.setAttributeNS(null, "aria-label", title);
    root.insertBefore(text(document, "desc", altText), root.getFirstChild());
    root.insertBefore(text(document, "title", title), root.getFirstChild());
    StringWriter svg = new StringWriter();
    try {
      g.stream(root, svg, true, false);
    } catch (SVGGraphics2DIOException e) {
      throw new UncheckedIOException(e);
    }
    return svg.toString();
  }

  private static Element text(Document document, String name, String content) {
    Element element = document.createElementNS(SVG_NAMESPACE, name);
    element.appendChild(document.createTextNode(Texts.clean(content)));
    return element;
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG_NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CategoryChart bars(Bars bars, Theme theme) {
    CategoryChart chart = new CategoryChart(WIDTH, HEIGHT, new ChartTheme(theme));
    name(chart, bars);
    chart.setXAxisTitle(bars.xTitle());
    chart.setYAxisTitle(bars.yTitle());
    chart.getStyler().setStacked(bars.stacked()).setAvailableSpaceFill(bars.stacked() ? .66 : .78);
    int level = ROOM_FOR_LABELS / LETTER / Math.max(1, bars.categories().size()) - 1;
    int longest = Math.max(LONGEST_CATEGORY, level);
    List<String> labels = bars.categories().stream().map(c -> label(c, longest)).toList();
    int plain = 0;
    for (Series series : bars.series()) {
      CategorySeries drawn = chart.addSeries(unique(chart, series.name()), labels, series.values());
      drawn.setLabel(label(series.name(), LONGEST_NAME));
      drawn.setFillColor(color(theme.palette().color(series.role(), plain)));
      plain += series.role() == Role.PLAIN ? 1 : 0;
    }
    scaleY(chart.getStyler(), heights(bars));
    chart.getStyler().setXAxisTickMarkSpacingHint(NARROWEST_CATEGORY);
    int letters = labels.stream().mapToInt(Texts::width).max().orElse(0);
    if (letters > level) {
      chart.getStyler().setXAxisLabelRotation(45);
    }
    legend(chart.getStyler(), bars.series().stream().map(Series::name).toList());
    return chart;
  }

  /** Where the bars end: stacked values add up. */
  private static List<Double> heights(Bars bars) {
    if (!bars.stacked()) {
      return bars.series().stream().flatMap(series -> series.values().stream()).toList();
    }
    List<Double> heights = new ArrayList<>();
    for (int i = 0; i < bars.categories().size(); i++) {
      double height = 0;
      for (Series series : bars.series()) {
        height += series.values().get(i);
        heights.add(height);
      }
    }
    return heights;
  }

  private static XYChart lines(Lines lines, Theme theme) {
    XYChart chart = overNumbers(lines, lines.xTitle(), lines.yTitle(), lines.lines(), theme);
    int plain = 0;
    for (Line line : lines.lines()) {
      XYSeries drawn = add(chart, line);
      drawn.setLineColor(color(theme.palette().color(line.role(), plain)));
      drawn.setLineStyle(
          line.role() == Role.BOUND
              ? ChartTheme.dashed()
              : ChartTheme.lineStyle(plain / theme.palette().series().size()));
      plain += line.role() == Role.PLAIN ? 1 : 0;
    }
    return chart;
  }

  private static XYChart areas(Areas areas, Theme theme) {
    XYChart chart = overNumbers(areas, areas.xTitle(), areas.yTitle(), areas.areas(), theme);
    chart.getStyler().setLegendVisible(true);
    int plain = 0;
    for (Line area : areas.areas()) {
      XYSeries drawn = add(chart, area);
      drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
      drawn.setFillColor(color(theme.palette().filled(area.role(), plain)));
      drawn.setLineColor(color(theme.palette().color(area.role(), plain)));
      plain += area.role() == Role.PLAIN ? 1 : 0;
    }
    return chart;
  }

  private static XYChart overNumbers(
      Picture picture, String xTitle, String yTitle, List<Line> lines, Theme theme) {
    XYChart chart = new XYChart(WIDTH, HEIGHT, new ChartTheme(theme));
    name(chart, picture);
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    scaleX(chart.getStyler(), lines.stream().flatMap(l -> l.xs().stream()).toList());
    scaleY(chart.getStyler(), lines.stream().flatMap(l -> l.ys().stream()).toList());
    legend(chart.getStyler(), lines.stream().map(Line::name).toList());
    return chart;
  }

  private static XYSeries add(XYChart chart, Line line) {
    XYSeries drawn =
        chart.addSeries(unique(chart, line.name()), onTheWay(line.xs()), onTheWay(line.ys()));
    drawn.setLabel(label(line.name(), LONGEST_NAME));
    drawn.setMarker(SeriesMarkers.NONE);
    return drawn;
  }

  /**
   * With one more value between any two. XChart takes values that are equally spaced for its ticks,
   * which two values always are, however odd they be; with one more on the way it takes round
   * numbers. The line stays where it is.
   */
  private static List<Double> onTheWay(List<Double> values) {
    List<Double> more = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        more.add(values.get(i - 1) + ON_THE_WAY * (values.get(i) - values.get(i - 1)));
      }
      more.add(values.get(i));
    }
    return more;
  }

  private static HeatMapChart heatMap(HeatMap map, Theme theme) {
    int height = Math.max(HEIGHT, ROOM_AROUND_ROWS + map.rows().size() * ROW_HEIGHT);
    HeatMapChart chart = new HeatMapChart(WIDTH, height, new ChartTheme(theme));
    name(chart, map);
    chart.setXAxisTitle(map.xTitle());
    chart.setYAxisTitle(map.yTitle());
    List<Number[]> cells = new ArrayList<>();
    int rows = map.rows().size();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < map.columns().size(); column++) {
        double value = map.values().get(row).get(column);
        if (!Double.isNaN(value)) {
          cells.add(new Number[] {column, rows - 1 - row, value}); // the first row on top
        }
      }
    }
    List<String> fromBelow = new ArrayList<>(labels(map.rows()));
    Collections.reverse(fromBelow);
    chart.addSeries(map.title(), labels(map.columns()), fromBelow, cells);
    Range range = Range.of(cells.stream().map(cell -> cell[2].doubleValue()).toList()).with(0);
    Palette palette = theme.palette();
    chart
        .getStyler()
        .setMin(range.min())
        .setMax(range.isFlat() ? 1 : roundedUp(range.max()))
        .setRangeColors(new Color[] {color(palette.tint()), color(palette.filled(map.role()))})
        .setDrawBorder(true)
        .setShowValue(map.columns().size() <= MOST_COLUMNS_WITH_VALUES)
        .setValueFontColor(color(palette.ink()))
        .setHeatMapValueDecimalPattern(range.pattern());
    chart.getStyler().setDecimalPattern(range.pattern()).setLocale(Locale.ROOT);
    chart.getStyler().setXAxisTickMarkSpacingHint(NARROWEST_CATEGORY);
    chart.getStyler().setYAxisTickMarkSpacingHint(NARROWEST_CATEGORY);
    chart.getStyler().setPlotContentSize(1).setLegendLayout(LegendLayout.Vertical);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    return chart;
  }

  /** The end of a scale: as few digits as one likes to read. */
  private static double roundedUp(double value) {
    return new BigDecimal(value).round(new MathContext(3, RoundingMode.CEILING)).doubleValue();
  }

  private static List<String> labels(List<String> names) {
    return names.stream().map(name -> label(name, LONGEST_CATEGORY)).toList();
  }

  private static void name(AxesChart<?, ?> chart, Picture picture) {
    chart.setTitle(label(picture.title(), 2 * LONGEST_NAME + LONGEST_NAME));
  }

  /**
   * Sets what the y axis needs to know of its values: it begins at zero unless some are below, and
   * has as many decimals as its ticks need to differ. XChart looks for ticks with different labels
   * until it finds some, so that a pattern that rounds them to the same would never end.
   */
  private static void scaleY(AxesChartStyler styler, List<Double> values) {
    Range range = Range.of(values).with(0);
    if (range.min() >= 0) {
      styler.setYAxisMin(0.0);
    }
    if (range.isFlat()) {
      styler.setYAxisMax(1.0);
    }
    styler.setYAxisDecimalPattern(range.pattern());
    styler.setLocale(Locale.ROOT);
  }

  private static void scaleX(AxesChartStyler styler, List<Double> values) {
    Range range = Range.of(values);
    if (range.isFlat()) {
      styler.setXAxisMin(range.min() - 1).setXAxisMax(range.max() + 1);
    }
    styler.setXAxisDecimalPattern(range.pattern());
  }

  /** From the smallest to the largest of some values. */
  private record Range(double min, double max) {
    private static final double FLAT = 1e-9;
    private static final int MOST_DECIMALS = 12;

    static Range of(List<Double> values) {
      DoubleSummaryStatistics all =
          values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
      return all.getCount() == 0 ? new Range(0, 0) : new Range(all.getMin(), all.getMax());
    }

    Range with(double value) {
      return new Range(Math.min(min, value), Math.max(max, value));
    }

    /** Whether an axis from end to end would have no two different ticks. */
    boolean isFlat() {
      return max - min <= FLAT * Math.max(1, Math.max(Math.abs(min), Math.abs(max)));
    }

    String pattern() {
      double length = isFlat() ? 1 : max - min;
      int decimals = 2 - (int) Math.floor(Math.log10(length));
      return decimals <= 0 ? "#,##0" : "#,##0." + "#".repeat(Math.min(MOST_DECIMALS, decimals));
    }
  }

  private static void legend(AxesChartStyler styler, List<String> names) {
    int letters = names.stream().mapToInt(n -> Math.min(LONGEST_NAME, Texts.width(n)) + 6).sum();
    boolean below = letters <= LEGEND_BELOW_UP_TO;
    styler.setLegendPosition(below ? LegendPosition.OutsideS : LegendPosition.OutsideE);
    styler.setLegendLayout(below ? LegendLayout.Horizontal : LegendLayout.Vertical);
    styler.setLegendVisible(names.size() > 1);
  }

  /** Not blank, because XChart measures every label; without the marks that it reads as TeX. */
  private static String label(String text, int longest) {
    String label = Texts.cut(Texts.clean(text), longest);
    return label.isBlank() ? "?" : label.startsWith("$") ? " " + label : label;
  }

  /** XChart keys series by name; two of one name are told apart here, their labels stay. */
  private static String unique(AxesChart<?, ?> chart, String name) {
    String key = name;
    while (chart.getSeries(key) != null) {
      key += "'";
    }
    return key;
  }

  private static Color color(int rgb) {
    return new Color(rgb);
  }

  /** All colours of a theme's palette, for charts that users build by hand. */
  static Color[] palette(Theme theme) {
    Color[] colors = new Color[theme.palette().series().size()];
    Arrays.setAll(colors, i -> color(theme.palette().color(Role.PLAIN, i)));
    return colors;
  }
}
