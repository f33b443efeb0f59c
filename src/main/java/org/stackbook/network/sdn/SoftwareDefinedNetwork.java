package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.acl.Acls;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.Fabric;
import org.stackbook.network.engine.FabricEvent;
import org.stackbook.network.engine.FabricEvent.Kind;
import org.stackbook.network.packet.Mtu;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * The software-defined network of a stamp: switches of the rack, MUXes of the load balancer, the
 * servers' virtual switches, virtual networks with the cards of VMs, and VIPs.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.muxes(2)
 *     .virtualNetwork("prod", "10.0.0.0/16", v -> v.nic("web1", "10.0.2.4", "n1").nic("web2", "10.0.2.5", "n2"))
 *     .vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * net.flow("198.51.100.7:50123", "203.0.113.10:443");
 * net.fail("n1").flow("web2:40000", "web1:1433").disposition() // → server down
 * }</pre>
 *
 * <p>Source: What is Software Load Balancer (SLB) for SDN.
 */
public final class SoftwareDefinedNetwork extends Result implements OfStamp {

  private static final String PROBE_OF = "probe of ";

  private final SdnLayout layout;
  private final Fabric fabric;
  private final Happened happened;

  private SoftwareDefinedNetwork(SdnLayout layout, Fabric fabric, Happened happened) {
    this.layout = layout;
    this.fabric = fabric;
    this.happened = happened;
  }

  /**
   * The network of a stamp.
   *
   * @param description of it
   * @throws Refusal if what is described does not go together
   */
  public static SoftwareDefinedNetwork of(Stamp stamp, Consumer<SdnOptions> description) {
    SdnOptions said = new SdnOptions(stamp);
    description.accept(said);
    SdnLayout layout = new SdnLayout(said);
    return new SoftwareDefinedNetwork(layout, layout.fabric(), Happened.NOTHING);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return layout.stamp();
  }

  /**
   * Follows a TCP connection: its first packet there, and the answer back; from a card to a VIP
   * also later packets, which pass no MUX.
   *
   * <pre>{@code
   * var net = oslo.network(n -> n
   *     .virtualNetwork("prod", "10.0.0.0/16", v -> v.nic("web1", "10.0.2.4", "n1").nic("db1", "10.0.2.6", "n3"))
   *     .vip("10.0.2.100", v -> v.tcp(1433).pool("db", "10.0.2.6")));
   * net.flow("web1:50000", "10.0.2.100:1433").disposition() // → delivered
   * net.flow("db1:50000", "10.0.2.100:1433").disposition() // → hairpin
   * }</pre>
   *
   * <p>Source: What is Software Load Balancer (SLB) for SDN.
   *
   * @param from who opens it: an address outside or a card, and a port, such as {@code
   *     198.51.100.7:50123} or {@code web1:50123}
   * @param to who is asked: a VIP, a card or an address outside, and a port
   * @throws Refusal if one is neither, or one from outside asks for what is known in a virtual
   *     network alone
   */
  public FlowTrace flow(String from, @Takes(SdnNames.Rules.class) String to) {
    return trace(from, to, Protocol.TCP, "flow(\"" + from + "\", \"" + to + "\")");
  }

  /**
   * Follows a UDP datagram, and the answer back.
   *
   * @param from an address outside or a card, and a port
   * @param to a VIP, a card or an address outside, and a port
   * @throws Refusal if one is neither, or one from outside asks for what is known in a virtual
   *     network alone
   */
  public FlowTrace datagram(String from, @Takes(SdnNames.UdpRules.class) String to) {
    return trace(from, to, Protocol.UDP, "datagram(\"" + from + "\", \"" + to + "\")");
  }

