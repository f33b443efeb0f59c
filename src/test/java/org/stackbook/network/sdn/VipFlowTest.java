package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.network.packet.Packet;
import org.stackbook.network.packet.TcpFlag;

/** From cards to VIPs of the same stamp. */
@Tag("unit")
class VipFlowTest {

  private static final String DB = "203.0.113.20:1433";
  private static final String INNER = "10.0.2.100:1433";

  /** Three servers: n1 is 10.128.0.5, n2 10.128.0.6, n3 10.128.0.7; the MUXes .3 and .4. */
  private static SoftwareDefinedNetwork network() {
    return Networks.of(
        n ->
            n.muxes(2)
                .virtualNetwork(
                    "prod",
                    "10.0.0.0/16",
                    v ->
                        v.nic("web1", "10.0.2.4", "n1")
                            .nic("web2", "10.0.2.5", "n2")
                            .nic("db1", "10.0.2.6", "n3")
                            .nic("near", "10.0.2.7", "n1")
                            .nic("alone", "10.0.2.8", "n4"))
                .virtualNetwork("other", "10.7.0.0/16", v -> v.nic("far", "10.7.0.4", "n4"))
                .vip("203.0.113.10", v -> v.tcp(443, 8443).pool("web", "10.0.2.4", "10.0.2.5"))
                .vip(
                    "203.0.113.20",
                    v -> v.tcp(1433).udp(53).nat(50_001, "10.0.2.7", 3389).pool("db", "10.0.2.6"))
                .vip("203.0.113.30", v -> v.tcp(80).pool("near", "10.0.2.7"))
                .vip("10.0.2.100", v -> v.tcp(1433, 1434).udp(53).pool("db", "10.0.2.6"))
                .vip("10.0.2.101", v -> v.tcp(80).pool("near", "10.0.2.7")));
  }

  private static List<String> places(FlowTrace trace, FlowLeg leg) {
    return trace.hops().stream().filter(h -> h.leg() == leg).map(Hop::at).toList();
  }

  private static Hop hop(FlowTrace trace, FlowLeg leg, int number) {
    return trace.hops().stream().filter(h -> h.leg() == leg).toList().get(number);
  }

  private static String tunnel(Packet packet) {
    return packet.ipv4().source()
        + " "
        + packet.ipv4().destination()
        + " VNI "
        + packet.vxlan().orElseThrow().vni();
  }

  private static String ends(Packet packet) {
    return packet.source() + " " + packet.destination();
  }

  /** Web1 is the first of the pool of its VIP, and has the ports from 1024 on. */
  @Test
  void aPublicVipIsAskedByTheAddressOfAnother() {
    FlowTrace trace = network().flow("web1:50000", DB);
    assertEquals(FlowDisposition.DELIVERED, trace.disposition());
    List<String> there = places(trace, FlowLeg.THERE);
    assertEquals(6, there.size());
    assertEquals(List.of("web1", "n1"), there.subList(0, 2));
    assertTrue(there.get(2).startsWith("TOR") && there.get(3).startsWith("mux"));
    assertEquals(List.of("n3", "db1"), there.subList(4, 6));
    List<String> back = places(trace, FlowLeg.BACK);
    assertEquals(List.of("db1", "n3"), back.subList(0, 2));
    assertTrue(back.get(2).startsWith("TOR") && back.get(3).startsWith("mux"));
    assertEquals(List.of("n1", "web1"), back.subList(4, 6));
    assertEquals("10.0.2.4:50000 203.0.113.20:1433", ends(out(trace, FlowLeg.THERE, 0)));
    assertEquals("203.0.113.10:1024 203.0.113.20:1433", ends(out(trace, FlowLeg.THERE, 1)));
    String mux = there.get(3).equals("mux1") ? "10.128.0.3" : "10.128.0.4";
    assertEquals(mux + " 10.128.0.7 VNI 5001", tunnel(out(trace, FlowLeg.THERE, 3)));
    assertEquals("203.0.113.10:1024 10.0.2.6:1433", ends(out(trace, FlowLeg.THERE, 4)));
    assertEquals("10.0.2.6:1433 203.0.113.10:1024", ends(out(trace, FlowLeg.BACK, 0)));
    assertEquals("203.0.113.20:1433 203.0.113.10:1024", ends(out(trace, FlowLeg.BACK, 1)));
    assertEquals("203.0.113.20:1433 10.0.2.4:50000", ends(out(trace, FlowLeg.BACK, 4)));
  }

