package org.stackbook.network.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.Stackbook.ANY;
import static org.stackbook.Stackbook.tcp;
import static org.stackbook.Stackbook.udp;
import static org.stackbook.network.acl.Systems.acls;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.Protocol;
import org.stackbook.view.Result;
import org.stackbook.view.Step;

/** Who reaches whom and why, by hand from the rules. */
@Tag("unit")
class AclsTest {

  private static final String OUTSIDE = "198.51.100.7";

  /** A web tier that is open, a database tier that only the web tier may ask. */
  private static final Acls TIERS =
      acls(
          a ->
              a.virtualNetwork("10.0.0.0/16")
                  .subnet("10.0.2.0/24")
                  .group("web", g -> g.allowIn(100, "https", tcp(443), "Internet"))
                  .group(
                      "db",
                      g ->
                          g.allowIn(100, "sql", tcp(1433), "10.0.2.0/24")
                              .denyIn(200, "rest", ANY, "Any")
                              .denyOut(100, "quiet", ANY, "Any"))
                  .nic("web1", "10.0.2.4", "web")
                  .nic("web2", "10.0.2.5", "web")
                  .nic("db1", "10.0.3.4", "db")
                  .nic("bare", "10.0.4.4"));

  private static Reach reach(String from, String to, Traffic traffic) {
    return TIERS.canReach(from, to, traffic);
  }

  private static void decides(
      ReachDisposition disposition, String rule, String from, String to, Traffic traffic) {
    Reach reach = reach(from, to, traffic);
    assertEquals(disposition, reach.disposition(), reach::toString);
    assertEquals(Optional.of(rule), reach.rule());
    assertEquals(disposition == ReachDisposition.REACHED, reach.reaches());
    List<Step> steps = reach.steps();
    assertEquals(disposition.word(), steps.get(steps.size() - 1).outcome());
    steps.subList(0, steps.size() - 1).forEach(step -> assertEquals("goes on", step.outcome()));
  }

  @Test
  void theFirstRuleThatMatchesDecides() {
    decides(ReachDisposition.REACHED, "db/sql", "web1", "db1", tcp(1433));
    decides(ReachDisposition.DENIED_BY_RULE, "db/rest", "web1", "db1", tcp(22));
    decides(ReachDisposition.DENIED_BY_RULE, "db/rest", "web1", "db1", udp(1433));
    decides(ReachDisposition.DENIED_BY_RULE, "db/rest", "bare", "db1", tcp(1433));
    decides(ReachDisposition.DENIED_BY_RULE, "db/quiet", "db1", "web1", tcp(443));
  }

  /** Replies of the database leave it, although it may open no connection. */
  @Test
  void repliesPass() {
    assertTrue(reach("web1", "db1", tcp(1433)).reaches());
    assertFalse(reach("db1", "web1", tcp(1433)).reaches());
  }

  @Test
  void behindTheRulesAreTheDefaultRules() {
    decides(ReachDisposition.REACHED, "web/AllowVNetInBound", "web1", "web2", tcp(22));
    decides(ReachDisposition.REACHED, "web/https", OUTSIDE, "web1", tcp(443));
    decides(ReachDisposition.DENIED_BY_DEFAULT, "web/DenyAllInBound", OUTSIDE, "web1", tcp(80));
    decides(ReachDisposition.REACHED, "web/AllowInternetOutBound", "web1", OUTSIDE, tcp(80));
    assertEquals(
        List.of(
            new Step(
                "SDN, web, out",
                "AllowVnetOutBound (65000) allows Any from VirtualNetwork to VirtualNetwork",
                "goes on"),
            new Step(
                "SDN, db, in", "sql (100) allows TCP 1433 from 10.0.2.0/24 to Any", "reached")),
        reach("web1", "db1", tcp(1433)).steps());
  }

  @Test
  void whatNoGroupOpensIsClosedToTheOutside() {
    Reach closed = reach(OUTSIDE, "bare", tcp(443));
    assertEquals(ReachDisposition.DENIED_WITHOUT_GROUP, closed.disposition());
    assertEquals(Optional.empty(), closed.rule());
    assertTrue(
        closed.why("without a group").toString().contains("Standard Load"), closed::toString);
    decides(ReachDisposition.REACHED, "web/AllowVnetOutBound", "web1", "bare", tcp(443));
    Reach open = reach("bare", OUTSIDE, tcp(443));
    assertTrue(open.reaches());
    assertEquals(List.of(), open.steps());
    assertTrue(open.verdict().endsWith("no filter is on the way."), open::verdict);
  }

