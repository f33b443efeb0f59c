package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Facts;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.Choice;
import org.stackbook.network.engine.Fabric;
import org.stackbook.network.engine.Flows;
import org.stackbook.network.engine.SnatDefaults;
import org.stackbook.network.packet.Ethernet;
import org.stackbook.network.packet.Ipv4;
import org.stackbook.network.packet.Packet;
import org.stackbook.network.packet.TcpFlag;
import org.stackbook.network.packet.Vxlan;
import org.stackbook.seed.Random64;
import org.stackbook.view.Step;

/** Follows the first packet of a flow to its end, and the answer back. */
final class FlowWalk {

  private static final String GOES_ON = "goes on";

  /** Sequence numbers have 32 bits. */
  private static final long SEQUENCE = 0xFFFF_FFFFL;

  private final SdnLayout layout;
  private final Fabric fabric;
  private final FlowEnd from;
  private final FlowEnd to;
  private final Protocol protocol;
  private final List<Hop> hops = new ArrayList<>();
  private FlowDisposition disposition = FlowDisposition.DELIVERED;
  private boolean answer;

  /** What a place has done so far with the packet it has. */
  private final List<Step> steps = new ArrayList<>();

  private FlowWalk(SdnLayout layout, Fabric fabric, FlowEnd from, FlowEnd to, Protocol protocol) {
    this.layout = layout;
    this.fabric = fabric;
    this.from = from;
    this.to = to;
    this.protocol = protocol;
  }

  static FlowWalk of(SdnLayout layout, Fabric fabric, FlowEnd from, FlowEnd to, Protocol protocol) {
    FlowWalk walk = new FlowWalk(layout, fabric, from, to, protocol);
    if (from.nic().isEmpty()) {
      walk.inbound();
    } else if (to.nic().isPresent()) {
      walk.eastWest(from.nic().get(), to.nic().get());
    } else {
      walk.outbound(from.nic().get());
    }
    return walk;
  }

  List<Hop> hops() {
    return hops;
  }

  FlowDisposition disposition() {
    return disposition;
  }

  // From the outside to a VIP.

  private void inbound() {
    Flows flow = flow(from.endpoint(), to.endpoint(), 0);
    int uplink = fabric.uplink(flow, 0);
    PhysicalEnd tor = layout.tors().get(Math.max(0, uplink));
    Packet sent = first(new Ethernet(layout.border().mac(), tor.mac()));
    step("route", "the border has uplinks to " + names(layout.tors()), uplink, tor);
    if (uplink == Choice.NONE) {
      end(client(), Optional.empty(), FlowDisposition.NO_MUX);
      return;
    }
    pass(client(), Optional.empty(), sent);
    Optional<Vip> vip = layout.vip(to.endpoint().address());
    if (vip.isEmpty()) {
      steps.add(
          new Step(
              "route to " + to.endpoint().address(),
              "no MUX advertises it",
              FlowDisposition.NO_ROUTE.word()));
      end(tor.name(), Optional.of(sent), FlowDisposition.NO_ROUTE);
      return;
    }
    int mux = toMux(tor, sent, flow, uplink);
    if (mux != Choice.NONE) {
      balanced(vip.get(), mux, tor, hops.get(hops.size() - 1).out().orElseThrow());
    }
  }

