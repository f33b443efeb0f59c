package org.stackbook.unit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.word.Takes;

/**
 * An amount of storage or memory: a whole number of bytes, and the unit that it is told in.
 *
 * <p>The unit is for printing only. {@code 1000 GB} and {@code 1 TB} are equal; {@code 1 TB} and
 * {@code 1 TiB} are not. An amount may be negative: the difference of two.
 *
 * <pre>{@code
 * Bytes.parse("1.6 TB").count() // → 1600000000000
 * Bytes.parse("8 TB").as(ByteUnit.TIB).toString() // → 7.276 TiB
 * }</pre>
 */
public final class Bytes implements Comparable<Bytes> {

  /** No bytes at all. */
  public static final Bytes ZERO = new Bytes(0, ByteUnit.B);

  private static final Pattern WRITTEN =
      Pattern.compile("\\s*([+-]?[0-9][0-9,_]*(?:\\.[0-9]+)?)\\s*([A-Za-z]*)\\s*");
  private static final int DECIMALS = 3;
  private static final int LONGEST_TEXT = 64;

  private final long count;
  private final ByteUnit unit;

  private Bytes(long count, ByteUnit unit) {
    this.count = count;
    this.unit = Objects.requireNonNull(unit);
  }

  /**
   * That many bytes, told in {@code unit}.
   *
   * @param count bytes
   */
  public static Bytes of(long count, ByteUnit unit) {
    return new Bytes(count, unit);
  }

  /**
   * That many of a unit.
   *
   * @param amount how many, finite; rounded to the nearest whole byte
   * @throws Refusal if the amount is not a number or larger than 2^63 bytes
   */
  public static Bytes in(double amount, ByteUnit unit) {
    if (!Double.isFinite(amount)) {
      throw Refusal.of(amount + " " + unit.symbol(), "a size is a finite number")
          .wayOut("look at what was divided by 0 before")
          .asException();
    }
    return exact(BigDecimal.valueOf(amount), unit, amount + " " + unit.symbol(), true);
  }

  /**
   * Reads a size as people write it.
   *
   * @param text a number and a unit: {@code 384 GB}, {@code 1.6TB}, {@code 12 TiB}, {@code 1,024
   *     MiB}
   * @throws Refusal if there is no number, no unit, an unknown unit (with the nearest named) or a
   *     fraction of a byte
   */
  public static Bytes parse(@Takes(SizeUnits.class) String text) {
    String given =
        "\"" + (text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text) + "\"";
    Matcher m = WRITTEN.matcher(text);
    if (text.length() > LONGEST_TEXT || !m.matches()) {
      throw Refusal.of(given, "a size is a number and a unit")
          .wayOut("write it like \"384 GB\", \"1.6 TB\" or \"12 TiB\"")
          .asException();
    }
    String symbol = m.group(2);
    ByteUnit unit = ByteUnit.bySymbol(symbol).orElse(null);
    if (unit == null) {
      throw unknownUnit(given, symbol);
    }
    return exact(
        new BigDecimal(m.group(1).replaceAll("[,_]", "")), unit, given, unit != ByteUnit.B);
  }

  private static Refusal unknownUnit(String given, String symbol) {
    List<String> symbols = Arrays.stream(ByteUnit.values()).map(ByteUnit::symbol).toList();
    if (symbol.isEmpty()) {
      return Refusal.of(given, "a size needs a unit").wayOut("one of " + symbols).asException();
    }
    String rule = "\"" + symbol + "\" is not a unit of size";
    if (symbol.length() == 1) {
      return Refusal.of(given, rule)
          .wayOut("say " + symbol + "B (powers of 1000) or " + symbol + "iB (powers of 1024)")
          .asException();
    }
    if (symbol.matches("[KMGTP]b(ps)?")) {
      return Refusal.of(given, rule + ": a lower-case b is a bit")
          .wayOut("say " + symbol.charAt(0) + "B for bytes")
          .asException();
    }
    return Refusal.of(given, rule)
        .nearest(symbol, symbols)
        .wayOut("one of " + symbols)
        .asException();
  }

