package org.stackbook.unit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The units of storage size, decimal and binary apart: a TB is 10^12 bytes, a TiB 2^40. */
public enum ByteUnit {
  /** One byte. */
  B("B", 1L, false),
  /** 10^3 bytes. */
  KB("KB", 1_000L, false),
  /** 10^6 bytes. */
  MB("MB", 1_000_000L, false),
  /** 10^9 bytes. */
  GB("GB", 1_000_000_000L, false),
  /** 10^12 bytes. */
  TB("TB", 1_000_000_000_000L, false),
  /** 10^15 bytes. */
  PB("PB", 1_000_000_000_000_000L, false),
  /** 2^10 bytes. */
  KIB("KiB", 1L << 10, true),
  /** 2^20 bytes. */
  MIB("MiB", 1L << 20, true),
  /** 2^30 bytes. */
  GIB("GiB", 1L << 30, true),
  /** 2^40 bytes. */
  TIB("TiB", 1L << 40, true),
  /** 2^50 bytes. */
  PIB("PiB", 1L << 50, true);

  private final String symbol;
  private final long bytes;
  private final boolean binary;

  ByteUnit(String symbol, long bytes, boolean binary) {
    this.symbol = symbol;
    this.bytes = bytes;
    this.binary = binary;
  }

  /** The symbol as printed: {@code TB}, {@code TiB}. */
  public String symbol() {
    return symbol;
  }

  /** How many bytes one of this unit has. */
  public long bytes() {
    return bytes;
  }

  /** Whether this is a power of 1024 rather than of 1000. */
  public boolean isBinary() {
    return binary;
  }

  /** The next smaller unit of the same family; {@link #B} at the end of both. */
  ByteUnit smaller() {
    long wanted = bytes / (binary ? 1024 : 1000);
    return Arrays.stream(values())
        .filter(u -> u.bytes == wanted && u.binary == binary)
        .findFirst()
        .orElse(B);
  }

  /**
   * The unit written as {@code symbol}: exactly ({@code GiB}) or all in lower case ({@code gib}).
   * Anything between, such as {@code Gb}, is not a byte unit: a lone lower-case b is a bit.
   */
  static Optional<ByteUnit> bySymbol(String symbol) {
    return Arrays.stream(values())
        .filter(u -> u.symbol.equals(symbol) || u.symbol.toLowerCase(Locale.ROOT).equals(symbol))
        .findFirst();
  }
}