  @Test
  void anAddressIsTheNicThatHasIt() {
    decides(ReachDisposition.DENIED_BY_RULE, "db/rest", "10.0.2.4", "10.0.3.4", tcp(22));
    decides(ReachDisposition.DENIED_BY_RULE, "db/rest", "10.0.9.9", "db1", tcp(1433));
    decides(ReachDisposition.REACHED, "db/sql", "10.0.2.200", "db1", tcp(1433));
  }

  @Test
  void everyLevelIsAskedFromTheWireToTheGuestAndBack() {
    Acls four =
        acls(
            a ->
                a.tor(t -> t.allowIn(100, "t-in", ANY, "Any").allowOut(100, "t-out", ANY, "Any"))
                    .group("sub", g -> g.allowIn(100, "s-in", ANY, "Any"))
                    .group("own", g -> g.allowIn(100, "o-in", ANY, "Any"))
                    .host(h -> h.allowIn(100, "h-in", ANY, "Any"))
                    .subnet("10.0.2.0/24", "sub")
                    .nic("web1", "10.0.2.4", "own")
                    .nic("web2", "10.0.3.4", "own")
                    .guest("web1", f -> f.allowIn(100, "g-in", tcp(443), "Any")));
    assertEquals(
        List.of("TOR, in", "SDN, sub, in", "SDN, own, in", "host, in", "guest of web1, in"),
        four.canReach(OUTSIDE, "web1", tcp(443)).steps().stream().map(Step::rule).toList());
    assertEquals(
        List.of("guest of web1, out", "host, out", "SDN, own, out", "SDN, sub, out", "TOR, out"),
        four.canReach("web1", OUTSIDE, tcp(443)).steps().stream().map(Step::rule).toList());
    assertEquals(
        List.of(
            "host, out",
            "SDN, own, out",
            "SDN, sub, in",
            "SDN, own, in",
            "host, in",
            "guest of web1, in"),
        four.canReach("web2", "web1", tcp(443)).steps().stream().map(Step::rule).toList());
    Reach closed = four.canReach("web2", "web1", tcp(80));
    assertEquals(ReachDisposition.DENIED_WITHOUT_RULE, closed.disposition());
    assertTrue(closed.why("rest at guest, in").toString().contains("denied"));
  }

  /** A list for the switches lets nothing pass that it does not name, either way. */
  @Test
  void theSwitchesDenyWhatTheyDoNotName() {
    Acls closed =
        acls(a -> a.tor(t -> t.denyIn(100, "telnet", tcp(23), "Any")).nic("web1", "10.0.2.4"));
    assertEquals(
        ReachDisposition.DENIED_WITHOUT_RULE,
        closed.canReach("web1", OUTSIDE, tcp(443)).disposition());
    assertEquals(Optional.of("TOR/telnet"), closed.canReach(OUTSIDE, "web1", tcp(23)).rule());
  }

  @Test
  void rulesTellPortsThatPacketsComeFrom() {
    Acls acls =
        acls(
            a ->
                a.group(
                        "ntp",
                        g ->
                            g.allowIn(100, "time", udp(123).from(123, 123), "Any")
                                .denyIn(200, "rest", ANY, "Any"))
                    .nic("clock", "10.0.2.4", "ntp")
                    .nic("web1", "10.0.2.5"));
    assertTrue(acls.canReach("web1", "clock", udp(123).from(123, 123)).reaches());
    Reach usual = acls.canReach("web1", "clock", udp(123));
    assertFalse(usual.reaches());
    assertEquals(49_152, usual.why("source port").figure().value());
    assertFalse(
        TIERS.canReach("web1", "db1", tcp(1433)).figures().stream()
            .anyMatch(figure -> figure.name().equals("source port")));
  }