  private static Packet out(FlowTrace trace, FlowLeg leg, int number) {
    return hop(trace, leg, number).out().orElseThrow();
  }

  @Test
  void bothServersAreToldTheWay() {
    FlowTrace trace = network().flow("web1:50000", DB);
    List<String> redirects = places(trace, FlowLeg.REDIRECT);
    assertEquals(
        List.of(
            places(trace, FlowLeg.THERE).get(3), "n1", places(trace, FlowLeg.BACK).get(3), "n3"),
        redirects);
    // The one to n1 names n3, about the packet as the MUX got it.
    byte[] first = out(trace, FlowLeg.REDIRECT, 0).bytes();
    assertArrayEquals(new byte[] {10, (byte) 128, 0, 7}, Arrays.copyOfRange(first, 38, 42));
    byte[] about = hop(trace, FlowLeg.THERE, 3).in().orElseThrow().bytes();
    assertArrayEquals(Arrays.copyOfRange(about, 14, 42), Arrays.copyOfRange(first, 42, 70));
    byte[] second = out(trace, FlowLeg.REDIRECT, 2).bytes();
    assertArrayEquals(new byte[] {10, (byte) 128, 0, 5}, Arrays.copyOfRange(second, 38, 42));
  }

  @Test
  void laterPacketsGoFromServerToServer() {
    FlowTrace trace = network().flow("web1:50000", DB);
    assertEquals(List.of("web1", "n1", "n3", "db1"), places(trace, FlowLeg.LATER_THERE));
    assertEquals(List.of("db1", "n3", "n1", "web1"), places(trace, FlowLeg.LATER_BACK));
    Packet there = out(trace, FlowLeg.LATER_THERE, 1);
    assertEquals("10.128.0.5 10.128.0.7 VNI 5001", tunnel(there));
    assertEquals("203.0.113.10:1024 203.0.113.20:1433", ends(there.decapsulate()));
    Packet back = out(trace, FlowLeg.LATER_BACK, 1);
    assertEquals("10.128.0.7 10.128.0.5 VNI 5001", tunnel(back));
    assertEquals("203.0.113.20:1433 203.0.113.10:1024", ends(back.decapsulate()));
    assertEquals("203.0.113.20:1433 10.0.2.4:50000", ends(out(trace, FlowLeg.LATER_BACK, 2)));
    // The third packet of the handshake goes on from the numbers of the first two.
    long asked = out(trace, FlowLeg.THERE, 0).tcp().orElseThrow().sequence();
    long answered = out(trace, FlowLeg.BACK, 0).tcp().orElseThrow().sequence();
    assertEquals(asked + 1, out(trace, FlowLeg.LATER_THERE, 0).tcp().orElseThrow().sequence());
    assertEquals(
        answered + 1, out(trace, FlowLeg.LATER_THERE, 0).tcp().orElseThrow().acknowledgment());
    assertEquals(
        Set.of(TcpFlag.ACK), out(trace, FlowLeg.LATER_BACK, 0).tcp().orElseThrow().flags());
    assertTrue(trace.verdict().contains("Later: web1 → n1 → n3 → db1."), trace::verdict);
    assertTrue(trace.why("later packets").toString().contains("VM to VM directly"));
  }

  @Test
  void cardsOfOneServerNeedNoTunnelLater() {
    FlowTrace trace = network().flow("web1:50000", "203.0.113.30:80");
    assertTrue(places(trace, FlowLeg.THERE).get(3).startsWith("mux"));
    assertEquals(List.of("web1", "n1", "near"), places(trace, FlowLeg.LATER_THERE));
    assertEquals("203.0.113.10:1024 10.0.2.7:80", ends(out(trace, FlowLeg.LATER_THERE, 1)));
    assertEquals("203.0.113.30:80 10.0.2.4:50000", ends(out(trace, FlowLeg.LATER_BACK, 1)));
  }

