package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.GoldenExamples;
import org.stackbook.fact.GoldenExample;
import org.stackbook.network.engine.FabricEvent.Kind;
import org.stackbook.network.engine.SnatRun.Grant;

/** The examples of the facts about flows, ports and probes. */
@Tag("golden")
class NetworkEngineGoldenTest {

  private static final int FLOWS = 1_000;

  /** The smallest pools set the rule; that the larger ones follow from it is the test. */
  private static SnatDefaults defaults() {
    GoldenExample smallest = GoldenExamples.named("NET-SNAT-1");
    return new SnatDefaults(
        smallest.expect().path("portsPerIpConfiguration").asInt(),
        smallest.in().path("backendPoolSize").get(1).asInt());
  }

  static Stream<GoldenExample> pools() {
    return GoldenExamples.of(
        "NET-SNAT-1", "NET-SNAT-51", "NET-SNAT-101", "NET-SNAT-401", "NET-SNAT-801")
        .stream();
  }

  @ParameterizedTest
  @MethodSource("pools")
  void defaultPorts(GoldenExample example) {
    JsonNode sizes = example.in().path("backendPoolSize");
    for (int size = sizes.get(0).asInt(); size <= sizes.get(1).asInt(); size++) {
      assertEquals(
          example.expect().path("portsPerIpConfiguration").asInt(),
          defaults().ports(size),
          "pool of " + size);
    }
  }

  /** The pages say 75 ms of a connection that needs no request; what is computed is how many do. */
  @Test
  void oneRequestForEightConnections() {
    GoldenExample example = GoldenExamples.named("NET-SNAT-A1");
    int range = example.in().path("range").asInt();
    Connections.Builder all = new Connections.Builder(1, 1);
    for (int c = 0; c < FLOWS * range; c++) {
      all.add(c, 8_000_000, 0, 0, false);
    }
    SnatRules rules = new SnatRules(1_024, 65_535, range, 0, 65_536, 0, 0, 0);
    SnatRun run = SnatRun.of(rules, all.build());
    long asked = run.count(Grant.NEW_RANGE);
    assertEquals(
        example.expect().path("requestsToManager").asText(),
        "1 in " + (long) FLOWS * range / asked);
    assertEquals(
        example.expect().path("connectionsAtMinimumTimePct").asLong(),
        Math.round(100.0 * run.count(Grant.AT_HAND) / FLOWS / range));
  }

  private static FlowSpread down(GoldenExample example, boolean keepsAllDown) {
    int instances = example.in().path("instances").asInt();
    Fabric fabric =
        Fabrics.of(Fabrics.Way.CONSISTENT, 2, instances, Fabrics.MANY, true, keepsAllDown);
    FlowSpread spread = FlowSpread.establish(fabric, Fabrics.flows(FLOWS));
    for (int b = 0; b < example.in().path("down").asInt(); b++) {
      spread = spread.after(new FabricEvent(Kind.PROBE_DOWN, b));
    }
    return spread;
  }

  @Test
  void flowsStayWhenOneProbeIsDown() {
    GoldenExample example = GoldenExamples.named("NET-PROBE-02");
    assertEquals("stay", example.expect().path("existingTcpFlowsOfDownInstance").asText());
    FlowSpread spread = down(example, false);
    assertEquals(FLOWS, spread.count(FlowFate.SAME));
    assertTrue(spread.perBackEnd()[0] > FLOWS / 3);
  }

  @Test
  void flowsEndWhenAllProbesAreDown() {
    GoldenExample example = GoldenExamples.named("NET-PROBE-03");
    assertEquals("end", example.expect().path("existingTcpFlows").asText());
    assertEquals(FLOWS, down(example, false).count(FlowFate.ENDED_NO_BACK_END));
    assertEquals(
        List.of(0L, (long) FLOWS),
        List.of(down(example, false).alive(), down(example, true).alive()));
  }
}
