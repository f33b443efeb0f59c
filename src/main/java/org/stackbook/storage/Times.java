package org.stackbook.storage;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as the engine counts them, in hours, and as they are printed. */
final class Times {

  /** A year of 365.2425 days. */
  static final double YEAR = hours(ChronoUnit.YEARS.getDuration());

  private Times() {}

  static double hours(Duration time) {
    return (double) time.toMillis() / Duration.ofHours(1).toMillis();
  }

  static Duration ofHours(double hours) {
    return Duration.ofMillis(Math.round(hours * Duration.ofHours(1).toMillis()));
  }

  /** {@code 8 h}, {@code 36.5 years}: years from two of them on. */
  static String text(Duration time) {
    double hours = hours(time);
    boolean long2 = hours >= 2 * YEAR;
    String number = String.format(Locale.ROOT, "%,.2f", long2 ? hours / YEAR : hours);
    return number.replaceFirst("\\.?0+$", "") + (long2 ? " years" : " h");
  }
}
