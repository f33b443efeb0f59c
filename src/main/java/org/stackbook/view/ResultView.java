package org.stackbook.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.IChart;

/** A result, a picture or a table in every form a front end may want. */
final class ResultView {

  private ResultView() {}

  static MimeBundle of(Result result, Display display) {
    DataTable table = result.data();
    boolean starred = table.starred() || result.verdict().contains("*");
    StringBuilder html = new StringBuilder();
    html.append("<p class=\"sb-title\"><strong>")
        .append(Html.escape(Texts.clean(result.title())))
        .append("</strong></p>\n")
        .append(Html.element("p", "sb-verdict", Texts.clean(result.verdict())))
        .append('\n')
        .append(
            HtmlTable.of(table, starred ? Footnotes.under(result.figures()) : List.of(), display))
        .append('\n');
    Map<String, String> data = new LinkedHashMap<>();
    Map<String, Map<String, Object>> metadata = new LinkedHashMap<>();
    result
        .picture()
        .filter(ResultView::hasData)
        .ifPresent(p -> draw(p, display, html, data, metadata));
    if (!result.figures().isEmpty()) {
      html.append("<details><summary>Why</summary>")
          .append(new Explanation(result.figures()).html())
          .append("</details>");
    }
    return bundle(html.toString(), ResultText.of(result, display), display, data, metadata);
  }

  static MimeBundle of(DataTable table, Display display) {
    List<String> footnotes = table.starred() ? Footnotes.of(List.of()) : List.of();
    return MimeBundle.html(
        Fragment.of(HtmlTable.of(table, footnotes, display), display),
        ResultText.of(table, display));
  }

  static MimeBundle of(Picture picture, Display display) {
    StringBuilder html = new StringBuilder();
    Map<String, String> data = new LinkedHashMap<>();
    Map<String, Map<String, Object>> metadata = new LinkedHashMap<>();
    if (hasData(picture)) {
      draw(picture, display, html, data, metadata);
    }
    String text = picture.title() + "\n" + picture.altText();
    return bundle(html.toString(), text, display, data, metadata);
  }

  static MimeBundle of(IChart chart, Display display) {
    String title =
        chart.getTitle() == null || chart.getTitle().isBlank() ? "chart" : chart.getTitle();
    String png = Charts.base64(Charts.png(chart));
    Map<String, String> data = new LinkedHashMap<>();
    Map<String, Map<String, Object>> metadata = new LinkedHashMap<>();
    putPng(png, chart.getWidth(), chart.getHeight(), data, metadata);
    String html = Fragment.figure(png, null, title, chart.getWidth(), chart.getHeight());
    return bundle(html, Texts.clean(title), display, data, metadata);
  }

  static boolean hasData(Picture picture) {
    if (picture instanceof Picture.Bars bars) {
      return !bars.series().isEmpty() && !bars.categories().isEmpty();
    }
    if (picture instanceof Picture.HeatMap map) {
      return !map.rows().isEmpty() && !map.columns().isEmpty();
    }
    if (picture instanceof Picture.Sequence) {
      return true;
    }
    List<Picture.Line> lines =
        picture instanceof Picture.Areas areas ? areas.areas() : ((Picture.Lines) picture).lines();
    return !lines.isEmpty() && lines.stream().noneMatch(line -> line.xs().isEmpty());
  }

  private static void draw(
      Picture picture,
      Display display,
      StringBuilder html,
      Map<String, String> data,
      Map<String, Map<String, Object>> metadata) {
    Theme first = display.theme() == null ? Theme.LIGHT : display.theme();
    if (picture instanceof Picture.Sequence sequence) {
      html.append(Fragment.drawing(SequenceSvg.element(sequence, first)));
      data.put(MimeBundle.SVG, SequenceSvg.document(sequence, first));
      return;
    }
    IChart chart = Charts.chart(picture, first);
    String png = Charts.base64(Charts.png(chart));
    String dark = display.theme() == null ? Charts.base64(Charts.png(picture, Theme.DARK)) : null;
    html.append(Fragment.figure(png, dark, picture.altText(), chart.getWidth(), chart.getHeight()));
    putPng(png, chart.getWidth(), chart.getHeight(), data, metadata);
  }

  private static void putPng(
      String png,
      int width,
      int height,
      Map<String, String> data,
      Map<String, Map<String, Object>> metadata) {
    data.put(MimeBundle.PNG, png);
    metadata.put(MimeBundle.PNG, Map.of("width", width, "height", height));
  }

  private static MimeBundle bundle(
      String html,
      String text,
      Display display,
      Map<String, String> pictures,
      Map<String, Map<String, Object>> metadata) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(MimeBundle.HTML, Fragment.of(html, display));
    data.putAll(pictures);
    data.put(MimeBundle.TEXT, text);
    return new MimeBundle(data, metadata);
  }
}
