package org.stackbook.network.engine;

/**
 * What a MUX bears. Times are in any unit, the same for all.
 *
 * @param trustedFlows of how many flows with more than one packet it keeps the back end
 * @param untrustedFlows of how many flows with one packet it does
 * @param trustedTimeout after how long without a packet it forgets the first
 * @param untrustedTimeout after how long without a packet it forgets the others
 * @param window how long packets are counted together, 1 or more
 * @param packetsPerWindow how many packets it handles in a window; further ones are dropped
 * @param windowsToOverload after how many windows in a row with dropped packets the VIP with the
 *     most packets is withdrawn from all MUXes, 1 or more
 */
public record MuxRules(
    int trustedFlows,
    int untrustedFlows,
    long trustedTimeout,
    long untrustedTimeout,
    long window,
    long packetsPerWindow,
    int windowsToOverload) {

  /**
   * @throws IllegalArgumentException if a number is less than it may be
   */
  public MuxRules {
    if (trustedFlows < 0
        || untrustedFlows < 0
        || trustedTimeout < 0
        || untrustedTimeout < 0
        || window < 1
        || packetsPerWindow < 0
        || windowsToOverload < 1) {
      throw new IllegalArgumentException("flows, times and packets of a MUX");
    }
  }
}
