package org.stackbook.network.acl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.stamp.Build;
import org.stackbook.view.Sentences;

/**
 * Filters, and the network interfaces (NICs) behind them. {@code virtualNetwork}, {@code subnet},
 * {@code group}, {@code associate}, {@code guest} and {@code nic} may be said as often as needed; a
 * group or NIC is said before it is named.
 */
public final class AclOptions {

  private final List<Fact> tags;
  private final List<IpNetwork> virtualNetworks = new ArrayList<>();
  private final List<Subnet> subnets = new ArrayList<>();
  private final Map<String, List<SaidRule>> groups = new LinkedHashMap<>();
  private final Map<String, List<SaidRule>> guests = new LinkedHashMap<>();
  private final Map<String, Nic> nics = new LinkedHashMap<>();
  private final Map<IpAddress, String> addresses = new LinkedHashMap<>();
  private final Once<List<SaidRule>> tor = new Once<>("tor");
  private final Once<List<SaidRule>> host = new Once<>("host");

  AclOptions(Build build) {
    this.tags = ServiceTags.of(build);
  }

  /**
   * An address space of the virtual network, which all NICs are in; the private addresses if none
   * is said. All other addresses are the Internet.
   *
   * @param network such as {@code 10.0.0.0/16}
   * @throws Refusal if it is not a network
   */
  public AclOptions virtualNetwork(String network) {
    virtualNetworks.add(IpNetwork.parse(network));
    return this;
  }

  /**
   * A subnet without a group. Health probes come from its first address.
   *
   * @param network such as {@code 10.0.2.0/24}
   * @throws Refusal if it is not a network, or overlaps another subnet
   */
  public AclOptions subnet(String network) {
    return subnet(network, Optional.empty(), "subnet(\"" + network + "\")");
  }

  /**
   * A subnet with a group, which filters for all NICs in it besides their own.
   *
   * @param network such as {@code 10.0.2.0/24}
   * @param group the name of its network security group
   * @throws Refusal if it is not a network, overlaps another subnet, or there is no such group
   */
  public AclOptions subnet(String network, String group) {
    String given = "subnet(\"" + network + "\", \"" + group + "\")";
    checkGroup(group, given);
    return subnet(network, Optional.of(group), given);
  }

  private AclOptions subnet(String network, Optional<String> group, String given) {
    IpNetwork read = IpNetwork.parse(network);
    for (Subnet other : subnets) {
      if (other.network().overlaps(read)) {
        throw Refusal.of(given, "it overlaps subnet " + other.network()).asException();
      }
    }
    subnets.add(new Subnet(read, group));
    return this;
  }

  /**
   * A network security group: rules in the virtual switch, for NICs or subnets that name it. Behind
   * the described rules it has default rules.
   *
   * @param name of the group
   * @param rules such as {@code g -> g.allowIn(100, "https", tcp(443), "Internet")}
   * @throws Refusal if the name is taken, or a rule is refused
   */
  public AclOptions group(String name, Consumer<RuleOptions> rules) {
    String given = "group(\"" + name + "\", …)";
    checkName(name, given);
    if (groups.containsKey(name)) {
      throw taken(given, "there is a group " + name + " already");
    }
    groups.put(name, said(rules));
    return this;
  }

  /**
   * The access list of the top-of-rack switches, for what leaves the system or comes into it. What
   * no rule matches is denied. VMs of the system are taken by their own addresses.
   *
   * @param rules such as {@code t -> t.denyIn(100, "telnet", tcp(23), "Any")}
   * @throws Refusal if it was said already, or a rule is refused
   */
  public AclOptions tor(Consumer<RuleOptions> rules) {
    tor.setBy(said(rules), "tor(…)");
    return this;
  }

  /**
   * The firewall of the hosts, the same on each, for what their VMs send and get. What no rule
   * matches is let out and not in.
   *
   * @param rules such as {@code h -> h.allowIn(100, "all", ANY, "Any")}
   * @throws Refusal if it was said already, or a rule is refused
   */
  public AclOptions host(Consumer<RuleOptions> rules) {
    host.setBy(said(rules), "host(…)");
    return this;
  }

  /**
   * The firewall of the operating system in a VM. What no rule matches is let out and not in.
   *
   * @param nic name of the NIC of the VM
   * @param rules such as {@code f -> f.allowIn(100, "sql", tcp(1433), "VirtualNetwork")}
   * @throws Refusal if there is no such NIC, its firewall was said already, or a rule is refused
   */
  public AclOptions guest(String nic, Consumer<RuleOptions> rules) {
    String given = "guest(\"" + nic + "\", …)";
    if (!nics.containsKey(nic)) {
      throw unknown(given, "NIC", nic, nics.keySet());
    }
    if (guests.containsKey(nic)) {
      throw taken(given, "the firewall of " + nic + " is described already");
    }
    guests.put(nic, said(rules));
    return this;
  }

