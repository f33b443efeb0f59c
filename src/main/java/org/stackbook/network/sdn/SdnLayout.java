package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.acl.AclOptions;
import org.stackbook.network.acl.Acls;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.network.address.MacAddress;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.Fabric;
import org.stackbook.network.engine.FlowChoice;
import org.stackbook.network.engine.FlowHash;
import org.stackbook.network.engine.HashTuple;
import org.stackbook.network.engine.HashedSource;
import org.stackbook.network.engine.PoolRule;
import org.stackbook.seed.Random64;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;

/** What there is and where: switches, MUXes, servers, virtual networks, cards, VIPs. */
final class SdnLayout {

  /** The two switches of the rack. */
  private static final int TORS = 2;

  /** One to each switch. */
  static final List<String> UPLINKS = List.of("uplink1", "uplink2");

  private static final int FLOWS_OF_A_MUX = Integer.MAX_VALUE;

  private final SdnOptions said;
  private final ControllerDescription described;
  private final Stamp stamp;
  private final Figure<Integer> muxCount;
  private final Figure<String> providerNetwork;
  private final Figure<String> firstMac;
  private final Figure<String> seed;
  private final long seedNumber;
  private final PhysicalEnd border;
  private final List<PhysicalEnd> tors;
  private final List<PhysicalEnd> hosts;
  private final List<PhysicalEnd> muxes;
  private final List<VirtualNetwork> networks = new ArrayList<>();
  private final List<VirtualNic> nics = new ArrayList<>();
  private final List<Vip> vips = new ArrayList<>();
  private final Optional<Acls> acls;
  private final boolean placesNics;
  private final boolean assumesNetwork;
  private final boolean staticUplinks;
  private int networksSoFar;
  private int nicsSoFar;

  SdnLayout(SdnOptions said) {
    this(said, ControllerDescription.of(said), Optional.empty());
  }

  /**
   * Another layout of the same switches, servers and MUXes.
   *
   * @param before it, whose networks and cards keep their numbers, addresses and servers
   */
  private SdnLayout(SdnOptions said, ControllerDescription described, Optional<SdnLayout> before) {
    this.said = said;
    this.described = described;
    this.stamp = said.stamp();
    this.muxCount =
        said.muxes()
            .map(count -> Figure.given("MUXes", count, "muxes(…)"))
            .orElseGet(() -> Figure.stated("MUXes", ours("muxes").integer(), ours("muxes")));
    this.providerNetwork =
        said.provider()
            .map(n -> Figure.given("provider network", n.toString(), "providerNetwork(…)"))
            .orElseGet(() -> assumedText("provider network", "providerNetwork"));
    this.firstMac =
        said.macs()
            .map(mac -> Figure.given("first MAC address", mac.toString(), "macPool(…)"))
            .orElseGet(() -> assumedText("first MAC address", "macPool"));
    this.seedNumber = said.seed().orElse(1L);
    this.seed =
        said.seed().isPresent()
            ? Figure.given("seed", String.valueOf(seedNumber), "seed(…)")
            : Figure.assumed("seed", String.valueOf(seedNumber), "say seed(…) for another one");
    IpNetwork provider = IpNetwork.parse(providerNetwork.value());
    int needed = TORS + muxCount.value() + stamp.servers().size() + 1;
    if (provider.hosts() < needed) {
      throw Refusal.of(
              "providerNetwork(\"" + provider + "\")",
              "it has "
                  + provider.hosts()
                  + " addresses, and switches, MUXes and servers need "
                  + needed)
          .wayOut("take a larger network")
          .asException();
    }
    MacAddress macs = MacAddress.parse(ours("physicalMacs").text());
    this.border = new PhysicalEnd("border", provider.address(0), macs);
    this.tors = ends(List.of("TOR1", "TOR2"), provider, macs, 1);
    this.muxes =
        ends(
            IntStream.rangeClosed(1, muxCount.value()).mapToObj(i -> "mux" + i).toList(),
            provider,
            macs,
            1 + TORS);
    this.hosts =
        ends(
            stamp.servers().stream().map(Server::name).toList(),
            provider,
            macs,
            1 + TORS + muxCount.value());
    this.placesNics =
        described.networks().stream()
            .flatMap(n -> n.nics().stream())
            .anyMatch(nic -> described.server(nic).isEmpty());
    this.staticUplinks = said.hasStaticUplinks();
    this.assumesNetwork = described.networks().isEmpty() && !described.vips().isEmpty();
    before.ifPresent(
        b -> {
          networksSoFar = b.networksSoFar;
          nicsSoFar = b.nicsSoFar;
        });
    networks(before);
    described.vips().forEach(this::vip);
    this.acls = described.filters().map(this::acls);
  }

