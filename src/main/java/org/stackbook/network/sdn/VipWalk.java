package org.stackbook.network.sdn;

import java.util.Optional;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.engine.Flows;
import org.stackbook.network.packet.Ethernet;
import org.stackbook.network.packet.Packet;

/**
 * Follows a flow from a card to a VIP of the same stamp: its first packet through a MUX, the
 * answer, what the MUXes tell the servers, and later packets from server to server.
 */
final class VipWalk {

  private final FlowPlaces places;
  private final Trail trail;
  private final Endpoint from;
  private final Endpoint to;
  private final Vip vip;

  VipWalk(FlowPlaces places, Endpoint from, Endpoint to, Vip vip) {
    this.places = places;
    this.trail = places.trail();
    this.from = from;
    this.to = to;
    this.vip = vip;
  }

  /**
   * @param snat what the source becomes if the VIP is a public one
   */
  void follow(VirtualNic asks, Optional<Snat> snat) {
    if (!places.runs(asks)) {
      return;
    }
    Optional<Endpoint> source = vip.isInternal() ? Optional.of(from) : snat.map(Snat::source);
    Optional<VipChoice> choice =
        source.map(s -> places.choice(vip, s, Optional.of(places.host(asks)), to.port()));
    places.filters().between(asks.name(), to.address().toString(), from.port(), to.port());
    choice
        .flatMap(VipChoice::backEnd)
        .filter(nic -> !vip.isInternal() || !nic.equals(asks))
        .ifPresent(
            nic -> places.filters().into(nic, source.orElseThrow(), choice.orElseThrow().port()));
    if (!places.leaves(asks, from, to)) {
      return;
    }
    if (choice.isEmpty()) {
      FlowWalk.noOutbound(trail, asks, places.host(asks), trail.last());
    } else if (vip.isInternal()) {
      internal(asks, choice.get());
    } else {
      translated(asks, snat.orElseThrow(), choice.get());
    }
  }

  // To a public VIP: the source becomes one of a VIP, too, so that the answer finds a MUX.

  private void translated(VirtualNic asks, Snat snat, VipChoice choice) {
    PhysicalEnd host = places.host(asks);
    trail.step("SNAT", snat.found());
    Optional<PhysicalEnd> mux =
        overTor(host, places.fromSource(trail.last(), snat.source(), ""), to);
    if (mux.isEmpty() || !chosen(mux.get(), trail.last(), choice)) {
      return;
    }
    Packet first = trail.last();
    VirtualNic answers = choice.backEnd().orElseThrow();
    Endpoint inside = vip.spoken(answers, choice.port());
    if (answers.equals(asks)) {
      trail.step("hairpin", answers.name() + " asks itself, and is asked by " + snat.source());
    }
    if (!places.fromMux(mux.get(), answers, inside)) {
      return;
    }
    trail.begin(FlowLeg.BACK);
    places.leaves(answers, inside, snat.source());
    Packet replied = asVip(trail.last());
    trail.step(
        "direct server return",
        "the answer passes no MUX for " + vip.address() + ", only one for where it goes");
    Optional<PhysicalEnd> back = overTor(places.host(answers), replied, snat.source());
    if (back.isEmpty()) {
      return;
    }
    Packet answer = trail.last();
    places.snatMap(snat);
    if (!places.fromMux(back.get(), asks, from)) {
      return;
    }
    places.redirect(mux.get(), asks, answers, first);
    places.redirect(back.get(), answers, asks, answer);
    trail.begin(FlowLeg.LATER_THERE);
    places.leaves(asks, from, to);
    Packet sent = trail.last();
    Packet known = places.fromSource(sent, snat.source(), "");
    places.redirected(known, answers);
    places.direct(asks, answers, sent, known, inside);
    trail.begin(FlowLeg.LATER_BACK);
    places.leaves(answers, inside, snat.source());
    sent = trail.last();
    known = asVip(sent);
    places.redirected(known, asks);
    places.direct(answers, asks, sent, known, from);
  }

  /** From a server over a switch to a MUX, if there is one. */
  private Optional<PhysicalEnd> overTor(PhysicalEnd host, Packet packet, Endpoint destination) {
    Packet sent = trail.last();
    Flows flow = places.flow(packet.source(), destination);
    Optional<PhysicalEnd> tor = places.tor(flow);
    if (tor.isEmpty()) {
      places.noTor(host, sent);
      return tor;
    }
    places.toTor(host, tor.get(), sent, packet);
    return places.toMux(tor.get(), flow);
  }

  /** The MUX chooses a back end; false if there is none. */
  private boolean chosen(PhysicalEnd mux, Packet in, VipChoice choice) {
    choice.steps().forEach(trail::add);
    if (choice.backEnd().isPresent()) {
      return true;
    }
    trail.end(mux.name(), Optional.of(in), choice.otherwise());
    return false;
  }

  private Packet asVip(Packet packet) {
    return places.fromSource(packet, to, ", as who asked knows it");
  }

  // To an internal VIP: all stays in the virtual network, and the source as it is.

  private void internal(VirtualNic asks, VipChoice choice) {
    PhysicalEnd host = places.host(asks);
    VirtualNetwork network = vip.inside().orElseThrow();
    Packet sent = trail.last();
    if (!asks.network().equals(network)) {
      places.unknown(asks, to.address());
      return;
    }
    Optional<PhysicalEnd> found = places.mux(places.flow(from, to), 0);
    String toMux = to.address() + " is a VIP: " + places.advertisers();
    if (found.isEmpty()) {
      trail.end(host.name(), Optional.of(sent), FlowDisposition.NO_MUX, "CA to PA", toMux);
      return;
    }
    PhysicalEnd mux = found.get();
    trail.step("CA to PA", toMux);
    places.encapsulate(host, mux, network, sent, sent.onLink(new Ethernet(host.mac(), mux.mac())));
    Packet tunnelled = trail.last();
    Packet first = places.decapsulate();
    if (!chosen(mux, tunnelled, choice)) {
      return;
    }
    VirtualNic answers = choice.backEnd().orElseThrow();
    Endpoint inside = vip.spoken(answers, choice.port());
    places.tunnel(mux, answers, tunnelled, first);
    if (answers.equals(asks)) {
      hairpin(asks, inside);
      return;
    }
    if (!places.receive(answers, inside)) {
      return;
    }
    trail.begin(FlowLeg.BACK);
    straightBack(answers, asks, inside);
    places.redirect(mux, asks, answers, first);
    trail.begin(FlowLeg.LATER_THERE);
    places.leaves(asks, from, to);
    places.redirected(trail.last(), answers);
    places.direct(asks, answers, trail.last(), trail.last(), inside);
    trail.begin(FlowLeg.LATER_BACK);
    straightBack(answers, asks, inside);
  }

  /** The card would get a packet from itself. */
  private void hairpin(VirtualNic asks, Endpoint inside) {
    Packet tunnelled = trail.last();
    places.decapsulate();
    trail.end(
        places.host(asks).name(),
        Optional.of(tunnelled),
        FlowDisposition.HAIRPIN,
        "hairpin",
        asks.name() + " asks itself: from " + from + " to " + inside);
  }

  private void straightBack(VirtualNic answers, VirtualNic asks, Endpoint inside) {
    places.leaves(answers, inside, from);
    Packet sent = trail.last();
    Packet known = asVip(sent);
    trail.step("direct server return", "the answer passes no MUX");
    places.direct(answers, asks, sent, known, from);
  }
}
