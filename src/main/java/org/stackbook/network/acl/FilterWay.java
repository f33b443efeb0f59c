package org.stackbook.network.acl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.ReachEnd;

/**
 * The filters that a packet passes: from the wire to a VM those of TOR, subnet, NIC, host and
 * guest; out of a VM the other way round.
 *
 * @param guests by name of the NIC
 * @param groups by name
 */
record FilterWay(
    AddressSpace space,
    Optional<Filter> tor,
    Optional<Filter> host,
    Map<String, Filter> guests,
    Map<String, Filter> groups,
    List<Subnet> subnets) {

  /** For what comes from outside to a NIC that no group opens. */
  static RuleList noGroup() {
    Fact closed = Facts.networking().fact("loadBalancing/basicVersusStandard/secureByDefault");
    return RuleList.of(
        AclLevel.SDN,
        "no group",
        Direction.IN,
        List.of(),
        ReachDisposition.DENIED_WITHOUT_GROUP,
        Figure.stated("without a group", closed.text(), closed));
  }

  static Filter filter(AclLevel level, String name, List<SaidRule> said, AddressSpace space) {
    return new Filter(
        rules(level, name, Direction.IN, said, space),
        rules(level, name, Direction.OUT, said, space));
  }

  private static RuleList rules(
      AclLevel level, String name, Direction direction, List<SaidRule> said, AddressSpace space) {
    List<FilterRule> rules = new ArrayList<>();
    for (SaidRule each : said) {
      if (each.direction() == direction) {
        rules.add(FilterRule.of(each, null, space));
      }
    }
    if (level == AclLevel.SDN) {
      rules.addAll(DefaultRules.of(direction, space));
    }
    Fact passes =
        Facts.ours()
            .fact("acl/otherwise/" + level.toString().toLowerCase(Locale.ROOT) + "/" + direction);
    return RuleList.of(
        level,
        name,
        direction,
        rules,
        passes.flag() ? ReachDisposition.REACHED : ReachDisposition.DENIED_WITHOUT_RULE,
        Figure.stated(
            "rest at " + level + ", " + direction, passes.flag() ? "allowed" : "denied", passes));
  }

  /** The filters of a NIC, the one that is nearest to the wire first. */
  private List<Filter> of(Nic nic) {
    List<Filter> filters = new ArrayList<>();
    groupOfSubnet(nic).ifPresent(group -> filters.add(named(group)));
    nic.group().ifPresent(group -> filters.add(named(group)));
    host.ifPresent(filters::add);
    Optional.ofNullable(guests.get(nic.name())).ifPresent(filters::add);
    return filters;
  }

  private Filter named(String group) {
    return Objects.requireNonNull(groups.get(group));
  }

  boolean hasGroup(Nic nic) {
    return nic.group().isPresent() || groupOfSubnet(nic).isPresent();
  }

  Optional<String> groupOfSubnet(Nic nic) {
    return subnets.stream()
        .filter(subnet -> subnet.network().contains(nic.address()))
        .findFirst()
        .flatMap(Subnet::group);
  }

  /** What packets of a NIC pass, to an end that is in the virtual network or not. */
  List<RuleList> outOf(Nic nic, boolean isToOutside) {
    List<Filter> filters = of(nic);
    Collections.reverse(filters);
    List<RuleList> rules = new ArrayList<>(filters.stream().map(Filter::out).toList());
    if (isToOutside) {
      tor.ifPresent(filter -> rules.add(filter.out()));
    }
    return rules;
  }

  /** What packets for a NIC pass, from an end that is in the virtual network or not. */
  List<RuleList> into(Nic nic, boolean isFromOutside) {
    List<RuleList> rules = new ArrayList<>();
    if (isFromOutside) {
      tor.ifPresent(filter -> rules.add(filter.in()));
      if (!hasGroup(nic)) {
        rules.add(noGroup());
      }
    }
    of(nic).forEach(filter -> rules.add(filter.in()));
    return rules;
  }

  /** A NIC as the engine sees it, for the other end in the virtual network or not. */
  ReachEnd end(Nic nic, boolean isOtherOutside) {
    return new ReachEnd(
        AddressSpace.number(nic.address()),
        outOf(nic, isOtherOutside).stream().map(RuleList::engine).toList(),
        into(nic, isOtherOutside).stream().map(RuleList::engine).toList());
  }

  /** All lists of rules, each filter's next to each other. */
  List<RuleList> all() {
    return Stream.of(
            tor.stream(), groups.values().stream(), host.stream(), guests.values().stream())
        .flatMap(filters -> filters)
        .flatMap(filter -> Stream.of(filter.in(), filter.out()))
        .toList();
  }
}
