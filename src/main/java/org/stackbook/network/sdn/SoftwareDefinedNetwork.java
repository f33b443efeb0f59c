package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.Fabric;
import org.stackbook.network.engine.FabricEvent;
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

  private final SdnLayout layout;
  private final Fabric fabric;
  private final List<String> failed;

  private SoftwareDefinedNetwork(SdnLayout layout, Fabric fabric, List<String> failed) {
    this.layout = layout;
    this.fabric = fabric;
    this.failed = List.copyOf(failed);
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
    return new SoftwareDefinedNetwork(layout, layout.fabric(), List.of());
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return layout.stamp();
  }

  /**
   * Follows a TCP connection: its first packet there, and the answer back.
   *
   * @param from who opens it: an address outside or a card, and a port, such as {@code
   *     198.51.100.7:50123} or {@code web1:50123}
   * @param to who is asked: a VIP, a card or an address outside, and a port
   * @throws Refusal if one is neither, or both are outside
   */
  public FlowTrace flow(String from, String to) {
    return trace(from, to, Protocol.TCP, "flow(\"" + from + "\", \"" + to + "\")");
  }

  /**
   * Follows a UDP datagram, and the answer back.
   *
   * @param from an address outside or a card, and a port
   * @param to a VIP, a card or an address outside, and a port
   * @throws Refusal if one is neither, or both are outside
   */
  public FlowTrace datagram(String from, String to) {
    return trace(from, to, Protocol.UDP, "datagram(\"" + from + "\", \"" + to + "\")");
  }

  private FlowTrace trace(String from, String to, Protocol protocol, String given) {
    FlowEnd first = FlowEnd.parse(from, layout);
    FlowEnd second = FlowEnd.parse(to, layout);
    boolean toVip = layout.vip(second.endpoint().address()).isPresent();
    if (first.nic().isPresent() && toVip) {
      throw Refusal.of(given, "flows from cards to VIPs of the same stamp are not followed yet")
          .wayOut("ask for the card behind the VIP, or for a client outside")
          .asException();
    }
    if (first.nic().isEmpty() && second.nic().isPresent()) {
      throw Refusal.of(
              given,
              second.endpoint().address() + " is in a virtual network, unknown outside of it")
          .wayOut("ask for the VIP in front of it, or for a card of the same network")
          .asException();
    }
    return new FlowTrace(layout, fabric, first, second, protocol);
  }

  /**
   * Connections from clients outside that are established, to see which of them an event breaks.
   *
   * @param flows how many, 1 to 10 million
   * @param to a VIP and a port that has a load-balancing rule, such as {@code 203.0.113.10:443}
   * @throws Refusal if the number is out of range, there is no such rule, or something has failed
   *     already
   */
  public EstablishedFlows established(int flows, String to) {
    String given = "established(" + flows + ", \"" + to + "\")";
    if (!failed.isEmpty()) {
      throw Refusal.of(given, "flows are established while all runs")
          .wayOut("ask before the failure, and let it fail then")
          .asException();
    }
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

  Fabric fabric() {
    return fabric;
  }

  List<String> namesThatFail() {
    return Stream.of(layout.muxes(), layout.tors(), layout.hosts())
        .flatMap(List::stream)
        .map(PhysicalEnd::name)
        .toList();
  }

  List<String> cards() {
    return layout.nics().stream().map(VirtualNic::name).toList();
  }

  /**
   * The network after something of it fails.
   *
   * @param names of MUXes, switches or servers, such as {@code mux1}, {@code TOR2}, {@code n3}
   * @throws Refusal if there is nothing of the name, or it has failed already
   */
  public SoftwareDefinedNetwork fail(@Takes(SdnNames.class) String... names) {
    Fabric now = fabric;
    List<String> all = new ArrayList<>(failed);
    for (String name : names) {
      String given = "fail(\"" + name + "\")";
      notTwice(all, name, given);
      now = now.after(lost(name, given));
      all.add(name);
    }
    return new SoftwareDefinedNetwork(layout, now, all);
  }

  static void notTwice(List<String> all, String name, String given) {
    if (all.contains(name)) {
      throw Refusal.of(given, "it has failed already")
          .wayOut("name another one, or leave it out")
          .asException();
    }
  }

  /** What a failure of a name means. */
  FabricEvent lost(String name, String given) {
    if (!namesThatFail().contains(name)) {
      throw Refusal.of(given, "there is no MUX, switch or server of that name")
          .nearest(name, namesThatFail())
          .wayOut("name one of " + String.join(", ", namesThatFail()))
          .asException();
    }
    int mux = number(layout.muxes(), name);
    if (mux >= 0) {
      return new FabricEvent(FabricEvent.Kind.MUX_LOST, mux);
    }
    int tor = number(layout.tors(), name);
    return tor >= 0
        ? new FabricEvent(FabricEvent.Kind.TOR_LOST, tor)
        : new FabricEvent(FabricEvent.Kind.HOST_LOST, number(layout.hosts(), name));
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
    FabricEvent down = new FabricEvent(FabricEvent.Kind.PROBE_DOWN, number(card, given));
    String told = "probe of " + card;
    notTwice(failed, told, given);
    List<String> all = new ArrayList<>(failed);
    all.add(told);
    return new SoftwareDefinedNetwork(layout, fabric.after(down), all);
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
    return stamp().name() + (failed.isEmpty() ? "" : " without " + String.join(", ", failed));
  }

  @Override
  public String verdict() {
    int muxes = layout.muxes().size();
    return count(layout.vips().size(), "VIP")
        + " on "
        + IntStream.range(0, muxes).filter(fabric::runsMux).count()
        + " of "
        + muxes
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
    figures.addAll(layout.figures());
    return figures;
  }
}