  @Test
  void anInternalVipIsAskedByTheCardsOwnAddress() {
    FlowTrace trace = network().flow("web1:50000", INNER);
    assertEquals(FlowDisposition.DELIVERED, trace.disposition());
    List<String> there = places(trace, FlowLeg.THERE);
    assertEquals(5, there.size());
    assertTrue(there.get(2).startsWith("mux"));
    String mux = there.get(2).equals("mux1") ? "10.128.0.3" : "10.128.0.4";
    assertEquals("10.128.0.5 " + mux + " VNI 5001", tunnel(out(trace, FlowLeg.THERE, 1)));
    assertEquals(mux + " 10.128.0.7 VNI 5001", tunnel(out(trace, FlowLeg.THERE, 2)));
    assertEquals("10.0.2.4:50000 10.0.2.6:1434", ends(out(trace, FlowLeg.THERE, 3)));
    assertEquals(List.of("db1", "n3", "n1", "web1"), places(trace, FlowLeg.BACK));
    assertEquals("10.0.2.100:1433 10.0.2.4:50000", ends(out(trace, FlowLeg.BACK, 1).decapsulate()));
    assertEquals(List.of(there.get(2), "n1"), places(trace, FlowLeg.REDIRECT));
    Packet later = out(trace, FlowLeg.LATER_THERE, 1);
    assertEquals("10.128.0.5 10.128.0.7 VNI 5001", tunnel(later));
    assertEquals("10.0.2.4:50000 10.0.2.100:1433", ends(later.decapsulate()));
    assertEquals("10.0.2.4:50000 10.0.2.6:1434", ends(out(trace, FlowLeg.LATER_THERE, 2)));
  }

  @Test
  void aCardThatIsChosenToAnswerItself() {
    SoftwareDefinedNetwork net = network();
    FlowTrace outer = net.flow("db1:50000", DB);
    assertEquals(FlowDisposition.DELIVERED, outer.disposition());
    // It sees the VIP as its client, not itself.
    assertEquals("203.0.113.20:1024 10.0.2.6:1433", ends(out(outer, FlowLeg.THERE, 4)));
    assertEquals(List.of("db1", "n3", "db1"), places(outer, FlowLeg.LATER_THERE));
    FlowTrace inner = net.flow("db1:50000", INNER);
    assertEquals(FlowDisposition.HAIRPIN, inner.disposition());
    assertTrue(inner.verdict().contains("n3"), inner::verdict);
    assertTrue(inner.why("hairpin").figure().confidence().starred());
  }

  @Test
  void itEndsWhereItEnds() {
    SoftwareDefinedNetwork net = network();
    assertEquals(FlowDisposition.NO_OUTBOUND, net.flow("alone:5000", DB).disposition());
    assertEquals(FlowDisposition.NO_RULE, net.flow("web1:5000", "203.0.113.20:80").disposition());
    assertEquals(FlowDisposition.NO_RULE, net.flow("web1:5000", "10.0.2.100:80").disposition());
    assertEquals(FlowDisposition.NO_ROUTE, net.flow("far:5000", INNER).disposition());
    assertEquals(FlowDisposition.NO_ROUTE, net.flow("web1:5000", "10.0.9.9:80").disposition());
    assertEquals(
        FlowDisposition.NO_BACK_END, net.probeDown("db1").flow("web1:5000", DB).disposition());
    assertEquals(
        FlowDisposition.NO_BACK_END, net.probeDown("db1").flow("web1:5000", INNER).disposition());
    assertEquals(
        FlowDisposition.NO_MUX, net.fail("mux1", "mux2").flow("web1:5000", DB).disposition());
    assertEquals(
        FlowDisposition.NO_MUX, net.fail("mux1", "mux2").flow("web1:5000", INNER).disposition());
    assertEquals(
        FlowDisposition.NO_MUX, net.fail("TOR1", "TOR2").flow("web1:5000", DB).disposition());
    assertEquals(FlowDisposition.SERVER_DOWN, net.fail("n1").flow("web1:5000", DB).disposition());
    assertEquals(
        FlowDisposition.SERVER_DOWN,
        net.fail("n1").flow("db1:5000", "203.0.113.20:50001").disposition());
    assertEquals(
        FlowDisposition.DELIVERED, net.datagram("web1:5000", "203.0.113.20:53").disposition());
    assertEquals(
        FlowDisposition.DELIVERED, net.datagram("web1:5000", "10.0.2.100:53").disposition());
  }

