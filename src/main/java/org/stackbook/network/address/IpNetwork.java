package org.stackbook.network.address;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stackbook.error.Refusal;

/**
 * A block of IPv4 addresses that share their first bits, such as {@code 10.0.2.0/24}.
 *
 * <pre>{@code
 * IpNetwork.parse("10.0.2.0/24").contains(IpAddress.parse("10.0.2.4")) // → true
 * }</pre>
 *
 * @param first the lowest address, whose bits after the prefix are 0
 * @param prefix how many first bits are shared, 0 to 32
 */
public record IpNetwork(IpAddress first, int prefix) implements Comparable<IpNetwork> {

  private static final int BITS = 32;

  /** From here on a network has no address of its own and none for broadcast. */
  private static final int POINT_TO_POINT = 31;

  private static final Pattern WRITTEN = Pattern.compile("([^/]*)/([0-9]{1,2})");

  /**
   * @throws Refusal if {@code prefix} is not 0 to 32, or {@code first} has bits after it
   */
  public IpNetwork {
    String given = first + "/" + prefix;
    if (prefix < 0 || prefix > BITS) {
      throw Refusal.of(given, "a prefix is 0 to 32 bits").asException();
    }
    int base = first.bits() & mask(prefix);
    if (base != first.bits()) {
      throw Refusal.of(given, "a network begins where the bits after its prefix are 0")
          .wayOut("write \"" + new IpAddress(base) + "/" + prefix + "\" if that network is meant")
          .asException();
    }
  }

  /**
   * Reads {@code 10.0.2.0/24}.
   *
   * @throws Refusal if it is not an address, a slash and a prefix, or is not where a network begins
   */
  public static IpNetwork parse(String text) {
    Matcher m = WRITTEN.matcher(text.strip());
    if (!m.matches()) {
      throw Refusal.of("\"" + text + "\"", "a network is an address, a slash and a prefix")
          .wayOut("write it like \"10.0.2.0/24\"")
          .asException();
    }
    return new IpNetwork(
        IpAddress.parse(Objects.requireNonNull(m.group(1))), Integer.parseInt(m.group(2)));
  }

  private static int mask(int prefix) {
    return prefix == 0 ? 0 : -1 << (BITS - prefix);
  }

  /** How many addresses there are in it, 1 to 2<sup>32</sup>. */
  public long size() {
    return 1L << (BITS - prefix);
  }

  /** How many of them a host may have: all but the first and the last, and in a /31 or /32 all. */
  public long hosts() {
    return prefix >= POINT_TO_POINT ? size() : size() - 2;
  }

  /** The highest address, that for broadcast. */
  public IpAddress last() {
    return new IpAddress(first.bits() | ~mask(prefix));
  }

  /**
   * An address of it.
   *
   * @param number 0 for the first, to {@code size() - 1}
   * @throws IndexOutOfBoundsException if there is no such address
   */
  public IpAddress address(long number) {
    return first.plus((int) Objects.checkIndex(number, size()));
  }

  /** Whether an address lies in it. */
  public boolean contains(IpAddress address) {
    return (address.bits() & mask(prefix)) == first.bits();
  }

  /** Whether the whole of another network lies in it. */
  public boolean contains(IpNetwork other) {
    return other.prefix >= prefix && contains(other.first);
  }

  /** Whether some address lies in both. */
  public boolean overlaps(IpNetwork other) {
    return contains(other) || other.contains(this);
  }

  /** By first address, the larger one first where two begin at the same. */
  @Override
  public int compareTo(IpNetwork other) {
    int byFirst = first.compareTo(other.first);
    return byFirst != 0 ? byFirst : Integer.compare(prefix, other.prefix);
  }

  @Override
  public String toString() {
    return first + "/" + prefix;
  }
}
