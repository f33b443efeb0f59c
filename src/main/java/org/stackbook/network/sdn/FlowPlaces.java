package org.stackbook.network.sdn;

import java.util.List;
import java.util.Optional;
import org.stackbook.network.acl.AclLevel;
import org.stackbook.network.acl.Direction;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.Choice;
import org.stackbook.network.engine.Fabric;
import org.stackbook.network.engine.Flows;
import org.stackbook.network.packet.Ethernet;
import org.stackbook.network.packet.Ipv4;
import org.stackbook.network.packet.Packet;
import org.stackbook.network.packet.TcpFlag;
import org.stackbook.network.packet.Vxlan;
import org.stackbook.seed.Random64;

/** What each place does with a packet of a flow, and where it goes from there. */
final class FlowPlaces {

  /** Sequence numbers have 32 bits. */
  private static final long SEQUENCE = 0xFFFF_FFFFL;

  private final SdnLayout layout;
  private final Fabric fabric;
  private final Protocol protocol;
  private final Trail trail;
  private final FlowFilters filters;

  /** The sequence numbers before the first byte of who opens the flow, and of who answers. */
  private final long asked;

  private final long answered;

  FlowPlaces(SdnLayout layout, Fabric fabric, Endpoint opener, Protocol protocol) {
    this.layout = layout;
    this.fabric = fabric;
    this.protocol = protocol;
    this.trail = new Trail();
    this.filters = new FlowFilters(layout.acls(), protocol);
    this.asked = Random64.mixed(opener.address().bits() * 31L + opener.port());
    this.answered = Random64.mixed(~asked);
  }

  Trail trail() {
    return trail;
  }

  FlowFilters filters() {
    return filters;
  }

  /** The packet of the flow that is on its way now. */
  Packet packet(Ethernet link, Endpoint source, Endpoint destination) {
    if (protocol == Protocol.UDP) {
      return Packet.udp(link, source, destination);
    }
    FlowLeg leg = trail.leg();
    int next = leg.isLater() ? 1 : 0;
    long own = leg.isAnswer() ? answered : asked;
    long other = leg.isAnswer() ? asked : answered;
    TcpFlag[] flags =
        leg.isLater()
            ? new TcpFlag[] {TcpFlag.ACK}
            : leg.isAnswer()
                ? new TcpFlag[] {TcpFlag.SYN, TcpFlag.ACK}
                : new TcpFlag[] {TcpFlag.SYN};
    Packet packet = Packet.tcp(link, source, destination, flags);
    return packet.with(
        packet
            .tcp()
            .orElseThrow()
            .withNumbers(
                (own + next) & SEQUENCE, leg == FlowLeg.THERE ? 0 : (other + 1) & SEQUENCE));
  }

  Flows flow(Endpoint source, Endpoint destination) {
    return new Flows.Builder(1)
        .add(
            source.address().bits(),
            source.port(),
            destination.address().bits(),
            destination.port(),
            protocol.number(),
            0)
        .build();
  }

  /** Where a MUX sends a packet; the provider address is that of the host that it comes from. */
  VipChoice choice(Vip vip, Endpoint from, Optional<PhysicalEnd> host, int port) {
    return VipChoice.of(
        layout,
        fabric,
        vip,
        protocol,
        from,
        host.map(PhysicalEnd::address).orElse(from.address()),
        port);
  }

  PhysicalEnd host(VirtualNic nic) {
    return layout.hosts().get(nic.host());
  }

  /** Asks the filters of a level; false if one of them ends the flow at this place. */
  boolean filtered(String at, Optional<Packet> in, AclLevel level, Direction direction) {
    Optional<FlowDisposition> denied = filters.ask(level, direction, trail);
    denied.ifPresent(how -> trail.end(at, in, how));
    return denied.isEmpty();
  }

  // Cards and their servers.

  /** Whether the server of who opens the flow runs. */
  boolean runs(VirtualNic nic) {
    boolean runs = fabric.runsBackEnd(layout.nics().indexOf(nic));
    if (!runs) {
      trail.end(nic.name(), Optional.empty(), FlowDisposition.SERVER_DOWN, "server", isDown(nic));
    }
    return runs;
  }

  private String isDown(VirtualNic nic) {
    return host(nic).name() + ", which " + nic.name() + " is on, is down";
  }

