package org.stackbook.network.acl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;
import org.stackbook.word.Takes;

/**
 * Filters at the top of the rack, in the virtual switch (network security groups), on hosts and in
 * guests, and the NICs behind them. Each filter is a list of rules, of which the first that matches
 * decides; what is let through is let through with its replies.
 *
 * <pre>{@code
 * var acls = oslo.network().acls(a -> a
 *     .group("web", g -> g.allowIn(100, "https", tcp(443), "Internet"))
 *     .nic("web1", "10.0.2.4", "web"));
 * acls.canReach("198.51.100.7", "web1", tcp(443)).disposition() // → reached
 * acls.canReach("198.51.100.7", "web1", tcp(80)).disposition() // → denied by a default rule
 * }</pre>
 *
 * <p>Source: Differences and considerations for networking; Known issues.
 */
public final class Acls extends Result implements OfStamp {

  static final int NAMES_TOLD = 4;

  private final Stamp stamp;
  private final Map<String, Nic> nics;
  private final FilterWay filters;
  private final Figure<Integer> nicCount;
  private final Figure<Integer> described;

  private Acls(Stamp stamp, Map<String, Nic> nics, FilterWay filters) {
    this.stamp = stamp;
    this.nics = nics;
    this.filters = filters;
    this.nicCount = Figure.given("NICs", nics.size(), "nic(…)");
    long rules =
        filters.all().stream()
            .flatMap(list -> list.rules().stream())
            .filter(rule -> !rule.isDefault())
            .count();
    this.described = Figure.given("rules", (int) rules, "allowIn(…), denyIn(…) and so on");
  }

