package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.network.packet.Packet;

@Tag("unit")
class FlowTraceTest {

  private static final String CLIENT = "198.51.100.7:50123";
  private static final String VIP = "203.0.113.10:443";

  private static List<String> places(FlowTrace trace, boolean answer) {
    return trace.hops().stream().filter(h -> h.answer() == answer).map(Hop::at).toList();
  }

  private static Hop hop(FlowTrace trace, int number) {
    return trace.hops().get(number);
  }

  @Test
  void aRequestToAVipAndItsAnswer() {
    FlowTrace trace = Networks.small().flow(CLIENT, VIP);
    assertEquals(FlowDisposition.DELIVERED, trace.disposition());
    List<String> there = places(trace, false);
    assertEquals("client", there.get(0));
    assertTrue(there.get(1).startsWith("TOR"), there::toString);
    assertTrue(there.get(2).startsWith("mux"), there::toString);
    String card = there.get(4);
    String server = card.equals("web1") ? "n1" : "n2";
    assertEquals(server, there.get(3));
    // Straight back: past the MUX, over the server and the switch.
    assertEquals(List.of(card, server, there.get(1), "client"), places(trace, true));
    String inside = card.equals("web1") ? "10.0.2.4:8443" : "10.0.2.5:8443";
    Packet tunnelled = hop(trace, 2).out().orElseThrow();
    assertEquals(5001, tunnelled.vxlan().orElseThrow().vni());
    // .1 and .2 are the switches', .3 and .4 the MUXes', the servers follow.
    assertEquals(
        there.get(2).equals("mux1") ? "10.128.0.3" : "10.128.0.4",
        tunnelled.ipv4().source().toString());
    assertEquals(
        server.equals("n1") ? "10.128.0.5" : "10.128.0.6",
        tunnelled.ipv4().destination().toString());
    // The MUX leaves the packet as it is; the server rewrites it.
    assertEquals(VIP, tunnelled.decapsulate().destination().toString());
    Packet delivered = hop(trace, 4).in().orElseThrow();
    assertEquals(inside, delivered.destination().toString());
    assertEquals(CLIENT, delivered.source().toString());
    Packet answered = hop(trace, trace.hops().size() - 1).in().orElseThrow();
    assertEquals(VIP, answered.source().toString());
    assertEquals(CLIENT, answered.destination().toString());
    assertEquals(
        hop(trace, 0).out().orElseThrow().tcp().orElseThrow().sequence() + 1,
        answered.tcp().orElseThrow().acknowledgment());
  }

  @Test
  void anInboundNatRuleHasOneBackEnd() {
    FlowTrace trace = Networks.small().flow(CLIENT, "203.0.113.10:50001");
    assertEquals("10.0.2.4:3389", hop(trace, 4).in().orElseThrow().destination().toString());
    assertEquals("203.0.113.10:50001", last(trace).source().toString());
  }

  private static Packet last(FlowTrace trace) {
    return hop(trace, trace.hops().size() - 1).in().orElseThrow();
  }

  @Test
  void cardsOfANetworkSpeakFromServerToServer() {
    FlowTrace trace = Networks.small().flow("web1:50000", "10.0.2.6:1433");
    assertEquals(List.of("web1", "n1", "n3", "db1"), places(trace, false));
    assertEquals(List.of("db1", "n3", "n1", "web1"), places(trace, true));
    Packet tunnelled = hop(trace, 1).out().orElseThrow();
    assertEquals("10.128.0.5", tunnelled.ipv4().source().toString());
    assertEquals("10.128.0.7", tunnelled.ipv4().destination().toString());
    assertEquals(50, tunnelled.length() - hop(trace, 1).in().orElseThrow().length());
  }

  @Test
  void cardsOfOneServerNeedNoTunnel() {
    FlowTrace trace =
        Networks.of(
                n ->
                    n.virtualNetwork(
                        "a",
                        "10.0.0.0/24",
                        v -> v.nic("x", "10.0.0.4", "n2").nic("y", "10.0.0.5", "n2")))
            .flow("x:1000", "y:80");
    assertEquals(List.of("x", "n2", "y"), places(trace, false));
    assertTrue(trace.hops().stream().flatMap(h -> h.out().stream()).noneMatch(Packet::isTunnelled));
  }