  private FlowTrace trace(String from, String to, Protocol protocol, String given) {
    FlowEnd first = FlowEnd.parse(from, layout);
    FlowEnd second = FlowEnd.parse(to, layout);
    boolean isInside =
        second.nic().isPresent()
            || layout.vip(second.endpoint().address()).filter(Vip::isInternal).isPresent();
    if (first.nic().isEmpty() && isInside) {
      throw Refusal.of(
              given,
              second.endpoint().address() + " is in a virtual network, unknown outside of it")
          .wayOut("ask for a public VIP in front of it, or from a card of the same network")
          .asException();
    }
    return new FlowTrace(layout, fabric, first, second, protocol);
  }

  /**
   * Connections from clients outside that are established, to see which of them an event breaks.
   * What has failed may come back later, without knowledge of flows: so a MUX or a back end joins.
   *
   * @param flows how many, 1 to 10 million
   * @param to a VIP and a port that has a load-balancing rule, such as {@code 203.0.113.10:443}
   * @throws Refusal if the number is out of range, or there is no such rule
   */
  public EstablishedFlows established(int flows, @Takes(SdnNames.Rules.class) String to) {
    String given = "established(" + flows + ", \"" + to + "\")";
    return EstablishedFlows.of(this, flows, Endpoint.parse(to), given);
  }

  /**
   * Connections of the back ends of a VIP to the outside, and the ports that they need of it.
   *
   * @param vip its address
   * @param connections such as {@code s -> s.rate(100).lifetime(minutes(1))}
   * @throws Refusal if there is no such VIP, it has no pool, or a word is said twice
   */
  public SnatPorts snat(@Takes(SdnNames.Vips.class) String vip, Consumer<SnatOptions> connections) {
    return SnatPorts.of(layout, vip, connections);
  }

  /**
   * The filters that flows pass.
   *
   * <pre>{@code
   * var net = oslo.network(n -> n
   *     .vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4"))
   *     .filters(a -> a.group("web", g -> g.allowIn(100, "https", tcp(443), "198.51.100.0/24"))
   *         .associate("web", "10.0.2.4")));
   * net.flow("198.51.100.7:50123", "203.0.113.10:443").disposition() // → delivered
   * net.flow("192.0.2.7:50123", "203.0.113.10:443").disposition() // → denied by SDN
   * net.filters().canReach("192.0.2.7", "10.0.2.4", tcp(443)).rule().get() // → web/DenyAllInBound
   * }</pre>
   *
   * @throws Refusal if none are described
   */
  public Acls filters() {
    return layout
        .acls()
        .orElseThrow(
            () ->
                Refusal.of("filters()", "no filters are described, and nothing is filtered")
                    .wayOut("say filters(a -> …) in network(…)")
                    .asException());
  }

  /**
   * The same connections if back ends had no ports beforehand and asked for them, as in Ananta.
   *
   * @param vip its address
   * @param connections such as {@code s -> s.rate(100).lifetime(minutes(1))}
   * @throws Refusal if there is no such VIP, it has no pool, or a word is said twice
   */
  public SnatRequests snatRequests(
      @Takes(SdnNames.Vips.class) String vip, Consumer<SnatOptions> connections) {
    return SnatPorts.requests(layout, vip, connections);
  }

  /**
   * A flood of first packets from addresses that do not exist, and whom it hurts.
   *
   * @param to a VIP and a port that has a load-balancing rule, such as {@code 203.0.113.10:443}
   * @param flood such as {@code f -> f.rate(3_000_000).connections(10_000)}
   * @throws Refusal if there is no such rule, a word is said twice, or too many packets are to be
   *     followed
   */
  public FloodedVip synFlood(@Takes(SdnNames.Rules.class) String to, Consumer<FloodOptions> flood) {
    return FloodedVip.of(this, Endpoint.parse(to), flood, "synFlood(\"" + to + "\")");
  }

  /**
   * What the health probe of a back end makes of it over time.
   *
   * @param card its name, such as {@code web1}
   * @param probe such as {@code p -> p.interval(new Timespan(15)).stops(minutes(1), minutes(2))}
   * @throws Refusal if there is no such card, it is in no pool, or a word is said twice
   */
  public ProbeCourse probe(@Takes(SdnNames.Cards.class) String card, Consumer<ProbeOptions> probe) {
    return ProbeCourse.of(
        layout, layout.nics().get(number(card, "probe(\"" + card + "\")")), probe);
  }

