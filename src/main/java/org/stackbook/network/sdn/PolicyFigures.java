package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.acl.Acls;

/** How many policies a server or a MUX has, counted from what there is and not from its table. */
final class PolicyFigures {

  private final SdnLayout layout;
  private final String name;
  private final int host;
  private final Map<PolicyKind, Figure<Integer>> byKind = new EnumMap<>(PolicyKind.class);

  /**
   * @param layout that it was programmed for
   * @param device number of a server, or of a MUX behind all servers
   */
  PolicyFigures(SdnLayout layout, int device) {
    this.layout = layout;
    int hosts = layout.hosts().size();
    this.host = device < hosts ? device : -1;
    this.name =
        device < hosts
            ? layout.hosts().get(device).name()
            : layout.muxes().get(device - hosts).name();
    if (host < 0) {
      byKind.put(PolicyKind.VIP_MAP, vipMap());
      byKind.put(PolicyKind.SNAT_MAP, named(PolicyKind.SNAT_MAP, outbound(false)));
    } else {
      Figure<Integer> rewrites = rewrites();
      Figure<Integer> nats = inboundNat();
      byKind.put(PolicyKind.MAPPING, mappings());
      byKind.put(PolicyKind.FILTER, filters());
      byKind.put(PolicyKind.REWRITE, rewrites);
      byKind.put(PolicyKind.INBOUND_NAT, nats);
      byKind.put(
          PolicyKind.RETURN,
          sum(PolicyKind.RETURN, List.of(rewrites, nats), ": one for each way in"));
      byKind.put(PolicyKind.PROBE, probes());
      byKind.put(PolicyKind.SNAT_PORTS, named(PolicyKind.SNAT_PORTS, outbound(true)));
    }
  }

  /** How many there are of a kind that it has. */
  Figure<Integer> of(PolicyKind kind) {
    return Objects.requireNonNull(byKind.get(kind));
  }

  boolean has(PolicyKind kind) {
    return byKind.containsKey(kind);
  }

  /** All of them, in the order of their kinds. */
  List<Figure<Integer>> all() {
    return List.copyOf(byKind.values());
  }

  Figure<Integer> total() {
    return sum("policies on " + name, all(), "");
  }

  private String title(PolicyKind kind) {
    return kind.plural() + " on " + name;
  }

  private static Fact ours(String path) {
    return Facts.ours().fact("sdn/" + path + "/value");
  }

  private Figure<Integer> sum(PolicyKind kind, List<Figure<Integer>> parts, String why) {
    return sum(title(kind), parts, why);
  }

  private static Figure<Integer> sum(String title, List<Figure<Integer>> parts, String why) {
    return Figure.derived(
        title,
        parts.stream().mapToInt(Figure::value).sum(),
        parts.isEmpty()
            ? "0: there is nothing to have one for"
            : String.join(" + ", parts.stream().map(p -> "{" + p.name() + "}").toList()) + why,
        parts.toArray(Figure<?>[]::new));
  }

  private Figure<Integer> named(PolicyKind kind, Figure<Integer> count) {
    return Figure.derived(title(kind), count.value(), "{" + count.name() + "}", count);
  }

  private Figure<Integer> mappings() {
    Set<VirtualNetwork> here = new HashSet<>();
    layout.nics().stream().filter(n -> n.host() == host).forEach(n -> here.add(n.network()));
    List<Figure<Integer>> parts = new ArrayList<>();
    for (VirtualNetwork network : layout.networks()) {
      if (here.contains(network)) {
        int cards = (int) layout.nics().stream().filter(n -> n.network().equals(network)).count();
        parts.add(placed(Figure.given("cards of " + network.name(), cards, "nic(…), pool(…)")));
      }
    }
    return sum(PolicyKind.MAPPING, parts, ": the cards of networks that have one on " + name)
        .by(ours("mappings"));
  }

  private Figure<Integer> filters() {
    List<Figure<Integer>> parts = new ArrayList<>();
    layout
        .acls()
        .ifPresent(acls -> cardsByGroup(acls).forEach((g, n) -> parts.add(rules(acls, g, n))));
    return sum(PolicyKind.FILTER, parts, "").by(ours("controllerFilters"));
  }

