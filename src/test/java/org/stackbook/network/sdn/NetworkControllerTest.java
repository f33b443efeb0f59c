package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.Stackbook.tcp;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.network.acl.AclOptions;
import org.stackbook.network.acl.RuleOptions;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

@Tag("unit")
class NetworkControllerTest {

  private static final String CLIENT = "198.51.100.7:50123";
  private static final String VIP = "203.0.113.10";

  private static int figure(Result result, String name) {
    return (Integer) result.why(name).figure().value();
  }

  /** The VIP of the small network with the third card in its pool, too. */
  private static void threeBackEnds(ControllerRequest request) {
    request.vip(
        VIP,
        v ->
            v.tcp(443, 8443)
                .udp(53)
                .nat(50_001, "10.0.2.4", 3389)
                .pool("web", "10.0.2.4", "10.0.2.5", "10.0.2.6"));
  }

  /** How often a place, change and kind of policy stand together in the rows of a change. */
  private static Map<String, Integer> counts(PolicyChange change) {
    Map<String, Integer> counts = new TreeMap<>();
    for (List<DataTable.Cell> row : change.data().rows()) {
      String what = row.get(0).value() + " " + row.get(2).value() + " " + row.get(3).value();
      counts.merge(what, 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void theSmallNetworkCountedByHand() {
    NetworkController controller = Networks.small().controller();
    // web1 on n1: mappings of 3 cards, 2 rules there and back, 1 NAT there and back, probe, SNAT.
    assertEquals(3 + 2 + 2 + 1 + 1 + 1 + 1, figure(controller, "policies on n1"));
    assertEquals(3 + 2 + 2 + 1 + 1, figure(controller, "policies on n2"));
    // db1 on n3 is in no pool; n4 has no card.
    assertEquals(3, figure(controller, "policies on n3"));
    assertEquals(0, figure(controller, "policies on n4"));
    // 2 rules and 1 NAT rule, 2 ranges of ports.
    assertEquals(5, figure(controller, "policies on mux1"));
    assertEquals(11 + 9 + 3 + 5 + 5, figure(controller, "policies"));
    assertEquals(1, figure(controller, "generation"));
    assertEquals(0, figure(controller, "missed"));
    Map<PolicyKey, String> n1 = controller.device("n1").programmed();
    assertEquals(
        "10.128.0.7, 00-1D-D8-B7-1C-02",
        n1.get(new PolicyKey(PolicyKind.MAPPING, "VNI 5001, 10.0.2.6")));
    assertEquals(
        "destination 10.0.2.4:8443",
        n1.get(new PolicyKey(PolicyKind.REWRITE, "TCP 203.0.113.10:443 for VNI 5001, 10.0.2.4")));
    assertEquals(
        "source 203.0.113.10:50001",
        n1.get(
            new PolicyKey(
                PolicyKind.RETURN, "TCP of VNI 5001, 10.0.2.4:3389, flow to 203.0.113.10:50001")));
    assertEquals(
        "203.0.113.10, ports 2048 to 3071",
        controller
            .device("n2")
            .programmed()
            .get(new PolicyKey(PolicyKind.SNAT_PORTS, "VNI 5001, 10.0.2.5")));
  }

  @Test
  void aRuleReachesServersOfItsPoolAndMuxesOnly() {
    PolicyChange change =
        Networks.small()
            .controller()
            .request(
                r ->
                    r.vip(
                        VIP,
                        v ->
                            v.tcp(443, 8443)
                                .tcp(80)
                                .udp(53)
                                .nat(50_001, "10.0.2.4", 3389)
                                .pool("web", "10.0.2.4", "10.0.2.5")));
    assertEquals(PolicyDisposition.PROGRAMMED, change.disposition());
    assertEquals(List.of("n1", "n2", "mux1", "mux2"), change.programmed());
    assertEquals(
        Map.of(
            "n1 added VIP rewrite", 1,
            "n1 added DSR rule", 1,
            "n2 added VIP rewrite", 1,
            "n2 added DSR rule", 1,
            "mux1 added VIP map entry", 1,
            "mux2 added VIP map entry", 1),
        counts(change));
    assertEquals(6, figure(change, "policies added"));
    assertEquals(0, figure(change, "policies changed"));
    assertEquals(2, figure(change, "generation"));
    assertEquals("75 ms", change.why("time to configure a VIP, median").figure().valueText());
  }

  @Test
  void aBackEndIsAddedOnItsServerAndChangesTheMapOfMuxes() {
    PolicyChange change =
        Networks.small().controller().request(NetworkControllerTest::threeBackEnds);
    assertEquals(
        Map.of(
            "n3 added VIP rewrite", 2,
            "n3 added DSR rule", 2,
            "n3 added health probe", 1,
            "n3 added SNAT range", 1,
            "mux1 changed VIP map entry", 2,
            "mux1 added SNAT map entry", 1,
            "mux2 changed VIP map entry", 2,
            "mux2 added SNAT map entry", 1),
        counts(change));
    assertEquals(
        FlowDisposition.DELIVERED,
        change.controller().network().flow("db1:50000", "93.184.216.34:80").disposition());
  }

  @Test
  void aCardThatMovesIsMappedAnewWhereItsNetworkIs() {
    NetworkController controller = Networks.small().controller();
    PolicyChange change = controller.request(r -> r.move("db1", "n2"));
    // Nothing of the network is left on n3.
    assertEquals(
        Map.of(
            "n1 changed CA-to-PA mapping", 1,
            "n2 changed CA-to-PA mapping", 1,
            "n3 removed CA-to-PA mapping", 3),
        counts(change));
    assertEquals(
        List.of("web1", "n1", "n2", "db1"),
        change.controller().network().flow("web1:1000", "db1:80").hops().stream()
            .filter(h -> !h.answer())
            .map(Hop::at)
            .toList());
    assertEquals(
        PolicyDisposition.NO_CHANGE,
        change.controller().request(r -> r.move("db1", "n2")).disposition());
    // It stays where it is when something else is asked for.
    PolicyChange next = change.controller().request(NetworkControllerTest::threeBackEnds);
    assertFalse(next.programmed().contains("n3"));
    assertTrue(next.programmed().contains("n2"));
  }

  @Test
  void aVipThatIsRemovedLeavesMappings() {
    NetworkController controller = Networks.small().controller();
    PolicyChange change = controller.request(r -> r.removeVip(VIP));
    assertEquals(3 * 3, figure(change.controller(), "policies"));
    assertEquals(33 - 9, figure(change, "policies removed"));
    assertEquals(
        FlowDisposition.NO_ROUTE,
        change.controller().network().flow(CLIENT, VIP + ":443").disposition());
  }

  private static void filters(AclOptions all, String db, RuleWords web) {
    all.group("web", web::say)
        .group("db", g -> g.allowIn(100, "sql", tcp(1433), "10.0.2.0/24"))
        .subnet("10.0.2.0/24", db)
        .associate("web", "web1", "web2");
  }

  private interface RuleWords {
    void say(RuleOptions group);
  }

  private static NetworkController filtered() {
    return Networks.small()
        .controller()
        .request(
            r ->
                r.filters(
                    a -> filters(a, "db", g -> g.allowIn(100, "https", tcp(8443), "Internet"))))
        .controller();
  }

  @Test
  void theRulesOfGroupsAreProgrammedWhereTheirCardsAre() {
    NetworkController controller = filtered();
    // Three rules each way that every group has, and one that is described.
    assertEquals(7 + 7, figure(controller, "ACL rules on n1"));
    assertEquals(7, figure(controller, "ACL rules on n3"));
    assertEquals(0, figure(controller, "ACL rules on n4"));
    assertEquals(33 + 14 + 14 + 7, figure(controller, "policies"));
    Map<PolicyKey, String> n1 = controller.device("n1").programmed();
    assertEquals(
        "https (100) allows TCP 8443 from Internet to Any, VirtualNetwork being 10.0.0.0/16",
        n1.get(new PolicyKey(PolicyKind.FILTER, "VNI 5001, 10.0.2.4, in: web/https")));
    assertEquals(
        "sql (100) allows TCP 1433 from 10.0.2.0/24 to Any",
        n1.get(new PolicyKey(PolicyKind.FILTER, "VNI 5001, 10.0.2.4 by its subnet, in: db/sql")));
  }

  @Test
  void aChangedAclIsProgrammedOnItsServersAndNoMux() {
    NetworkController controller = filtered();
    PolicyChange change =
        controller.request(
            r ->
                r.filters(
                    a ->
                        filters(
                            a,
                            "db",
                            g ->
                                g.allowIn(110, "https", tcp(8443), "Internet")
                                    .denyOut(100, "noSsh", tcp(22), "Any"))));
    assertEquals(
        Map.of(
            "n1 changed ACL rule", 1,
            "n1 added ACL rule", 1,
            "n2 changed ACL rule", 1,
            "n2 added ACL rule", 1),
        counts(change));
    assertFalse(change.data().notes().stream().anyMatch(n -> n.contains("configure a VIP")));
    // What is wanted filters flows.
    assertEquals(
        FlowDisposition.DELIVERED,
        controller.network().flow("web1:50000", "db1:1433").disposition());
    assertEquals(
        "denied by a rule",
        change
            .controller()
            .network()
            .filters()
            .canReach("web1", "db1", tcp(22))
            .disposition()
            .word());
    // Another group of the subnet is another seven rules on each server with a card of it.
    PolicyChange other =
        controller.request(
            r ->
                r.filters(
                    a -> filters(a, "web", g -> g.allowIn(100, "https", tcp(8443), "Internet"))));
    assertEquals(List.of("n1", "n2", "n3"), other.programmed());
    assertEquals(3 * 7, figure(other, "policies added"));
    assertEquals(3 * 7, figure(other, "policies removed"));
  }

  @Test
  void anAclGoesWithItsCardAndMissesWhatIsAway() {
    NetworkController controller = filtered();
    PolicyChange moved = controller.request(r -> r.move("web2", "n4"));
    assertEquals(14, counts(moved).get("n2 removed ACL rule"));
    assertEquals(14, counts(moved).get("n4 added ACL rule"));
    NetworkController behind =
        controller
            .away("n2")
            .request(
                r ->
                    r.filters(a -> filters(a, "db", g -> g.denyIn(100, "https", tcp(8443), "Any"))))
            .controller();
    assertTrue(behind.stale().verdict().contains("a rule holds for its cards as it was"));
  }

  @Test
  void aVirtualNetworkIsAdded() {
    PolicyChange change =
        Networks.small()
            .controller()
            .request(
                r ->
                    r.virtualNetwork(
                        "test",
                        "10.0.0.0/16",
                        v -> v.nic("t1", "10.0.3.4", "n3").nic("t2", "10.0.3.5", "n4")));
    // The same range of customer addresses, under the next number.
    assertEquals(
        Map.of("n3 added CA-to-PA mapping", 2, "n4 added CA-to-PA mapping", 2), counts(change));
    assertEquals(
        "10.128.0.8, 00-1D-D8-B7-1C-04",
        change
            .controller()
            .device("n3")
            .programmed()
            .get(new PolicyKey(PolicyKind.MAPPING, "VNI 5002, 10.0.3.5")));
  }

  @Test
  void cardsThatAreThereStayWhenAnotherComesBeforeThem() {
    SoftwareDefinedNetwork net =
        Networks.of(
            n ->
                n.muxes(1)
                    .vip(VIP, v -> v.tcp(80).pool("a", "10.0.0.4"))
                    .vip("203.0.113.11", v -> v.tcp(80).pool("b", "10.0.0.5", "10.0.0.6")));
    PolicyChange change =
        net.controller().request(r -> r.vip(VIP, v -> v.tcp(80).pool("a", "10.0.0.4", "10.0.0.7")));
    // The fourth card is on the fourth server; the others learn of it and of nothing else.
    assertEquals(1, counts(change).get("n1 added CA-to-PA mapping"));
    assertEquals(1, counts(change).get("n2 added CA-to-PA mapping"));
    assertEquals(4, counts(change).get("n4 added CA-to-PA mapping"));
    assertFalse(counts(change).keySet().stream().anyMatch(c -> c.startsWith("n1 changed")));
    assertEquals(
        net.data().rows(),
        change.controller().network().data().rows().stream()
            .filter(row -> !Objects.equals(row.get(0).value(), "10.0.0.7"))
            .toList());
  }

  @Test
  void whatIsNotReachedStaysBehindAndGetsWhatItMissed() {
    NetworkController away = Networks.small().controller().away("n3");
    PolicyChange change = away.request(NetworkControllerTest::threeBackEnds);
    assertEquals(PolicyDisposition.PROGRAMMED_IN_PART, change.disposition());
    assertEquals(List.of("mux1", "mux2"), change.programmed());
    assertEquals(List.of("n3"), change.missed());
    NetworkController behind = change.controller();
    assertEquals(3, figure(behind, "policies on n3"));
    assertEquals(1, figure(behind, "generation of n3"));
    assertEquals(2, figure(behind, "generation of n1"));
    assertEquals(6, figure(behind, "missed by n3"));
    assertTrue(behind.stale().verdict().contains("that MUXes send to it are dropped"));
    PolicyChange back = behind.back("n3");
    assertEquals(PolicyDisposition.PROGRAMMED, back.disposition());
    assertEquals(List.of("n3"), back.programmed());
    assertEquals(6, figure(back, "policies added"));
    assertEquals(2, figure(back.controller(), "generation of n3"));
    assertEquals(3 + 6, figure(back.controller(), "policies on n3"));
    assertTrue(back.controller().stale().data().rows().isEmpty());
  }

  @Test
  void whatIsAddedAndRemovedMeanwhileIsNotProgrammed() {
    NetworkController away = Networks.small().controller().away("n3");
    NetworkController same =
        away.request(NetworkControllerTest::threeBackEnds)
            .controller()
            .request(
                r ->
                    r.vip(
                        VIP,
                        v ->
                            v.tcp(443, 8443)
                                .udp(53)
                                .nat(50_001, "10.0.2.4", 3389)
                                .pool("web", "10.0.2.4", "10.0.2.5")))
            .controller();
    assertEquals(0, figure(same, "missed by n3"));
    assertEquals(1, figure(same, "generation of n3"));
    PolicyChange back = same.back("n3");
    assertEquals(PolicyDisposition.NO_CHANGE, back.disposition());
    assertEquals(3, figure(back.controller(), "generation of n3"));
  }

  @Test
  void aMajorityOfThreeInstancesIsTwo() {
    NetworkController controller = Networks.small().controller();
    assertEquals(3, figure(controller, "instances up"));
    assertTrue(controller.data().notes().contains("Instances: nc1 on n1, nc2 on n2, nc3 on n3."));
    NetworkController two = controller.fail("nc1");
    assertTrue(two.hasQuorum());
    assertEquals(PolicyDisposition.PROGRAMMED, two.request(r -> r.removeVip(VIP)).disposition());
    NetworkController one = two.fail("nc3");
    assertFalse(one.hasQuorum());
    assertEquals("No", one.why("quorum").figure().value());
    PolicyChange refused = one.request(r -> r.removeVip(VIP));
    assertEquals(PolicyDisposition.NO_QUORUM, refused.disposition());
    assertEquals(List.of(), refused.programmed());
    assertEquals(1, figure(refused.controller(), "generation"));
    assertEquals(33, figure(refused.controller(), "policies"));
    assertEquals(4, figure(one.duties(), "waits"));
    assertEquals(0, figure(two.duties(), "waits"));
    // What was refused is asked for again when there is a quorum.
    NetworkController again = refused.controller().back("nc1").controller();
    assertEquals(24, figure(again.request(r -> r.removeVip(VIP)), "policies removed"));
  }

  @Test
  void withoutAQuorumNobodyIsReconciled() {
    NetworkController without =
        Networks.small()
            .controller()
            .away("n3")
            .request(NetworkControllerTest::threeBackEnds)
            .controller()
            .fail("nc1", "nc2");
    PolicyChange back = without.back("n3");
    assertEquals(PolicyDisposition.NO_QUORUM, back.disposition());
    assertEquals(6, figure(back.controller(), "missed by n3"));
    assertEquals(1, figure(back.controller(), "generation of n3"));
    PolicyChange quorum = back.controller().back("nc2");
    assertEquals(List.of("n3"), quorum.programmed());
    assertEquals(6, figure(quorum, "policies added"));
  }

  @Test
  void whatIsProgrammedForwardsWithoutTheController() {
    SoftwareDefinedNetwork net = Networks.small();
    NetworkController none = net.controller().fail("nc1", "nc2", "nc3");
    SoftwareDefinedNetwork after = none.request(r -> r.removeVip(VIP)).controller().network();
    for (int client = 1; client < 50; client++) {
      String from = "198.51.100." + client + ":" + (40_000 + client);
      assertEquals(net.flow(from, VIP + ":443").json(), after.flow(from, VIP + ":443").json());
      assertEquals(
          net.datagram(from, VIP + ":53").json(), after.datagram(from, VIP + ":53").json());
    }
    for (String to : List.of("web2:80", "db1:1433", "93.184.216.34:80")) {
      assertEquals(net.flow("web1:50000", to).json(), after.flow("web1:50000", to).json());
    }
    // With a quorum the same request ends them.
    assertNotEquals(
        net.flow(CLIENT, VIP + ":443").json(),
        net.controller()
            .request(r -> r.removeVip(VIP))
            .controller()
            .network()
            .flow(CLIENT, VIP + ":443")
            .json());
  }

  @Test
  void whatFailedInTheNetworkFailsTheControllerThere() {
    // n1 has an instance and a MUX.
    NetworkController controller = Networks.small().fail("n1").controller();
    assertEquals(List.of("n2", "n3", "n4", "mux2"), controller.reached());
    assertEquals(2, figure(controller, "instances up"));
    PolicyChange change =
        Networks.small()
            .fail("n1")
            .probeDown("web2")
            .controller()
            .request(NetworkControllerTest::threeBackEnds);
    assertEquals(List.of("n3", "mux2"), change.programmed());
    assertEquals(List.of("mux1"), change.missed());
    // What had failed is failed in the network that is wanted, too: db1 is the only back end left.
    assertEquals("n3", change.controller().network().flow(CLIENT, VIP + ":443").hops().get(3).at());
    assertTrue(
        assertThrows(Refusal.class, () -> controller.back("n1"))
            .getMessage()
            .contains("has failed in the network"));
    assertThrows(Refusal.class, () -> controller.back("nc1"));
    assertFalse(Networks.small().fail("n1", "n2").controller().hasQuorum());
    assertFalse(Networks.small().fail("TOR1", "TOR2").controller().hasQuorum());
    assertTrue(Networks.small().fail("TOR1").controller().hasQuorum());
  }

  @Test
  void aNetworkWithoutAnythingHasNoPolicies() {
    NetworkController controller = Networks.of(n -> n.muxes(1)).controller();
    assertEquals(0, figure(controller, "policies"));
    assertTrue(controller.picture().isEmpty());
    PolicyChange change =
        controller.request(r -> r.vip(VIP, v -> v.tcp(80).pool("web", "10.0.0.4")));
    assertEquals(List.of("n1", "mux1"), change.programmed());
    assertTrue(change.svg().contains("<svg"));
    assertTrue(change.controller().svg().contains("<svg"));
  }

  private static String refusal(Consumer<NetworkController> words) {
    NetworkController controller = Networks.small().controller();
    return assertThrows(Refusal.class, () -> words.accept(controller)).getMessage();
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    assertTrue(refusal(c -> c.fail("nc4")).contains("name one of nc1, nc2, nc3"));
    assertTrue(refusal(c -> c.fail("nc1", "nc1")).contains("failed already"));
    assertTrue(refusal(c -> c.away("n9")).contains("no such server or MUX"));
    assertTrue(refusal(c -> c.away("n1").away("n1")).contains("away already"));
    assertTrue(refusal(c -> c.back("n1")).contains("it is not away"));
    assertTrue(refusal(c -> c.back("nc1")).contains("it is up"));
    assertTrue(refusal(c -> c.back("x")).contains("no such instance, server or MUX"));
    assertTrue(refusal(c -> c.request(r -> r.move("web9", "n1"))).contains("no such card"));
    assertTrue(refusal(c -> c.request(r -> r.move("web1", "n9"))).contains("n9"));
    assertTrue(
        refusal(c -> c.request(r -> r.move("web1", "n2").move("web1", "n3")))
            .contains("moved already"));
    assertTrue(refusal(c -> c.request(r -> r.removeVip("203.0.113.9"))).contains("203.0.113.10?"));
    assertTrue(
        refusal(c -> c.request(r -> r.removeVip(VIP).vip(VIP, v -> {}))).contains("removed"));
    assertTrue(
        refusal(c -> c.request(r -> r.vip(VIP, v -> {}).removeVip(VIP))).contains("said or"));
    assertTrue(
        refusal(c -> c.request(r -> r.vip(VIP, v -> v.tcp(80).pool("web", "10.0.2.9"))))
            .contains("no card has the address"));
    assertTrue(
        refusal(
                c ->
                    c.request(
                        r -> r.virtualNetwork("b", "10.0.0.0/16", v -> v.nic("web1", "10.0.2.9"))))
            .contains("there is a card web1 in prod"));
    assertTrue(
        refusal(c -> c.request(r -> r.virtualNetwork("prod", "10.0.0.0/16", v -> {})))
            .contains("no card has the address"));
  }
}
