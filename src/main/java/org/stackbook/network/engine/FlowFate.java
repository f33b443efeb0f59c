package org.stackbook.network.engine;

/** What an event did to an established flow. The first five leave it alive. */
public enum FlowFate {
  /** It takes the same way to the same back end. */
  SAME(true),
  /** It comes over another uplink to the same MUX, and gets to the same back end. */
  REROUTED(true),
  /** It comes to another MUX, which knows it from before. */
  MOVED_TO_MUX_THAT_KNOWS(true),
  /** It comes to another MUX, which chooses the same back end by the pool. */
  MOVED_TO_MUX_THAT_AGREES(true),
  /** Its packets reach a back end that does not know the connection. */
  BROKEN_OTHER_BACK_END(false),
  /** Its back end is lost. */
  BROKEN_BACK_END_LOST(false),
  /** No uplink or no MUX is left. */
  BROKEN_NO_PATH(false),
  /** No back end of its pool is left that the load balancer sends it to. */
  ENDED_NO_BACK_END(false),
  /** An event before this one broke it. */
  GONE_BEFORE(false);

  private final boolean alive;

  FlowFate(boolean alive) {
    this.alive = alive;
  }

  /** Whether the flow goes on. */
  public boolean isAlive() {
    return alive;
  }
}