  private void balanced(Vip vip, int mux, PhysicalEnd tor, Packet packet) {
    String at = layout.muxes().get(mux).name();
    int port = to.endpoint().port();
    Optional<Vip.Nat> nat = vip.nat(protocol, port);
    Optional<Vip.Rule> rule = vip.rule(protocol, port);
    VirtualNic nic;
    int backEndPort;
    if (nat.isPresent()) {
      nic = nat.get().backEnd();
      backEndPort = nat.get().backEndPort();
      steps.add(
          new Step(
              "VIP map",
              "inbound NAT rule: " + protocol + " " + port + " is for " + nic.name(),
              GOES_ON));
    } else if (rule.isPresent()) {
      Flows flow = flow(from.endpoint(), to.endpoint(), layout.number(vip, rule.get()));
      int backEnd = fabric.rule(layout.number(vip, rule.get())).backEnd(flow, 0);
      int takes = fabric.rule(layout.number(vip, rule.get())).places().among().size();
      steps.add(
          new Step(
              "VIP map",
              protocol
                  + " "
                  + port
                  + " is for pool "
                  + vip.poolName()
                  + ", of which "
                  + takes
                  + " of "
                  + vip.pool().size()
                  + " take flows",
              backEnd == Choice.NONE ? FlowDisposition.NO_BACK_END.word() : GOES_ON));
      if (backEnd == Choice.NONE) {
        end(at, Optional.of(packet), FlowDisposition.NO_BACK_END);
        return;
      }
      nic = layout.nics().get(backEnd);
      backEndPort = rule.get().backEndPort();
      steps.add(new Step("hash of " + hashed(vip), nic.name() + " of the pool", GOES_ON));
    } else {
      steps.add(
          new Step(
              "VIP map", protocol + " " + port + " has no rule", FlowDisposition.NO_RULE.word()));
      end(at, Optional.of(packet), FlowDisposition.NO_RULE);
      return;
    }
    Endpoint inside = new Endpoint(nic.address(), backEndPort);
    if (!tunnelToCard(layout.muxes().get(mux), nic, packet, Optional.of(inside))) {
      return;
    }
    answer = true;
    Packet replied = leaves(nic, inside, from.endpoint());
    PhysicalEnd host = layout.hosts().get(nic.host());
    steps.add(
        new Step(
            "rewrite source",
            inside + " becomes " + to.endpoint() + ", as the client knows it",
            GOES_ON));
    steps.add(
        new Step(
            "direct server return", "the answer passes no MUX", GOES_ON + " to " + tor.name()));
    Packet outside = replied.withSource(to.endpoint()).onLink(new Ethernet(host.mac(), tor.mac()));
    pass(host.name(), Optional.of(replied), outside);
    toClient(tor, outside);
  }

  private static String hashed(Vip vip) {
    return switch (vip.tuple()) {
      case FIVE -> "source, destination, ports and protocol";
      case THREE -> "source, destination and protocol";
      case TWO -> "source (its provider address) and destination";
    };
  }

  // From a card to another one of its virtual network.

  private void eastWest(VirtualNic a, VirtualNic b) {
    if (!runs(a, true)) {
      return;
    }
    Packet sent = leaves(a, from.endpoint(), to.endpoint());
    PhysicalEnd host = layout.hosts().get(a.host());
    if (!a.network().equals(b.network())) {
      steps.add(
          new Step(
              "CA to PA",
              "VNI " + a.network().vni() + " has no " + to.endpoint().address(),
              FlowDisposition.NO_ROUTE.word()));
      end(host.name(), Optional.of(sent), FlowDisposition.NO_ROUTE);
      return;
    }
    if (!across(a, b, sent)) {
      return;
    }
    answer = true;
    across(b, a, leaves(b, to.endpoint(), from.endpoint()));
  }

  /** From the server of one card to the other card; false if it does not get there. */
  private boolean across(VirtualNic a, VirtualNic b, Packet sent) {
    PhysicalEnd host = layout.hosts().get(a.host());
    PhysicalEnd other = layout.hosts().get(b.host());
    if (a.host() == b.host()) {
      steps.add(
          new Step("CA to PA", b.address() + " is on this server", GOES_ON + " to " + b.name()));
      pass(host.name(), Optional.of(sent), sent);
      accept(b, sent);
      return true;
    }
    steps.add(
        new Step(
            "CA to PA",
            b.address() + " in VNI " + a.network().vni() + " is on " + other.address(),
            GOES_ON));
    return tunnelToCard(host, b, sent, Optional.empty());
  }

  // From a card to the outside.

