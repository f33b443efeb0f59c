package org.stackbook.network.sdn;

import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.Protocol;
import org.stackbook.unit.Bandwidth;

/**
 * Traffic of many flows that are alike: to a VIP, or between two cards.
 *
 * @param name of it, such as {@code 203.0.113.10:443}
 * @param vip that is asked, if it is one
 * @param to what is asked of it
 * @param protocol of the flows
 * @param cards who asks and who answers, if they are cards
 * @param flows how many
 * @param requests what is sent there
 * @param answers what is sent back
 */
record LoadTraffic(
    String name,
    Optional<Vip> vip,
    Optional<Endpoint> to,
    Protocol protocol,
    List<VirtualNic> cards,
    Figure<Integer> flows,
    Way requests,
    Way answers) {

  /**
   * One way of it.
   *
   * @param name of it, such as {@code 203.0.113.10:443 requests}
   * @param rate of all flows together, in bits of IPv4 packets
   * @param packet bytes of an IPv4 packet
   * @param flows how many
   * @param answers whether it is the way back
   * @param balanced whether a MUX would carry it if answers went the way of requests
   */
  record Way(
      String name,
      Figure<Bandwidth> rate,
      Figure<Integer> packet,
      Figure<Integer> flows,
      boolean answers,
      boolean balanced) {

    /** Bits per second that each flow wants. */
    double wanted() {
      return rate.value().bitsPerSecond() / flows.value();
    }

    /** What each flow wants. */
    Figure<Bandwidth> wantedByFlow() {
      return Figure.derived(
          name + " of a flow",
          new Bandwidth(wanted()),
          "{" + rate.name() + "} ÷ {" + flows.name() + "}",
          rate,
          flows);
    }
  }

  static LoadTraffic toVip(
      String name, Vip vip, Endpoint to, Protocol protocol, LoadTrafficOptions said) {
    Figure<Integer> flows = said.flows(name + " flows");
    return new LoadTraffic(
        name,
        Optional.of(vip),
        Optional.of(to),
        protocol,
        List.of(),
        flows,
        way(name, said, flows, false, true),
        way(name, said, flows, true, true));
  }

  static LoadTraffic between(String name, VirtualNic a, VirtualNic b, LoadTrafficOptions said) {
    Figure<Integer> flows = said.flows(name + " flows");
    return new LoadTraffic(
        name,
        Optional.empty(),
        Optional.empty(),
        Protocol.TCP,
        List.of(a, b),
        flows,
        way(name, said, flows, false, false),
        way(name, said, flows, true, false));
  }

  private static Way way(
      String name,
      LoadTrafficOptions said,
      Figure<Integer> flows,
      boolean answers,
      boolean balanced) {
    String called = name + (answers ? " answers" : " requests");
    return new Way(
        called,
        said.rate(called, answers),
        said.packet(called + " packet", answers),
        flows,
        answers,
        balanced);
  }

  /** There, and back. */
  List<Way> ways() {
    return List.of(requests, answers);
  }
}
