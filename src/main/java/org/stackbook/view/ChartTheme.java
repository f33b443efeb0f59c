package org.stackbook.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.theme.AbstractBaseTheme;

/**
 * Our themes for XChart: paper, ink, hairlines across, no boxes. The font is the logical sans
 * serif, which every Java has.
 */
final class ChartTheme extends AbstractBaseTheme {

  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final BasicStroke HAIRLINE =
      new BasicStroke(.75f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL);
  private static final float[][] DASHES = {{}, {7, 4}, {2, 3}, {9, 3, 2, 3}};

  private final Theme theme;
  private final Palette palette;

  ChartTheme(Theme theme) {
    this.theme = theme;
    this.palette = theme.palette();
  }

  /** Of a bound, which no one can reach. */
  static BasicStroke dashed() {
    return lineStyle(1);
  }

  /** Solid first; then dashes, for series beyond the palette. */
  static BasicStroke lineStyle(int index) {
    float[] dash = DASHES[index % DASHES.length];
    return dash.length == 0
        ? new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  @Override
  public Color[] getSeriesColors() {
    return Charts.palette(theme);
  }

  @Override
  public Font getBaseFont() {
    return TEXT;
  }

  @Override
  public Color getChartBackgroundColor() {
    return new Color(palette.paper());
  }

  @Override
  public Color getPlotBackgroundColor() {
    return new Color(palette.paper());
  }

  @Override
  public Color getChartFontColor() {
    return new Color(palette.ink());
  }

  @Override
  public int getChartPadding() {
    return 8;
  }

  @Override
  public Font getChartTitleFont() {
    return TEXT.deriveFont(Font.BOLD, 13f);
  }

  @Override
  public boolean isChartTitleBoxVisible() {
    return false;
  }

  @Override
  public int getChartTitlePadding() {
    return 6;
  }

  @Override
  public Font getLegendFont() {
    return TEXT;
  }

  @Override
  public Color getLegendBackgroundColor() {
    return new Color(palette.paper());
  }

  @Override
  public Color getLegendBorderColor() {
    return new Color(palette.paper());
  }

  @Override
  public LegendPosition getLegendPosition() {
    return LegendPosition.OutsideS;
  }

  @Override
  public boolean isPlotGridVerticalLinesVisible() {
    return false;
  }

  @Override
  public Color getPlotGridLinesColor() {
    return new Color(palette.line());
  }

  @Override
  public BasicStroke getPlotGridLinesStroke() {
    return HAIRLINE;
  }

  @Override
  public boolean isPlotBorderVisible() {
    return false;
  }

  @Override
  public Color getPlotBorderColor() {
    return new Color(palette.paper());
  }

  @Override
  public double getPlotContentSize() {
    return .96;
  }

  @Override
  public boolean isPlotTicksMarksVisible() {
    return false;
  }

  @Override
  public Font getAxisTitleFont() {
    return TEXT;
  }

  @Override
  public Font getAxisTickLabelsFont() {
    return TEXT.deriveFont(11f);
  }

  @Override
  public Color getAxisTickLabelsColor() {
    return new Color(palette.muted());
  }

  @Override
  public Color getAxisTickMarksColor() {
    return new Color(palette.rule());
  }

  @Override
  public BasicStroke getAxisTickMarksStroke() {
    return HAIRLINE;
  }

  @Override
  public boolean isAxisTicksLineVisible() {
    return false;
  }

  @Override
  public boolean isAxisTicksMarksVisible() {
    return false;
  }
}