  @Test
  void theTableHasARowForThoseWhoReachTheSame() {
    Reachability sql = TIERS.reachability(tcp(1433));
    // web1, web2 reach each other, db1 and bare; bare reaches both; db1 nobody.
    assertEquals(8, sql.pairs());
    assertEquals(List.of("web2", "db1", "bare"), sql.from("web1"));
    assertEquals(List.of(), sql.from("db1"));
    assertTrue(sql.reaches("bare", "web1"));
    assertFalse(sql.reaches("bare", "db1"));
    List<List<Object>> rows =
        sql.data().rows().stream()
            .map(row -> row.stream().map(cell -> (Object) String.valueOf(cell.value())).toList())
            .toList();
    assertEquals(
        List.of(
            List.of("web1, web2", "web1, web2, db1, bare", "6"),
            List.of("db1", "nobody", "0"),
            List.of("bare", "web1, web2", "2"),
            List.of("Internet", "nobody", "null"),
            List.of("web1, web2, bare", "Internet", "null")),
        rows);
    assertEquals(
        "8* of 12 pairs of NICs reach; the Internet reaches 0* of 4 NICs, and 3* reach it.",
        sql.verdict());
  }

  @Test
  void theTableTellsWhichPartOfTheInternet() {
    Acls acls =
        acls(
            a ->
                a.group(
                        "web",
                        g ->
                            g.denyIn(100, "bad", ANY, "198.51.100.128/25")
                                .allowIn(200, "good", tcp(443), "198.51.100.0/24"))
                    .nic("web1", "10.0.2.4", "web"));
    assertEquals(
        List.of("198.51.100.0–198.51.100.127", "web1"),
        acls.reachability(tcp(443)).data().rows().get(1).stream()
            .limit(2)
            .map(cell -> String.valueOf(cell.value()))
            .toList());
  }

  @Test
  void rulesThatNeverDecideAreFoundWithThoseThatShadowThem() {
    ShadowedRules shadowed =
        acls(a ->
                a.group(
                    "web",
                    g ->
                        g.denyIn(100, "low", tcp(0, 1023), "Any")
                            .denyIn(110, "high", tcp(1024, 65_535), "Any")
                            .allowIn(120, "https", tcp(443), "Internet")
                            .denyIn(130, "ssh", tcp(22), "10.0.0.0/8")
                            .allowIn(140, "dns", udp(53), "Internet")
                            .allowIn(150, "vnet", ANY, "VirtualNetwork")
                            .allowIn(160, "probes", tcp(80), "AzureLoadBalancer")
                            .allowOut(120, "all", ANY, "Any")
                            .denyOut(130, "web out", tcp(80), "Any")))
            .shadowed();
    assertEquals(List.of("web/https", "web/ssh", "web/probes", "web/web out"), shadowed.rules());
    List<List<Object>> rows =
        shadowed.data().rows().stream()
            .map(row -> row.stream().map(cell -> (Object) String.valueOf(cell.value())).toList())
            .map(row -> row.subList(0, 5))
            .toList();
    assertEquals(
        List.of(
            List.of("SDN, web, in", "120", "https", "low (100)", "overruled"),
            List.of("SDN, web, in", "130", "ssh", "low (100)", "redundant"),
            List.of("SDN, web, in", "160", "probes", "null", "matches nothing"),
            List.of("SDN, web, out", "130", "web out", "all (120)", "overruled")),
        rows);
  }

  @Test
  void severalRulesShadowOneTogether() {
    ShadowedRules shadowed =
        acls(a ->
                a.group(
                    "web",
                    g ->
                        g.allowIn(100, "inside", ANY, "VirtualNetwork")
                            .denyIn(110, "other", udp(53), "Any")
                            .denyIn(120, "outside", ANY, "Internet")
                            .allowIn(130, "late", tcp(443), "Any")))
            .shadowed();
    assertEquals("inside (100), outside (120)", shadowed.data().rows().get(0).get(3).value());
    assertEquals(ShadowKind.PARTLY_OVERRULED.word(), shadowed.data().rows().get(0).get(4).value());
    assertEquals(100, shadowed.why("priority of web/inside").figure().value());
  }

