package org.stackbook.network.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.Stamps;
import org.stackbook.error.Refusal;
import org.stackbook.view.Step;

@Tag("unit")
class VpnGatewayTest {

  private static VpnGateway gateway(Consumer<GatewayOptions> said) {
    return VpnGateway.of(Stamps.of("1802"), said);
  }

  private static String refusal(String build, Consumer<GatewayOptions> said) {
    return assertThrows(Refusal.class, () -> VpnGateway.of(Stamps.of(build), said)).getMessage();
  }

  private static String at(VpnGateway gateway, int row) {
    return String.valueOf(gateway.data().rows().get(row).get(4).value());
  }

  @Test
  void connectionsGoToTheGatewayWithTheMostFree() {
    VpnGateway vpn =
        gateway(
            g ->
                g.connection("a", "HighPerformance")
                    .connection("b", "Basic")
                    .connection("c", "Basic")
                    .connection("d", "Basic"));
    // 400 on the first; 200 and 200 on the second; then both have 1,600 free, and the first is it.
    assertEquals(
        List.of("AzS-GWY01", "AzS-GWY02", "AzS-GWY02", "AzS-GWY01"),
        List.of(at(vpn, 0), at(vpn, 1), at(vpn, 2), at(vpn, 3)));
    assertEquals(
        List.of(
            "Basic reserves 200 Mb/s", "AzS-GWY01 has 1.6 Gb/s free, AzS-GWY02 has 1.6 Gb/s free"),
        vpn.trace("d").steps().stream().map(Step::found).toList());
    assertEquals("placed on AzS-GWY01", vpn.trace("d").steps().get(1).outcome());
  }

  @Test
  void theStandbyTakesOverOnce() {
    VpnGateway vpn = gateway(g -> g.connections("a", "Basic", 4));
    VpnGateway failed = vpn.fail("AzS-GWY01");
    assertEquals("AzS-GWY03", at(failed, 0));
    assertEquals("AzS-GWY02", at(failed, 1));
    assertEquals(GatewayDisposition.MOVED, failed.trace("a-1").disposition());
    assertEquals(GatewayDisposition.PLACED, failed.trace("a-2").disposition());
    VpnGateway twice = failed.fail("AzS-GWY03");
    assertEquals(GatewayDisposition.DOWN, twice.trace("a-1").disposition());
    assertEquals(GatewayDisposition.PLACED, twice.trace("a-2").disposition());
    assertTrue(twice.verdict().contains("2 of 4 connections"), twice.verdict());
    assertTrue(twice.verdict().contains("Down: a-1, a-3."), twice.verdict());
    assertEquals(
        List.of("goes on", "placed on AzS-GWY01", "moved to AzS-GWY03", "down"),
        twice.trace("a-1").steps().stream().map(Step::outcome).toList());
    // The standby fails first: nothing moves, and the next failure finds none.
    VpnGateway standby = vpn.fail("AzS-GWY03");
    assertEquals(vpn.trace("a-1").disposition(), standby.trace("a-1").disposition());
    assertEquals(GatewayDisposition.DOWN, standby.fail("AzS-GWY02").trace("a-2").disposition());
    assertEquals(
        standby.fail("AzS-GWY02").data().rows().get(1).get(4).value(),
        vpn.fail("AzS-GWY03", "AzS-GWY02").data().rows().get(1).get(4).value());
  }

  @Test
  void whatIsNotOfferedIsRefused() {
    assertTrue(
        refusal("1802", g -> g.connection("a", "HighPerformence")).contains("HighPerformance?"));
    assertTrue(
        refusal("1802", g -> g.connection("a", "VpnGw1")).contains("needs the VPN Fast Path"));
    assertTrue(refusal("1802", g -> g.fastPath(true)).contains("since 2301"));
    assertTrue(refusal("2301", g -> g.connection("a", "VpnGw1")).contains("fastPath(true)"));
    assertTrue(
        refusal("2301", g -> g.connection("a", "Basic").fastPath(true)).contains("before a"));
    assertTrue(
        refusal("1802", g -> g.connection("a", "Basic", c -> c.bgp(65_010)))
            .contains("has no BGP"));
    assertTrue(
        refusal("1808", g -> g.connection("a", "Standard", c -> c.ipsecPolicy()))
            .contains("since 1809"));
    assertTrue(
        refusal("1809", g -> g.connection("a", "Basic", c -> c.ipsecPolicy()))
            .contains("Standard or HighPerformance"));
    assertTrue(
        refusal(
                "1802",
                g ->
                    g.connection("a", "Basic", c -> c.peer("198.51.100.9"))
                        .connection("b", "Basic", c -> c.peer("198.51.100.9")))
            .contains("a goes to 198.51.100.9"));
    assertTrue(
        refusal("1802", g -> g.connection("a", "Basic").connection("a", "Basic"))
            .contains("a connection a already"));
    assertTrue(refusal("1802", g -> g.connection(" ", "Basic")).contains("has a name"));
    assertTrue(refusal("1802", g -> g.connections("a", "Basic", 1_001)).contains("1 to 1000"));
    assertTrue(
        assertThrows(Refusal.class, () -> gateway(g -> {}).fail("AzS-GWY1"))
            .getMessage()
            .contains("AzS-GWY01"));
    assertThrows(Refusal.class, () -> gateway(g -> {}).fail("AzS-GWY01", "AzS-GWY01"));
    assertThrows(Refusal.class, () -> gateway(g -> {}).fail("AzS-GWY01").room());
    assertThrows(Refusal.class, () -> gateway(g -> {}).trace("a"));
  }

  @Test
  void theFastPathIsAPreviewAtFirst() {
    Consumer<GatewayOptions> one = g -> g.fastPath(true).connection("a", "VpnGw1");
    assertTrue(
        VpnGateway.of(Stamps.of("2301"), one).data().notes().stream()
            .anyMatch(note -> note.contains("preview")));
    assertFalse(
        VpnGateway.of(Stamps.of("2311"), one).data().notes().stream()
            .anyMatch(note -> note.contains("preview")));
  }

  @Test
  void sumsCanBeComputedAgain() {
    VpnGateway vpn =
        gateway(g -> g.connection("a", "HighPerformance").connections("b", "Basic", 3));
    assertEquals("1 × 400 Mb/s + 3 × 200 Mb/s", vpn.why("reserved").figure().substituted());
    assertEquals("1 Gb/s ÷ 4 Gb/s", vpn.why("share of the pool").figure().substituted());
    assertTrue(vpn.why("reserved").figure().confidence().starred());
    assertEquals(2, vpn.room().why("HighPerformance more").figure().inputs().size() - 1);
    assertEquals(7, vpn.room().why("HighPerformance more").figure().value());
  }

  @Test
  void withoutConnectionsItTellsWhatThereIs() {
    VpnGateway none = gateway(g -> {});
    assertEquals("2 of 3 gateways are active, and can reserve 4 Gb/s.", none.verdict());
    assertTrue(none.picture().isEmpty());
    assertEquals(20, none.room().why("Standard more").figure().value());
  }
}