  /** The layout when the controller is told of something else. */
  SdnLayout with(ControllerDescription other) {
    return new SdnLayout(said, other, Optional.of(this));
  }

  ControllerDescription described() {
    return described;
  }

  private static Fact ours(String name) {
    return Facts.ours().fact("sdn/" + name + "/value");
  }

  private static Figure<String> assumedText(String name, String path) {
    return Figure.stated(name, ours(path).text(), ours(path));
  }

  private static List<PhysicalEnd> ends(
      List<String> names, IpNetwork provider, MacAddress macs, int from) {
    return IntStream.range(0, names.size())
        .mapToObj(
            i -> new PhysicalEnd(names.get(i), provider.address(from + i), macs.plus(from + i)))
        .toList();
  }

  private void networks(Optional<SdnLayout> before) {
    Map<String, VirtualNic> earlier =
        before.stream()
            .flatMap(b -> b.nics.stream())
            .collect(Collectors.toMap(VirtualNic::name, Function.identity()));
    for (VirtualNetworkOptions each : described.networks()) {
      VirtualNetwork network =
          new VirtualNetwork(each.name(), each.network(), vni(each.name(), before), each.subnets());
      networks.add(network);
      for (VirtualNetworkOptions.SaidNic nic : each.nics()) {
        addNic(nic.name(), network, nic.address(), described.server(nic), earlier);
      }
    }
    if (!assumesNetwork) {
      return;
    }
    VirtualNetwork network =
        new VirtualNetwork(
            "tenant",
            IpNetwork.parse(ours("virtualNetwork").text()),
            vni("tenant", before),
            List.of());
    networks.add(network);
    Set<IpAddress> known = new HashSet<>();
    for (VipOptions vip : described.vips().values()) {
      List<IpAddress> all = new ArrayList<>(vip.pool());
      vip.nats().forEach(nat -> all.add(nat.backEnd()));
      for (IpAddress address : all) {
        if (network.network().contains(address) && known.add(address)) {
          Optional<String> moved = Optional.ofNullable(described.moved().get(address.toString()));
          addNic(address.toString(), network, address, moved, earlier);
        }
      }
    }
  }

  private int vni(String name, Optional<SdnLayout> before) {
    return before.stream()
        .flatMap(b -> b.networks.stream())
        .filter(n -> n.name().equals(name))
        .map(VirtualNetwork::vni)
        .findFirst()
        .orElseGet(() -> ours("firstVni").integer() + networksSoFar++);
  }

  private void addNic(
      String name,
      VirtualNetwork network,
      IpAddress address,
      Optional<String> server,
      Map<String, VirtualNic> earlier) {
    Optional<VirtualNic> known =
        Optional.ofNullable(earlier.get(name)).filter(n -> n.network().vni() == network.vni());
    int number = known.isPresent() ? 0 : nicsSoFar++;
    List<String> names = hosts.stream().map(PhysicalEnd::name).toList();
    nics.add(
        new VirtualNic(
            name,
            network,
            address,
            known
                .map(VirtualNic::mac)
                .orElseGet(() -> MacAddress.parse(firstMac.value()).plus(number)),
            server
                .map(names::indexOf)
                .orElseGet(() -> known.map(VirtualNic::host).orElse(number % names.size()))));
  }