  private void outbound(VirtualNic nic) {
    if (!runs(nic, true)) {
      return;
    }
    Packet sent = leaves(nic, from.endpoint(), to.endpoint());
    PhysicalEnd host = layout.hosts().get(nic.host());
    Optional<Vip> vip = layout.outbound(nic);
    if (vip.isEmpty()) {
      steps.add(
          new Step("SNAT", nic.name() + " is in no pool", FlowDisposition.NO_OUTBOUND.word()));
      end(host.name(), Optional.of(sent), FlowDisposition.NO_OUTBOUND);
      return;
    }
    int ports = snatPorts(vip.get());
    int first = ours("snatFirstPort") + vip.get().pool().indexOf(nic) * ports;
    Endpoint translated = vip.get().at(first);
    Flows back = flow(to.endpoint(), translated, 0);
    int uplink = fabric.uplink(back, 0);
    PhysicalEnd tor = layout.tors().get(Math.max(0, uplink));
    steps.add(
        new Step(
            "SNAT",
            "ports "
                + first
                + " to "
                + (first + ports - 1)
                + " of "
                + vip.get().address()
                + " are "
                + nic.name()
                + "'s; the first free one is "
                + first,
            GOES_ON));
    steps.add(
        new Step(
            "rewrite source",
            from.endpoint() + " becomes " + translated,
            uplink == Choice.NONE ? FlowDisposition.NO_MUX.word() : GOES_ON + " to " + tor.name()));
    if (uplink == Choice.NONE) {
      end(host.name(), Optional.of(sent), FlowDisposition.NO_MUX);
      return;
    }
    Packet outside = sent.withSource(translated).onLink(new Ethernet(host.mac(), tor.mac()));
    pass(host.name(), Optional.of(sent), outside);
    toClient(tor, outside);
    answer = true;
    Packet replied =
        packet(new Ethernet(layout.border().mac(), tor.mac()), to.endpoint(), translated);
    steps.add(new Step("answers", "to " + translated, GOES_ON + " to " + tor.name()));
    pass(client(), Optional.empty(), replied);
    int mux = toMux(tor, replied, back, uplink);
    if (mux == Choice.NONE) {
      return;
    }
    steps.add(
        new Step(
            "SNAT map",
            "the range of port " + first + " is " + nic.name() + "'s: no flow is kept for it",
            GOES_ON));
    tunnelToCard(
        layout.muxes().get(mux),
        nic,
        hops.get(hops.size() - 1).out().orElseThrow(),
        Optional.of(from.endpoint()));
  }

  private static int ours(String name) {
    return Facts.ours().fact("sdn/" + name + "/value").integer();
  }

  private static int snatPorts(Vip vip) {
    return new SnatDefaults(ours("snatMostPorts"), ours("snatBackEndsWithMost"))
        .ports(vip.pool().size());
  }

  // What is the same for all.

  /** The name of who is outside. */
  private String client() {
    return from.nic().isEmpty() ? "client" : "outside";
  }

  private Flows flow(Endpoint source, Endpoint destination, int rule) {
    return new Flows.Builder(1)
        .add(
            source.address().bits(),
            source.port(),
            destination.address().bits(),
            destination.port(),
            protocol.number(),
            rule)
        .build();
  }

  private Packet first(Ethernet link) {
    return packet(link, from.endpoint(), to.endpoint());
  }

  /** The packet that opens the flow, or answers it. */
  private Packet packet(Ethernet link, Endpoint source, Endpoint destination) {
    if (protocol == Protocol.UDP) {
      return Packet.udp(link, source, destination);
    }
    long asked = Random64.mixed(from.endpoint().address().bits() * 31L + from.endpoint().port());
    long answered = Random64.mixed(~asked);
    Packet packet =
        answer
            ? Packet.tcp(link, source, destination, TcpFlag.SYN, TcpFlag.ACK)
            : Packet.tcp(link, source, destination, TcpFlag.SYN);
    return packet.with(
        packet
            .tcp()
            .orElseThrow()
            .withNumbers(
                (answer ? answered : asked) & SEQUENCE, answer ? (asked + 1) & SEQUENCE : 0));
  }

  private static String names(List<PhysicalEnd> ends) {
    return String.join(" and ", ends.stream().map(PhysicalEnd::name).toList());
  }

  private void step(String rule, String found, int chosen, PhysicalEnd next) {
    steps.add(
        new Step(
            rule,
            found,
            chosen == Choice.NONE
                ? FlowDisposition.NO_MUX.word()
                : GOES_ON + " to " + next.name()));
  }

  private void pass(String at, Optional<Packet> in, Packet out) {
    hops.add(new Hop(at, answer, steps, in, Optional.of(out)));
    steps.clear();
  }

  private void end(String at, Optional<Packet> in, FlowDisposition how) {
    hops.add(new Hop(at, answer, steps, in, Optional.empty()));
    steps.clear();
    disposition = how;
  }

