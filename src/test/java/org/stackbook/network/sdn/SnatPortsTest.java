package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.GoldenExamples;
import org.stackbook.error.Refusal;
import org.stackbook.fact.GoldenExample;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;

/** Ports for connections to the outside, against the printed table and Erlang's loss formula. */
@Tag("oracle")
class SnatPortsTest {

  private static SoftwareDefinedNetwork pool(int backEnds) {
    String[] pool =
        IntStream.range(0, backEnds)
            .mapToObj(i -> "10.0." + (2 + i / 250) + "." + (4 + i % 250))
            .toArray(String[]::new);
    return Networks.of(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", pool)));
  }

  static java.util.List<GoldenExample> table() {
    return GoldenExamples.of(
        "NET-SNAT-1", "NET-SNAT-51", "NET-SNAT-101", "NET-SNAT-401", "NET-SNAT-801");
  }

  @ParameterizedTest
  @MethodSource("table")
  void portsByTheSizeOfThePool(GoldenExample example) {
    for (int i = 0; i < 2; i++) {
      int size = example.in().path("backendPoolSize").path(i).asInt();
      assertEquals(
          example.expect().path("portsPerIpConfiguration").asInt(),
          pool(size)
              .snat("203.0.113.10", s -> s.duration(new Timespan(1)))
              .why("ports of a back end")
              .figure()
              .value());
    }
  }

  /** The share of calls that are lost on so many lines, by Erlang's recursion. */
  private static double erlangB(double load, int lines) {
    double blocked = 1;
    for (int line = 1; line <= lines; line++) {
      blocked = load * blocked / (line + load * blocked);
    }
    return blocked;
  }

  @Test
  void asManyAreRefusedAsErlangsFormulaSays() {
    for (double rate : new double[] {36, 45, 80}) {
      SnatPorts ports =
          pool(1)
              .snat(
                  "203.0.113.10",
                  s -> s.rate(rate).lifetime(new Timespan(30)).duration(new Timespan(10_000)));
      double refused = ((Ratio) ports.why("share refused").figure().value()).value();
      assertEquals(erlangB(rate * 30, 1024), refused, 0.006, rate + " per second");
    }
  }

  @Test
  void twoDestinationsShareThePorts() {
    SnatPorts one = pool(2).snat("203.0.113.10", s -> s.rate(100).duration(new Timespan(300)));
    SnatPorts two =
        pool(2).snat("203.0.113.10", s -> s.rate(100).destinations(2).duration(new Timespan(300)));
    assertTrue((Long) one.why("refused").figure().value() > 5_000);
    assertEquals(0L, two.why("refused").figure().value());
    assertEquals(1_500.0, one.why("ports that a back end needs in the mean").figure().value());
    assertTrue(one.verdict().contains("get no port"), one.verdict());
    assertFalse(two.verdict().contains("no port"), two.verdict());
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    SoftwareDefinedNetwork net = pool(1);
    assertThrows(Refusal.class, () -> net.snat("203.0.113.11", s -> {}));
    assertThrows(Refusal.class, () -> net.snat("203.0.113.10", s -> s.rate(0)));
    assertThrows(Refusal.class, () -> net.snat("203.0.113.10", s -> s.rate(Double.NaN)));
    assertThrows(Refusal.class, () -> net.snat("203.0.113.10", s -> s.rate(1e-300)));
    assertThrows(
        Refusal.class, () -> net.snat("203.0.113.10", s -> s.lifetime(new Timespan(1e300))));
    assertThrows(
        Refusal.class, () -> net.snat("203.0.113.10", s -> s.timeWait(new Timespan(1e300))));
    assertThrows(Refusal.class, () -> net.snat("203.0.113.10", s -> s.rate(1).rate(2)));
    assertThrows(Refusal.class, () -> net.snat("203.0.113.10", s -> s.destinations(0)));
    assertThrows(Refusal.class, () -> net.snat("203.0.113.10", s -> s.lifetime(new Timespan(0))));
    assertThrows(
        Refusal.class,
        () -> net.snat("203.0.113.10", s -> s.rate(1e6).duration(new Timespan(1_000))));
  }
}