  /**
   * A NIC without a group of its own.
   *
   * @param name of the NIC
   * @param address private address, in the virtual network
   * @throws Refusal if the name or the address is taken, or it is no address
   */
  public AclOptions nic(String name, String address) {
    return nic(name, address, Optional.empty(), "nic(\"" + name + "\", \"" + address + "\")");
  }

  /**
   * A NIC with a group.
   *
   * @param name of the NIC
   * @param address private address, in the virtual network
   * @param group the name of its network security group
   * @throws Refusal if the name or the address is taken, it is no address, or there is no such
   *     group
   */
  public AclOptions nic(String name, String address, String group) {
    String given = "nic(\"" + name + "\", \"" + address + "\", \"" + group + "\")";
    checkGroup(group, given);
    return nic(name, address, Optional.of(group), given);
  }

  private AclOptions nic(String name, String address, Optional<String> group, String given) {
    checkName(name, given);
    IpAddress read = IpAddress.parse(address);
    if (nics.containsKey(name)) {
      throw taken(given, "there is a NIC " + name + " already");
    }
    String holder = addresses.putIfAbsent(read, name);
    if (holder != null) {
      throw Refusal.of(given, read + " is the address of " + holder + " already")
          .wayOut("take another address")
          .asException();
    }
    nics.put(name, new Nic(name, read, group, given));
    return this;
  }

  /**
   * Puts a group on NICs that were described without one.
   *
   * @param group the name of a network security group
   * @param names of NICs
   * @throws Refusal if there is no such group or NIC, or a NIC has a group of its own already
   */
  public AclOptions associate(String group, String... names) {
    for (String name : names) {
      String given = "associate(\"" + group + "\", \"" + name + "\")";
      checkGroup(group, given);
      Nic nic = nics.get(name);
      if (nic == null) {
        throw unknown(given, "NIC", name, nics.keySet());
      }
      if (nic.group().isPresent()) {
        throw taken(given, name + " has group " + nic.group().get() + " already");
      }
      nics.put(name, new Nic(name, nic.address(), Optional.of(group), nic.given()));
    }
    return this;
  }

  private List<SaidRule> said(Consumer<RuleOptions> rules) {
    RuleOptions options = new RuleOptions(tags);
    rules.accept(options);
    return options.rules();
  }

  private static void checkName(String name, String given) {
    if (name.isBlank()) {
      throw Refusal.of(given, "the name is empty").wayOut("give it a name").asException();
    }
  }

  private void checkGroup(String group, String given) {
    if (!groups.containsKey(group)) {
      throw unknown(given, "group", group, groups.keySet());
    }
  }

  private static Refusal taken(String given, String rule) {
    return Refusal.of(given, rule).wayOut("say it once").asException();
  }

  static Refusal unknown(String given, String kind, String name, Collection<String> known) {
    return Refusal.of(given, "no " + kind + " " + name + " was described before")
        .nearest(name, known)
        .wayOut(
            known.isEmpty()
                ? "say " + (kind.equals("NIC") ? "nic" : kind) + "(\"" + name + "\", …) first"
                : "name " + Sentences.names(known, Acls.NAMES_TOLD))
        .asException();
  }

  /**
   * All that was said, its words resolved to addresses.
   *
   * @throws Refusal if a NIC or subnet lies outside of the virtual network
   */
  FilterWay filters() {
    AddressSpace space =
        new AddressSpace(virtualNetworks, subnets.stream().map(Subnet::network).toList());
    for (Nic nic : nics.values()) {
      if (!space.isInside(nic.address())) {
        throw Refusal.of(
                nic.given(),
                nic.address()
                    + " is not in the virtual network, "
                    + space.virtualNetwork().valueText())
            .wayOut("say virtualNetwork(…) with a network that has the address in it")
            .asException();
      }
    }
    return new FilterWay(
        space,
        tor.get().map(said -> FilterWay.filter(AclLevel.TOR, "TOR", said, space)),
        host.get().map(said -> FilterWay.filter(AclLevel.HOST, "host", said, space)),
        filters(AclLevel.GUEST, guests, space),
        filters(AclLevel.SDN, groups, space),
        List.copyOf(subnets));
  }

  private static Map<String, Filter> filters(
      AclLevel level, Map<String, List<SaidRule>> said, AddressSpace space) {
    Map<String, Filter> filters = new LinkedHashMap<>();
    said.forEach((name, rules) -> filters.put(name, FilterWay.filter(level, name, rules, space)));
    return filters;
  }

  Map<String, Nic> nics() {
    return nics;
  }
}
