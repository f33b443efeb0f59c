package org.stackbook.network.engine;

import org.stackbook.seed.Random64;

/**
 * Clients anywhere in the world, each with an address of its own, which open flows from one port
 * after the other.
 *
 * @param clients how many, 1 or more
 * @param firstPort that a client opens flows from
 * @param lastPort not less, at most 65,535
 * @param seed decides on addresses, and the port that each client begins with
 */
public record ClientCrowd(int clients, int firstPort, int lastPort, long seed) {

  private static final int FLOWS_OF_A_CLIENT = 10;
  private static final int FIRST_PORT = 49_152;
  private static final int LAST_PORT = 65_535;

  /**
   * Clients that open ten flows each, from dynamic ports.
   *
   * @param flows how many they open together, 1 or more
   * @param seed decides on addresses and ports
   */
  public static ClientCrowd opening(int flows, long seed) {
    return new ClientCrowd(Math.max(1, flows / FLOWS_OF_A_CLIENT), FIRST_PORT, LAST_PORT, seed);
  }

  /**
   * @throws IllegalArgumentException if the numbers are not as described
   */
  public ClientCrowd {
    if (clients < 1 || firstPort < 0 || lastPort < firstPort || lastPort > 65_535) {
      throw new IllegalArgumentException(
          clients + " clients, ports " + firstPort + " to " + lastPort);
    }
  }

  /** How many flows to one VIP and port the clients can have at once. */
  public long mostFlows() {
    return (long) clients * (lastPort - firstPort + 1);
  }

  /** Address of the client of a flow, one after the other from flow 0. */
  public int address(int flow) {
    // MurmurHash3's last steps: no two of 2^32 numbers become one, so no two clients do.
    int z = flow % clients + (int) Random64.mixed(seed);
    z = (z ^ z >>> 16) * 0x85EBCA6B;
    z = (z ^ z >>> 13) * 0xC2B2AE35;
    return z ^ z >>> 16;
  }

  /** Port of the client of a flow. */
  public int port(int flow) {
    long first = Random64.mixed(seed ^ Random64.mixed(flow % clients)) >>> 1;
    int ports = lastPort - firstPort + 1;
    return firstPort + (int) ((first % ports + flow / clients) % ports);
  }
}