  @Test
  void aCardSpeaksToTheOutsideByAPortOfItsVip() {
    FlowTrace trace = Networks.small().flow("web2:50000", "93.184.216.34:80");
    assertEquals(FlowDisposition.DELIVERED, trace.disposition());
    // The second of two back ends has the second 1,024 ports, from 1024 on.
    assertEquals("203.0.113.10:2048", hop(trace, 1).out().orElseThrow().source().toString());
    assertFalse(places(trace, false).stream().anyMatch(p -> p.startsWith("mux")));
    // What comes back comes through a MUX, as all that is for a VIP.
    assertTrue(places(trace, true).stream().anyMatch(p -> p.startsWith("mux")));
    assertEquals("10.0.2.5:50000", last(trace).destination().toString());
    assertEquals("93.184.216.34:80", last(trace).source().toString());
  }

  @Test
  void datagramsGoTheSameWay() {
    FlowTrace trace = Networks.small().datagram(CLIENT, "203.0.113.10:53");
    assertEquals(FlowDisposition.DELIVERED, trace.disposition());
    assertTrue(last(trace).tcp().isEmpty());
  }

  private static FlowDisposition disposition(
      SoftwareDefinedNetwork network, String from, String to) {
    return network.flow(from, to).disposition();
  }

  @Test
  void everyWayToEnd() {
    SoftwareDefinedNetwork net = Networks.small();
    assertEquals(FlowDisposition.NO_RULE, disposition(net, CLIENT, "203.0.113.10:80"));
    // TCP 53 is not UDP 53.
    assertEquals(FlowDisposition.NO_RULE, disposition(net, CLIENT, "203.0.113.10:53"));
    assertEquals(FlowDisposition.NO_ROUTE, disposition(net, CLIENT, "203.0.113.11:443"));
    assertEquals(FlowDisposition.NO_OUTBOUND, disposition(net, "db1:50000", "93.184.216.34:80"));
    assertEquals(FlowDisposition.NO_MUX, disposition(net.fail("mux1", "mux2"), CLIENT, VIP));
    assertEquals(FlowDisposition.NO_MUX, disposition(net.fail("TOR1", "TOR2"), CLIENT, VIP));
    assertEquals(
        FlowDisposition.NO_MUX,
        disposition(net.fail("TOR1", "TOR2"), "web1:50000", "93.184.216.34:80"));
    assertEquals(
        FlowDisposition.NO_BACK_END,
        disposition(net.probeDown("web1").probeDown("web2"), CLIENT, VIP));
    assertEquals(
        FlowDisposition.SERVER_DOWN, disposition(net.fail("n1"), "web2:1000", "web1:2000"));
    assertEquals(
        FlowDisposition.SERVER_DOWN, disposition(net.fail("n1"), "web1:1000", "web2:2000"));
    assertEquals(
        FlowDisposition.SERVER_DOWN, disposition(net.fail("n1"), CLIENT, "203.0.113.10:50001"));
    assertEquals(
        FlowDisposition.NO_ROUTE,
        Networks.of(
                n ->
                    n.virtualNetwork("a", "10.0.0.0/24", v -> v.nic("x", "10.0.0.4"))
                        .virtualNetwork("b", "10.1.0.0/24", v -> v.nic("y", "10.1.0.4")))
            .flow("x:1000", "y:80")
            .disposition());
    assertTrue(
        net.flow(CLIENT, "203.0.113.10:80").verdict().startsWith("No rule at mux"),
        net.flow(CLIENT, "203.0.113.10:80")::verdict);
  }

  @Test
  void whatIsLeftTakesTheFlow() {
    SoftwareDefinedNetwork net = Networks.small();
    for (String probe : List.of("web1", "web2")) {
      FlowTrace trace = net.probeDown(probe).flow(CLIENT, VIP);
      assertEquals(probe.equals("web1") ? "web2" : "web1", trace.hops().get(4).at());
    }
    assertEquals("mux2", hop(net.fail("mux1").flow(CLIENT, VIP), 2).at());
    assertEquals("TOR2", hop(net.fail("TOR1").flow(CLIENT, VIP), 1).at());
  }