  @Test
  void everyNumberSaysWhy() {
    assertEquals(
        2,
        ((Number)
                TIERS.reachability(tcp(443)).why("NICs reached from the Internet").figure().value())
            .intValue());
    for (Result result :
        List.of(
            TIERS,
            TIERS.reachability(tcp(443)),
            TIERS.shadowed(),
            reach("web1", "db1", tcp(1433)),
            reach(OUTSIDE, "bare", tcp(22)))) {
      assertEquals(
          result.figures().size(),
          result.figures().stream().map(Figure::name).distinct().count(),
          result::title);
      assertFalse(result.explain().toString().isBlank());
      assertFalse(result.json().isBlank());
      assertFalse(result.show().text().isBlank());
    }
    assertEquals(12L, TIERS.reachability(tcp(443)).why("pairs").figure().value());
    assertEquals(100, TIERS.why("priority of db/sql").figure().value());
  }

  @Test
  void withoutNicsThereAreNoPairs() {
    Acls none = acls(a -> {});
    assertEquals(0, none.reachability(tcp(443)).pairs());
    assertEquals(List.of(), none.shadowed().rules());
    refused(() -> none.canReach("web1", "db1", tcp(443)), "there is no NIC web1", "nic(…)");
  }

  private static void refused(Executable word, String... parts) {
    Refusal refusal = assertThrows(Refusal.class, word);
    for (String part : parts) {
      assertTrue(refusal.getMessage().contains(part), refusal::getMessage);
    }
  }

  private static void refusedRules(Consumer<RuleOptions> rules, String... parts) {
    refused(() -> acls(a -> a.group("web", rules)), parts);
  }

  @Test
  void rulesThatCannotBeAreRefused() {
    refusedRules(
        g -> g.allowIn(99, "https", tcp(443), "Internet"),
        "allowIn(99, \"https\", tcp(443), \"Internet\")",
        "a priority is 100 to 4096");
    refusedRules(g -> g.denyOut(4097, "x", ANY, "Any"), "denyOut(4097, \"x\", ANY, \"Any\")");
    refusedRules(
        g -> g.allowIn(100, "a", ANY, "Any").denyIn(100, "b", ANY, "Any"),
        "priority 100 is that of a already, in the same direction");
    refusedRules(
        g -> g.allowIn(100, "a", ANY, "Any").allowOut(200, "a", ANY, "Any"),
        "a rule is called a already");
    refusedRules(
        g -> g.allowIn(100, "a", ANY, "internet"),
        "\"internet\" stands for no addresses",
        "Did you mean Internet?",
        "Known issues");
    refusedRules(g -> g.allowIn(100, "a", ANY, "10.0.2.1/24"), "10.0.2.0/24");
    refusedRules(g -> g.allowIn(100, "a", ANY, "10.0.2.4", ""), "stands for no addresses");
    refusedRules(g -> g.allowIn(100, " ", ANY, "Any"), "a rule has a name");
    // the same priority in the other direction, and both ends of the range
    acls(
        a ->
            a.group(
                "web",
                g ->
                    g.allowIn(100, "a", ANY, "Any")
                        .allowOut(100, "b", ANY, "Any")
                        .denyIn(4096, "c", ANY, "Any")));
  }

  @Test
  void trafficThatNoRuleTellsIsRefused() {
    refused(
        () -> Traffic.of(Protocol.ICMP, 0, 0),
        "icmp(0)",
        "a rule tells TCP, UDP, Any, not ICMP",
        "Differences and considerations for networking");
    refused(() -> tcp(65_536), "tcp(65536)", "a port is 0 to 65,535");
    refused(() -> tcp(-1), "tcp(-1)");
    refused(() -> udp(8080, 8000), "udp(8080, 8000)", "say 8000, 8080");
    refused(() -> tcp(443).from(2, 1), "from(2, 1)");
    assertEquals(tcp(443), tcp(443, 443));
    assertFalse(tcp(443).equals(udp(443)));
    assertEquals("UDP 53 from 1024–65535", udp(53).from(1024, 65_535).toString());
    assertEquals("Any", ANY.toString());
    assertEquals(Optional.of(Protocol.TCP), tcp(443).protocol());
  }