  private void vip(IpAddress address, VipOptions said) {
    String given = "vip(\"" + address + "\")";
    for (VirtualNic nic : nics) {
      if (nic.address().equals(address)) {
        throw Refusal.of(given, "it is the address of card " + nic.name())
            .wayOut("take another address")
            .asException();
      }
    }
    List<VirtualNetwork> around =
        networks.stream().filter(network -> network.network().contains(address)).toList();
    List<VirtualNic> pool = said.pool().stream().map(a -> backEnd(a, given)).toList();
    if (pool.stream().map(VirtualNic::network).distinct().count() > 1) {
      throw Refusal.of(given, "its back ends are in several virtual networks")
          .wayOut("give each virtual network a pool and a VIP of its own")
          .asException();
    }
    Optional<VirtualNetwork> inside =
        Stream.concat(pool.stream(), said.nats().stream().map(nat -> backEnd(nat.backEnd(), given)))
            .map(VirtualNic::network)
            .filter(around::contains)
            .findFirst();
    if (!around.isEmpty() && inside.isEmpty()) {
      throw Refusal.of(
              given,
              "the address lies in virtual network "
                  + around.get(0).name()
                  + ", and no back end does")
          .wayOut("take a public address, or back ends in that network")
          .asException();
    }
    vips.add(
        new Vip(
            address,
            said.rules(),
            said.nats().stream()
                .map(
                    nat ->
                        new Vip.Nat(
                            Protocol.TCP,
                            nat.port(),
                            backEnd(nat.backEnd(), given),
                            nat.backEndPort()))
                .toList(),
            said.poolName().orElse(""),
            pool,
            said.tuple(),
            said.isFloating(),
            inside));
  }

  /** The filters, where cards are NICs. */
  private Acls acls(Consumer<AclOptions> description) {
    Set<IpAddress> known = new HashSet<>();
    for (VirtualNic nic : nics) {
      if (!known.add(nic.address())) {
        throw Refusal.of(
                "filters(…)", "cards of several virtual networks have the address " + nic.address())
            .wayOut("filters tell cards by their addresses: give each one of its own")
            .asException();
      }
    }
    return Acls.of(
        stamp,
        a -> {
          if (!assumesNetwork) {
            networks.forEach(network -> a.virtualNetwork(network.network().toString()));
          }
          nics.forEach(nic -> a.nic(nic.name(), nic.address().toString()));
          description.accept(a);
        });
  }

