package org.stackbook.unit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stackbook.error.Refusal;

/**
 * A rate of storage operations: input and output requests per second.
 *
 * <pre>{@code
 * new Iops(2_300).toString() // → 2,300 IOPS
 * }</pre>
 *
 * @param perSecond requests per second, 0 or more, finite
 */
public record Iops(double perSecond) implements Comparable<Iops> {

  private static final Pattern WRITTEN =
      Pattern.compile("\\s*([0-9][0-9,_]{0,18}(?:\\.[0-9]{1,9})?)\\s*(?i:IOPS)\\s*");

  /**
   * @throws Refusal if {@code perSecond} is negative or not a finite number
   */
  public Iops {
    if (!Double.isFinite(perSecond) || perSecond < 0) {
      throw Refusal.of(perSecond + " IOPS", "a rate of requests is 0 or more").asException();
    }
  }

  /**
   * Reads {@code 2,300 IOPS}.
   *
   * @throws Refusal if it is not a number followed by {@code IOPS}
   */
  public static Iops parse(String text) {
    Matcher m = WRITTEN.matcher(text);
    if (!m.matches()) {
      throw Refusal.of("\"" + text + "\"", "a rate of requests is a number and the unit IOPS")
          .wayOut("write it like \"2,300 IOPS\"")
          .asException();
    }
    return new Iops(Double.parseDouble(m.group(1).replaceAll("[,_]", "")));
  }

  @Override
  public int compareTo(Iops other) {
    return Double.compare(perSecond, other.perSecond);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,.0f IOPS", perSecond);
  }
}
