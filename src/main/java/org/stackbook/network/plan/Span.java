package org.stackbook.network.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;

/**
 * Addresses that follow each other and are for the same.
 *
 * @param who has them, or what they are for
 * @param starred whether it is assumed that these are theirs
 */
record Span(IpAddress first, IpAddress last, String who, AddressUse use, boolean starred) {

  private static final Comparator<Span> ORDER = Comparator.comparing(Span::first);

  /** A span of {@code count} addresses of a network, from that number on. */
  static Span of(IpNetwork range, long from, long count, Share share, boolean starred) {
    return new Span(
        range.address(from), range.address(from + count - 1), share.who(), share.use(), starred);
  }

  long count() {
    return number(last) - number(first) + 1;
  }

  boolean contains(IpAddress address) {
    return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
  }

  private static long number(IpAddress address) {
    return Integer.toUnsignedLong(address.bits());
  }

  /**
   * All addresses of a network, in order: those that are taken, and the rest.
   *
   * @throws IllegalStateException if two of the taken have an address in common, or one is outside
   */
  static List<Span> all(IpNetwork range, List<Span> taken, Share rest, boolean starred) {
    List<Span> all = new ArrayList<>();
    long next = 0;
    for (Span span : taken.stream().sorted(ORDER).toList()) {
      long from = number(span.first) - number(range.first());
      if (from < next) {
        throw new IllegalStateException(span + " overlaps in " + range);
      }
      if (from > next) {
        all.add(of(range, next, from - next, rest, starred));
      }
      all.add(span);
      next = from + span.count();
    }
    if (next > range.size()) {
      throw new IllegalStateException(taken + " do not fit into " + range);
    }
    if (next < range.size()) {
      all.add(of(range, next, range.size() - next, rest, starred));
    }
    return all;
  }

  /** {@code 10.0.0.7}, or {@code 10.0.0.7 – 10.0.0.18}. */
  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : first + " – " + last;
  }
}
