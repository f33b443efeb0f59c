package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.GoldenExamples;
import org.stackbook.Stamps;
import org.stackbook.error.Refusal;
import org.stackbook.fact.GoldenExample;

/** The examples of the facts about front ends of load balancers. */
@Tag("golden")
class LoadBalancerGoldenTest {

  @Test
  void aFloatingIpHasOnePort() {
    GoldenExample example = GoldenExamples.of("NET-FLOAT-01").get(0);
    int front = example.in().path("frontendPort").asInt();
    int back = example.in().path("backendPort").asInt();
    assertTrue(example.in().path("floatingIP").asBoolean());
    assertEquals(false, example.expect().path("accepted").asBoolean());
    // In either order, and for inbound NAT as well.
    refused(v -> v.tcp(front, back).floatingIp());
    refused(v -> v.floatingIp().tcp(front, back));
    refused(v -> v.floatingIp().nat(front, "10.0.2.4", back));
    refused(v -> v.nat(front, "10.0.2.4", back).floatingIp());
    Networks.of(n -> n.vip("203.0.113.10", v -> v.tcp(front).floatingIp().pool("web", "10.0.2.4")));
  }

  private static void refused(java.util.function.Consumer<VipOptions> vip) {
    Refusal refusal =
        assertThrows(
            Refusal.class,
            () ->
                Networks.of(
                    n -> n.vip("203.0.113.10", v -> vip.accept(v.pool("web", "10.0.2.4")))));
    assertTrue(refusal.rule().contains("floating IP"), refusal::getMessage);
    assertTrue(refusal.source().isPresent());
  }

  private static void frontEnds(String build, int count) {
    SoftwareDefinedNetwork.of(
        Stamps.of(build),
        n ->
            IntStream.range(0, count)
                .forEach(
                    i ->
                        n.vip(
                            "203.0." + (113 + i / 250) + "." + (1 + i % 250),
                            v -> v.tcp(443).pool("web", "10.0.2.4").loadBalancer("web"))));
  }

  @Test
  void frontEndsOfALoadBalancer() {
    GoldenExample example = GoldenExamples.of("NET-FE-02").get(0);
    int max = example.expect().path("max").asInt();
    for (String build : new String[] {"1907", "2008", "2311"}) {
      frontEnds(build, max);
      Refusal refusal = assertThrows(Refusal.class, () -> frontEnds(build, max + 1));
      assertTrue(refusal.getMessage().contains("in build " + build), refusal::getMessage);
    }
    // "1807..1906": 10.
    frontEnds("1807", 10);
    frontEnds("1904", 10);
    assertThrows(Refusal.class, () -> frontEnds("1904", 11));
    assertThrows(Refusal.class, () -> frontEnds("1807", 11));
    // No page states it of builds before.
    frontEnds("1802", 11);
  }
}