  /** A packet leaves a card for the virtual switch of its server, and passes the filters there. */
  boolean leaves(VirtualNic nic, Endpoint source, Endpoint destination) {
    PhysicalEnd host = host(nic);
    if (!filtered(nic.name(), Optional.empty(), AclLevel.GUEST, Direction.OUT)) {
      return false;
    }
    String does = trail.leg().isAnswer() ? "answers" : "sends";
    trail.step(does, "to " + destination, host.name());
    Packet sent = packet(new Ethernet(nic.mac(), host.mac()), source, destination);
    trail.pass(nic.name(), Optional.empty(), sent);
    if (filters.areDescribed() && trail.leg() != FlowLeg.THERE) {
      trail.step("filters", "it belongs to a connection that was let through");
    }
    return filtered(host.name(), Optional.of(sent), AclLevel.HOST, Direction.OUT)
        && filtered(host.name(), Optional.of(sent), AclLevel.SDN, Direction.OUT);
  }

  /** The virtual network of a card has no such address. */
  void unknown(VirtualNic asks, IpAddress address) {
    trail.end(
        host(asks).name(),
        Optional.of(trail.last()),
        FlowDisposition.NO_ROUTE,
        "CA to PA",
        "VNI " + asks.network().vni() + " has no " + address);
  }

  /** The filters of a server before a packet is given to a card of it. */
  private boolean comesIn(String host, Packet in) {
    return filtered(host, Optional.of(in), AclLevel.SDN, Direction.IN)
        && filtered(host, Optional.of(in), AclLevel.HOST, Direction.IN);
  }

  /** The packet is given to a card. */
  private boolean accept(VirtualNic nic, Packet packet) {
    if (!filtered(nic.name(), Optional.of(packet), AclLevel.GUEST, Direction.IN)) {
      return false;
    }
    String does = trail.leg().isAnswer() ? "answered" : "accepts";
    trail.arrive(nic.name(), does, packet.destination().toString(), packet);
    return true;
  }

  private Packet toDestination(Packet packet, Endpoint inside) {
    if (packet.destination().equals(inside)) {
      return packet;
    }
    trail.step("rewrite destination", packet.destination() + " becomes " + inside);
    return packet.withDestination(inside);
  }

  /** In a tunnel from a MUX or a server, as it came, to the server of a card. */
  void tunnel(PhysicalEnd sender, VirtualNic nic, Packet in, Packet packet) {
    PhysicalEnd host = host(nic);
    encapsulate(
        sender, host, nic.network(), in, packet.onLink(new Ethernet(sender.mac(), nic.mac())));
  }

  /** In a tunnel from one place to another. */
  void encapsulate(
      PhysicalEnd sender, PhysicalEnd receiver, VirtualNetwork network, Packet in, Packet packet) {
    trail.step(
        "encapsulate",
        "VXLAN with VNI " + network.vni() + " to " + receiver.address(),
        receiver.name());
    trail.pass(
        sender.name(),
        Optional.of(in),
        packet.encapsulate(
            new Ethernet(sender.mac(), receiver.mac()),
            Ipv4.of(sender.address(), receiver.address()),
            new Vxlan(network.vni())));
  }

  /** What is in the tunnel. */
  Packet decapsulate() {
    Packet tunnelled = trail.last();
    trail.step("decapsulate", "a frame of VNI " + tunnelled.vxlan().orElseThrow().vni());
    return tunnelled.decapsulate();
  }

  /** The server of a card takes a packet out of its tunnel and gives it to the card. */
  boolean receive(VirtualNic nic, Endpoint inside) {
    Packet tunnelled = trail.last();
    String host = host(nic).name();
    if (!fabric.runsBackEnd(layout.nics().indexOf(nic))) {
      trail.end(host, Optional.of(tunnelled), FlowDisposition.SERVER_DOWN, "server", isDown(nic));
      return false;
    }
    Packet within = toDestination(decapsulate(), inside);
    if (!comesIn(host, tunnelled)) {
      return false;
    }
    trail.pass(host, Optional.of(tunnelled), within);
    return accept(nic, within);
  }

  /**
   * From the server of one card to another card, past MUXes and switches.
   *
   * @param packet as the card sent it, with the source that the other card is to see
   * @param inside what the other card is spoken to by
   */
  boolean direct(VirtualNic from, VirtualNic to, Packet sent, Packet packet, Endpoint inside) {
    PhysicalEnd host = host(from);
    if (from.host() != to.host()) {
      tunnel(host, to, sent, packet);
      return receive(to, inside);
    }
    Packet given = toDestination(packet, inside);
    if (!comesIn(host.name(), sent)) {
      return false;
    }
    trail.pass(host.name(), Optional.of(sent), given);
    return accept(to, given);
  }

