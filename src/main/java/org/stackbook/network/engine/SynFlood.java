package org.stackbook.network.engine;

import org.stackbook.seed.Random64;

/**
 * First packets to one VIP from addresses that do not exist, evenly in time.
 *
 * @param vip number of the VIP, from 0
 * @param start when they begin
 * @param length how long they come, 1 or more
 * @param packets how many come, to all MUXes together, 0 or more; fewer than 2^63 when multiplied
 *     with the length
 * @param seed decides which MUX each comes to
 */
public record SynFlood(int vip, long start, long length, long packets, long seed) {

  /** When a packet comes, {@link Long#MAX_VALUE} if there are not so many. */
  long time(long packet) {
    return packet < packets ? start + packet * length / packets : Long.MAX_VALUE;
  }

  /** The MUX that a packet comes to. */
  int mux(long packet, int muxes) {
    return (int) ((Random64.mixed(seed ^ Random64.mixed(packet)) >>> 1) % muxes);
  }
}
