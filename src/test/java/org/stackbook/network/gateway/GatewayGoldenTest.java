package org.stackbook.network.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.GoldenExamples;
import org.stackbook.Stamps;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.GoldenExample;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.Result;

/** The examples of the facts about VPN gateways. */
@Tag("golden")
class GatewayGoldenTest {

  private static double mbps(Result result, String figure) {
    return ((Bandwidth) result.why(figure).figure().value()).bitsPerSecond() / 1e6;
  }

  private static VpnGateway gateway(boolean fastPath, String sku, int connections) {
    return VpnGateway.of(
        Stamps.of(fastPath ? "2311" : "1802"),
        g -> g.fastPath(fastPath).connections("c", sku, connections));
  }

  static Stream<GoldenExample> skus() {
    return GoldenExamples.of(
        "NET-GW-OFF-Basic",
        "NET-GW-OFF-HighPerformance",
        "NET-GW-ON-Basic",
        "NET-GW-ON-Standard",
        "NET-GW-ON-VpnGw1",
        "NET-GW-ON-VpnGw2",
        "NET-GW-ON-VpnGw3")
        .stream();
  }

  @ParameterizedTest
  @MethodSource("skus")
  void connectionsOfASku(GoldenExample example) {
    String sku = example.in().path("sku").asText();
    boolean fastPath = example.in().path("fastPath").asBoolean();
    JsonNode expect = example.expect();
    int perStamp = expect.path("perStamp").asInt();
    VpnGateway full = gateway(fastPath, sku, perStamp + 1);
    assertEquals(expect.path("mbps").asDouble(), mbps(full, sku + " throughput"));
    assertEquals(expect.path("reservedMbps").asDouble(), mbps(full, sku + " reserves"));
    // As many as the page says are carried, half of them by each gateway, and no more.
    assertEquals(perStamp, full.why(sku + " connections carried").figure().value());
    assertEquals(GatewayDisposition.NO_ROOM, full.trace("c-" + (perStamp + 1)).disposition());
    assertEquals(
        expect.path("perActiveGateway").asLong(),
        full.data().rows().stream().filter(row -> "AzS-GWY01".equals(row.get(4).value())).count());
    assertEquals(
        perStamp - 1, gateway(fastPath, sku, 1).room().why(sku + " more").figure().value());
  }

  @Test
  void bandwidthIsPerConnection() {
    GoldenExample example = GoldenExamples.of("NET-VPN-REUSE").get(0);
    int connections = example.in().path("connections").asInt();
    VpnGateway gateway = gateway(false, example.in().path("sku").asText(), connections);
    double each = example.expect().path("azureStackMbpsEach").asDouble();
    assertEquals(each, gateway.data().rows().get(1).get(5).value());
    assertEquals(connections * each, mbps(gateway, "throughput of all"));
  }

  @Test
  void reservations() {
    GoldenExample first = GoldenExamples.of("NET-GW-RES1").get(0);
    VpnGateway one = gateway(false, first.in().path("sku").asText(), 1);
    assertEquals(first.expect().path("reservedMbps").asDouble(), mbps(one, "reserved"));
    assertEquals("1/10", first.expect().path("shareOfPool").asText());
    assertEquals(0.1, ((Ratio) one.why("share of the pool").figure().value()).value(), 1e-12);
    GoldenExample second = GoldenExamples.of("NET-GW-RES2").get(0);
    assertEquals(
        second.expect().path("reservedMbps").asDouble(),
        mbps(gateway(true, second.in().path("sku").asText(), 1), "reserved"));
  }

  @Test
  void aMeshOfStamps() {
    GoldenExample example = GoldenExamples.of("NET-GW-MESH").get(0);
    VpnGateway one = gateway(true, "VpnGw3", example.in().path("connectionsPerStamp").asInt());
    assertEquals("50%", example.expect().path("poolShareUsed").asText());
    assertEquals(0.5, ((Ratio) one.why("share of the pool").figure().value()).value(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1712", "1802", "1803", "1908"})
  void lifetimesOfIke(String build) {
    JsonNode expect =
        GoldenExamples.of(build.compareTo("1803") < 0 ? "NET-IKE-01" : "NET-IKE-02")
            .get(0)
            .expect();
    IpsecDefaults defaults = new IpsecDefaults(Stamps.of(build));
    assertEquals(
        new Timespan(expect.path("seconds").asInt()),
        defaults.why("lifetime in time").figure().value());
    assertEquals(
        Bytes.in(expect.path("kilobytes").asInt(), ByteUnit.KB),
        defaults.why("lifetime in bytes").figure().value());
  }

  @Test
  void theLargestAutonomousSystem() {
    for (GoldenExample example : GoldenExamples.of("NET-ASN-01", "NET-ASN-02")) {
      int asn = example.in().path("asn").asInt();
      Runnable said =
          () ->
              VpnGateway.of(Stamps.of("1802"), g -> g.connection("a", "Standard", c -> c.bgp(asn)));
      if (example.expect().path("accepted").asBoolean()) {
        said.run();
      } else {
        assertTrue(assertThrows(Refusal.class, said::run).getMessage().contains("1 to 65535"));
      }
    }
  }

  @Test
  void routesToldByBgp() {
    int most = GoldenExamples.of("NET-BGP-01").get(0).expect().path("max").asInt();
    VpnGateway.of(Stamps.of("1802"), g -> g.routes(most));
    assertThrows(Refusal.class, () -> VpnGateway.of(Stamps.of("1802"), g -> g.routes(most + 1)));
  }

  /** What a gateway can reserve is not printed; every row of both tables must follow from it. */
  @Test
  void theTablesFollowFromWhatAGatewayCanReserve() {
    FactBook facts = Facts.networking();
    for (String table : new String[] {"vpn/skus/fastPathOff", "vpn/skus/fastPathOn"}) {
      double can = mbps(gateway(table.endsWith("On"), "Basic", 1), "a gateway can reserve");
      for (String row : facts.entries(table)) {
        Fact mbps = facts.fact(row + "/mbps");
        int per = facts.fact(row + "/perActiveGateway").integer();
        assertEquals(per, (int) (can / (2 * mbps.integer())), row);
        assertEquals(2 * per, facts.fact(row + "/perStamp").integer(), row);
      }
    }
  }
}
