package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.GoldenExamples;
import org.stackbook.Stamps;
import org.stackbook.fact.GoldenExample;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/** The examples of the facts about flows, probes and time-outs, asked by the words of a user. */
@Tag("golden")
class SdnGoldenTest {

  private static final String VIP = "203.0.113.10:443";

  private static SoftwareDefinedNetwork of(String build, Consumer<SdnOptions> description) {
    return SoftwareDefinedNetwork.of(Stamps.of(build), description);
  }

  private static Object value(Result result, String name) {
    return result.why(name).figure().value();
  }

  static List<GoldenExample> idle() {
    return GoldenExamples.of("NET-IDLE-");
  }

  @ParameterizedTest
  @MethodSource("idle")
  void anIdleTimeoutTakesEffectByBuild(GoldenExample example) {
    Timespan effective = Timespan.minutes(example.expect().path("effectiveMinutes").asInt());
    EstablishedFlows flows =
        of(
                example.in().path("build").asText(),
                n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")))
            .established(100, VIP)
            .idleTimeout(Timespan.minutes(example.in().path("setMinutes").asInt()));
    assertEquals(effective, value(flows, "idle time-out"));
    // A second less and the MUXes know all flows; then, and where the pool changed, they do not.
    EstablishedFlows drained = flows.drain("10.0.2.4");
    assertEquals(
        100L, value(drained.silent(new Timespan(effective.seconds() - 1)), "flows that go on"));
    assertTrue((Long) value(drained.silent(effective), "flows that go on") < 80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1807", "1808", "1809", "1811"})
  void publicAddressesAreUnreachableWhileSecretsAreRotated(String build) {
    JsonNode minutes = GoldenExamples.named("NET-ROT-01").expect().path("unreachableMinutes");
    SecretRotation rotation = of(build, n -> {}).secretRotation();
    assertEquals(Timespan.minutes(minutes.get(0).asInt()), value(rotation, "unreachable at least"));
    assertEquals(Timespan.minutes(minutes.get(1).asInt()), value(rotation, "unreachable at most"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1805", "1901"})
  void otherBuildsDoNotSaySo(String build) {
    assertEquals(List.of(), of(build, n -> {}).secretRotation().figures());
  }

  private static EstablishedFlows probesDown(GoldenExample example) {
    assertEquals(2, example.in().path("instances").asInt());
    EstablishedFlows flows =
        of(
                "1908",
                n ->
                    n.muxes(3)
                        .vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")))
            .established(1_000, VIP);
    for (int down = 0; down < example.in().path("down").asInt(); down++) {
      flows = flows.probeDown(List.of("10.0.2.4", "10.0.2.5").get(down));
    }
    return flows;
  }

  @Test
  void flowsStayWhenOneProbeIsDown() {
    GoldenExample example = GoldenExamples.named("NET-PROBE-02");
    assertEquals("stay", example.expect().path("existingTcpFlowsOfDownInstance").asText());
    assertEquals(1_000L, value(probesDown(example), FlowOutcome.SAME.word()));
  }

  @Test
  void flowsEndWhenAllProbesAreDown() {
    GoldenExample example = GoldenExamples.named("NET-PROBE-03");
    assertEquals("end", example.expect().path("existingTcpFlows").asText());
    assertEquals(1_000L, value(probesDown(example), FlowOutcome.NO_BACK_END.word()));
  }

  @Test
  void probesComeFromTheFirstAddress() {
    GoldenExample example = GoldenExamples.named("NET-PROBE-01");
    SoftwareDefinedNetwork net =
        of(
            "1908",
            n ->
                n.virtualNetwork(
                        "prod",
                        "10.0.0.0/16",
                        v ->
                            v.subnet("web", example.in().path("subnet").asText())
                                .nic("web1", "10.0.0.9"))
                    .vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.0.9")));
    assertEquals(
        example.expect().path("source").asText(),
        value(net.probe("web1", p -> {}), "source address"));
  }

  private static SnatRequests requests(int seconds) {
    return of("1908", n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4")))
        .snatRequests(
            "203.0.113.10",
            s -> s.rate(10).lifetime(Timespan.years(1)).duration(new Timespan(seconds)));
  }

  @Test
  void oneRequestForEachRange() {
    GoldenExample example = GoldenExamples.named("NET-SNAT-A1");
    int range = example.in().path("range").asInt();
    SnatRequests requests = requests(10 * range);
    long asked = (Long) value(requests, "requests");
    assertEquals(
        example.expect().path("requestsToManager").asText(), "1 in " + 100L * range / asked);
    assertEquals(
        example.expect().path("connectionsAtMinimumTimePct").asLong(),
        Math.round(((Ratio) value(requests, "share without a request")).toPercent()));
    assertEquals(
        example.expect().path("minimumMs").asDouble(),
        ((Timespan) value(requests, "time without a request")).millis());
  }

  @Test
  void latencyOfRequests() {
    GoldenExample example = GoldenExamples.named("NET-SNAT-A3");
    SnatRequests requests = requests(80);
    Map<String, String> printed = new java.util.LinkedHashMap<>();
    for (List<DataTable.Cell> row : requests.data().rows()) {
      double share = ((Number) java.util.Objects.requireNonNull(row.get(0).value())).doubleValue();
      double ms = ((Number) java.util.Objects.requireNonNull(row.get(1).value())).doubleValue();
      printed.put(
          Math.round(share) + "%", ms < 1_000 ? (int) ms + " ms" : (int) (ms / 1_000) + " s");
    }
    Map<String, String> expected = new java.util.LinkedHashMap<>();
    example
        .expect()
        .path("managerLatency")
        .properties()
        .forEach(e -> expected.put(e.getKey(), e.getValue().asText()));
    assertEquals(expected, printed);
    Ratio worst = (Ratio) value(requests, "share that waits 2 s or more in production");
    assertEquals(
        example.expect().path("worst").asText(),
        "1 in " + Math.round(1 / worst.value()) + " connections at 2 s or more");
  }
}
