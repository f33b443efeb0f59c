package org.stackbook.view;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable.Column;

/** The values of cells as numbers of their column and as shown text. */
final class Cells {

  /** What stands for a value that is not there. */
  static final String NOTHING = "–";

  private static final double TOO_LONG_FOR_DIGITS = 1e15;

  private Cells() {}

  /**
   * A quantity as a plain number in the unit of its column: 1.6 TB in a column of GB is 1600. What
   * is not a quantity, or stands in a column of texts, stays what it is.
   */
  static @Nullable Object inUnitOf(Column column, @Nullable Object value) {
    if (!column.numeric()) {
      return value == null || value instanceof Number ? value : value.toString();
    }
    if (value instanceof Bytes bytes) {
      for (ByteUnit unit : ByteUnit.values()) {
        if (unit.symbol().equals(column.unit())) {
          return bytes.to(unit);
        }
      }
    } else if (value instanceof Ratio ratio && column.unit().equals("%")) {
      return ratio.toPercent();
    } else if (value instanceof Iops iops && column.unit().equals("IOPS")) {
      return iops.perSecond();
    }
    return value == null || value instanceof Number ? value : value.toString();
  }

  /** As the reader sees it, without the star. */
  static String shown(Column column, @Nullable Object value) {
    if (value == null) {
      return NOTHING;
    }
    if (value instanceof Number number) {
      return column.numeric() ? number(number, column.decimals()) : plain(number);
    }
    return Texts.clean(value.toString());
  }

  private static String number(Number number, int decimals) {
    double value = number.doubleValue();
    if (Double.isNaN(value)) {
      return NOTHING;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    if (Math.abs(value) >= TOO_LONG_FOR_DIGITS && !(number instanceof Long)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    BigDecimal rounded = exact(number).setScale(decimals, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  /** All digits, no grouping: for files and programs. Not for NaN and infinity. */
  static String plain(Number number) {
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      return "";
    }
    BigDecimal exact = exact(number).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0).toPlainString() : exact.toPlainString();
  }

  /** To at most three decimals, thousands grouped. */
  static String grouped(double value) {
    BigDecimal short3 =
        BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, short3.scale()) + "f", short3);
  }

  private static BigDecimal exact(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    return number instanceof Double || number instanceof Float
        ? BigDecimal.valueOf(number.doubleValue())
        : new BigDecimal(number.toString());
  }
}
