package org.stackbook.unit;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.stackbook.error.Refusal;

/**
 * How long something takes.
 *
 * <pre>{@code
 * new Timespan(11_520).toString() // → 3 h 12 min
 * }</pre>
 *
 * @param seconds 0 or more, finite
 */
public record Timespan(double seconds) implements Comparable<Timespan> {

  /** Nothing at all. */
  public static final Timespan ZERO = new Timespan(0);

  /** A year of 365.2425 days. */
  public static final Timespan YEAR = new Timespan(ChronoUnit.YEARS.getDuration().toSeconds());

  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;
  private static final int SECONDS_MATTER_BELOW = 10 * MINUTE;
  private static final int HOURS_MATTER_BELOW = 2 * DAY;
  private static final double DAYS_MATTER_BELOW = 3 * YEAR.seconds;

  /**
   * @throws Refusal if it is negative or not a finite number
   */
  public Timespan {
    if (!isSpan(seconds)) {
      throw refused(
          seconds, Decimals.typed(seconds) + " s", "say hours(8), or 0 for no time at all");
    }
  }

  /**
   * Some minutes.
   *
   * @param amount 0 or more, finite
   * @throws Refusal if it is not, or the time is too long to be counted in seconds
   */
  public static Timespan minutes(double amount) {
    return of("minutes", amount, MINUTE);
  }

  /**
   * Some hours.
   *
   * @param amount 0 or more, finite
   * @throws Refusal if it is not, or the time is too long to be counted in seconds
   */
  public static Timespan hours(double amount) {
    return of("hours", amount, HOUR);
  }

  /**
   * Some years of 365.2425 days.
   *
   * @param amount 0 or more, finite
   * @throws Refusal if it is not, or the time is too long to be counted in seconds
   */
  public static Timespan years(double amount) {
    return of("years", amount, YEAR.seconds);
  }

  /** So many of a unit that has a word of its own, for a refusal to repeat what was typed. */
  private static Timespan of(String word, double amount, double unit) {
    double seconds = amount * unit;
    if (!isSpan(seconds)) {
      String other = word + "(" + Decimals.typed(-amount) + ")";
      throw refused(
          amount,
          word + "(" + Decimals.typed(amount) + ")",
          amount < 0 ? "say it without the minus: " + other : "say a smaller number");
    }
    return new Timespan(seconds);
  }

  private static boolean isSpan(double seconds) {
    return Double.isFinite(seconds) && seconds >= 0;
  }

  private static Refusal refused(double amount, String given, String wayOut) {
    return Refusal.of(given, "a span of time is 0 or more, and finite")
        .wayOut(Double.isFinite(amount) ? wayOut : "look at what was divided by 0 before")
        .asException();
  }

  /** The same in milliseconds. */
  public double millis() {
    return seconds * 1e3;
  }

  /** The same in hours. */
  public double hours() {
    return seconds / HOUR;
  }

  /** The sum. */
  public Timespan plus(Timespan other) {
    return new Timespan(seconds + other.seconds);
  }

  @Override
  public int compareTo(Timespan other) {
    return Double.compare(seconds, other.seconds);
  }

  /**
   * In two units at most, rounded to the smaller one: {@code 41 min}, {@code 2 d 3 h}; years and
   * what is less than ten seconds with decimals, such as {@code 4.2 ms}.
   */
  @Override
  public String toString() {
    if (seconds > 0 && seconds < 1) {
      double millis = seconds * 1e3;
      return millis < 1
          ? Decimals.print(millis * 1e3, millis < 0.01 ? 1 : 0) + " µs"
          : Decimals.print(millis, millis < 10 ? 1 : 0) + " ms";
    }
    if (seconds < MINUTE) {
      return Decimals.print(seconds, seconds < 10 ? 1 : 0) + " s";
    }
    if (seconds >= DAYS_MATTER_BELOW) {
      return Decimals.print(seconds / YEAR.seconds, 2) + " years";
    }
    if (seconds < SECONDS_MATTER_BELOW) {
      return parts(MINUTE, "min", 1, "s");
    }
    return seconds < HOURS_MATTER_BELOW
        ? parts(HOUR, "h", MINUTE, "min")
        : parts(DAY, "d", HOUR, "h");
  }

  private String parts(int large, String largeUnit, int small, String smallUnit) {
    long count = Math.round(seconds / small);
    long perLarge = large / small;
    String rest = count % perLarge + " " + smallUnit;
    if (count < perLarge) {
      return rest;
    }
    String whole = String.format(Locale.ROOT, "%,d %s", count / perLarge, largeUnit);
    return count % perLarge == 0 ? whole : whole + " " + rest;
  }
}