  private VirtualNic backEnd(IpAddress address, String given) {
    List<VirtualNic> found = nics.stream().filter(n -> n.address().equals(address)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw Refusal.of(
            given,
            found.isEmpty()
                ? "no card has the address " + address + " of its pool"
                : "cards of several virtual networks have the address " + address)
        .nearest(address.toString(), nics.stream().map(n -> n.address().toString()).toList())
        .wayOut("describe its card in virtualNetwork(…) before, with an address of its own")
        .asException();
  }

  /** What flows go through, of which all runs. */
  Fabric fabric() {
    return fabric(HashingTable.MODULO, HashingTable.MAGLEV);
  }

  /**
   * The same with other tables.
   *
   * @param switches by what the border and the switches choose
   * @param pools by what MUXes choose a back end
   */
  Fabric fabric(HashingTable switches, HashingTable pools) {
    FlowChoice border =
        new FlowChoice(hash(HashTuple.FIVE, HashedSource.CUSTOMER, 1), switches.among(UPLINKS));
    FlowChoice tor =
        new FlowChoice(
            hash(HashTuple.FIVE, HashedSource.CUSTOMER, 2),
            switches.among(muxes.stream().map(PhysicalEnd::name).toList()));
    List<PoolRule> rules = new ArrayList<>();
    for (Vip vip : vips) {
      for (int i = 0; i < vip.rules().size(); i++) {
        rules.add(
            new PoolRule(
                new FlowChoice(
                    hash(
                        vip.tuple(),
                        vip.tuple() == HashTuple.TWO
                            ? HashedSource.PROVIDER
                            : HashedSource.CUSTOMER,
                        3),
                    pools.among(vip.pool().stream().map(VirtualNic::name).toList())),
                vip.pool().stream().map(nics::indexOf).toList(),
                true,
                false));
      }
    }
    return new Fabric(
        new Fabric.Layout(
            List.of(0, 1),
            IntStream.range(0, muxes.size()).mapToObj(m -> m % hosts.size()).toList(),
            nics.stream().map(VirtualNic::host).toList(),
            FLOWS_OF_A_MUX,
            staticUplinks),
        border,
        List.of(tor, tor),
        rules);
  }

  private FlowHash hash(HashTuple tuple, HashedSource source, int device) {
    return new FlowHash(tuple, source, Random64.mixed(seedNumber + device));
  }

  /** The number of a rule in the fabric. */
  int number(Vip vip, Vip.Rule rule) {
    int number = 0;
    for (Vip each : vips) {
      if (each.address().equals(vip.address())) {
        return number + each.rules().indexOf(rule);
      }
      number += each.rules().size();
    }
    throw new IllegalArgumentException(vip + " is of another layout");
  }

  /**
   * The VIP of an address.
   *
   * @param fits whether it is one that can be asked
   * @param rule what there is not, if there is none
   * @throws Refusal if there is none
   */
  Vip vip(IpAddress address, Predicate<Vip> fits, String given, String rule) {
    return vip(address)
        .filter(fits)
        .orElseThrow(
            () ->
                Refusal.of(given, rule)
                    .nearest(
                        address.toString(),
                        vips.stream().filter(fits).map(vip -> vip.address().toString()).toList())
                    .wayOut("describe it with vip(…)")
                    .asException());
  }

  /** The VIPs and ports that have load-balancing rules of a protocol. */
  List<String> rules(Protocol protocol) {
    return vips.stream()
        .flatMap(
            vip ->
                vip.rules().stream()
                    .filter(rule -> rule.protocol() == protocol)
                    .map(rule -> vip.at(rule.port()).toString()))
        .toList();
  }

  Optional<Vip> vip(IpAddress address) {
    return vips.stream().filter(vip -> vip.address().equals(address)).findFirst();
  }

  /** The VIP that the addresses of a card are translated to when it speaks to the outside. */
  Optional<Vip> outbound(VirtualNic nic) {
    return vips.stream().filter(vip -> !vip.isInternal() && vip.pool().contains(nic)).findFirst();
  }

  Optional<Acls> acls() {
    return acls;
  }

  PhysicalEnd host(VirtualNic nic) {
    return hosts.get(nic.host());
  }

  long seedNumber() {
    return seedNumber;
  }

  Stamp stamp() {
    return stamp;
  }

  PhysicalEnd border() {
    return border;
  }

  List<PhysicalEnd> tors() {
    return tors;
  }

  List<PhysicalEnd> hosts() {
    return hosts;
  }

  List<PhysicalEnd> muxes() {
    return muxes;
  }

  List<VirtualNetwork> networks() {
    return networks;
  }

  List<VirtualNic> nics() {
    return nics;
  }

  List<Vip> vips() {
    return vips;
  }

  Map<String, Integer> countOfNicsByServer() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    hosts.forEach(host -> counts.put(host.name(), 0));
    nics.forEach(
        nic -> counts.merge(Objects.requireNonNull(hosts.get(nic.host())).name(), 1, Integer::sum));
    return counts;
  }

  /** By which rule cards are on servers, where no server was said of some. */
  Optional<Figure<String>> placesOfCards() {
    return placesNics || assumesNetwork
        ? Optional.of(assumedText("places of cards", "nicHosts"))
        : Optional.empty();
  }

  /** What decides which way a flow takes. */
  List<Figure<?>> deciding() {
    List<Figure<?>> figures = new ArrayList<>(List.of(muxCount));
    figures.add(assumedText("places of MUXes", "muxHosts"));
    placesOfCards().ifPresent(figures::add);
    figures.add(assumedText("choice of switches", "ecmp"));
    if (staticUplinks) {
      figures.add(assumedText("static routes", "staticRoute"));
    }
    Fact slots = ours("maglevSlots");
    figures.add(Figure.stated("slots of the table of back ends", slots.integer(), slots));
    figures.add(seed);
    return figures;
  }

  /** All that there is. */
  List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(deciding());
    if (assumesNetwork) {
      figures.add(assumedText("virtual network", "virtualNetwork"));
    }
    figures.add(providerNetwork);
    figures.add(firstMac);
    return figures;
  }
}
