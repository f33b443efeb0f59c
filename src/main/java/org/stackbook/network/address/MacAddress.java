package org.stackbook.network.address;

import java.util.Locale;
import java.util.regex.Pattern;
import org.stackbook.error.Refusal;

/**
 * The address of a network card, such as {@code 00-1D-D8-B7-1C-00}.
 *
 * <pre>{@code
 * MacAddress.parse("00:1d:d8:b7:1c:00").plus(1).toString() // → 00-1D-D8-B7-1C-01
 * }</pre>
 *
 * @param bits its 48 bits, the first byte in the highest eight
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {

  private static final long LARGEST = (1L << 48) - 1;
  private static final Pattern WRITTEN =
      Pattern.compile("[0-9A-Fa-f]{2}([-:])[0-9A-Fa-f]{2}(?:\\1[0-9A-Fa-f]{2}){4}");

  /**
   * @throws Refusal if it has more than 48 bits
   */
  public MacAddress {
    if (bits < 0 || bits > LARGEST) {
      throw Refusal.of(Long.toHexString(bits), "a MAC address has 48 bits").asException();
    }
  }

  /**
   * Reads {@code 00-1D-D8-B7-1C-00}, also with colons.
   *
   * @throws Refusal if it is not six numbers of two hexadecimal digits
   */
  public static MacAddress parse(String text) {
    if (!WRITTEN.matcher(text.strip()).matches()) {
      throw Refusal.of("\"" + text + "\"", "a MAC address is six numbers of two hexadecimal digits")
          .wayOut("write it like \"00-1D-D8-B7-1C-00\"")
          .asException();
    }
    return new MacAddress(Long.parseLong(text.strip().replaceAll("[-:]", ""), 16));
  }

  /**
   * The address that lies {@code count} after this one.
   *
   * @throws Refusal if it has more than 48 bits
   */
  public MacAddress plus(long count) {
    return new MacAddress(bits + count);
  }

  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(bits, other.bits);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= Byte.SIZE) {
      text.append(String.format(Locale.ROOT, "%02X", bits >>> shift & 0xff));
      text.append(shift == 0 ? "" : "-");
    }
    return text.toString();
  }
}
