package org.stackbook.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.error.Refusal;

@Tag("unit")
class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "384 GB, 384000000000",
    "1.6 TB, 1600000000000",
    "12 TiB, 13194139533312",
    "1.6TB, 1600000000000",
    "'1,024 MiB', 1073741824",
    "0 B, 0",
    "7 pib, 7881299347898368",
    "512 KiB, 524288"
  })
  void sizesAreReadAsWritten(String text, long count) {
    assertEquals(count, Bytes.parse(text).count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12 T | say TB (powers of 1000) or TiB (powers of 1024)",
        "12 Gb | a lower-case b is a bit",
        "12 GiBi | Did you mean GiB?",
        "12 | a size needs a unit",
        "twelve GB | a size is a number and a unit",
        "0.3 B | a whole number of bytes",
        "99999 PB | less than 2^63 bytes"
      })
  void whatIsNotASizeIsRefusedWithAWayOut(String text, String says) {
    Refusal refused = assertThrows(Refusal.class, () -> Bytes.parse(text));
    assertTrue(refused.getMessage().contains(says), refused.getMessage());
    assertTrue(refused.getMessage().startsWith("\"" + text + "\": "), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.6 TB", "12 TiB", "999 GB", "0 B", "1,234.567 GiB", "7.276 TiB"})
  void whatIsPrintedNeedsNoRoundingWhereThreeDecimalsAreEnough(String text) {
    assertEquals(text, Bytes.parse(text).toString());
  }

  @Test
  void aSizeNeverPrintsAsZeroNorInTheOtherFamily() {
    assertEquals("0.4 GB", Bytes.of(400_000_000, ByteUnit.TB).toString());
    assertEquals("1 B", Bytes.of(1, ByteUnit.PIB).toString());
    assertEquals("7.276 TiB", Bytes.parse("8 TB").as(ByteUnit.TIB).toString());
    assertEquals("-2.5 TB", Bytes.parse("1 TB").minus(Bytes.parse("3.5 TB")).toString());
  }

  @Test
  void decimalAndBinaryAreApartAndTheUnitIsNotPartOfTheAmount() {
    assertNotEquals(Bytes.parse("1 TB"), Bytes.parse("1 TiB"));
    assertEquals(Bytes.parse("1 TB"), Bytes.parse("1000 GB"));
    assertEquals(Bytes.parse("1 TB").hashCode(), Bytes.parse("1000 GB").hashCode());
  }

  @Test
  void theExactTextGivesBackEveryCount() {
    Random random = new Random(7);
    List<ByteUnit> units = List.of(ByteUnit.values());
    for (int i = 0; i < 20_000; i++) {
      long count = random.nextLong() >>> (1 + random.nextInt(60));
      ByteUnit unit = units.get(random.nextInt(units.size()));
      String text = Bytes.of(count, unit).exactText();
      assertEquals(count, Bytes.parse(text).count(), text);
    }
  }

  @Test
  void arithmeticThatOverflowsFails() {
    Bytes most = Bytes.of(Long.MAX_VALUE, ByteUnit.B);
    assertThrows(ArithmeticException.class, () -> most.plus(Bytes.of(1, ByteUnit.B)));
    assertThrows(ArithmeticException.class, () -> most.times(2));
    assertEquals(Bytes.parse("3 TB"), Bytes.parse("10 TB").times(Ratio.percent(30)));
    assertEquals(Bytes.parse("2.5 TB"), Bytes.parse("10 TB").dividedBy(4));
  }

  @ParameterizedTest
  @CsvSource({
    "25 Gb/s, 25000000000, 25 Gb/s",
    "25 Gbps, 25000000000, 25 Gb/s",
    "1 GB/s, 8000000000, 8 Gb/s",
    "550 MB/s, 4400000000, 4.4 Gb/s",
    "9 Kb/s, 9000, 9 Kb/s",
    "12 b/s, 12, 12 b/s"
  })
  void bitsAndBytesPerSecondAreEightApart(String text, double bits, String printed) {
    assertEquals(bits, Bandwidth.parse(text).bitsPerSecond());
    assertEquals(printed, Bandwidth.parse(text).toString());
  }

  @Test
  void otherQuantitiesReadWhatTheyPrint() {
    assertEquals(new Iops(2_300), Iops.parse("2,300 IOPS"));
    assertEquals("2,300 IOPS", Iops.parse("2300 iops").toString());
    assertEquals(Ratio.of(0.72), Ratio.parse("72 %"));
    assertEquals("33.3 %", Ratio.of(1 / 3.0).toString());
    assertEquals("0.05 %", Ratio.percent(0.05).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"72", "seventy %", "1e3 %"})
  void whatIsNotARatioIsRefused(String text) {
    assertThrows(Refusal.class, () -> Ratio.parse(text));
  }

  @Test
  void negativeAndEndlessRatesAreRefused() {
    assertThrows(Refusal.class, () -> new Iops(-1));
    assertThrows(Refusal.class, () -> new Iops(Double.NaN));
    assertThrows(Refusal.class, () -> new Bandwidth(Double.POSITIVE_INFINITY));
    assertThrows(Refusal.class, () -> Bandwidth.parse("25 G"));
    assertThrows(Refusal.class, () -> Iops.parse("many"));
    assertThrows(Refusal.class, () -> Ratio.of(Double.NaN));
    assertThrows(Refusal.class, () -> Bytes.in(Double.NaN, ByteUnit.TB));
  }
}