  /** For how long public addresses are unreachable while secrets are rotated. */
  public SecretRotation secretRotation() {
    return new SecretRotation(layout);
  }

  /**
   * The network controller, and what it has programmed on servers and MUXes.
   *
   * <p>Source: What is Network Controller.
   */
  public NetworkController controller() {
    return NetworkController.of(this);
  }

  /**
   * What MUXes, uplinks and servers' ports carry of some traffic.
   *
   * @param traffic such as {@code l -> l.traffic("203.0.113.10:443", t -> t.requests(gbps(2)))}
   * @throws Refusal if nothing is said, or there is not what is named
   */
  public NetworkLoad load(Consumer<LoadOptions> traffic) {
    LoadOptions said = new LoadOptions(this);
    traffic.accept(said);
    return NetworkLoad.of(said);
  }

  /** What share of a link is data, by the size of packets, at the MTU of the fabric. */
  public Goodput goodput() {
    return new Goodput(stamp(), Mtu.ofFabric());
  }

  SdnLayout layout() {
    return layout;
  }

  List<String> failed() {
    return happened.away();
  }

  /** Another layout of the same switches, servers and MUXes, of which the same has failed. */
  SoftwareDefinedNetwork with(SdnLayout other) {
    SoftwareDefinedNetwork now =
        new SoftwareDefinedNetwork(other, other.fabric(), Happened.NOTHING);
    for (String name : failed()) {
      String card = name.startsWith(PROBE_OF) ? name.substring(PROBE_OF.length()) : "";
      if (card.isEmpty()) {
        now = now.fail(name);
      } else if (now.cards().contains(card)) {
        now = now.probeDown(card);
      }
    }
    return now;
  }

  Fabric fabric() {
    return fabric;
  }

  Happened happened() {
    return happened;
  }

  List<String> namesThatFail() {
    return Stream.concat(
            Stream.of(layout.muxes(), layout.tors(), layout.hosts())
                .flatMap(List::stream)
                .map(PhysicalEnd::name),
            SdnLayout.UPLINKS.stream())
        .toList();
  }

  List<String> cards() {
    return layout.nics().stream().map(VirtualNic::name).toList();
  }

  /**
   * The network after something of it fails.
   *
   * @param names of MUXes, switches, servers or uplinks, such as {@code mux1}, {@code TOR2}, {@code
   *     n3}, {@code uplink1}
   * @throws Refusal if there is nothing of the name, or it has failed already
   */
  public SoftwareDefinedNetwork fail(@Takes(SdnNames.class) String... names) {
    SoftwareDefinedNetwork now = this;
    for (String name : names) {
      String given = "fail(\"" + name + "\")";
      FabricEvent event = event(name, true, given);
      now = now.after(event, happened -> happened.lost(name, event, "the loss of " + name, given));
    }
    return now;
  }

  private SoftwareDefinedNetwork after(FabricEvent event, UnaryOperator<Happened> what) {
    return new SoftwareDefinedNetwork(layout, fabric.after(event), what.apply(happened));
  }

  /** What it means that something of a name fails, or comes back. */
  FabricEvent event(String name, boolean fails, String given) {
    if (!namesThatFail().contains(name)) {
      throw Refusal.of(given, "there is no MUX, switch, server or uplink of that name")
          .nearest(name, namesThatFail())
          .wayOut("name one of " + String.join(", ", namesThatFail()))
          .asException();
    }
    int mux = number(layout.muxes(), name);
    if (mux >= 0) {
      return new FabricEvent(fails ? Kind.MUX_LOST : Kind.MUX_ADDED, mux);
    }
    int tor = number(layout.tors(), name);
    if (tor >= 0) {
      return new FabricEvent(fails ? Kind.TOR_LOST : Kind.TOR_BACK, tor);
    }
    int host = number(layout.hosts(), name);
    return host >= 0
        ? new FabricEvent(fails ? Kind.HOST_LOST : Kind.HOST_BACK, host)
        : new FabricEvent(
            fails ? Kind.UPLINK_LOST : Kind.UPLINK_BACK, SdnLayout.UPLINKS.indexOf(name));
  }

