package org.stackbook.network.engine;

import java.util.List;

/**
 * An end of connections, with the filters between it and the network.
 *
 * @param address 0 to 2<sup>32</sup> − 1
 * @param out what its packets pass on their way out, in this order
 * @param in what packets for it pass, in this order
 */
public record ReachEnd(long address, List<AclFilter> out, List<AclFilter> in) {

  /** Copies the lists. */
  public ReachEnd {
    out = List.copyOf(out);
    in = List.copyOf(in);
  }

  /**
   * The addresses that its packets may go to.
   *
   * @param kind protocol and ports
   * @param among the addresses that are asked for
   */
  public AclRanges destinations(AclPacket kind, AclRanges among) {
    AclPacket packet = new AclPacket(kind.protocol(), address, kind.sourcePort(), 0, kind.port());
    return through(out, packet, AclField.DESTINATION, among);
  }

  /**
   * The addresses whose packets may come to it.
   *
   * @param kind protocol and ports
   * @param among the addresses that are asked for
   */
  public AclRanges sources(AclPacket kind, AclRanges among) {
    AclPacket packet = new AclPacket(kind.protocol(), 0, kind.sourcePort(), address, kind.port());
    return through(in, packet, AclField.SOURCE, among);
  }

  private static AclRanges through(
      List<AclFilter> filters, AclPacket packet, AclField field, AclRanges among) {
    AclRanges left = among;
    for (AclFilter filter : filters) {
      left = filter.allowed(packet, field, left);
    }
    return left;
  }
}