  @Test
  void descriptionsThatCannotBeAreRefused() {
    refused(
        () -> acls(a -> a.group("web", g -> {}).nic("web1", "10.0.2.4", "wed")),
        "no group wed was described before",
        "Did you mean web?");
    refused(() -> acls(a -> a.subnet("10.0.2.0/24", "web")), "say group(\"web\", …) first");
    refused(() -> acls(a -> a.guest("web1", f -> {})), "say nic(\"web1\", …) first");
    refused(() -> acls(a -> a.group("g", g -> {}).group("g", g -> {})), "there is a group g");
    refused(() -> acls(a -> a.nic("n", "10.0.0.4").nic("n", "10.0.0.5")), "there is a NIC n");
    refused(
        () -> acls(a -> a.nic("n", "10.0.0.4").nic("m", "10.0.0.4")),
        "10.0.0.4 is the address of n already");
    refused(() -> acls(a -> a.tor(t -> {}).tor(t -> {})), "tor(…)");
    refused(() -> acls(a -> a.host(t -> {}).host(t -> {})), "host(…)");
    refused(
        () -> acls(a -> a.nic("n", "10.0.0.4").guest("n", f -> {}).guest("n", f -> {})),
        "the firewall of n is described already");
    refused(
        () -> acls(a -> a.subnet("10.0.2.0/24").subnet("10.0.0.0/16")),
        "it overlaps subnet 10.0.2.0/24");
    refused(
        () -> acls(a -> a.nic("n", "203.0.113.4")),
        "nic(\"n\", \"203.0.113.4\")",
        "not in the virtual network",
        "virtualNetwork(…)");
    refused(() -> acls(a -> a.group(" ", g -> {})), "the name is empty");
  }

  @Test
  void aGroupIsPutOnNicsThatAreThere() {
    Consumer<AclOptions> tiers =
        a ->
            a.nic("one", "10.0.2.4")
                .nic("two", "10.0.2.5")
                .nic("three", "10.0.2.6")
                .group("shut", g -> g.denyIn(100, "in", ANY, "Any").denyOut(100, "out", ANY, "Any"))
                .associate("shut", "one", "two");
    Acls acls = acls(tiers);
    assertFalse(acls.canReach("three", "two", tcp(80)).reaches());
    assertTrue(acls.canReach("two", "three", tcp(80)).rule().equals(Optional.of("shut/out")));
    // What stops a packet where it comes from is not asked where it comes in.
    assertTrue(acls.comesIn("10.0.2.5", "three", tcp(80)).reaches());
    assertFalse(acls.comesIn("10.0.2.6", "two", tcp(80)).reaches());
    List<FilterStep> steps = acls.comesIn("10.0.2.6", "two", tcp(80)).filters();
    assertEquals(1, steps.size());
    assertEquals(AclLevel.SDN, steps.get(0).level());
    assertEquals(Direction.IN, steps.get(0).direction());
    assertFalse(steps.get(0).passes());
    refused(() -> acls(tiers.andThen(a -> a.associate("shot", "three"))), "Did you mean shut?");
    refused(() -> acls(tiers.andThen(a -> a.associate("shut", "tree"))), "Did you mean three?");
    refused(() -> acls(tiers.andThen(a -> a.associate("shut", "one"))), "one has group shut");
  }

  @Test
  void questionsThatCannotBeAreRefused() {
    refused(() -> reach("bear", "db1", tcp(443)), "there is no NIC bear", "Did you mean bare?");
    refused(() -> reach("web1", "web1", tcp(443)), "passes no filter");
    refused(() -> reach("10.0.2.4", "web1", tcp(443)), "passes no filter");
    refused(() -> reach(OUTSIDE, "203.0.113.5", tcp(443)), "neither end is a NIC");
    refused(() -> reach("web1", "db1", tcp(1, 2)), "ask for one protocol and one port");
    refused(() -> reach("web1", "db1", ANY), "ask for one protocol and one port");
    refused(() -> reach("web1", "db1", tcp(1).from(1, 2)), "ask for one protocol and one port");
    refused(() -> TIERS.reachability(ANY), "reachability(ANY)");
    refused(() -> TIERS.reachability(tcp(1)).from("db"), "Did you mean db1?");
    refused(() -> TIERS.reachability(tcp(1)).reaches("db1", "db1"), "passes no filter");
  }
}
