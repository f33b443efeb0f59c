package org.stackbook.network.engine;

/**
 * What rules see of a packet.
 *
 * @param protocol number in the header of IP, 0 to 255
 * @param source address that it comes from, 0 to 2<sup>32</sup> − 1
 * @param sourcePort port that it comes from, 0 to 65,535
 * @param destination address that it goes to, 0 to 2<sup>32</sup> − 1
 * @param port that it goes to, 0 to 65,535
 */
public record AclPacket(long protocol, long source, long sourcePort, long destination, long port) {

  /** The value of a field. */
  public long of(AclField field) {
    return switch (field) {
      case PORT -> port;
      case PROTOCOL -> protocol;
      case SOURCE_PORT -> sourcePort;
      case SOURCE -> source;
      case DESTINATION -> destination;
    };
  }
}