  private static Bytes exact(BigDecimal amount, ByteUnit unit, String given, boolean rounded) {
    BigDecimal bytes = amount.multiply(BigDecimal.valueOf(unit.bytes()));
    try {
      return new Bytes(
          bytes
              .setScale(0, rounded ? RoundingMode.HALF_UP : RoundingMode.UNNECESSARY)
              .longValueExact(),
          unit);
    } catch (ArithmeticException e) {
      boolean fraction = bytes.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
      throw Refusal.of(
              given,
              fraction
                  ? "a size is a whole number of bytes"
                  : "a size is less than 2^63 bytes (8 EiB)")
          .wayOut(fraction ? "write fewer decimals" : "look at the unit")
          .cause(e)
          .asException();
    }
  }

  /** How many bytes. */
  public long count() {
    return count;
  }

  /** The unit it is told in. */
  public ByteUnit unit() {
    return unit;
  }

  /** The same amount told in another unit. */
  public Bytes as(ByteUnit other) {
    return new Bytes(count, other);
  }

  /** How many of {@code other} this is. */
  public double to(ByteUnit other) {
    return (double) count / other.bytes();
  }

  /**
   * The sum, told in this amount's unit.
   *
   * @throws ArithmeticException past 2^63 bytes
   */
  public Bytes plus(Bytes other) {
    return new Bytes(Math.addExact(count, other.count), count == 0 ? other.unit : unit);
  }

  /**
   * The difference, told in this amount's unit; negative if {@code other} is larger.
   *
   * @throws ArithmeticException past 2^63 bytes
   */
  public Bytes minus(Bytes other) {
    return new Bytes(Math.subtractExact(count, other.count), count == 0 ? other.unit : unit);
  }

  /**
   * That many times this.
   *
   * @throws ArithmeticException past 2^63 bytes
   */
  public Bytes times(long factor) {
    return new Bytes(Math.multiplyExact(count, factor), unit);
  }

  /** This share of it, rounded down to a whole byte. */
  public Bytes times(Ratio share) {
    return new Bytes(
        BigDecimal.valueOf(count)
            .multiply(BigDecimal.valueOf(share.value()))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact(),
        unit);
  }

  /**
   * One of {@code parts} equal parts, rounded down to a whole byte.
   *
   * @throws ArithmeticException if {@code parts} is 0
   */
  public Bytes dividedBy(long parts) {
    return new Bytes(Math.floorDiv(count, parts), unit);
  }

  /**
   * What share of {@code whole} this is.
   *
   * @throws ArithmeticException if {@code whole} is 0 bytes
   */
  public Ratio shareOf(Bytes whole) {
    if (whole.count == 0) {
      throw new ArithmeticException("a share of 0 bytes");
    }
    return Ratio.of((double) count / whole.count);
  }

  /** Whether this is more than none. */
  public boolean isPositive() {
    return count > 0;
  }

  /** The smaller of two amounts. */
  public Bytes min(Bytes other) {
    return count <= other.count ? this : other;
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(count, other.count);
  }

  /** Equal amounts are equal, whatever unit they are told in. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes bytes && bytes.count == count;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count);
  }

  /**
   * The amount in its unit, to at most three decimals, such as {@code 7.276 TiB}. Where three
   * decimals would be off by more than half a per cent, a smaller unit of the same family is used:
   * {@code 0.4 GB}, never {@code 0 TB}.
   */
  @Override
  public String toString() {
    ByteUnit told = unit;
    while (told != ByteUnit.B && roundingError(told) > 0.005) {
      told = told.smaller();
    }
    return Decimals.print(amount(told)) + " " + told.symbol();
  }

  /**
   * The amount as it was written: all decimals, in its unit, so that {@link #parse} gives back the
   * same count.
   */
  public String exactText() {
    ByteUnit told = unit;
    BigDecimal amount = BigDecimal.valueOf(count).divide(BigDecimal.valueOf(told.bytes()));
    while (amount.stripTrailingZeros().scale() > DECIMALS) {
      told = told.smaller();
      amount = BigDecimal.valueOf(count).divide(BigDecimal.valueOf(told.bytes()));
    }
    return amount.stripTrailingZeros().toPlainString() + " " + told.symbol();
  }

  private BigDecimal amount(ByteUnit told) {
    return BigDecimal.valueOf(count)
        .divide(BigDecimal.valueOf(told.bytes()), DECIMALS, RoundingMode.HALF_UP);
  }

  private double roundingError(ByteUnit told) {
    if (count == 0) {
      return 0;
    }
    double exact = to(told);
    return Math.abs(amount(told).doubleValue() - exact) / Math.abs(exact);
  }
}
