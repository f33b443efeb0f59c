package org.stackbook.network.address;

import java.util.regex.Pattern;
import org.stackbook.error.Refusal;

/**
 * An IPv4 address.
 *
 * <pre>{@code
 * IpAddress.parse("10.0.2.4").plus(1).toString() // → 10.0.2.5
 * }</pre>
 *
 * @param bits its 32 bits, the first number in the highest eight
 */
public record IpAddress(int bits) implements Comparable<IpAddress> {

  private static final int NUMBERS = 4;
  private static final int LARGEST = 255;
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");

  /**
   * Reads {@code 10.0.2.4}.
   *
   * @throws Refusal if it is not four numbers of 0 to 255 with dots between
   */
  public static IpAddress parse(String text) {
    String[] numbers = DOT.split(text.strip(), -1);
    if (numbers.length != NUMBERS) {
      throw notAnAddress(text);
    }
    int bits = 0;
    for (String number : numbers) {
      // A leading zero is refused: some read 010 as ten, others as eight.
      if (!NUMBER.matcher(number).matches() || Integer.parseInt(number) > LARGEST) {
        throw notAnAddress(text);
      }
      bits = bits << Byte.SIZE | Integer.parseInt(number);
    }
    return new IpAddress(bits);
  }

  private static Refusal notAnAddress(String text) {
    return Refusal.of("\"" + text + "\"", "an IPv4 address is four numbers of 0 to 255")
        .wayOut("write it like \"10.0.2.4\"")
        .asException();
  }

  /** The address that lies {@code count} after this one; before it if that is negative. */
  public IpAddress plus(int count) {
    return new IpAddress(bits + count);
  }

  /** In the order of the numbers, 0.0.0.0 first. */
  @Override
  public int compareTo(IpAddress other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & LARGEST)
        + "."
        + (bits >>> 8 & LARGEST)
        + "."
        + (bits & LARGEST);
  }
}
