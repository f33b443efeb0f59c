package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stackbook.fact.Facts;
import org.stackbook.network.acl.Acls;
import org.stackbook.network.acl.GroupRule;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.SnatDefaults;

/** Turns what there is into the policies of each server and each MUX. */
final class ControllerPolicies {

  private final SdnLayout layout;
  private final List<Map<PolicyKey, String>> tables = new ArrayList<>();

  private ControllerPolicies(SdnLayout layout) {
    this.layout = layout;
    for (int d = 0; d < layout.hosts().size() + layout.muxes().size(); d++) {
      tables.add(new LinkedHashMap<>());
    }
  }

  /** The policies of the servers, and then those of the MUXes. */
  static List<Map<PolicyKey, String>> of(SdnLayout layout) {
    ControllerPolicies all = new ControllerPolicies(layout);
    all.mappings();
    layout.acls().ifPresent(all::filters);
    Set<VirtualNic> translated = new HashSet<>();
    for (Vip vip : layout.vips()) {
      all.balanced(vip);
      all.inboundNat(vip);
      all.outbound(vip, translated);
    }
    return all.tables;
  }

  private void put(int host, PolicyKind kind, String match, String action) {
    tables.get(host).put(new PolicyKey(kind, match), action);
  }

  private void onMuxes(PolicyKind kind, String match, String action) {
    PolicyKey key = new PolicyKey(kind, match);
    for (int m = 0; m < layout.muxes().size(); m++) {
      tables.get(layout.hosts().size() + m).put(key, action);
    }
  }

  private IpAddress provider(VirtualNic nic) {
    return layout.hosts().get(nic.host()).address();
  }

  /** A customer address; those of two virtual networks may be the same. */
  private static String inNetwork(VirtualNic nic) {
    return "VNI " + nic.network().vni() + ", " + nic.address();
  }

  private void mappings() {
    Map<VirtualNetwork, Map<PolicyKey, String>> byNetwork = new LinkedHashMap<>();
    List<Set<VirtualNetwork>> onHost = new ArrayList<>();
    layout.hosts().forEach(host -> onHost.add(new HashSet<>()));
    for (VirtualNic nic : layout.nics()) {
      byNetwork
          .computeIfAbsent(nic.network(), n -> new LinkedHashMap<>())
          .put(new PolicyKey(PolicyKind.MAPPING, inNetwork(nic)), provider(nic) + ", " + nic.mac());
      onHost.get(nic.host()).add(nic.network());
    }
    byNetwork.forEach(
        (network, mappings) -> {
          for (int h = 0; h < onHost.size(); h++) {
            if (onHost.get(h).contains(network)) {
              tables.get(h).putAll(mappings);
            }
          }
        });
  }

  /** The rules of the groups of each card, where the card is. */
  private void filters(Acls acls) {
    for (VirtualNic nic : layout.nics()) {
      acls.groupOfSubnet(nic.name())
          .ifPresent(g -> filters(nic, inNetwork(nic) + " by its subnet", g, acls));
      acls.groupOf(nic.name()).ifPresent(g -> filters(nic, inNetwork(nic), g, acls));
    }
  }

  private void filters(VirtualNic nic, String whose, String group, Acls acls) {
    for (GroupRule rule : acls.rulesOf(group)) {
      put(
          nic.host(),
          PolicyKind.FILTER,
          whose + ", " + rule.direction() + ": " + group + "/" + rule.name(),
          rule.sentence());
    }
  }

  private void balanced(Vip vip) {
    for (Vip.Rule rule : vip.rules()) {
      List<String> backEnds = new ArrayList<>();
      for (VirtualNic nic : vip.pool()) {
        backEnds.add(inNetwork(nic) + " on " + provider(nic));
        rewrites(
            PolicyKind.REWRITE,
            nic,
            rule.protocol(),
            vip.at(rule.port()),
            new Endpoint(nic.address(), rule.backEndPort()));
      }
      onMuxes(
          PolicyKind.VIP_MAP,
          rule.protocol() + " " + vip.at(rule.port()),
          "by hash of "
              + vip.tuple().name().toLowerCase(Locale.ROOT)
              + " values: "
              + String.join("; ", backEnds));
    }
    if (!vip.rules().isEmpty()) {
      for (VirtualNic nic : vip.pool()) {
        put(
            nic.host(),
            PolicyKind.PROBE,
            inNetwork(nic) + " for " + vip.address(),
            "from " + prober(nic));
      }
    }
  }

  /** The first address of its subnet, which is the gateway's. */
  private static IpAddress prober(VirtualNic nic) {
    IpNetwork subnet =
        nic.network()
            .subnet(nic.address())
            .map(VirtualNetwork.Subnet::network)
            .orElse(nic.network().network());
    return subnet.address(subnet.hosts() < subnet.size() ? 1 : 0);
  }

  private void inboundNat(Vip vip) {
    for (Vip.Nat nat : vip.nats()) {
      VirtualNic nic = nat.backEnd();
      rewrites(
          PolicyKind.INBOUND_NAT,
          nic,
          nat.protocol(),
          vip.at(nat.port()),
          new Endpoint(nic.address(), nat.backEndPort()));
      onMuxes(
          PolicyKind.VIP_MAP,
          nat.protocol() + " " + vip.at(nat.port()),
          inNetwork(nic) + " on " + provider(nic));
    }
  }

  /** There and back at the server of a card. */
  private void rewrites(
      PolicyKind kind, VirtualNic nic, Protocol protocol, Endpoint outside, Endpoint inside) {
    put(
        nic.host(),
        kind,
        protocol + " " + outside + " for " + inNetwork(nic),
        "destination " + inside);
    put(
        nic.host(),
        PolicyKind.RETURN,
        protocol + " of VNI " + nic.network().vni() + ", " + inside + ", flow to " + outside,
        "source " + outside);
  }

  /** A card is translated to the first VIP that it is in the pool of. */
  private void outbound(Vip vip, Set<VirtualNic> translated) {
    if (vip.pool().isEmpty()) {
      return;
    }
    int ports =
        new SnatDefaults(ours("snatMostPorts"), ours("snatBackEndsWithMost"))
            .ports(vip.pool().size());
    int first = ours("snatFirstPort");
    for (VirtualNic nic : vip.pool()) {
      if (translated.add(nic)) {
        String range = vip.address() + ", ports " + first + " to " + (first + ports - 1);
        put(nic.host(), PolicyKind.SNAT_PORTS, inNetwork(nic), range);
        onMuxes(PolicyKind.SNAT_MAP, range, inNetwork(nic) + " on " + provider(nic));
      }
      first += ports;
    }
  }

  private static int ours(String name) {
    return Facts.ours().fact("sdn/" + name + "/value").integer();
  }

  /** How many policies of a kind there are in a table. */
  static int count(Map<PolicyKey, String> table, PolicyKind kind) {
    return (int) table.keySet().stream().filter(key -> key.kind() == kind).count();
  }
}
