package org.stackbook.network.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.GoldenExamples;
import org.stackbook.fact.GoldenExample;
import org.stackbook.view.DataTable;

/** The examples of the facts about address plans. */
@Tag("golden")
class AddressPlanGoldenTest {

  private static AddressPlan plan(JsonNode in) {
    return Plans.of(
        "2008",
        p ->
            p.bmc(in.path("bmc").asText())
                .privateNetwork(in.path("private").asText())
                .infrastructure(in.path("infrastructure").asText())
                .publicVip(in.path("publicVip").asText())
                .switchInfrastructure(in.path("switchInfrastructure").asText()));
  }

  /** The rows of a plan by name: network and number of addresses. */
  private static Map<String, String> rows(AddressPlan plan) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (List<DataTable.Cell> row : plan.data().rows()) {
      rows.put(String.valueOf(row.get(0).value()), row.get(1).value() + " " + row.get(2).value());
    }
    return rows;
  }

  @Test
  void theNetworksOfTheWorkedExample() {
    GoldenExample example = GoldenExamples.named("NET-PLAN-01");
    Map<String, String> expected = new LinkedHashMap<>();
    for (JsonNode subnet : example.expect().path("subnets")) {
      expected.put(
          subnet.path("name").asText(),
          subnet.path("subnet").asText() + " " + subnet.path("addresses").asLong());
    }
    assertEquals(17, expected.size());
    Map<String, String> rows = rows(plan(example.in()));
    // The page tells the size of this one and not its place; the example does not show it.
    assertEquals("11.11.130.0/23 512", rows.remove("Containers"));
    assertEquals(Set.copyOf(expected.entrySet()), Set.copyOf(rows.entrySet()));
  }

  /** Who has an address that is written by its last number. */
  private static void has(AddressPlan plan, GoldenExample example, String end, String who) {
    String subnet = example.in().path("subnet").asText();
    AddressOwner owner = plan.find(subnet.substring(0, subnet.lastIndexOf('.')) + end);
    assertEquals(who, owner.holder(), example.id() + " " + end);
  }

  private static void has(
      AddressPlan plan, GoldenExample example, String key, List<String> holders) {
    JsonNode ends = example.expect().path(key);
    assertEquals(holders.size(), ends.size(), key);
    for (int i = 0; i < holders.size(); i++) {
      has(plan, example, ends.path(i).asText(), holders.get(i));
    }
  }

  @Test
  void theAddressesOfTheBmcNetwork() {
    GoldenExample example = GoldenExamples.named("NET-PLAN-02");
    JsonNode expect = example.expect();
    AddressPlan plan = Plans.example();
    assertEquals(example.in().path("subnet").asText(), plan.network("BMC").range().toString());
    has(plan, example, expect.path("gateway").asText(), "gateway");
    has(plan, example, expect.path("hlhBmc").asText(), "HLH-BMC");
    has(plan, example, "nodes", List.of("n1", "n2", "n3", "n4"));
    has(plan, example, "externalAccessible", numbered("ExternalAccessible"));
    has(plan, example, "internalAccessible", numbered("InternalAccessible"));
    has(plan, example, expect.path("dvm").asText(), "DVM");
    has(plan, example, expect.path("hlhOs").asText(), "HLH-OS");
    has(plan, example, expect.path("broadcast").asText(), "broadcast");
  }

  private static List<String> numbered(String name) {
    return IntStream.rangeClosed(1, 5).mapToObj(i -> name + "-" + i).toList();
  }

  static Stream<GoldenExample> switched() {
    return GoldenExamples.of("NET-PLAN-04", "NET-PLAN-05").stream();
  }

  @ParameterizedTest
  @MethodSource("switched")
  void theAddressesOfGatewaysAndSwitches(GoldenExample example) {
    AddressPlan plan = Plans.example();
    JsonNode expect = example.expect();
    has(plan, example, expect.path("gateway").asText(), "gateway");
    has(plan, example, expect.path("tor1").asText(), "TOR1");
    has(plan, example, expect.path("tor2").asText(), "TOR2");
    has(plan, example, expect.path("broadcast").asText(), "broadcast");
  }

  private static AddressPlan withPublic(int prefix) {
    return Plans.of(
        "2008",
        p ->
            p.bmc("10.193.132.0/27")
                .privateNetwork("11.11.128.0/20")
                .infrastructure("12.193.130.0/24")
                .publicVip("13.200.132.0/" + prefix)
                .switchInfrastructure("10.193.132.128/26"));
  }

  static Stream<GoldenExample> publics() {
    return GoldenExamples.of("NET-VIP-26", "NET-VIP-22").stream();
  }

  @ParameterizedTest
  @MethodSource("publics")
  void theFirstPublicAddressesAreReserved(GoldenExample example) {
    AddressPlan plan = withPublic(example.in().path("prefix").asInt());
    assertEquals(example.expect().path("hosts").asLong(), Plans.number(plan, "VIPS hosts"));
    int reserved = example.expect().path("reservedFirst").asInt();
    assertEquals(AddressUse.ENDS, plan.find("13.200.132.0").use());
    for (int i = 1; i <= reserved; i++) {
      assertEquals(AddressUse.RESERVED, plan.find("13.200.132." + i).use());
    }
    assertEquals(AddressUse.TENANTS, plan.find("13.200.132." + (reserved + 1)).use());
    assertEquals(reserved, plan.network("VIPS").count(AddressUse.RESERVED));
  }

  static Stream<GoldenExample> left() {
    return GoldenExamples.of("NET-VIPT-").stream();
  }

  @ParameterizedTest
  @MethodSource("left")
  void theRestIsForTenants(GoldenExample example) {
    AddressPlan plan = withPublic(example.in().path("prefix").asInt());
    assertEquals(example.in().path("reserved").asLong(), Plans.number(plan, "VIPS assigned"));
    assertEquals(example.expect().path("left").asLong(), plan.tenantAddresses());
    assertEquals(
        example.expect().path("left").asLong(),
        plan.network("Public VIP").count(AddressUse.TENANTS));
  }

  @Test
  void theReservedAddressesThatThePageExplains() {
    JsonNode expect = GoldenExamples.named("NET-VIP-31").expect();
    AddressPlan plan = Plans.example();
    assertEquals(expect.path("services").asLong(), Plans.number(plan, "for services"));
    assertEquals(
        expect.path("appServiceAndSql").asLong(), Plans.number(plan, "for App Service and SQL"));
    assertEquals(expect.path("future").asLong(), Plans.number(plan, "for future services"));
    assertEquals(expect.path("sum").asLong(), Plans.number(plan, "reserved and explained"));
    assertEquals(1, Plans.number(plan, "reserved and not explained"));
  }
}
