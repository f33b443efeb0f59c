package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
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

  /**
   * Cards on all servers, some behind a public and an internal VIP, some behind another public one.
   */
  private static SoftwareDefinedNetwork withVips(Random64 random) {
    int muxes = 1 + random.nextInt(5);
    int cards = 2 + random.nextInt(8);
    int behind = 1 + random.nextInt(cards);
    String[] all =
        IntStream.range(0, cards).mapToObj(i -> "10.0.2." + (4 + i)).toArray(String[]::new);
    String[] pool = Arrays.copyOf(all, behind);
    String way = List.of("Default", "SourceIPProtocol", "SourceIP").get(random.nextInt(3));
    boolean floating = random.nextInt(4) == 0;
    long seed = random.nextInt(1_000);
    return Networks.of(
        n ->
            n.muxes(muxes)
                .seed(seed)
                .virtualNetwork(
                    "prod",
                    "10.0.0.0/16",
                    v -> {
                      for (int i = 0; i < cards; i++) {
                        v.nic("c" + i, all[i], "n" + (1 + random.nextInt(4)));
                      }
                    })
                .vip("203.0.113.10", v -> web(v, floating).distribution(way).pool("web", pool))
                .vip("10.0.9.9", v -> web(v, floating).distribution(way).pool("web", pool))
                .vip("203.0.113.20", v -> v.udp(53).pool("all", all)));
  }

  private static VipOptions web(VipOptions vip, boolean floating) {
    return floating ? vip.floatingIp().tcp(443) : vip.tcp(443, 8443);
  }

  private static String backEnd(FlowTrace trace) {
    List<Hop> there = trace.hops().stream().filter(h -> h.leg() == FlowLeg.THERE).toList();
    return there.get(there.size() - 1).at();
  }

  private static boolean isMux(Hop hop) {
    return hop.at().startsWith("mux");
  }

  private static boolean isVip(Packet packet) {
    return List.of("203.0.113.10", "203.0.113.20")
        .contains(packet.innermost().destination().address().toString());
  }

  /**
   * A MUX sees what is for an address that it advertises, and of a connection within the stamp the
   * first packet alone: an answer passes one only where the one who asked took an address of a VIP.
   */
  @Test
  void anAnswerPassesAMuxOnlyWhereItIsForAVip() {
    Random64 random = new Random64(6);
    int delivered = 0;
    int answersOverMux = 0;
    int hairpins = 0;
    for (int trial = 0; trial < 400; trial++) {
      SoftwareDefinedNetwork net = withVips(random);
      String card = net.cards().get(random.nextInt(net.cards().size()));
      String from = random.nextInt(3) == 0 ? client(random) : card + ":" + (50_000 + trial);
      boolean isInner = from.startsWith("c") && random.nextInt(2) == 0;
      FlowTrace trace = net.flow(from, isInner ? "10.0.9.9:443" : VIP);
      for (Hop hop : trace.hops()) {
        if (isMux(hop) && hop.answer()) {
          assertEquals(FlowLeg.BACK, hop.leg());
          assertTrue(isVip(hop.in().orElseThrow()), trace::toString);
          answersOverMux++;
        }
        assertFalse(isMux(hop) && hop.leg().isLater(), trace::toString);
        // Whoever asked hears the VIP, and never the card behind it.
        if (hop.answer() && hop.out().isEmpty()) {
          assertEquals(isInner ? "10.0.9.9:443" : VIP, hop.in().orElseThrow().source().toString());
          assertEquals(
              1, trace.hops().stream().filter(h -> h.leg() == FlowLeg.THERE && isMux(h)).count());
        }
      }
      if (trace.disposition() == FlowDisposition.HAIRPIN) {
        assertTrue(isInner);
        hairpins++;
      } else {
        assertEquals(FlowDisposition.DELIVERED, trace.disposition(), trace::toString);
        delivered++;
      }
    }
    assertTrue(delivered > 300 && answersOverMux > 50 && hairpins > 5, delivered + " " + hairpins);
  }

  /** All packets of a flow reach one back end, and the others after MUXes fail one by one, too. */
  @Test
  void aFlowHasOneBackEndWhileThePoolIsTheSame() {
    Random64 random = new Random64(7);
    int compared = 0;
    for (int trial = 0; trial < 200; trial++) {
      SoftwareDefinedNetwork net = withVips(random);
      String from =
          random.nextInt(2) == 0
              ? client(random)
              : net.cards().get(random.nextInt(net.cards().size())) + ":" + (50_000 + trial);
      String to = from.startsWith("c") && random.nextInt(2) == 0 ? "10.0.9.9:443" : VIP;
      FlowTrace before = net.flow(from, to);
      assertEquals(before.data().rows(), net.flow(from, to).data().rows());
      before.hops().stream()
          .filter(h -> h.leg() == FlowLeg.LATER_BACK)
          .findFirst()
          .ifPresent(h -> assertEquals(backEnd(before), h.at()));
      SoftwareDefinedNetwork less = net;
      int muxes = net.layout().muxes().size();
      for (int m = 1; m < muxes; m++) {
        less = less.fail("mux" + m);
        assertEquals(backEnd(before), backEnd(less.flow(from, to)));
        compared++;
      }
      assertEquals(FlowDisposition.NO_MUX, less.fail("mux" + muxes).flow(from, to).disposition());
    }
    assertTrue(compared > 300, compared + " compared");
  }

  @Test
  void whatLeavesAPlaceComesToTheNextWithinTheStamp() {
    Random64 random = new Random64(8);
    for (int trial = 0; trial < 200; trial++) {
      SoftwareDefinedNetwork net = withVips(random);
      String from = net.cards().get(random.nextInt(net.cards().size())) + ":" + (50_000 + trial);
      List<Hop> hops = net.flow(from, random.nextInt(2) == 0 ? "10.0.9.9:443" : VIP).hops();
      for (int i = 0; i + 1 < hops.size(); i++) {
        Optional<Packet> out = hops.get(i).out();
        assertEquals(hops.get(i + 1).in(), out);
        out.ifPresent(p -> assertEquals(p, Packet.parse(p.bytes())));
      }
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
