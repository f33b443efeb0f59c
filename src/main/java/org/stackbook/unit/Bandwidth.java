package org.stackbook.unit;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stackbook.error.Refusal;

/**
 * A data rate. Networks count bits, drives count bytes: {@code Gb/s} and {@code GB/s} are eight
 * apart.
 *
 * <pre>{@code
 * Bandwidth.parse("25 Gb/s").bytesPerSecond() // → 3.125E9
 * }</pre>
 *
 * @param bitsPerSecond bits per second, 0 or more, finite
 */
public record Bandwidth(double bitsPerSecond) implements Comparable<Bandwidth> {

  private static final Pattern WRITTEN =
      Pattern.compile("\\s*([0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*([A-Za-z/]{1,8})\\s*");
  private static final Map<String, Double> BITS =
      Map.of(
          "b/s", 1.0, "Kb/s", 1e3, "Mb/s", 1e6, "Gb/s", 1e9, "Tb/s", 1e12, "MB/s", 8e6, "GB/s",
          8e9);

  /**
   * @throws Refusal if the rate is negative or not a finite number
   */
  public Bandwidth {
    if (!Double.isFinite(bitsPerSecond) || bitsPerSecond < 0) {
      throw Refusal.of(bitsPerSecond + " b/s", "a data rate is 0 or more").asException();
    }
  }

  /**
   * Reads {@code 25 Gb/s}, {@code 25 Gbps} (the same) or {@code 550 MB/s}.
   *
   * @throws Refusal if it is not a number and one of those units
   */
  public static Bandwidth parse(String text) {
    Matcher m = WRITTEN.matcher(text);
    if (m.matches()) {
      Double bits = BITS.get(m.group(2).replaceFirst("ps$", "/s"));
      if (bits != null) {
        return new Bandwidth(Double.parseDouble(m.group(1)) * bits);
      }
    }
    throw Refusal.of("\"" + text + "\"", "a data rate is a number and a unit")
        .nearest(m.matches() ? m.group(2) : text, BITS.keySet().stream().sorted().toList())
        .wayOut("write it like \"25 Gb/s\" or \"550 MB/s\"")
        .asException();
  }

  /**
   * @param gigabits gigabits (10^9 bits) per second
   */
  public static Bandwidth gigabits(double gigabits) {
    return new Bandwidth(gigabits * 1e9);
  }

  /** Bytes per second. */
  public double bytesPerSecond() {
    return bitsPerSecond / 8;
  }

  @Override
  public int compareTo(Bandwidth other) {
    return Double.compare(bitsPerSecond, other.bitsPerSecond);
  }

  @Override
  public String toString() {
    double rate = bitsPerSecond;
    for (String unit : List.of("b/s", "Kb/s", "Mb/s")) {
      if (rate < 1_000) {
        return Decimals.print(rate, 3) + " " + unit;
      }
      rate /= 1_000;
    }
    return Decimals.print(rate, 3) + " Gb/s";
  }
}
