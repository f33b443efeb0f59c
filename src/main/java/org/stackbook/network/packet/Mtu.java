package org.stackbook.network.packet;

import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;

/**
 * The largest IPv4 packet that a link takes.
 *
 * <pre>{@code
 * Mtu.ofFabric().bytes() // → 1660
 * Encapsulation.VXLAN.largestSegment(Mtu.ofFabric().bytes()) // → 1570
 * Mtu.of(1500).fate(1520, true).word() // → too long
 * }</pre>
 *
 * @param figure its size in bytes
 */
public record Mtu(Figure<Integer> figure) {

  private static final int LEAST = 68;

  /**
   * The MTU of the physical network of a stamp, which leaves room for encapsulation. The source
   * counts the Ethernet header in.
   */
  public static Mtu ofFabric() {
    Fact fact = Facts.book("networking").fact("encapsulation/fabricMtuBytes");
    Figure<Integer> frame = Figure.stated("largest frame of the fabric", fact.integer(), fact);
    return new Mtu(
        Figure.derived(
            "MTU of the fabric",
            frame.value() - Ethernet.LENGTH,
            "{largest frame of the fabric} − " + Ethernet.LENGTH,
            frame));
  }

  /**
   * Some other MTU.
   *
   * @param bytes of the largest IPv4 packet, 68 to 65,535: RFC 791 lets no link take less
   * @throws Refusal if it is out of its range
   */
  public static Mtu of(int bytes) {
    if (bytes < LEAST || bytes > Fields.SIXTEEN_BITS) {
      throw Refusal.of("Mtu.of(" + bytes + ")", "an MTU is 68 to 65,535 bytes")
          .source("RFC 791")
          .asException();
    }
    return new Mtu(Figure.given("MTU", bytes, "Mtu.of(" + bytes + ")"));
  }

  /** Its size in bytes. */
  public int bytes() {
    return figure.value();
  }

  /** What becomes of a packet at this link. */
  public MtuFate fate(Packet packet) {
    return fate(packet.ipLength(), packet.ipv4().dontFragment());
  }

  /**
   * What becomes of a packet at this link.
   *
   * @param ipLength bytes of the IPv4 packet
   * @param dontFragment whether it says that it is not to be fragmented
   */
  public MtuFate fate(int ipLength, boolean dontFragment) {
    if (ipLength <= bytes()) {
      return MtuFate.FITS;
    }
    return dontFragment ? MtuFate.DROPPED : MtuFate.FRAGMENTED;
  }
}
