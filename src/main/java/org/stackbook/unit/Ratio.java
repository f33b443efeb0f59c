package org.stackbook.unit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stackbook.error.Refusal;

/**
 * A share of a whole, told in per cent.
 *
 * <pre>{@code
 * Ratio.parse("72 %").value() // → 0.72
 * Ratio.percent(33.3).toString() // → 33.3 %
 * }</pre>
 *
 * @param value the share; 1 is the whole; finite, may be negative or more than 1
 */
public record Ratio(double value) implements Comparable<Ratio> {

  private static final Pattern WRITTEN =
      Pattern.compile("\\s*([+-]?[0-9]{1,15}(?:\\.[0-9]{1,15})?)\\s*%\\s*");

  /**
   * @throws Refusal if {@code value} is not a finite number
   */
  public Ratio {
    if (!Double.isFinite(value)) {
      throw Refusal.of(String.valueOf(value), "a ratio is a finite number").asException();
    }
  }

  /**
   * @param value the share; 1 is the whole
   */
  public static Ratio of(double value) {
    return new Ratio(value);
  }

  /**
   * @param percent the share in per cent; 100 is the whole
   */
  public static Ratio percent(double percent) {
    return new Ratio(percent / 100);
  }

  /**
   * Reads {@code 72 %}.
   *
   * @throws Refusal if it is not a number followed by a per cent sign
   */
  public static Ratio parse(String text) {
    Matcher m = WRITTEN.matcher(text);
    if (!m.matches()) {
      throw Refusal.of("\"" + text + "\"", "a ratio is a number and a per cent sign")
          .wayOut("write it like \"72 %\"")
          .asException();
    }
    return percent(Double.parseDouble(m.group(1)));
  }

  /** The share in per cent. */
  public double toPercent() {
    return value * 100;
  }

  @Override
  public int compareTo(Ratio other) {
    return Double.compare(value, other.value);
  }

  /** Per cent with at most one decimal, two below one per cent. */
  @Override
  public String toString() {
    return Decimals.print(toPercent(), Math.abs(toPercent()) < 1 ? 2 : 1) + " %";
  }
}
