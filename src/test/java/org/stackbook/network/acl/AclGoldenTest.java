package org.stackbook.network.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.Stackbook.ANY;
import static org.stackbook.Stackbook.tcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.GoldenExamples;
import org.stackbook.error.Refusal;

/** The examples of the facts that rules of filters depend on. */
@Tag("golden")
class AclGoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"1811", "1903"})
  void theTagsThatAreValidAreTakenAndNoOthers(String build) {
    List<String> valid = new ArrayList<>();
    JsonNode expected = GoldenExamples.named("NET-TAG-01").expect();
    expected.path("valid").forEach(tag -> valid.add(tag.asText()));
    assertEquals(3, valid.size());
    for (String tag : valid) {
      Systems.acls(build, a -> a.group("g", g -> g.allowIn(100, "r", ANY, tag)));
    }
    for (String tag : List.of("Storage", "Sql", "AzureTrafficManager", "Internet.Oslo")) {
      Refusal refusal =
          assertThrows(
              Refusal.class,
              () -> Systems.acls(build, a -> a.group("g", g -> g.allowIn(100, "r", ANY, tag))));
      assertTrue(
          refusal.wayOut().orElse("").contains(String.join(", ", valid)), refusal::getMessage);
    }
  }

  /** Health probes come from the first address of the subnet, which a tag stands for. */
  @Test
  void theTagOfTheLoadBalancerIsWhereProbesComeFrom() {
    var probe = GoldenExamples.named("NET-PROBE-01");
    String from = probe.expect().path("source").asText();
    Acls acls =
        Systems.acls(
            a ->
                a.subnet(probe.in().path("subnet").asText())
                    .group(
                        "web",
                        g ->
                            g.allowIn(100, "probes", tcp(80), "AzureLoadBalancer")
                                .denyIn(200, "rest", ANY, "Any"))
                    .nic("web1", "10.0.0.4", "web"));
    assertEquals(Optional.of("web/probes"), acls.canReach(from, "web1", tcp(80)).rule());
    assertEquals(Optional.of("web/rest"), acls.canReach("10.0.0.2", "web1", tcp(80)).rule());
  }
}
