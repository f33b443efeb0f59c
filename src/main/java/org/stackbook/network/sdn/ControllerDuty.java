package org.stackbook.network.sdn;

/**
 * What happens in a network, and whether it goes on without the network controller.
 *
 * <p>Source: What is Software Load Balancer (SLB) for SDN; P. Patel et al., "Ananta: Cloud scale
 * load balancing", SIGCOMM 2013.
 */
enum ControllerDuty {
  ESTABLISHED("established flows to VIPs", true, "MUXes and servers have what they need for them"),
  NEW_FLOWS("new flows to rules that are programmed", true, "MUXes choose by the map they have"),
  EAST_WEST("flows between cards", true, "servers have the mappings of cards that were there"),
  OUTBOUND("flows to the outside", true, "servers and MUXes have the ranges of ports"),
  MUX_LOSS("loss of a MUX", true, "switches notice by BGP that it is gone, not by the controller"),
  PROBES("results of probes", false, "servers go on asking, and no MUX is told what they found"),
  REQUESTS("requests", false, "they are refused, and nothing is kept of them"),
  CARDS("cards that are new or move", false, "no server learns where they are"),
  RECONCILE("servers and MUXes that were away", false, "they keep the policies that they had");

  private final String what;
  private final boolean goesOn;
  private final String because;

  ControllerDuty(String what, boolean goesOn, String because) {
    this.what = what;
    this.goesOn = goesOn;
    this.because = because;
  }

  String what() {
    return what;
  }

  /** Whether it goes on while there is no quorum. */
  boolean goesOn() {
    return goesOn;
  }

  String because() {
    return because;
  }
}
