package org.stackbook.network.engine;

/** Whose address counts as the source of a packet when it is hashed. */
public enum HashedSource {
  /** The client's own, which a virtual network calls its customer address. */
  CUSTOMER,
  /** That of the physical host which the client runs on, its provider address. */
  PROVIDER
}