  private static int number(List<PhysicalEnd> ends, String name) {
    return ends.stream().map(PhysicalEnd::name).toList().indexOf(name);
  }

  /**
   * The network when the health probe of a card says that it is down: it gets no new flows.
   *
   * @param card its name, such as {@code web1}
   * @throws Refusal if there is no such card, or its probe is down already
   */
  public SoftwareDefinedNetwork probeDown(@Takes(SdnNames.Cards.class) String card) {
    String given = "probeDown(\"" + card + "\")";
    FabricEvent down = new FabricEvent(Kind.PROBE_DOWN, number(card, given));
    String told = PROBE_OF + card;
    return after(down, happened -> happened.lost(told, down, told, given));
  }

  /** The number of a card. */
  int number(String card, String given) {
    int number = cards().indexOf(card);
    if (number < 0) {
      throw Refusal.of(given, "there is no such card")
          .nearest(card, cards())
          .wayOut(cards().isEmpty() ? "describe cards first" : "name one such as " + cards().get(0))
          .asException();
    }
    return number;
  }

  @Override
  public String title() {
    return "Network of " + described();
  }

  /** The stamp, and what of it failed. */
  String described() {
    return stamp().name() + (failed().isEmpty() ? "" : " without " + String.join(", ", failed()));
  }

  @Override
  public String verdict() {
    return count(layout.vips().size(), "VIP")
        + " on "
        + fabric.runningMuxes().length
        + " of "
        + layout.muxes().size()
        + " MUXes; "
        + count(layout.nics().size(), "card")
        + " in "
        + count(layout.networks().size(), "virtual network")
        + " on "
        + count(
            (int) layout.countOfNicsByServer().values().stream().filter(n -> n > 0).count(),
            "server")
        + ".";
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("card")
            .text("CA")
            .text("virtual network")
            .text("VNI")
            .text("MAC address")
            .text("server")
            .text("PA")
            .text("behind");
    for (VirtualNic nic : layout.nics()) {
      PhysicalEnd host = layout.hosts().get(nic.host());
      table.row(
          nic.name(),
          nic.address().toString(),
          nic.network().name(),
          String.valueOf(nic.network().vni()),
          nic.mac().toString(),
          host.name(),
          host.address().toString(),
          layout.vips().stream()
              .filter(vip -> vip.pool().contains(nic))
              .map(vip -> vip.address().toString())
              .collect(Collectors.joining(", ")));
    }
    table.note(
        "CA: customer address, in the virtual network. PA: provider address, of the server.");
    table.note(
        "A MAC address may be another stamp's, too: "
            + Facts.networking().fact("vnet/staticMac").text()
            + ".");
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    if (layout.nics().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Integer> counts = layout.countOfNicsByServer();
    return Optional.of(
        new Picture.Bars(
            title(),
            verdict(),
            "server",
            "cards",
            List.copyOf(counts.keySet()),
            List.of(
                new Picture.Series(
                    "cards",
                    counts.values().stream().map(Integer::doubleValue).toList(),
                    Picture.Role.PLAIN)),
            false));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(Figure.given("VIPs", layout.vips().size(), "vip(…)"));
    figures.add(Figure.given("cards", layout.nics().size(), "nic(…), pool(…)"));
    layout
        .acls()
        .ifPresent(acls -> figures.add(Figure.given("filters", acls.verdict(), "filters(…)")));
    figures.addAll(layout.figures());
    return figures;
  }
}
