package org.stackbook.network.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which gateway carries which connection: each goes to the active gateway with the most bandwidth
 * that is not reserved. Standbys take over what a failed one carried, as long as there are any.
 */
final class GatewayPool {

  /** Of a connection that no gateway carries. */
  static final int NONE = -1;

  private final double[] free;
  private final int[] at;
  private final boolean[] lost;

  /**
   * Places connections.
   *
   * @param gateways how many there are
   * @param active how many of them carry connections, the first ones
   * @param capacity bits per second that an active gateway can reserve
   * @param reserves bits per second for each connection
   */
  GatewayPool(int gateways, int active, double capacity, double... reserves) {
    this.free = new double[gateways];
    this.at = new int[reserves.length];
    this.lost = new boolean[reserves.length];
    Arrays.fill(free, 0, active, capacity);
    for (int i = 0; i < reserves.length; i++) {
      int best = 0;
      for (int gateway = 1; gateway < active; gateway++) {
        best = free[gateway] > free[best] ? gateway : best;
      }
      at[i] = free[best] >= reserves[i] ? best : NONE;
      if (at[i] != NONE) {
        free[best] -= reserves[i];
      }
    }
  }

  /**
   * Gateways fail, one after the other.
   *
   * @param failed their numbers
   * @param active how many are active in good times
   */
  void fail(List<Integer> failed, int active) {
    boolean[] up = new boolean[free.length];
    Arrays.fill(up, true);
    boolean[] used = new boolean[free.length];
    Arrays.fill(used, 0, active, true);
    for (int gone : failed) {
      up[gone] = false;
      if (!used[gone]) {
        continue;
      }
      used[gone] = false;
      int standby =
          IntStream.range(0, free.length).filter(g -> up[g] && !used[g]).findFirst().orElse(NONE);
      if (standby != NONE) {
        used[standby] = true;
        free[standby] = free[gone];
      }
      free[gone] = 0;
      for (int i = 0; i < at.length; i++) {
        if (at[i] == gone) {
          at[i] = standby;
          lost[i] = standby == NONE;
        }
      }
    }
  }

  /** The gateway that carries a connection, or {@link #NONE}. */
  int at(int connection) {
    return at[connection];
  }

  /** Whether a gateway carried a connection until it failed, and none does now. */
  boolean isLost(int connection) {
    return lost[connection];
  }

  /** Bits per second that a gateway could still reserve. */
  double free(int gateway) {
    return free[gateway];
  }

  /** Bits per second that a gateway has reserved; 0 if it does not carry connections. */
  double reserved(int gateway, double... reserves) {
    return IntStream.range(0, at.length)
        .filter(i -> at[i] == gateway)
        .mapToDouble(i -> reserves[i])
        .sum();
  }

  /** How many more connections fit that reserve so much each. */
  int room(double reserve) {
    return (int) Arrays.stream(free).mapToLong(f -> (long) Math.floor(f / reserve)).sum();
  }
}
