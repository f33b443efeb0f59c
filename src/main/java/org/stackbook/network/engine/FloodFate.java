package org.stackbook.network.engine;

/** How a flow of a client gets through a SYN flood. The first two survive it. */
public enum FloodFate {
  /** Its MUX knew it at each packet after the first. */
  KNOWN,
  /** At some of them its MUX did not know it and chose the same back end by the pool. */
  BY_POOL,
  /** Its first packet was dropped. */
  NOT_OPENED,
  /** Its MUX did not know it, and after a change the pool chose another back end. */
  BROKEN_OTHER_BACK_END,
  /** Its VIP was withdrawn, before it began or while it lasted. */
  CUT_WITHDRAWN
}
