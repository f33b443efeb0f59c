package org.stackbook.network.sdn;

import java.util.Optional;
import org.stackbook.network.acl.AclLevel;
import org.stackbook.network.acl.Direction;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.Fabric;
import org.stackbook.network.engine.Flows;
import org.stackbook.network.packet.Ethernet;
import org.stackbook.network.packet.Packet;

/** Follows the first packet of a flow to its end, and the answer back. */
final class FlowWalk {

  private final SdnLayout layout;
  private final FlowEnd from;
  private final FlowEnd to;
  private final FlowPlaces places;
  private final Trail trail;

  private FlowWalk(SdnLayout layout, Fabric fabric, FlowEnd from, FlowEnd to, Protocol protocol) {
    this.layout = layout;
    this.from = from;
    this.to = to;
    this.places = new FlowPlaces(layout, fabric, from.endpoint(), protocol);
    this.trail = places.trail();
  }

  /** The places of a flow, and its filters. */
  static FlowPlaces of(
      SdnLayout layout, Fabric fabric, FlowEnd from, FlowEnd to, Protocol protocol) {
    FlowWalk walk = new FlowWalk(layout, fabric, from, to, protocol);
    Optional<Vip> vip = layout.vip(to.endpoint().address());
    if (from.nic().isEmpty()) {
      walk.inbound(vip);
    } else if (to.nic().isPresent()) {
      walk.eastWest(from.nic().get(), to.nic().get());
    } else if (vip.isPresent()) {
      new VipWalk(walk.places, from.endpoint(), to.endpoint(), vip.get())
          .follow(from.nic().get(), Snat.of(layout, from.nic().get()));
    } else {
      walk.outbound(from.nic().get());
    }
    return walk.places;
  }

  // From the outside to a VIP.

  private void inbound(Optional<Vip> vip) {
    Flows flow = places.flow(from.endpoint(), to.endpoint());
    Optional<PhysicalEnd> found = places.tor(flow);
    String uplinks = "the border has uplinks to " + FlowPlaces.names(layout.tors());
    if (found.isEmpty()) {
      trail.end(client(), Optional.empty(), FlowDisposition.NO_MUX, "route", uplinks);
      return;
    }
    PhysicalEnd tor = found.get();
    trail.step("route", uplinks, tor.name());
    Packet sent =
        places.packet(
            new Ethernet(layout.border().mac(), tor.mac()), from.endpoint(), to.endpoint());
    trail.pass(client(), Optional.empty(), sent);
    if (vip.isEmpty()) {
      trail.end(
          tor.name(),
          Optional.of(sent),
          FlowDisposition.NO_ROUTE,
          "route to " + to.endpoint().address(),
          "no MUX advertises it");
      return;
    }
    VipChoice choice =
        places.choice(vip.get(), from.endpoint(), Optional.empty(), to.endpoint().port());
    choice.backEnd().ifPresent(nic -> places.filters().into(nic, from.endpoint(), choice.port()));
    places.toMux(tor, flow).ifPresent(mux -> balanced(vip.get(), choice, mux, tor));
  }

  private void balanced(Vip vip, VipChoice choice, PhysicalEnd mux, PhysicalEnd tor) {
    choice.steps().forEach(trail::add);
    if (choice.backEnd().isEmpty()) {
      trail.end(mux.name(), Optional.of(trail.last()), choice.otherwise());
      return;
    }
    VirtualNic nic = choice.backEnd().get();
    if (!places.fromMux(mux, nic, vip.spoken(nic, choice.port()))) {
      return;
    }
    trail.begin(FlowLeg.BACK);
    places.leaves(nic, vip.spoken(nic, choice.port()), from.endpoint());
    Packet replied = trail.last();
    Packet outside = places.fromSource(replied, to.endpoint(), ", as the client knows it");
    trail.step("direct server return", "the answer passes no MUX");
    places.toTor(places.host(nic), tor, replied, outside);
    toClient(tor);
  }

