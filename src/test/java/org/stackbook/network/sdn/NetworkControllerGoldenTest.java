package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.GoldenExamples;

/** The examples of the facts that policies depend on. */
@Tag("golden")
class NetworkControllerGoldenTest {

  @Test
  void probesComeFromTheFirstAddressOfTheSubnet() {
    var probe = GoldenExamples.named("NET-PROBE-01");
    NetworkController controller =
        Networks.of(
                n ->
                    n.virtualNetwork(
                            "prod",
                            "10.0.0.0/16",
                            v ->
                                v.subnet("web", probe.in().path("subnet").asText())
                                    .nic("web1", "10.0.0.4", "n1"))
                        .vip("203.0.113.10", v -> v.tcp(80).pool("web", "10.0.0.4")))
            .controller();
    assertEquals(
        List.of("from " + probe.expect().path("source").asText()),
        controller.device("n1").programmed().entrySet().stream()
            .filter(e -> e.getKey().kind() == PolicyKind.PROBE)
            .map(e -> e.getValue())
            .toList());
  }
}
