package org.stackbook.network.sdn;

import org.stackbook.network.engine.FloodFate;
import org.stackbook.view.Disposition;

/** How a connection of a client gets through a SYN flood. */
public enum FloodOutcome implements Disposition {
  /** Its MUX knew it. */
  KNOWN(FloodFate.KNOWN, "known", "its MUX knew it at each packet after the first"),
  /** Its MUX chose for it more than once. */
  BY_POOL(
      FloodFate.BY_POOL,
      "by the pool",
      "its MUX had no room to know it, and chose the same back end again"),
  /** It never began. */
  NOT_OPENED(FloodFate.NOT_OPENED, "not opened", "its first packet was dropped"),
  /** Its MUX chose another back end. */
  OTHER_BACK_END(
      FloodFate.BROKEN_OTHER_BACK_END,
      "broken: other back end",
      "its MUX had no room to know it, and chose another back end when the pool changed"),
  /** Its VIP was withdrawn. */
  WITHDRAWN(
      FloodFate.CUT_WITHDRAWN,
      "cut: VIP withdrawn",
      "its VIP was withdrawn from all MUXes before it began or while it lasted");

  private final FloodFate fate;
  private final String word;
  private final String definition;

  FloodOutcome(FloodFate fate, String word, String definition) {
    this.fate = fate;
    this.word = word;
    this.definition = definition;
  }

  FloodFate fate() {
    return fate;
  }

  /** Whether the connection is hurt. */
  public boolean isHurt() {
    return this != KNOWN && this != BY_POOL;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String definition() {
    return definition;
  }

  @Override
  public String toString() {
    return word;
  }
}
