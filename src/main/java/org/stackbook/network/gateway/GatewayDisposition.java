package org.stackbook.network.gateway;

import org.stackbook.view.Disposition;

/** What became of a connection. */
public enum GatewayDisposition implements Disposition {
  /** An active gateway carries it. */
  PLACED("placed", "an active gateway carries it"),
  /** The standby carries it. */
  MOVED(
      "moved",
      "its gateway failed, and the standby carries it after a few seconds without connection"),
  /** No active gateway has room. */
  NO_ROOM("no room", "no active gateway has as much bandwidth left as is reserved for it"),
  /** Nothing carries it any more. */
  DOWN("down", "its gateway failed, and no standby is left");

  private final String word;
  private final String definition;

  GatewayDisposition(String word, String definition) {
    this.word = word;
    this.definition = definition;
  }

  /** Whether a gateway carries the connection. */
  public boolean carries() {
    return this == PLACED || this == MOVED;
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