  /**
   * Filters of a stamp.
   *
   * @param description groups, other filters and NICs
   * @throws Refusal if a rule, name or address is refused, or a NIC is not in the virtual network
   */
  public static Acls of(Stamp stamp, Consumer<AclOptions> description) {
    AclOptions said = new AclOptions(stamp.build());
    description.accept(said);
    return new Acls(stamp, said.nics(), said.filters());
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /**
   * Whether one end can open a connection to another.
   *
   * @param from name of a NIC, or an address
   * @param to name of a NIC, or an address
   * @param traffic one protocol and one port, such as {@code tcp(443)}; the port that it comes
   *     from, if rules tell it, by {@link Traffic#from}
   * @throws Refusal if there is no such NIC, no end is a NIC, both are the same, or the traffic has
   *     more than one port
   */
  public Reach canReach(
      @Takes(NicNames.class) String from, @Takes(NicNames.class) String to, Traffic traffic) {
    String given = "canReach(\"" + from + "\", \"" + to + "\", " + traffic.typed() + ")";
    return new Reach(
        stamp,
        filters,
        ReachEnds.of(from, to, nics, filters.space(), given),
        AskedTraffic.of(traffic, given));
  }

  /**
   * The second half of {@link #canReach}: what a packet meets at the end of a NIC, and before it at
   * TOR if it comes from outside, whatever it met where it comes from.
   *
   * @param from an address, of a NIC or not
   * @param to name of a NIC
   * @param traffic one protocol and one port, such as {@code tcp(443)}
   * @throws Refusal if there is no such NIC, it has the address, or the traffic has more than one
   *     port
   */
  public Reach comesIn(String from, @Takes(NicNames.class) String to, Traffic traffic) {
    String given = "comesIn(\"" + from + "\", \"" + to + "\", " + traffic.typed() + ")";
    return new Reach(
        stamp,
        filters,
        ReachEnds.of(from, to, nics, filters.space(), given).withoutSender(),
        AskedTraffic.of(traffic, given));
  }

  /**
   * Who reaches whom.
   *
   * @param traffic one protocol and one port, such as {@code tcp(443)}
   * @throws Refusal if the traffic has more than one port
   */
  public Reachability reachability(Traffic traffic) {
    return new Reachability(
        this, AskedTraffic.of(traffic, "reachability(" + traffic.typed() + ")"));
  }

  /** The described rules that can never decide. */
  public ShadowedRules shadowed() {
    return new ShadowedRules(this);
  }

  /**
   * The network security group that filters for a NIC by its subnet.
   *
   * @param nic its name
   * @throws Refusal if there is no such NIC
   */
  public Optional<String> groupOfSubnet(@Takes(NicNames.class) String nic) {
    return filters.groupOfSubnet(named(nic, "groupOfSubnet"));
  }

  /**
   * The network security group of a NIC itself.
   *
   * @param nic its name
   * @throws Refusal if there is no such NIC
   */
  public Optional<String> groupOf(@Takes(NicNames.class) String nic) {
    return named(nic, "groupOf").group();
  }

  private Nic named(String nic, String word) {
    Nic found = nics.get(nic);
    if (found == null) {
      throw unknownNic(nic, nics.keySet(), word + "(\"" + nic + "\")");
    }
    return found;
  }

  /**
   * What a network security group puts in the virtual switch for each NIC that it filters for.
   *
   * @param group its name
   * @throws Refusal if there is no such group
   */
  public List<GroupRule> rulesOf(@Takes(GroupNames.class) String group) {
    Filter filter = filters.groups().get(group);
    if (filter == null) {
      throw AclOptions.unknown(
          "rulesOf(\"" + group + "\")", "group", group, filters.groups().keySet());
    }
    return Stream.of(filter.in(), filter.out())
        .flatMap(
            list ->
                list.rules().stream()
                    .map(
                        rule ->
                            new GroupRule(
                                list.direction(),
                                rule.said().name(),
                                rule.sentence() + filters.space().meaning(rule.said()))))
        .toList();
  }

  /**
   * How many rules a network security group has, with the default ones.
   *
   * @param group its name
   * @throws Refusal if there is no such group
   */
  public Figure<Integer> ruleCount(@Takes(GroupNames.class) String group) {
    int all = rulesOf(group).size();
    Figure<Integer> defaults = DefaultRules.count();
    Figure<Integer> said =
        Figure.given(
            "described rules of " + group, all - defaults.value(), "group(\"" + group + "\", …)");
    return Figure.derived(
        "rules of " + group, all, "{" + said.name() + "} + {default rules}", said, defaults);
  }

  static Refusal unknownNic(String nic, Collection<String> known, String given) {
    return Refusal.of(given, "there is no NIC " + nic)
        .nearest(nic, known)
        .wayOut(
            known.isEmpty()
                ? "describe it by nic(…)"
                : "name " + Sentences.names(known, NAMES_TOLD))
        .asException();
  }

  FilterWay filters() {
    return filters;
  }

  Collection<Nic> nics() {
    return nics.values();
  }

  List<String> nicNames() {
    return List.copyOf(nics.keySet());
  }

  List<String> groupNames() {
    return List.copyOf(filters.groups().keySet());
  }

  Figure<Integer> nicCount() {
    return nicCount;
  }

  Figure<Integer> described() {
    return described;
  }

  /** What the number of those who reach rests on. */
  List<Figure<?>> grounds(AskedTraffic traffic) {
    Map<String, Figure<?>> grounds = new LinkedHashMap<>();
    grounds.put(described.name(), described);
    for (RuleList list : filters.all()) {
      Figure<?> ground = list.level() == AclLevel.SDN ? DefaultRules.count() : list.rest();
      grounds.putIfAbsent(ground.name(), ground);
    }
    if (!nics.values().stream().allMatch(filters::hasGroup)) {
      Figure<?> closed = FilterWay.noGroup().rest();
      grounds.put(closed.name(), closed);
    }
    grounds.put(filters.space().virtualNetwork().name(), filters.space().virtualNetwork());
    if (traffic.isSourcePortLookedAt(filters.all())) {
      grounds.put(traffic.sourcePort().name(), traffic.sourcePort());
    }
    return List.copyOf(grounds.values());
  }

  @Override
  public String title() {
    return "Filters of " + stamp.name();
  }

  @Override
  public String verdict() {
    return nicCount.valueText()
        + (nics.size() == 1 ? " NIC" : " NICs")
        + " behind "
        + described.valueText()
        + (described.value() == 1 ? " described rule." : " described rules.");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("filter")
            .count("priority")
            .text("rule")
            .text("effect")
            .text("traffic")
            .text("from")
            .text("to");
    for (RuleList list : filters.all()) {
      for (FilterRule rule : list.rules()) {
        if (!rule.isDefault()) {
          row(table, list.place(), rule, list.label());
        }
      }
    }
    for (FilterRule rule : defaultRules()) {
      row(table, "SDN, every group, " + rule.said().direction(), rule, "");
    }
    table.note("VirtualNetwork is " + filters.space().virtualNetwork().valueText() + ".");
    return table.build();
  }

  private List<FilterRule> defaultRules() {
    return filters.groups().isEmpty() ? List.of() : DefaultRules.of(filters.space());
  }

  private static void row(DataTable.Builder table, String place, FilterRule rule, String filter) {
    table.row(
        place,
        rule.priority(filter),
        rule.said().name(),
        rule.effect(),
        rule.said().traffic().toString(),
        rule.said().source(),
        rule.said().destination());
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(List.of(nicCount, described));
    figures.add(filters.space().virtualNetwork());
    defaultRules().forEach(rule -> figures.add(rule.priority("")));
    for (RuleList list : filters.all()) {
      list.rules().stream()
          .filter(rule -> !rule.isDefault())
          .map(rule -> rule.priority(list.label()))
          .forEach(figures::add);
    }
    return figures;
  }
}
