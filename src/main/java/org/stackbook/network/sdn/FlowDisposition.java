package org.stackbook.network.sdn;

import org.stackbook.view.Disposition;

/** How a flow ends. */
public enum FlowDisposition implements Disposition {
  /** The packet reached its end, and the answer came back. */
  DELIVERED("delivered", "the packet reached the card, and the answer reached who had asked"),
  /** Nobody knows the way. */
  NO_ROUTE("no route", "no network that can be reached from there has the address"),
  /** No rule for protocol and port. */
  NO_RULE(
      "no rule", "the VIP has neither a load-balancing rule nor an inbound NAT rule for the port"),
  /** No back end. */
  NO_BACK_END("no back end", "no back end of the pool takes flows"),
  /** No MUX. */
  NO_MUX("no MUX", "no way leads to a MUX that runs"),
  /** The server is down. */
  SERVER_DOWN("server down", "the server that the card is on does not run"),
  /** Nothing to be translated to. */
  NO_OUTBOUND(
      "no outbound address",
      "the card is in the pool of no VIP, so that there is no address to translate its own to");

  private final String word;
  private final String definition;

  FlowDisposition(String word, String definition) {
    this.word = word;
    this.definition = definition;
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
