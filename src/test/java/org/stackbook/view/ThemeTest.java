package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stackbook.view.Picture.Role;

/**
 * Colours keep their distance. Contrast is that of WCAG 2.1; colour vision is simulated with the
 * matrices of Machado, Oliveira and Fernandes (2009) at full severity; distance is CIE 1976 ΔE,
 * where 2.3 is just noticeable.
 */
@Tag("unit")
class ThemeTest {

  private static final double[][] NORMAL = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  private static final double[][] PROTANOPIA = {
    {0.152286, 1.052583, -0.204868},
    {0.114503, 0.786281, 0.099216},
    {-0.003882, -0.048116, 1.051998}
  };
  private static final double[][] DEUTERANOPIA = {
    {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
  };
  private static final List<double[][]> EYES = List.of(NORMAL, PROTANOPIA, DEUTERANOPIA);

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private static double[] linearRgb(int rgb) {
    return new double[] {linear(rgb >> 16 & 255), linear(rgb >> 8 & 255), linear(rgb & 255)};
  }

  private static double luminance(int rgb) {
    double[] c = linearRgb(rgb);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
  }

  private static double contrast(int a, int b) {
    double lighter = Math.max(luminance(a), luminance(b));
    double darker = Math.min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double[] times(double[][] m, double[] v) {
    double[] product = new double[3];
    for (int i = 0; i < 3; i++) {
      double sum = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
      product[i] = Math.min(1, Math.max(0, sum));
    }
    return product;
  }

  private static double root(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }

  private static double[] lab(double[] rgb) {
    double x = root((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
    double y = root(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
    double z = root((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double distance(int a, int b, double[][] eye) {
    double[] p = lab(times(eye, linearRgb(a)));
    double[] q = lab(times(eye, linearRgb(b)));
    return Math.sqrt(
        Math.pow(p[0] - q[0], 2) + Math.pow(p[1] - q[1], 2) + Math.pow(p[2] - q[2], 2));
  }

  private static void farApart(List<Integer> colors, double least) {
    for (double[][] eye : EYES) {
      for (int a = 0; a < colors.size(); a++) {
        for (int b = 0; b < a; b++) {
          double distance = distance(colors.get(a), colors.get(b), eye);
          assertTrue(
              distance >= least,
              String.format("%06x %06x: %.1f", colors.get(a), colors.get(b), distance));
        }
      }
    }
  }

  @Test
  void measuresAreThoseOfTheLiterature() {
    assertEquals(21, contrast(0x000000, 0xffffff), 1e-9);
    assertEquals(100, distance(0x000000, 0xffffff, NORMAL), 1e-3);
    // Pure red and the green that a deuteranope takes for it are far apart for normal eyes only.
    assertTrue(
        distance(0xd00000, 0x6a7000, NORMAL) > 3 * distance(0xd00000, 0x6a7000, DEUTERANOPIA));
  }

  @ParameterizedTest
  @EnumSource
  void everyColourStandsOutFromThePaper(Theme theme) {
    int paper = theme.palette().paper();
    for (Role role : Role.values()) {
      for (int i = 0; i < theme.palette().series().size(); i++) {
        double least = role == Role.FREE ? 1.3 : 2.99;
        assertTrue(
            contrast(theme.palette().color(role, i), paper) >= least, theme + " " + role + " " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void textIsReadable(Theme theme) {
    Palette s = theme.palette();
    for (int text : List.of(s.ink(), s.muted(), s.accent(), s.alarm())) {
      assertTrue(contrast(text, s.paper()) >= 4.5, String.format("%06x", text));
      assertTrue(contrast(text, s.tint()) >= 4.5, String.format("%06x", text));
    }
  }

  @ParameterizedTest
  @EnumSource
  void statesDifferForAllEyes(Theme theme) {
    List<Role> states = List.of(Role.GOOD, Role.WARNING, Role.CRITICAL, Role.BAD);
    farApart(states.stream().map(role -> theme.palette().color(role, 0)).toList(), 18);
    farApart(
        List.of(
            theme.palette().color(Role.GOOD, 0),
            theme.palette().color(Role.RESERVED, 0),
            theme.palette().color(Role.FREE, 0)),
        25);
  }

  @ParameterizedTest
  @EnumSource
  void plainSeriesDifferForAllEyes(Theme theme) {
    List<Integer> palette = new ArrayList<>();
    for (int i = 0; i < theme.palette().series().size(); i++) {
      palette.add(theme.palette().color(Role.PLAIN, i));
    }
    farApart(palette, 18);
  }
}
