package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.network.acl.AclOptions;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.network.address.MacAddress;
import org.stackbook.network.engine.Fabric;
import org.stackbook.stamp.Stamp;

/** The software-defined network of a stamp, as it is described. */
public final class SdnOptions {

  private static final String FRONT_ENDS = "sdn/frontEnds";

  private final Stamp stamp;
  private final Once<Integer> muxes = new Once<>("muxes");
  private final Once<IpNetwork> provider = new Once<>("providerNetwork");
  private final Once<MacAddress> macs = new Once<>("macPool");
  private final Once<Long> seed = new Once<>("seed");
  private final Once<Boolean> staticUplinks = new Once<>("staticUplinks");
  private final List<VirtualNetworkOptions> networks = new ArrayList<>();
  private final Once<Consumer<AclOptions>> filters = new Once<>("filters");
  private final Map<IpAddress, VipOptions> vips = new LinkedHashMap<>();

  SdnOptions(Stamp stamp) {
    this.stamp = stamp;
  }

  /**
   * How many MUXes there are. No page says it of Azure Stack.
   *
   * @param count 1 to 64
   * @throws Refusal if it is out of range, or was said already
   */
  public SdnOptions muxes(int count) {
    if (count < 1 || count > Fabric.MOST_MUXES) {
      throw Refusal.of("muxes(" + count + ")", "there are 1 to " + Fabric.MOST_MUXES + " MUXes")
          .wayOut("say a number in that range")
          .asException();
    }
    muxes.set(count, String.valueOf(count));
    return this;
  }

  /**
   * The network that switches, servers and MUXes have their provider addresses in.
   *
   * @param network such as {@code 10.128.0.0/24}
   * @throws Refusal if it is none, too small, or was said already
   */
  public SdnOptions providerNetwork(String network) {
    provider.set(IpNetwork.parse(network), "\"" + network + "\"");
    return this;
  }

  /**
   * The first address of the pool that cards of VMs have their MAC addresses from.
   *
   * @param first such as {@code 00-1D-D8-B7-1C-00}
   * @throws Refusal if it is none, or was said already
   */
  public SdnOptions macPool(String first) {
    macs.set(MacAddress.parse(first), "\"" + first + "\"");
    return this;
  }

  /**
   * Makes the hashes of switches and MUXes others; they are those of seed 1 if this is not said.
   *
   * @throws Refusal if it was said already
   */
  public SdnOptions seed(long number) {
    seed.set(number, String.valueOf(number));
    return this;
  }

  /**
   * The border routes to the switches statically, not by BGP: if a switch or what an uplink ends at
   * dies, the border does not notice, and what it sends there is lost.
   *
   * @throws Refusal if it was said already
   */
  public SdnOptions staticUplinks() {
    staticUplinks.set(true, "");
    return this;
  }

  /**
   * A virtual network.
   *
   * @param name of it
   * @param addresses such as {@code 10.0.0.0/16}; those of two networks may overlap
   * @param what is in it, such as {@code v -> v.nic("web1", "10.0.2.4")}
   * @throws Refusal if the name is taken, or what is in it does not go together
   */
  public SdnOptions virtualNetwork(
      String name, String addresses, Consumer<VirtualNetworkOptions> what) {
    String given = "virtualNetwork(\"" + name + "\", \"" + addresses + "\")";
    if (networks.stream().anyMatch(other -> other.name().equals(name))) {
      throw Refusal.of(given, "there is a virtual network " + name + " already")
          .wayOut("give it another name")
          .asException();
    }
    VirtualNetworkOptions said = new VirtualNetworkOptions(stamp, name, IpNetwork.parse(addresses));
    what.accept(said);
    for (VirtualNetworkOptions.SaidNic nic : said.nics()) {
      for (VirtualNetworkOptions other : networks) {
        if (other.nics().stream().anyMatch(n -> n.name().equals(nic.name()))) {
          throw Refusal.of(given, "there is a card " + nic.name() + " in " + other.name())
              .wayOut("give it another name")
              .asException();
        }
      }
    }
    networks.add(said);
    return this;
  }

  /**
   * A VIP of the load balancer: a public one, or an internal one with an address of the virtual
   * network of its back ends, which only cards of that network reach.
   *
   * @param address such as {@code 203.0.113.10}
   * @param what it does, such as {@code v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")}
   * @throws Refusal if it is described already, has no pool, what it does does not go together, or
   *     its load balancer has as many front ends as the build allows
   */
  public SdnOptions vip(String address, Consumer<VipOptions> what) {
    String given = "vip(\"" + address + "\")";
    IpAddress vip = IpAddress.parse(address);
    if (vips.containsKey(vip)) {
      throw Refusal.of(given, "it is described already")
          .wayOut("say all of its rules in one place")
          .asException();
    }
    VipOptions said = new VipOptions(address);
    what.accept(said);
    if (!said.rules().isEmpty() && said.poolName().isEmpty()) {
      throw Refusal.of(given, "its rules have no pool")
          .wayOut("say pool(\"web\", \"10.0.2.4\")")
          .asException();
    }
    said.loadBalancer().ifPresent(balancer -> countFrontEnds(balancer, given));
    vips.put(vip, said);
    return this;
  }

  private void countFrontEnds(String balancer, String given) {
    String build = stamp.build().name();
    FactBook facts = Facts.ours();
    Optional<Fact> stated =
        facts.entries(FRONT_ENDS).stream()
            .map(row -> facts.fact(row + "/max"))
            .filter(fact -> fact.builds().includes(build))
            .findFirst();
    if (stated.isEmpty()) {
      return; // No page states it of such a build.
    }
    Fact most = stated.get();
    long now =
        vips.values().stream()
            .filter(vip -> vip.loadBalancer().equals(Optional.of(balancer)))
            .count();
    if (now >= most.integer()) {
      throw Refusal.of(
              given,
              "load balancer "
                  + balancer
                  + " has "
                  + now
                  + " front ends, as many as one may have in build "
                  + build)
          .source(most.citation())
          .wayOut("give it to another load balancer")
          .asException();
    }
  }

  /**
   * Filters that flows pass: those of TOR, virtual switch, host and guest. The cards are known by
   * their names; a group is put on them by {@code associate}, or on a subnet. Without this word
   * nothing is filtered.
   *
   * @param description such as {@code a -> a.group("web", g -> g.allowIn(100, "https", tcp(8443),
   *     "Any")).associate("web", "web1")}
   * @throws Refusal if it was said already, a rule or name is refused, or cards of several virtual
   *     networks have one address, by which filters tell cards
   */
  public SdnOptions filters(Consumer<AclOptions> description) {
    filters.setBy(description, "filters(…)");
    return this;
  }

  Optional<Consumer<AclOptions>> filters() {
    return filters.get();
  }

  Stamp stamp() {
    return stamp;
  }

  Optional<Integer> muxes() {
    return muxes.get();
  }

  Optional<IpNetwork> provider() {
    return provider.get();
  }

  Optional<MacAddress> macs() {
    return macs.get();
  }

  Optional<Long> seed() {
    return seed.get();
  }

  boolean hasStaticUplinks() {
    return staticUplinks.get().isPresent();
  }

  List<VirtualNetworkOptions> networks() {
    return networks;
  }

  Map<IpAddress, VipOptions> vips() {
    return vips;
  }
}