  @Test
  void anInternalVipIsUnknownOutside() {
    SoftwareDefinedNetwork net = network();
    String client = "198.51.100.7:50123";
    assertThrows(Refusal.class, () -> net.flow(client, INNER));
    assertThrows(Refusal.class, () -> net.established(10, INNER));
    assertThrows(Refusal.class, () -> net.snat("10.0.2.100", s -> {}));
    // It gives its back ends no way out: near has one by its public VIP alone.
    assertEquals(
        "203.0.113.30:1024",
        out(net.flow("near:5000", "93.184.216.34:80"), FlowLeg.THERE, 1).source().toString());
    assertThrows(
        Refusal.class,
        () ->
            Networks.of(
                n ->
                    n.virtualNetwork("a", "10.0.0.0/24", v -> v.nic("x", "10.0.0.4"))
                        .virtualNetwork("b", "10.1.0.0/24", v -> v.nic("y", "10.1.0.4"))
                        .vip("10.1.0.9", v -> v.tcp(80).pool("p", "10.0.0.4"))));
  }

  /** By two values, the address of the server decides: cards of one server have one back end. */
  @Test
  void bySourceCardsOfOneServerReachOneBackEnd() {
    String[] askers =
        IntStream.range(0, 6).mapToObj(i -> "10.0.3." + (4 + i)).toArray(String[]::new);
    SoftwareDefinedNetwork net =
        Networks.of(
            n ->
                n.virtualNetwork(
                        "a",
                        "10.0.0.0/16",
                        v -> {
                          for (int i = 0; i < 6; i++) {
                            v.nic("ask" + i, askers[i], i < 3 ? "n1" : "n2");
                          }
                          for (int i = 0; i < 8; i++) {
                            v.nic("web" + i, "10.0.2." + (4 + i));
                          }
                        })
                    .vip(
                        "10.0.2.100",
                        v ->
                            v.tcp(80)
                                .distribution("SourceIP")
                                .pool(
                                    "web",
                                    IntStream.range(0, 8)
                                        .mapToObj(i -> "10.0.2." + (4 + i))
                                        .toArray(String[]::new))));
    for (int host = 0; host < 2; host++) {
      Set<String> chosen =
          IntStream.range(3 * host, 3 * host + 3)
              .mapToObj(
                  i -> places(net.flow("ask" + i + ":500" + i, "10.0.2.100:80"), FlowLeg.THERE))
              .map(all -> all.get(all.size() - 1))
              .collect(Collectors.toSet());
      assertEquals(1, chosen.size(), chosen::toString);
    }
  }

  @Test
  void aFloatingAddressStaysUntilTheCard() {
    SoftwareDefinedNetwork net =
        Networks.of(
            n -> n.vip("203.0.113.10", v -> v.tcp(443).floatingIp().pool("web", "10.0.2.4")));
    FlowTrace trace = net.flow("198.51.100.7:50123", "203.0.113.10:443");
    assertEquals(FlowDisposition.DELIVERED, trace.disposition());
    assertEquals(
        "198.51.100.7:50123 203.0.113.10:443",
        ends(hop(trace, FlowLeg.THERE, 4).in().orElseThrow()));
    assertEquals("203.0.113.10:443 198.51.100.7:50123", ends(out(trace, FlowLeg.BACK, 0)));
    assertTrue(
        trace.hops().stream()
            .flatMap(h -> h.steps().stream())
            .noneMatch(s -> s.rule().startsWith("rewrite")));
  }
}
