package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.Stackbook.ANY;
import static org.stackbook.Stackbook.tcp;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.network.acl.AclOptions;
import org.stackbook.view.Step;

/** Flows through filters. */
@Tag("unit")
class FlowFiltersTest {

  private static final String CLIENT = "198.51.100.7:50123";
  private static final String VIP = "203.0.113.10:443";

  private static SoftwareDefinedNetwork network(Consumer<AclOptions> filters) {
    return Networks.of(
        n ->
            n.virtualNetwork(
                    "prod",
                    "10.0.0.0/16",
                    v -> v.nic("web1", "10.0.2.4", "n1").nic("db1", "10.0.2.6", "n3"))
                .vip("203.0.113.10", v -> v.tcp(443, 8443).pool("web", "10.0.2.4"))
                .filters(filters));
  }

  private static void open(AclOptions a) {
    a.group("open", g -> g.allowIn(100, "all", ANY, "Any")).associate("open", "web1", "db1");
  }

  private static void ends(FlowTrace trace, FlowDisposition how, String at, String found) {
    assertEquals(how, trace.disposition(), trace::toString);
    Hop last = trace.hops().get(trace.hops().size() - 1);
    assertEquals(at, last.at());
    assertTrue(last.out().isEmpty());
    Step step = last.steps().get(last.steps().size() - 1);
    assertEquals(how.word(), step.outcome());
    assertTrue(step.found().contains(found), step::toString);
  }

  @Test
  void eachFilterEndsAFlowWhereItStands() {
    ends(network(a -> {}).flow(CLIENT, VIP), FlowDisposition.DENIED_BY_SDN, "n1", "has a group");
    ends(
        network(
                a ->
                    a.group("g", g -> g.denyIn(100, "no", tcp(8443), "Internet"))
                        .associate("g", "web1"))
            .flow(CLIENT, VIP),
        FlowDisposition.DENIED_BY_SDN,
        "n1",
        "no (100) denies TCP 8443 from Internet");
    String tor =
        network(
                a -> {
                  open(a);
                  a.tor(t -> t.denyIn(100, "no", tcp(8443), "Any"));
                })
            .flow(CLIENT, VIP)
            .verdict();
    assertTrue(tor.startsWith("Denied by TOR at TOR"), tor);
    ends(
        network(
                a -> {
                  open(a);
                  a.host(h -> h.denyOut(100, "no", tcp(1433), "Any"));
                })
            .flow("web1:5000", "db1:1433"),
        FlowDisposition.DENIED_BY_HOST,
        "n1",
        "no (100) denies");
    ends(
        network(
                a -> {
                  open(a);
                  a.guest("db1", f -> f.allowIn(100, "ssh", tcp(22), "Any"));
                })
            .flow("web1:5000", "db1:1433"),
        FlowDisposition.DENIED_BY_GUEST,
        "db1",
        "no rule matches");
    ends(
        network(a -> a.guest("web1", f -> f.denyOut(100, "no", tcp(1433), "Any")))
            .flow("web1:5000", "db1:1433"),
        FlowDisposition.DENIED_BY_GUEST,
        "web1",
        "no (100) denies");
  }

  /** Nothing may leave web1 or come in from it, and yet it answers. */
  @Test
  void theAnswerOfAnAllowedConnectionPasses() {
    FlowTrace trace =
        network(
                a ->
                    a.group(
                            "g",
                            g ->
                                g.allowIn(100, "https", tcp(8443), "Internet")
                                    .denyOut(100, "no", ANY, "Any"))
                        .associate("g", "web1")
                        .tor(t -> t.allowIn(100, "in", ANY, "Any")))
            .flow(CLIENT, VIP);
    assertEquals(FlowDisposition.DELIVERED, trace.disposition());
    assertTrue(
        trace.hops().stream()
            .filter(Hop::answer)
            .flatMap(h -> h.steps().stream())
            .anyMatch(s -> s.found().contains("a connection that was let through")));
  }

  @Test
  void withoutFiltersNothingIsFiltered() {
    SoftwareDefinedNetwork net = Networks.small();
    assertEquals(FlowDisposition.DELIVERED, net.flow(CLIENT, VIP).disposition());
    assertThrows(Refusal.class, net::filters);
    assertFalse(net.flow(CLIENT, VIP).toString().contains("filter"));
    assertTrue(network(FlowFiltersTest::open).flow(CLIENT, VIP).toString().contains("filters see"));
  }

  @Test
  void filtersThatCannotBeAreRefused() {
    List<Consumer<AclOptions>> wrong =
        List.of(
            a -> a.nic("web1", "10.0.2.9"),
            a -> a.nic("more", "10.0.2.4"),
            a -> a.guest("web3", f -> {}),
            a -> a.associate("open", "web1"));
    for (Consumer<AclOptions> each : wrong) {
      assertThrows(Refusal.class, () -> network(each));
    }
    assertThrows(Refusal.class, () -> Networks.of(n -> n.filters(a -> {}).filters(a -> {})));
    Refusal twice =
        assertThrows(
            Refusal.class,
            () ->
                Networks.of(
                    n ->
                        n.virtualNetwork("a", "10.0.0.0/24", v -> v.nic("x", "10.0.0.4"))
                            .virtualNetwork("b", "10.0.0.0/24", v -> v.nic("y", "10.0.0.4"))
                            .filters(a -> {})));
    assertTrue(twice.getMessage().contains("10.0.0.4"), twice::getMessage);
  }
}
