package org.stackbook.network.engine;

/** What of a packet is hashed, so that packets which agree in it are sent the same way. */
public enum HashTuple {
  /** Source address and port, destination address and port, protocol. */
  FIVE,
  /** Source address, destination address, protocol. */
  THREE,
  /** Source address, destination address. */
  TWO
}
