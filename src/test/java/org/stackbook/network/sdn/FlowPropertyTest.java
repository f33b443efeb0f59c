package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.packet.Packet;
import org.stackbook.seed.Random64;

/** What holds for any flow through any network. */
@Tag("property")
class FlowPropertyTest {

  private static final String VIP = "203.0.113.10:443";

  private static SoftwareDefinedNetwork network(Random64 random) {
    int muxes = 1 + random.nextInt(8);
    int cards = 1 + random.nextInt(12);
    String way = List.of("Default", "SourceIPProtocol", "SourceIP").get(random.nextInt(3));
    String[] pool =
        IntStream.range(0, cards).mapToObj(i -> "10.0.2." + (4 + i)).toArray(String[]::new);
    long seed = random.nextInt(1_000);
    return Networks.of(
        n ->
            n.muxes(muxes)
                .seed(seed)
                .vip("203.0.113.10", v -> v.tcp(443, 8443).distribution(way).pool("web", pool)));
  }

  private static String client(Random64 random) {
    IpAddress address = new IpAddress(0xC6336400 | random.nextInt(256));
    return address + ":" + (1024 + random.nextInt(60_000));
  }

  @Test
  void whatLeavesAPlaceComesToTheNext() {
    Random64 random = new Random64(1);
    for (int trial = 0; trial < 300; trial++) {
      List<Hop> hops = network(random).flow(client(random), VIP).hops();
      for (int i = 0; i + 1 < hops.size(); i++) {
        Optional<Packet> out = hops.get(i).out();
        assertEquals(hops.get(i + 1).in(), out);
        out.ifPresent(p -> assertEquals(p, Packet.parse(p.bytes())));
      }
    }
  }

  @Test
  void noAnswerPassesAMux() {
    Random64 random = new Random64(2);
    for (int trial = 0; trial < 300; trial++) {
      FlowTrace trace = network(random).flow(client(random), VIP);
      assertEquals(FlowDisposition.DELIVERED, trace.disposition());
      assertEquals(
          1, trace.hops().stream().filter(h -> h.at().startsWith("mux") && !h.answer()).count());
      assertTrue(trace.hops().stream().noneMatch(h -> h.at().startsWith("mux") && h.answer()));
    }
  }

  @Test
  void eachMuxChoosesTheSameBackEnd() {
    Random64 random = new Random64(3);
    int moved = 0;
    for (int trial = 0; trial < 300; trial++) {
      SoftwareDefinedNetwork net = network(random);
      String client = client(random);
      FlowTrace before = net.flow(client, VIP);
      String mux = before.hops().get(2).at();
      if (net.fail(mux).flow(client, VIP).disposition() != FlowDisposition.DELIVERED) {
        continue; // It was the only one.
      }
      FlowTrace after = net.fail(mux).flow(client, VIP);
      assertFalse(after.hops().get(2).at().equals(mux));
      assertEquals(before.hops().get(4).at(), after.hops().get(4).at());
      moved++;
    }
    assertTrue(moved > 200, moved + " moved");
  }

  @Test
  void byTheSourceAloneEachFlowOfAClientHasOneBackEnd() {
    Random64 random = new Random64(4);
    SoftwareDefinedNetwork net =
        Networks.of(
            n ->
                n.vip(
                    "203.0.113.10",
                    v ->
                        v.tcp(443)
                            .distribution("SourceIP")
                            .pool("web", "10.0.2.4", "10.0.2.5", "10.0.2.6")));
    List<String> backEnds = new ArrayList<>();
    for (int client = 1; client < 60; client++) {
      String first = null;
      for (int flow = 0; flow < 5; flow++) {
        String at =
            net.flow("198.51.100." + client + ":" + (2_000 + random.nextInt(50_000)), VIP)
                .hops()
                .get(4)
                .at();
        first = first == null ? at : first;
        assertEquals(first, at);
      }
      backEnds.add(first);
    }
    assertEquals(3, backEnds.stream().distinct().count());
  }

  @Test
  void portsOfBackEndsDoNotOverlap() {
    String[] pool =
        IntStream.range(0, 40).mapToObj(i -> "10.0.2." + (4 + i)).toArray(String[]::new);
    SoftwareDefinedNetwork net =
        Networks.of(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", pool)));
    List<Integer> ports = new ArrayList<>();
    for (String card : pool) {
      ports.add(
          net.flow(card + ":50000", "93.184.216.34:80")
              .hops()
              .get(1)
              .out()
              .orElseThrow()
              .source()
              .port());
    }
    // 1,024 for each of up to 50 back ends.
    for (int i = 0; i < pool.length; i++) {
      assertEquals(1024 + 1024 * i, ports.get(i));
    }
  }

  /** Every flow is traced by itself, and counted as a whole: both must find the same places. */
  @Test
  void theCountsAreThoseOfSingleFlows() {
    Random64 random = new Random64(5);
    for (int trial = 0; trial < 20; trial++) {
      SoftwareDefinedNetwork net = network(random);
      EstablishedFlows flows = net.established(500, VIP);
      long sum =
          flows.data().rows().stream()
              .filter(row -> String.valueOf(row.get(0).value()).startsWith("mux"))
              .mapToLong(row -> (Long) java.util.Objects.requireNonNull(row.get(1).value()))
              .sum();
      assertEquals(500, sum);
      EstablishedFlows after = flows.fail("n1");
      long total = 0;
      for (FlowOutcome outcome : FlowOutcome.values()) {
        total += (Long) after.why(outcome.word()).figure().value();
      }
      assertEquals(500, total);
      assertEquals(500L, flows.controllerLost().why(FlowOutcome.SAME.word()).figure().value());
    }
  }
}