  /** The switch hands a packet for a VIP to a MUX. */
  private int toMux(PhysicalEnd tor, Packet packet, Flows flow, int uplink) {
    int mux = fabric.mux(flow, 0, uplink);
    long up =
        layout.muxes().stream().filter(m -> fabric.runsMux(layout.muxes().indexOf(m))).count();
    PhysicalEnd chosen = layout.muxes().get(Math.max(0, mux));
    step(
        "route to " + packet.destination().address() + "/32",
        up
            + " of "
            + layout.muxes().size()
            + " MUXes advertise it"
            + (up > 1 ? "; the hash of the flow chooses" : ""),
        mux,
        chosen);
    if (mux == Choice.NONE) {
      end(tor.name(), Optional.of(packet), FlowDisposition.NO_MUX);
    } else {
      pass(tor.name(), Optional.of(packet), packet.routed(new Ethernet(tor.mac(), chosen.mac())));
    }
    return mux;
  }

  /**
   * In VXLAN from a MUX or a server to the server of a card, and to the card.
   *
   * @param inside what the destination becomes there, if anything
   * @return false if it does not get there
   */
  private boolean tunnelToCard(
      PhysicalEnd sender, VirtualNic nic, Packet packet, Optional<Endpoint> inside) {
    PhysicalEnd host = layout.hosts().get(nic.host());
    steps.add(
        new Step(
            "encapsulate",
            "VXLAN with VNI " + nic.network().vni() + " to " + host.address(),
            GOES_ON + " to " + host.name()));
    Packet tunnelled =
        packet
            .onLink(new Ethernet(sender.mac(), nic.mac()))
            .encapsulate(
                new Ethernet(sender.mac(), host.mac()),
                Ipv4.of(sender.address(), host.address()),
                new Vxlan(nic.network().vni()));
    pass(sender.name(), Optional.of(packet), tunnelled);
    if (!runs(nic, false)) {
      end(host.name(), Optional.of(tunnelled), FlowDisposition.SERVER_DOWN);
      return false;
    }
    steps.add(new Step("decapsulate", "a frame of VNI " + nic.network().vni(), GOES_ON));
    Packet within = tunnelled.decapsulate();
    if (inside.isPresent()) {
      steps.add(
          new Step(
              "rewrite destination",
              within.destination() + " becomes " + inside.get(),
              GOES_ON + " to " + nic.name()));
      within = within.withDestination(inside.get());
    }
    pass(host.name(), Optional.of(tunnelled), within);
    accept(nic, within);
    return true;
  }

  private void accept(VirtualNic nic, Packet packet) {
    steps.add(
        new Step(
            answer ? "answered" : "accepts",
            packet.destination().toString(),
            FlowDisposition.DELIVERED.word()));
    hops.add(new Hop(nic.name(), answer, steps, Optional.of(packet), Optional.empty()));
    steps.clear();
  }

  /** A packet leaves a card for the virtual switch of its server. */
  private Packet leaves(VirtualNic nic, Endpoint source, Endpoint destination) {
    PhysicalEnd host = layout.hosts().get(nic.host());
    Packet packet = packet(new Ethernet(nic.mac(), host.mac()), source, destination);
    steps.add(
        new Step(
            answer ? "answers" : "sends", "to " + destination, GOES_ON + " to " + host.name()));
    pass(nic.name(), Optional.empty(), packet);
    return packet;
  }

  private void toClient(PhysicalEnd tor, Packet packet) {
    Packet routed = packet.routed(new Ethernet(tor.mac(), layout.border().mac()));
    steps.add(new Step("route", "to the border", GOES_ON + " to " + client()));
    pass(tor.name(), Optional.of(packet), routed);
    steps.add(
        new Step(
            answer ? "answered" : "accepts",
            routed.source() + " speaks to " + routed.destination(),
            FlowDisposition.DELIVERED.word()));
    hops.add(new Hop(client(), answer, steps, Optional.of(routed), Optional.empty()));
    steps.clear();
  }

  private boolean runs(VirtualNic nic, boolean sends) {
    if (fabric.runsBackEnd(layout.nics().indexOf(nic))) {
      return true;
    }
    PhysicalEnd host = layout.hosts().get(nic.host());
    steps.add(
        new Step(
            "server",
            host.name() + ", which " + nic.name() + " is on, is down",
            FlowDisposition.SERVER_DOWN.word()));
    if (sends) {
      end(nic.name(), Optional.empty(), FlowDisposition.SERVER_DOWN);
    }
    return false;
  }
}