  /** A card that has a group by its subnet and by itself counts twice. */
  private Map<String, Integer> cardsByGroup(Acls acls) {
    Map<String, Integer> cards = new LinkedHashMap<>();
    for (VirtualNic nic : layout.nics()) {
      if (nic.host() == host) {
        acls.groupOfSubnet(nic.name()).ifPresent(g -> cards.merge(g, 1, Integer::sum));
        acls.groupOf(nic.name()).ifPresent(g -> cards.merge(g, 1, Integer::sum));
      }
    }
    return cards;
  }

  private Figure<Integer> rules(Acls acls, String group, int cards) {
    Figure<Integer> rules = acls.ruleCount(group);
    Figure<Integer> here =
        placed(
            Figure.given(
                "cards behind " + group + " on " + name, cards, "associate(…), subnet(…)"));
    return Figure.derived(
        "rules of " + group + " on " + name,
        rules.value() * cards,
        "{" + rules.name() + "} × {" + here.name() + "}",
        rules,
        here);
  }

  /** What depends on where cards are. */
  private Figure<Integer> placed(Figure<Integer> count) {
    return layout
        .placesOfCards()
        .map(
            places ->
                Figure.derived(
                    count.name() + ", as placed",
                    count.value(),
                    "{" + count.name() + "}, where {" + places.name() + "}",
                    count,
                    places))
        .orElse(count);
  }

  private Figure<Integer> backEndsHere(Vip vip) {
    int here = (int) vip.pool().stream().filter(nic -> nic.host() == host).count();
    return placed(
        Figure.given("back ends of " + vip.address() + " on " + name, here, "pool(…), nic(…)"));
  }

  private static Figure<Integer> rules(Vip vip) {
    return Figure.given("rules of " + vip.address(), vip.rules().size(), "tcp(…), udp(…)");
  }

  private Figure<Integer> rewrites() {
    List<Figure<Integer>> parts = new ArrayList<>();
    for (Vip vip : layout.vips()) {
      Figure<Integer> rules = rules(vip);
      Figure<Integer> here = backEndsHere(vip);
      if (rules.value() * here.value() > 0) {
        parts.add(
            Figure.derived(
                "rewrites for " + vip.address() + " on " + name,
                rules.value() * here.value(),
                "{" + rules.name() + "} × {" + here.name() + "}",
                rules,
                here));
      }
    }
    return sum(PolicyKind.REWRITE, parts, "");
  }

  private Figure<Integer> inboundNat() {
    List<Figure<Integer>> parts = new ArrayList<>();
    for (Vip vip : layout.vips()) {
      int here = (int) vip.nats().stream().filter(n -> n.backEnd().host() == host).count();
      if (here > 0) {
        parts.add(
            placed(
                Figure.given(
                    "inbound NAT of " + vip.address() + " to cards on " + name, here, "nat(…)")));
      }
    }
    return sum(PolicyKind.INBOUND_NAT, parts, "");
  }

  private Figure<Integer> probes() {
    List<Figure<Integer>> parts = new ArrayList<>();
    for (Vip vip : layout.vips()) {
      Figure<Integer> here = backEndsHere(vip);
      if (!vip.rules().isEmpty() && here.value() > 0) {
        parts.add(here);
      }
    }
    return sum(PolicyKind.PROBE, parts, "").by(ours("controllerProbes"));
  }

  private Figure<Integer> outbound(boolean onlyHere) {
    Set<VirtualNic> cards = new HashSet<>();
    layout.vips().forEach(vip -> cards.addAll(vip.pool()));
    int count = (int) cards.stream().filter(n -> !onlyHere || n.host() == host).count();
    Figure<Integer> figure =
        Figure.given("cards in pools" + (onlyHere ? " on " + name : ""), count, "pool(…)");
    return onlyHere ? placed(figure) : figure;
  }

  private Figure<Integer> vipMap() {
    List<Figure<Integer>> parts = new ArrayList<>();
    for (Vip vip : layout.vips()) {
      parts.add(rules(vip));
      if (!vip.nats().isEmpty()) {
        parts.add(Figure.given("inbound NAT of " + vip.address(), vip.nats().size(), "nat(…)"));
      }
    }
    return sum(PolicyKind.VIP_MAP, parts, "").by(Facts.networking().fact("ananta/vipMap"));
  }

  /** The kinds of policies that servers have, or those that MUXes have. */
  static List<PolicyKind> kinds(boolean ofMuxes) {
    return Arrays.stream(PolicyKind.values()).filter(k -> k.isOfMuxes() == ofMuxes).toList();
  }
}
