package org.stackbook.network.sdn;

import org.stackbook.network.acl.AclLevel;
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
      "the card is in the pool of no public VIP, so that there is no address to translate its own"
          + " to"),
  /** The card that asks was chosen to answer. */
  HAIRPIN(
      "hairpin",
      "the hash of an internal VIP chose the card that asks, which would get its own packet from its"
          + " own address and know no such connection"),
  /** A filter at the top of the rack. */
  DENIED_BY_TOR("denied by TOR", "the access list of the top-of-rack switches denies it"),
  /** A network security group. */
  DENIED_BY_SDN(
      "denied by SDN",
      "the virtual switch denies it: by a network security group, or since it comes from outside"
          + " and there is none"),
  /** The firewall of a server. */
  DENIED_BY_HOST("denied by host", "the firewall of the server denies it"),
  /** The firewall in a VM. */
  DENIED_BY_GUEST("denied by guest", "the firewall of the operating system in the VM denies it");

  private final String word;
  private final String definition;

  FlowDisposition(String word, String definition) {
    this.word = word;
    this.definition = definition;
  }

  static FlowDisposition deniedBy(AclLevel level) {
    return switch (level) {
      case TOR -> DENIED_BY_TOR;
      case SDN -> DENIED_BY_SDN;
      case HOST -> DENIED_BY_HOST;
      case GUEST -> DENIED_BY_GUEST;
    };
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