  // From a card to another one of its virtual network.

  private void eastWest(VirtualNic a, VirtualNic b) {
    if (!places.runs(a)) {
      return;
    }
    if (!a.equals(b)) {
      places.filters().between(a.name(), b.name(), from.endpoint().port(), to.endpoint().port());
    }
    if (!places.leaves(a, from.endpoint(), to.endpoint())) {
      return;
    }
    if (!a.network().equals(b.network())) {
      places.unknown(a, to.endpoint().address());
      return;
    }
    if (across(a, b)) {
      trail.begin(FlowLeg.BACK);
      places.leaves(b, to.endpoint(), from.endpoint());
      across(b, a);
    }
  }

  /** From the server of one card to the other card; false if it does not get there. */
  private boolean across(VirtualNic a, VirtualNic b) {
    Packet sent = trail.last();
    trail.step(
        "CA to PA",
        a.host() == b.host()
            ? b.address() + " is on this server"
            : b.address() + " in VNI " + a.network().vni() + " is on " + places.host(b).address());
    return places.direct(a, b, sent, sent, sent.destination());
  }

  // From a card to the outside.

  private void outbound(VirtualNic nic) {
    if (!places.runs(nic)) {
      return;
    }
    places
        .filters()
        .between(
            nic.name(),
            to.endpoint().address().toString(),
            from.endpoint().port(),
            to.endpoint().port());
    if (!places.leaves(nic, from.endpoint(), to.endpoint())) {
      return;
    }
    PhysicalEnd host = places.host(nic);
    Packet sent = trail.last();
    if (nic.network().network().contains(to.endpoint().address())) {
      places.unknown(nic, to.endpoint().address());
      return;
    }
    Optional<Snat> snat = Snat.of(layout, nic);
    if (snat.isEmpty()) {
      noOutbound(trail, nic, host, sent);
      return;
    }
    Flows back = places.flow(to.endpoint(), snat.get().source());
    Optional<PhysicalEnd> tor = places.tor(back);
    trail.step("SNAT", snat.get().found());
    Packet outside = places.fromSource(sent, snat.get().source(), "");
    if (tor.isEmpty()) {
      places.noTor(host, sent);
      return;
    }
    places.toTor(host, tor.get(), sent, outside);
    if (toClient(tor.get())) {
      answered(nic, snat.get(), tor.get(), back);
    }
  }

  static void noOutbound(Trail trail, VirtualNic nic, PhysicalEnd host, Packet sent) {
    String found = nic.name() + " is in no pool of a public VIP";
    trail.end(host.name(), Optional.of(sent), FlowDisposition.NO_OUTBOUND, "SNAT", found);
  }

  private void answered(VirtualNic nic, Snat snat, PhysicalEnd tor, Flows back) {
    trail.begin(FlowLeg.BACK);
    Packet replied =
        places.packet(new Ethernet(layout.border().mac(), tor.mac()), to.endpoint(), snat.source());
    trail.step("answers", "to " + snat.source(), tor.name());
    trail.pass(client(), Optional.empty(), replied);
    places
        .toMux(tor, back)
        .ifPresent(
            mux -> {
              places.snatMap(snat);
              places.fromMux(mux, nic, from.endpoint());
            });
  }

  /** The name of who is outside. */
  private String client() {
    return from.nic().isEmpty() ? "client" : "outside";
  }

  private boolean toClient(PhysicalEnd tor) {
    Packet packet = trail.last();
    if (!places.filtered(tor.name(), Optional.of(packet), AclLevel.TOR, Direction.OUT)) {
      return false;
    }
    Packet routed = packet.routed(new Ethernet(tor.mac(), layout.border().mac()));
    trail.step("route", "to the border", client());
    trail.pass(tor.name(), Optional.of(packet), routed);
    trail.arrive(
        client(),
        trail.leg().isAnswer() ? "answered" : "accepts",
        routed.source() + " speaks to " + routed.destination(),
        routed);
    return true;
  }
}
