package org.stackbook.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.error.Refusal;

@Tag("unit")
class TimespanTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "0.25, 250 ms",
    "0.00423, 4.2 ms",
    "0.00012, 120 µs",
    "42.4, 42 s",
    "60, 1 min",
    "90, 1 min 30 s",
    "599.6, 10 min",
    "2460, 41 min",
    "3570, 1 h",
    "11520, 3 h 12 min",
    "90000, 25 h",
    "183600, 2 d 3 h",
    "86400000, '1,000 d'",
    "631139040, 20 years",
    "1151828748, 36.5 years"
  })
  void isToldInTwoUnitsAtMost(double seconds, String text) {
    assertEquals(text, new Timespan(seconds).toString());
  }

  @Test
  void isMadeOfMinutesHoursAndYears() {
    assertEquals(new Timespan(90), Timespan.minutes(1.5));
    assertEquals(new Timespan(28_800), Timespan.hours(8));
    assertEquals(8, Timespan.hours(8).hours());
    // 365.2425 days of 24 hours
    assertEquals(8_765.82, Timespan.years(1).hours(), 1e-9);
  }

  @Test
  void addsUpAndIsOrdered() {
    Timespan hour = new Timespan(3_600);
    assertEquals(new Timespan(7_200), hour.plus(hour));
    assertEquals(1, hour.compareTo(Timespan.ZERO));
  }

  @Test
  void isNotNegativeAndFinite() {
    assertThrows(Refusal.class, () -> new Timespan(-1));
    assertThrows(Refusal.class, () -> new Timespan(Double.NaN));
    assertThrows(Refusal.class, () -> new Timespan(Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, hours(-1), say it without the minus: hours(1)",
    "-0.5, hours(-0.5), say it without the minus: hours(0.5)",
    "NaN, hours(NaN), look at what was divided by 0 before",
    "Infinity, hours(Infinity), look at what was divided by 0 before",
    "-Infinity, hours(-Infinity), look at what was divided by 0 before",
    "1e305, hours(1.0E305), say a smaller number"
  })
  void aRefusalTellsWhatWasTyped(double amount, String given, String wayOut) {
    Refusal refusal = assertThrows(Refusal.class, () -> Timespan.hours(amount));
    assertEquals(
        given + ": a span of time is 0 or more, and finite.\n  Way out: " + wayOut + ".",
        refusal.getMessage());
  }
}
