package org.stackbook.network.sdn;

import java.util.Optional;
import org.stackbook.network.engine.PolicyDelta;

/**
 * What the network controller programs.
 *
 * <p>Source: What is Software Load Balancer (SLB) for SDN; P. Patel et al., "Ananta: Cloud scale
 * load balancing", SIGCOMM 2013.
 */
enum PolicyKind {
  /** Where a card of a virtual network is: its customer address, and the server's provider one. */
  MAPPING(
      "CA-to-PA mapping",
      "its cards do not find a card that is new",
      "packets of its cards to a card that moved go to where it was",
      "packets of its cards to a card that is gone are still sent"),
  /** What a rule of a network security group lets through to a card and from it. */
  FILTER(
      "ACL rule",
      "a rule that is new does not hold for its cards",
      "a rule holds for its cards as it was",
      "a rule that is gone still holds for its cards"),
  /** What the destination of a packet for a rule of a VIP becomes at the server. */
  REWRITE(
      "VIP rewrite",
      "packets for the VIP that MUXes send to it are dropped",
      "packets for the VIP get to the old port",
      "packets for the VIP that still come are taken"),
  /** What the destination of a packet for an inbound NAT rule of a VIP becomes at the server. */
  INBOUND_NAT(
      "inbound NAT rule",
      "packets for the port that MUXes send to it are dropped",
      "packets for the port get to the old one",
      "packets for the port that still come are taken"),
  /** What the source of an answer becomes, which goes to the client past the MUXes. */
  RETURN(
      "DSR rule",
      "answers would leave with the customer address",
      "answers leave as from the old port",
      "answers of flows that are left go on"),
  /** Who is asked whether it takes flows. */
  PROBE(
      "health probe",
      "the back end is not probed",
      "the back end is probed from the old address",
      "a back end of no pool is still probed"),
  /** The ports of a VIP that a card has for flows to the outside. */
  SNAT_PORTS(
      "SNAT range",
      "the card has no way to the outside",
      "flows to the outside leave with ports whose answers go to another card",
      "flows to the outside leave with ports whose answers come no more"),
  /** Who gets the flows to a port of a VIP. */
  VIP_MAP(
      "VIP map entry",
      "flows to the port that come to this MUX find no rule",
      "flows to the port that come to this MUX go to the old back ends",
      "flows to the port that come to this MUX still go to back ends"),
  /** Who gets the answers to ports of a VIP. */
  SNAT_MAP(
      "SNAT map entry",
      "answers to the ports that come to this MUX find no card",
      "answers to the ports that come to this MUX go to the old card",
      "answers to the ports that come to this MUX still go to the card");

  private final String word;
  private final String lacking;
  private final String old;
  private final String left;

  PolicyKind(String word, String lacking, String old, String left) {
    this.word = word;
    this.lacking = lacking;
    this.old = old;
    this.left = left;
  }

  /** One of them. */
  String word() {
    return word;
  }

  /** Several of them. */
  String plural() {
    return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
  }

  /** Which packets they are for; a chart has no colour for each kind. */
  String purpose() {
    return switch (this) {
      case MAPPING -> "between cards";
      case FILTER -> "filters";
      case REWRITE, INBOUND_NAT, VIP_MAP -> "to VIPs";
      case RETURN -> "answers (DSR)";
      case PROBE -> "health probes";
      case SNAT_PORTS, SNAT_MAP -> "to the outside (SNAT)";
    };
  }

  /** Whether MUXes have them, and not servers. */
  boolean isOfMuxes() {
    return this == VIP_MAP || this == SNAT_MAP;
  }

  /** Whether they are of the load balancer, and not of virtual networks. */
  boolean isOfVips() {
    return this != MAPPING && this != FILTER;
  }

  /** The name of the fact that says who has them, where no page does. */
  Optional<String> rule() {
    return switch (this) {
      case MAPPING -> Optional.of("mappings");
      case FILTER -> Optional.of("controllerFilters");
      case PROBE -> Optional.of("controllerProbes");
      default -> Optional.empty();
    };
  }

  /** What comes of it where such a change was missed. */
  String ifMissed(PolicyDelta.Kind missed) {
    return switch (missed) {
      case ADDED -> lacking;
      case CHANGED -> old;
      case REMOVED -> left;
    };
  }
}
