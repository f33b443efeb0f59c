package org.stackbook.network.packet;

/**
 * The checksum of IPv4, ICMP, TCP and UDP: the complement of the sum in ones' complement of 16-bit
 * words.
 *
 * <p>Source: RFC 1071.
 */
final class Checksum {

  private long sum;

  /** Adds a 16-bit word. */
  Checksum add(int word) {
    sum += word;
    return this;
  }

  /** Adds the two words of an address. */
  Checksum addAddress(int bits) {
    return add(bits >>> 16).add(bits & 0xffff);
  }

  /** Adds bytes from {@code from} to the one before {@code to}; a last odd one is a high byte. */
  Checksum add(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + 1 < to; i += 2) {
      sum += ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
    }
    if (i < to) {
      sum += (bytes[i] & 0xff) << 8;
    }
    return this;
  }

  /** The checksum, 0 over bytes that have a right one among them. */
  int value() {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) ~folded & 0xffff;
  }
}
