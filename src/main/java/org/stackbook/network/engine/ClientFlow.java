package org.stackbook.network.engine;

/**
 * A flow of a client, which sends packets at even distances.
 *
 * @param mux that it comes to, from 0
 * @param vip number of the VIP that it goes to, from 0
 * @param start when its first packet comes
 * @param end after which none comes, not before {@code start}
 * @param gap time between packets, 1 or more
 * @param moves whether the pool would send it to another back end once it has changed
 */
public record ClientFlow(int mux, int vip, long start, long end, long gap, boolean moves) {

  /**
   * @throws IllegalArgumentException if the times are not as described
   */
  public ClientFlow {
    if (end < start || gap < 1) {
      throw new IllegalArgumentException(start + " to " + end + " by " + gap);
    }
  }
}