  /** The server of a card gives a packet the source that others know. */
  Packet fromSource(Packet packet, Endpoint source, String why) {
    if (packet.source().equals(source)) {
      return packet;
    }
    trail.step("rewrite source", packet.source() + " becomes " + source + why);
    return packet.withSource(source);
  }

  // Switches and MUXes.

  /** The switch for a flow, or none. */
  Optional<PhysicalEnd> tor(Flows flow) {
    int uplink = fabric.uplink(flow, 0);
    return uplink == Choice.NONE ? Optional.empty() : Optional.of(layout.tors().get(uplink));
  }

  /** From a server to a switch. */
  void toTor(PhysicalEnd host, PhysicalEnd tor, Packet sent, Packet packet) {
    trail.step("route", packet.destination() + " is in no virtual network", tor.name());
    trail.pass(host.name(), Optional.of(sent), packet.onLink(new Ethernet(host.mac(), tor.mac())));
  }

  /** No switch of the rack runs. */
  void noTor(PhysicalEnd host, Packet sent) {
    String found = "no switch of " + names(layout.tors()) + " runs";
    trail.end(host.name(), Optional.of(sent), FlowDisposition.NO_MUX, "route", found);
  }

  static String names(List<PhysicalEnd> ends) {
    return String.join(" and ", ends.stream().map(PhysicalEnd::name).toList());
  }

  /** The switch hands a packet for a VIP to a MUX, if one runs. */
  Optional<PhysicalEnd> toMux(PhysicalEnd tor, Flows flow) {
    Packet packet = trail.last();
    if (!filtered(tor.name(), Optional.of(packet), AclLevel.TOR, Direction.OUT)
        || !filtered(tor.name(), Optional.of(packet), AclLevel.TOR, Direction.IN)) {
      return Optional.empty();
    }
    Optional<PhysicalEnd> mux = mux(flow, layout.tors().indexOf(tor));
    String route = "route to " + packet.destination().address() + "/32";
    if (mux.isEmpty()) {
      trail.end(tor.name(), Optional.of(packet), FlowDisposition.NO_MUX, route, advertisers());
      return mux;
    }
    trail.step(route, advertisers(), mux.get().name());
    trail.pass(
        tor.name(), Optional.of(packet), packet.routed(new Ethernet(tor.mac(), mux.get().mac())));
    return mux;
  }

  /** The MUX that the hash of a switch chooses. */
  Optional<PhysicalEnd> mux(Flows flow, int uplink) {
    int mux = fabric.mux(flow, 0, uplink);
    return mux == Choice.NONE ? Optional.empty() : Optional.of(layout.muxes().get(mux));
  }

  /** How many MUXes there are to choose from. */
  String advertisers() {
    int up = fabric.runningMuxes().length;
    return up
        + " of "
        + layout.muxes().size()
        + " MUXes advertise it"
        + (up > 1 ? "; the hash of the flow chooses" : "");
  }

  /** A MUX sends a packet as it came to the server of a card. */
  boolean fromMux(PhysicalEnd mux, VirtualNic nic, Endpoint inside) {
    Packet packet = trail.last();
    tunnel(mux, nic, packet, packet);
    return receive(nic, inside);
  }

  /** A MUX finds the card that a port of a VIP is given to. */
  void snatMap(Snat snat) {
    trail.step(
        "SNAT map",
        "the range of port "
            + snat.first()
            + " is "
            + snat.nic().name()
            + "'s: no flow is kept for it");
  }

  /** A MUX tells the server of a card where packets for a VIP can go without it. */
  void redirect(PhysicalEnd mux, VirtualNic told, VirtualNic target, Packet about) {
    PhysicalEnd host = host(told);
    PhysicalEnd there = host(target);
    trail.begin(FlowLeg.REDIRECT);
    trail.step("fast path", about.destination() + " is on " + there.address(), host.name());
    Packet redirect =
        Packet.redirect(
            new Ethernet(mux.mac(), host.mac()),
            mux.address(),
            host.address(),
            there.address(),
            about);
    trail.pass(mux.name(), Optional.empty(), redirect);
    trail.arrive(
        host.name(),
        "redirected",
        "packets from " + about.source() + " to " + about.destination() + " pass no MUX any more",
        redirect);
  }

  /** A server sends a packet the way that a MUX has told it. */
  void redirected(Packet packet, VirtualNic to) {
    trail.step("redirected", packet.destination() + " is on " + host(to).address());
  }
}