  private static String refusal(Consumer<SdnOptions> description) {
    return assertThrows(Refusal.class, () -> Networks.of(description)).getMessage();
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    assertTrue(refusal(n -> n.muxes(0)).contains("1 to 64"));
    assertTrue(refusal(n -> n.providerNetwork("10.0.0.0/30")).contains("need 10"));
    assertTrue(
        refusal(n -> n.virtualNetwork("a", "10.0.0.0/24", v -> v.nic("x", "10.0.1.4")))
            .contains("does not lie in 10.0.0.0/24"));
    assertTrue(
        refusal(
                n ->
                    n.virtualNetwork(
                        "a", "10.0.0.0/24", v -> v.nic("x", "10.0.0.4").nic("y", "10.0.0.4")))
            .contains("x has the address already"));
    assertTrue(
        refusal(
                n ->
                    n.virtualNetwork("a", "10.0.0.0/24", v -> v.nic("x", "10.0.0.4"))
                        .virtualNetwork("b", "10.1.0.0/24", v -> v.nic("x", "10.1.0.4")))
            .contains("there is a card x in a"));
    assertTrue(
        refusal(n -> n.virtualNetwork("a", "10.0.0.0/24", v -> v.nic("x", "10.0.0.4", "n9")))
            .contains("n9"));
    assertTrue(
        refusal(
                n ->
                    n.virtualNetwork("a", "10.0.0.0/24", v -> v.nic("x", "10.0.0.4"))
                        .vip("203.0.113.10", v -> v.tcp(80).pool("p", "10.0.0.5")))
            .contains("10.0.0.4?"));
    assertTrue(
        refusal(n -> n.vip("203.0.113.10", v -> v.tcp(80))).contains("its rules have no pool"));
    assertTrue(
        refusal(n -> n.vip("203.0.113.10", v -> v.tcp(80).tcp(80, 81))).contains("a rule already"));
    assertTrue(
        refusal(n -> n.vip("203.0.113.10", v -> v.distribution("SourceIp"))).contains("SourceIP?"));
    assertTrue(
        refusal(n -> n.vip("10.0.0.5", v -> v.tcp(80).pool("p", "10.0.0.5")))
            .contains("the address of card 10.0.0.5"));
    SoftwareDefinedNetwork net = Networks.small();
    assertThrows(Refusal.class, () -> net.flow(CLIENT, "10.0.2.4:80"));
    assertTrue(
        assertThrows(Refusal.class, () -> net.flow("wep1:1000", "web2:80"))
            .getMessage()
            .contains("web1?"));
    assertThrows(Refusal.class, () -> net.flow("web1", "web2:80"));
    assertTrue(assertThrows(Refusal.class, () -> net.fail("mux3")).getMessage().contains("mux1"));
    assertThrows(Refusal.class, () -> net.fail("mux1", "mux1"));
    assertThrows(Refusal.class, () -> net.probeDown("web1").probeDown("web1"));
    assertThrows(Refusal.class, () -> net.established(0, VIP));
    assertThrows(Refusal.class, () -> net.established(10, "203.0.113.10:80"));
  }

  @Test
  void overlappingNetworksAreToldApartByCards() {
    SoftwareDefinedNetwork net =
        Networks.of(
            n ->
                n.virtualNetwork(
                        "a",
                        "10.0.0.0/24",
                        v -> v.nic("a1", "10.0.0.4", "n1").nic("a2", "10.0.0.5", "n2"))
                    .virtualNetwork(
                        "b",
                        "10.0.0.0/24",
                        v -> v.nic("b1", "10.0.0.4", "n3").nic("b2", "10.0.0.5", "n4")));
    assertTrue(
        assertThrows(Refusal.class, () -> net.flow("10.0.0.4:1000", "10.0.0.5:80"))
            .getMessage()
            .contains("a1:1000"));
    assertEquals(
        5002, hop(net.flow("b1:1000", "b2:80"), 1).out().orElseThrow().vxlan().orElseThrow().vni());
  }
}
