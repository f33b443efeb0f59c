package org.stackbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.stackbook.Stackbook.HDD;
import static org.stackbook.Stackbook.NVME;
import static org.stackbook.Stackbook.gb;
import static org.stackbook.Stackbook.iops;
import static org.stackbook.Stackbook.kib;
import static org.stackbook.Stackbook.minutes;
import static org.stackbook.Stackbook.pct;
import static org.stackbook.Stackbook.stamp;
import static org.stackbook.Stackbook.tb;
import static org.stackbook.Stackbook.workload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.network.sdn.SoftwareDefinedNetwork;
import org.stackbook.trace.Trace;
import org.stackbook.view.Result;

/**
 * The same seed gives the same numbers: in one JVM here; on another JDK, who compares the files
 * that this leaves ({@code target/same-numbers.txt}), as CI does.
 */
@Tag("property")
class SameNumbersTest {

  private static final IntegratedSystem OSLO =
      stamp(
          "oslo",
          s ->
              s.build("2008")
                  .servers(
                      6,
                      n ->
                          n.memory(gb(384))
                              .cores(40)
                              .cache(2, NVME, tb(1.6))
                              .capacity(6, HDD, tb(4))));

  private static Map<String, String> numbers(long seed) {
    Trace load =
        workload(
            "load", w -> w.requests(20_000).objects(50_000).zipf(0.9).reads(pct(70)).seed(seed));
    Map<String, Result> results =
        new TreeMap<>(
            Map.of(
                "placement", OSLO.storage().place(p -> p.fill(pct(60)).seed(seed)).fail("n2"),
                "durability", OSLO.storage().place().durability(d -> d.trials(200).seed(seed)),
                "replay", OSLO.cache().replay(load, r -> r.seed(seed)),
                "policies", OSLO.cache().policies(load, p -> p.page(kib(8)).seed(seed)),
                "curve", OSLO.cache().curve(load, c -> c.page(kib(4)).sampled(pct(10)).seed(seed)),
                "vms", OSLO.compute().place(p -> p.vm("Standard_D2_v2", 40).seed(seed)),
                "queues",
                    OSLO.qos()
                        .run(
                            q ->
                                q.tenant("sql", t -> t.disks(4, iops(500)).open(iops(900)))
                                    .tenant("noisy", t -> t.closed(32))
                                    .duration(minutes(0.1))
                                    .seed(seed))));
    results.putAll(ofTheNetwork(seed));
    Map<String, String> numbers = new TreeMap<>();
    results.forEach((name, result) -> numbers.put(name, digest(result.json())));
    return numbers;
  }

  private static Map<String, Result> ofTheNetwork(long seed) {
    SoftwareDefinedNetwork net =
        OSLO.network(
            n ->
                n.muxes(4)
                    .seed(seed)
                    .vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
    String vip = "203.0.113.10:443";
    return Map.of(
        "flow", net.flow("198.51.100.7:50123", vip),
        "flows", net.established(20_000, vip).fail("mux2"),
        "hashing", net.established(20_000, vip).fail("n2").byHashing(),
        "ports", net.snat("203.0.113.10", s -> s.rate(200).seed(seed)),
        "requests", net.snatRequests("203.0.113.10", s -> s.rate(200).seed(seed)),
        "flood",
            net.synFlood(
                vip,
                f ->
                    f.cores(1).rate(2_000_000).duration(minutes(0.5)).connections(500).seed(seed)));
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void ofOneSeedAgainAndOfAnotherSeedOthers() throws IOException {
    Map<String, String> numbers = numbers(7);
    assertEquals(numbers, numbers(7));
    numbers(8).forEach((name, other) -> assertNotEquals(numbers.get(name), other, name));
    StringBuilder lines = new StringBuilder();
    numbers.forEach((name, number) -> lines.append(name).append(' ').append(number).append('\n'));
    Path target = Path.of(System.getProperty("stackbook.basedir", "."), "target");
    Files.writeString(Files.createDirectories(target).resolve("same-numbers.txt"), lines);
  }
}
