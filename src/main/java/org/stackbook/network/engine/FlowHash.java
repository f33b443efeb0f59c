package org.stackbook.network.engine;

import org.stackbook.seed.Random64;

/**
 * A hash of flows. With the same tuple, source and seed it is the same wherever it is computed, so
 * that each MUX sends a flow to the same back end.
 *
 * @param tuple what of a packet is hashed
 * @param source whose address is hashed as the source
 * @param seed of the hash; devices in a row need different ones, or the second has no choice left
 */
public record FlowHash(HashTuple tuple, HashedSource source, long seed) {

  private static final int PROTOCOL_BITS = 8;

  /** The hash of a flow, each value of 64 bits equally likely. */
  public long of(Flows flows, int flow) {
    return of(
        source == HashedSource.PROVIDER ? flows.provider(flow) : flows.source(flow),
        flows.sourcePort(flow),
        flows.destination(flow),
        flows.destinationPort(flow),
        flows.protocol(flow));
  }

  /**
   * The hash of a packet.
   *
   * @param address of its source, the one that {@link #source} says
   * @param protocol its number, 0 to 255
   */
  public long of(int address, int port, int destination, int destinationPort, int protocol) {
    long rest =
        switch (tuple) {
          case FIVE ->
              ((((long) port << Short.SIZE) + destinationPort) << PROTOCOL_BITS) + protocol;
          case THREE -> protocol;
          case TWO -> 0;
        };
    long addresses = ((long) address << Integer.SIZE) + (destination & 0xFFFFFFFFL);
    return Random64.mixed(Random64.mixed(Random64.mixed(seed) ^ addresses) ^ rest);
  }
}
