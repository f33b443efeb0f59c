package org.stackbook.network.packet;

/**
 * The header of VXLAN: in front of a whole frame of a virtual network, which travels as the data of
 * a UDP datagram between the hosts.
 *
 * <p>Source: RFC 7348.
 *
 * @param vni which virtual network, 0 to 16,777,215
 */
public record Vxlan(int vni) implements Header {

  /** The port of UDP that takes it, as IANA assigns it. */
  public static final int PORT = 4789;

  static final int LENGTH = 8;

  /** The one flag that is set: the number of the network counts. */
  static final int FLAGS = 0x08;

  /**
   * @throws org.stackbook.error.Refusal if {@code vni} is out of its range
   */
  public Vxlan {
    Fields.within("vni", vni, Fields.TWENTY_FOUR_BITS);
  }

  @Override
  public int length() {
    return LENGTH;
  }

  @Override
  public String toString() {
    return "Virtual eXtensible Local Area Network, VNI: " + vni;
  }
}
