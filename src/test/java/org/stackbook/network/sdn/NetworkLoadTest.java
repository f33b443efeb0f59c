package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.GoldenExamples;
import org.stackbook.error.Refusal;
import org.stackbook.fact.GoldenExample;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.Ratio;
import org.stackbook.view.Result;

/** Loads that can be computed by hand, and what was measured of Ananta. */
@Tag("golden")
class NetworkLoadTest {

  private static final String WEB = "203.0.113.10:443";
  private static final double SLACK = 1e-9;

  private static Bandwidth gbps(double rate) {
    return Bandwidth.gigabits(rate);
  }

  private static double gigabits(Result result, String name) {
    return ((Bandwidth) result.why(name).figure().value()).bitsPerSecond() / 1e9;
  }

  private static double share(Result result, String name) {
    return ((Ratio) result.why(name).figure().value()).value();
  }

  /** Two back ends on servers without a MUX: n3 and n4. */
  private static SoftwareDefinedNetwork network(int muxes) {
    return Networks.of(
        n ->
            n.muxes(muxes)
                .virtualNetwork(
                    "prod",
                    "10.0.0.0/16",
                    v ->
                        v.nic("web1", "10.0.2.4", "n3")
                            .nic("web2", "10.0.2.5", "n4")
                            .nic("db1", "10.0.2.6", "n1")
                            .nic("db2", "10.0.2.7", "n1"))
                .vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
  }

  private static NetworkLoad toWeb(int muxes, Consumer<LoadTrafficOptions> how) {
    return network(muxes).load(l -> l.evenly().port(gbps(100)).uplink(gbps(100)).traffic(WEB, how));
  }

  /**
   * Fourteen MUXes with 2.4 Gb/s each have 33.6 Gb/s. At 800 Mb/s for a core that is three cores
   * each: a quarter of the CPU, as measured, if a MUX has twelve. The example does not say how many
   * it has, nor how long its packets are: long ones, of which 220 thousand in a second are more
   * than 800 Mb/s.
   */
  @Test
  void muxesOfAnanta() {
    GoldenExample example = GoldenExamples.named("NET-MUX-A1");
    int muxes = example.in().path("muxes").asInt();
    double each = example.in().path("gbpsEach").asDouble();
    double total = example.expect().path("totalGbps").asDouble();
    assertEquals("about 25", example.expect().path("cpuPct").asText());
    NetworkLoad load =
        network(muxes)
            .load(
                l ->
                    l.evenly()
                        .coresOfMux(12)
                        .port(gbps(100))
                        .uplink(gbps(100))
                        .traffic(WEB, t -> t.requests(gbps(total))));
    assertEquals(total, gigabits(load, "MUXes carry"), SLACK);
    for (int mux = 1; mux <= muxes; mux++) {
      assertEquals(each, gigabits(load, "mux" + mux + " rate"), SLACK);
      assertEquals(0.25, share(load, "mux" + mux + " use"), SLACK);
    }
  }

  @Test
  void shortPacketsAreLimitedByTheirNumber() {
    // 440,000 packets of 100 bytes a second are 0.352 Gb/s: two cores' worth of packets, of eight.
    NetworkLoad load = toWeb(1, t -> t.requests(gbps(0.352)).requestPacket(100));
    assertEquals(440_000, (Double) load.why("mux1 packets per second").figure().value(), 1e-3);
    assertEquals(2 / 8.0, share(load, "mux1 use"), SLACK);
    // 0.352 Gb/s in packets of 1,500 bytes are 0.44 cores' worth of bits.
    assertEquals(0.44 / 8, share(toWeb(1, t -> t.requests(gbps(0.352))), "mux1 use"), SLACK);
  }

  @Test
  void answersPassNoMux() {
    NetworkLoad load = toWeb(2, t -> t.requests(gbps(2)).answers(gbps(14)));
    assertEquals(2, gigabits(load, "MUXes carry"), SLACK);
    assertEquals(14, gigabits(load, "answers past the MUXes"), SLACK);
    assertEquals(
        14 / 16.0, share(load, "share that direct server return keeps from the MUXes"), SLACK);
    // Of 0.8 × 8 = 6.4 Gb/s each: 2 Gb/s need one, 16 Gb/s three.
    assertEquals(1, load.why("MUXes needed").figure().value());
    assertEquals(3, load.why("MUXes needed without direct server return").figure().value());
  }

  @Test
  void headersOnEachLink() {
    // 1,500 bytes are 1,538 on a link, and 1,588 in VXLAN. MUXes are on n1 and n2, cards on n3, n4.
    LoadedLinks links =
        toWeb(2, t -> t.requests(gbps(1.5)).answers(gbps(3)).answerPacket(1000)).links();
    for (String tor : List.of("TOR1", "TOR2")) {
      assertEquals(1.538 / 2, gigabits(links, "border → " + tor + " carries"), SLACK);
      assertEquals(1.538 / 4, gigabits(links, tor + " → n1 carries"), SLACK);
      assertEquals(1.588 / 4, gigabits(links, "n2 → " + tor + " carries"), SLACK);
      assertEquals(1.588 / 4, gigabits(links, tor + " → n3 carries"), SLACK);
      assertEquals(3 * 1.038 / 4, gigabits(links, "n4 → " + tor + " carries"), SLACK);
      assertEquals(3 * 1.038 / 2, gigabits(links, tor + " → border carries"), SLACK);
    }
    assertEquals(1.588 / 2, gigabits(links, "n3 receives"), SLACK);
    assertEquals(
        1.5 * 50 / 1500, gigabits(toWeb(2, t -> t.requests(gbps(1.5))), "VXLAN overhead"), SLACK);
  }

  @Test
  void cardsOfOneServerTakeNoLink() {
    NetworkLoad load =
        network(1)
            .load(
                l ->
                    l.evenly()
                        .between("db1", "db2", t -> t.requests(gbps(50)))
                        .between("web1", "db1", t -> t.requests(gbps(6)).answers(gbps(3))));
    assertEquals(0, gigabits(load, "MUXes carry"), SLACK);
    assertEquals(6 * 1588 / 1500.0, gigabits(load.links(), "n3 sends"), SLACK);
    assertEquals(3 * 1588 / 1500.0, gigabits(load.links(), "n1 sends"), SLACK);
    assertEquals(50, gigabits(load.traffic(), "db1 → db2 requests get"), SLACK);
  }

  @Test
  void oneBottleneckIsSharedByFlow() {
    // n1's two ports of 10 Gb/s take 20 × 1500 ÷ 1588 Gb/s of packets; three flows of four are of
    // web1, and web2's one wants less than its quarter.
    NetworkLoad load =
        network(1)
            .load(
                l ->
                    l.evenly()
                        .port(gbps(10))
                        .between("web1", "db1", t -> t.requests(gbps(30)).flows(3))
                        .between("web2", "db1", t -> t.requests(gbps(2)).flows(1)));
    double whole = 20 * 1500 / 1588.0;
    assertEquals(2, gigabits(load.traffic(), "web2 → db1 requests get"), SLACK);
    assertEquals(whole - 2, gigabits(load.traffic(), "web1 → db1 requests get"), SLACK);
    assertEquals(20, gigabits(load.links(), "n1 receives"), SLACK);
    assertTrue(load.verdict().contains("TOR1 → n1 (169.4 %*)"), load.verdict());
    assertTrue(load.links().verdict().contains("TOR1 → n1"), load.links().verdict());
    // What the links of web1 are asked for: 30 × 1588 ÷ 1500 of 20.
    assertEquals(30 * 1588 / 1500.0 / 20, share(load.links(), "n3 → TOR1 use asked for"), SLACK);
  }

  @Test
  void aMuxLessIsMoreForTheOthers() {
    SoftwareDefinedNetwork net = network(3);
    Consumer<LoadOptions> load =
        l -> l.evenly().port(gbps(100)).uplink(gbps(100)).traffic(WEB, t -> t.requests(gbps(15)));
    // 6.4 Gb/s each: 15 Gb/s are 78 % of three, and 117 % of two.
    NetworkLoad before = net.load(load);
    NetworkLoad after = net.fail("mux1").load(load);
    assertEquals(5 / 6.4, share(before, "mux1 use"), SLACK);
    assertEquals(7.5 / 6.4, share(after, "mux2 use asked for"), SLACK);
    assertEquals(1, share(after, "mux3 use"), SLACK);
    assertEquals(12.8, gigabits(after, "MUXes carry"), SLACK);
    assertTrue(
        after.verdict().contains("over 100 % is asked of mux2 (117.2 %*), mux3 (117.2 %*)"),
        after.verdict());
    assertTrue(
        after.traffic().verdict().contains("get 12.8 Gb/s* of 15 Gb/s"), after.traffic().verdict());
    assertEquals(List.of("mux2", "mux3"), after.table().stringColumn("MUX").asList());
    assertEquals(3, after.why("MUXes needed").figure().value());
  }

  @Test
  void withoutAWayNothingArrives() {
    NetworkLoad load =
        network(1)
            .fail("mux1")
            .load(
                l ->
                    l.traffic(WEB, t -> t.requests(gbps(1)).answers(gbps(1)))
                        .between("web1", "db1", t -> t.requests(gbps(1))));
    assertTrue(load.verdict().contains("flows without a way: of " + WEB), load.verdict());
    assertEquals(0, gigabits(load.traffic(), WEB + " requests get"), SLACK);
    assertEquals(1, gigabits(load.traffic(), "web1 → db1 requests get"), SLACK);
    NetworkLoad noServer =
        network(1).fail("n3").load(l -> l.between("web1", "db1", t -> t.requests(gbps(1))));
    assertEquals(0, gigabits(noServer.traffic(), "web1 → db1 requests get"), SLACK);
  }

  @Test
  void withoutSwitchesNothingArrivesEvenly() {
    NetworkLoad load =
        network(2)
            .fail("TOR1", "TOR2")
            .load(l -> l.evenly().traffic(WEB, t -> t.requests(gbps(1)).answers(gbps(800))));
    assertTrue(load.verdict().contains("flows without a way: of " + WEB), load.verdict());
    assertEquals(0, gigabits(load.traffic(), WEB + " requests get"), SLACK);
    assertEquals(0, gigabits(load.traffic(), WEB + " answers get"), SLACK);
  }

  @Test
  void clientsOutsideReachNoInternalVip() {
    SoftwareDefinedNetwork net =
        Networks.of(
            n ->
                n.virtualNetwork("prod", "10.0.0.0/16", v -> v.nic("web1", "10.0.0.4"))
                    .vip("10.0.0.100", v -> v.tcp(80).pool("web", "10.0.0.4")));
    String refused =
        assertThrows(
                Refusal.class,
                () -> net.load(l -> l.traffic("10.0.0.100:80", t -> t.requests(gbps(1)))))
            .getMessage();
    assertTrue(refused.contains("there is no public VIP 10.0.0.100"), refused);
    assertFalse(refused.contains("Did you mean"), refused);
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    SoftwareDefinedNetwork net = network(1);
    Consumer<LoadTrafficOptions> some = t -> t.requests(gbps(1));
    assertThrows(Refusal.class, () -> net.load(l -> {}));
    assertThrows(Refusal.class, () -> net.load(l -> l.traffic(WEB, t -> {})));
    assertThrows(Refusal.class, () -> net.load(l -> l.traffic("203.0.113.10:80", some)));
    assertThrows(Refusal.class, () -> net.load(l -> l.traffic("203.0.113.11:443", some)));
    assertThrows(Refusal.class, () -> net.load(l -> l.traffic(WEB, some).traffic(WEB, some)));
    assertThrows(Refusal.class, () -> net.load(l -> l.between("web1", "web1", some)));
    assertThrows(Refusal.class, () -> net.load(l -> l.between("web1", "web9", some)));
    assertThrows(Refusal.class, () -> net.load(l -> l.port(gbps(0))));
    assertThrows(Refusal.class, () -> net.load(l -> l.uplink(gbps(1e-12))));
    assertThrows(Refusal.class, () -> net.load(l -> l.traffic(WEB, t -> t.requests(gbps(1e7)))));
    assertThrows(Refusal.class, () -> net.load(l -> l.traffic(WEB, t -> t.answers(gbps(1e7)))));
    assertThrows(Refusal.class, () -> net.load(l -> l.coresOfMux(0)));
    assertThrows(Refusal.class, () -> net.load(l -> l.traffic(WEB, t -> t.requestPacket(1611))));
    assertThrows(Refusal.class, () -> net.load(l -> l.traffic(WEB, t -> t.answerPacket(27))));
    assertThrows(Refusal.class, () -> net.load(l -> l.traffic(WEB, t -> t.flows(100_001))));
    assertEquals(
        1,
        gigabits(
            net.load(l -> l.traffic(WEB, t -> t.requests(gbps(1)).requestPacket(1610))),
            "MUXes carry"),
        SLACK);
  }
}
