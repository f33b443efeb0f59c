package org.stackbook.network.engine;

/** What of a packet a rule looks at. Ports come first: they tell most rules apart. */
public enum AclField {
  /** The port that it goes to, 0 to 65,535. */
  PORT,
  /** The number of the protocol in the header of IP, 0 to 255. */
  PROTOCOL,
  /** The port that it comes from, 0 to 65,535. */
  SOURCE_PORT,
  /** The address that it comes from, 0 to 2<sup>32</sup> − 1. */
  SOURCE,
  /** The address that it goes to, 0 to 2<sup>32</sup> − 1. */
  DESTINATION
}
