package org.stackbook.network.packet;

/**
 * The header of a UDP datagram. Length and checksum follow from the packet around it; around VXLAN
 * the checksum is 0, which says that there is none, as RFC 7348 wants it to be sent.
 *
 * <p>Source: RFC 768.
 *
 * @param sourcePort 0 to 65,535
 * @param destinationPort 0 to 65,535
 */
public record Udp(int sourcePort, int destinationPort) implements Header {

  static final int LENGTH = 8;

  /**
   * @throws org.stackbook.error.Refusal if a port is out of its range
   */
  public Udp {
    Fields.within("sourcePort", sourcePort, Fields.SIXTEEN_BITS);
    Fields.within("destinationPort", destinationPort, Fields.SIXTEEN_BITS);
  }

  @Override
  public int length() {
    return LENGTH;
  }

  @Override
  public String toString() {
    return "User Datagram Protocol, Src Port: " + sourcePort + ", Dst Port: " + destinationPort;
  }
}
