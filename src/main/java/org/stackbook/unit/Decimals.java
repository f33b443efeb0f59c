package org.stackbook.unit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How all quantities print their number: thousands grouped, no trailing zeros, the same in every
 * locale.
 */
final class Decimals {

  private Decimals() {}

  static String print(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, plain.scale()) + "f", plain);
  }

  /** {@code number} to at most {@code decimals} decimals. */
  static String print(double number, int decimals) {
    return print(new BigDecimal(number).setScale(decimals, RoundingMode.HALF_UP));
  }

  /** As it would be typed in a cell: {@code -1}, not {@code -1.0}. */
  static String typed(double number) {
    String text = String.valueOf(number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
