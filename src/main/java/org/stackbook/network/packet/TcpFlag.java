package org.stackbook.network.packet;

/** A control bit of TCP (RFC 9293). */
public enum TcpFlag {
  /** No more from the sender. */
  FIN(0x01),
  /** The beginning of a connection. */
  SYN(0x02),
  /** The connection is over at once. */
  RST(0x04),
  /** To be handed to the application without waiting. */
  PSH(0x08),
  /** The acknowledgment number counts. */
  ACK(0x10);

  private final int bit;

  TcpFlag(int bit) {
    this.bit = bit;
  }

  /** Its bit in the header. */
  int bit() {
    return bit;
  }
}
