package org.stackbook.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.Stackbook;
import org.stackbook.error.Refusal;

/** Whatever is no time is refused in the words it was typed in. */
@Tag("property")
class TimespanPropertyTest {

  private static final Map<String, DoubleFunction<Timespan>> WORDS =
      Map.of("minutes", Stackbook::minutes, "hours", Stackbook::hours, "years", Stackbook::years);

  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE
  };

  @Test
  void theMessageRepeatsWordAndNumber() {
    for (double amount : ODD) {
      WORDS.forEach((word, time) -> assertRepeats(word, amount, time));
    }
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      double amount = -Math.scalb(1 + random.nextDouble(), random.nextInt(600) - 300);
      double whole = -1 - random.nextInt(1_000_000);
      WORDS.forEach((word, time) -> assertRepeats(word, amount, time));
      WORDS.forEach((word, time) -> assertRepeats(word, whole, time));
    }
  }

  private static void assertRepeats(String word, double amount, DoubleFunction<Timespan> time) {
    String given = assertThrows(Refusal.class, () -> time.apply(amount)).given();
    assertTrue(given.startsWith(word + "(") && given.endsWith(")"), given);
    String number = given.substring(word.length() + 1, given.length() - 1);
    assertEquals(amount, Double.parseDouble(number), given);
    assertTrue(amount != Math.rint(amount) || !number.endsWith(".0"), given);
  }
}
