package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;

/** A flood, against what the rates alone say. */
@Tag("oracle")
class FloodedVipTest {

  private static final String VIP = "203.0.113.10:443";

  private static SoftwareDefinedNetwork network() {
    return Networks.of(
        n ->
            n.muxes(2)
                .vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5"))
                .vip("203.0.113.11", v -> v.tcp(80).pool("other", "10.0.3.4", "10.0.3.5")));
  }

  private static FloodedVip flood(Consumer<FloodOptions> how) {
    return network().synFlood(VIP, f -> how.accept(f.cores(1).duration(new Timespan(150))));
  }

  private static Object value(FloodedVip flood, String name) {
    return flood.why(name).figure().value();
  }

  private static long count(FloodedVip flood, FloodOutcome outcome, int column) {
    List<DataTable.Cell> row =
        flood.data().rows().stream()
            .filter(r -> outcome.word().equals(r.get(0).value()))
            .findFirst()
            .orElseThrow();
    return (Long) Objects.requireNonNull(row.get(column).value());
  }

  /** Two MUXes of one core handle 440,000 packets per second. */
  @Test
  void belowWhatMuxesHandleNobodyIsHurt() {
    FloodedVip flood = flood(f -> f.rate(400_000).connections(2_000));
    for (String whom : List.of("hurt, of the flooded VIP, ", "hurt, of other VIPs, ")) {
      assertEquals(0L, value(flood, whom + "at best"));
      assertEquals(0L, value(flood, whom + "at worst"));
    }
    assertEquals(Ratio.of(0), value(flood, "dropped by the rates alone"));
    assertThrows(Refusal.class, () -> flood.why("withdrawn after, at best"));
    assertTrue(flood.verdict().contains("not withdrawn"), flood.verdict());
    // 100,000 flows of one packet are soon there, 10 s of them never leave room.
    assertTrue(count(flood, FloodOutcome.BY_POOL, 1) > 1_000);
  }

  /** Clients of other VIPs lose first packets as the fluid bound says, until it is isolated. */
  @Test
  void asManyAreNotOpenedAsTheRatesSay() {
    FloodedVip flood = flood(f -> f.rate(880_000).connections(20_000));
    assertEquals(new Timespan(20), value(flood, "withdrawn after, at best"));
    assertEquals(new Timespan(120), value(flood, "withdrawn after, at worst"));
    assertEquals(0.5, ((Ratio) value(flood, "dropped by the rates alone")).value(), 1e-12);
    // Of 20,000 that begin within 150 s, half of those that do so in 20 s, or 120 s.
    assertEquals(20_000 * 20.0 / 150 / 2, (double) count(flood, FloodOutcome.NOT_OPENED, 2), 120);
    assertEquals(20_000 * 120.0 / 150 / 2, (double) count(flood, FloodOutcome.NOT_OPENED, 4), 260);
    assertEquals(0, count(flood, FloodOutcome.WITHDRAWN, 2));
    // Those of the flooded VIP that begin after it is withdrawn at 30 s, and those that last then.
    assertTrue(count(flood, FloodOutcome.WITHDRAWN, 1) > 20_000 * 120.0 / 150);
    assertFalse(flood.verdict().contains("not withdrawn"), flood.verdict());
  }

  /**
   * Half a second after the flood begins at 10 s, 200,000 packets per second have filled the
   * 100,000 places of a MUX, until they are forgotten from 20 s on. A MUX that does not know a flow
   * of the drained back end sends it to the other one: half of those that began meanwhile.
   */
  @Test
  void aPoolThatChangesBreaksWhatMuxesDoNotKnow() {
    FloodedVip drained =
        flood(f -> f.rate(400_000).connections(20_000).drain("10.0.2.4", new Timespan(19.9)));
    assertEquals(
        20_000 * (19.9 - 10.5) / 150 / 2,
        (double) count(drained, FloodOutcome.OTHER_BACK_END, 1),
        75);
    assertEquals(0, count(drained, FloodOutcome.OTHER_BACK_END, 2));
    assertEquals(0L, value(drained, "hurt, of other VIPs, at worst"));
  }

  @Test
  void theSeedDecides() {
    Consumer<FloodOptions> how = f -> f.rate(600_000).connections(2_000);
    String json = flood(how).json();
    assertEquals(json, flood(how).json());
    assertNotEquals(json, flood(f -> how.accept(f.seed(2))).json());
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    SoftwareDefinedNetwork net = network();
    assertThrows(Refusal.class, () -> net.synFlood("203.0.113.10:80", f -> {}));
    assertThrows(Refusal.class, () -> net.synFlood("203.0.113.12:443", f -> {}));
    assertThrows(Refusal.class, () -> net.synFlood(VIP, f -> f.rate(0)));
    assertThrows(Refusal.class, () -> net.synFlood(VIP, f -> f.rate(1e9)));
    assertThrows(Refusal.class, () -> net.synFlood(VIP, f -> f.begins(Timespan.hours(1))));
    assertThrows(Refusal.class, () -> net.synFlood(VIP, f -> f.cores(0)));
    assertThrows(Refusal.class, () -> net.synFlood(VIP, f -> f.connections(0)));
    assertThrows(Refusal.class, () -> net.synFlood(VIP, f -> f.drain("web9", Timespan.ZERO)));
    assertThrows(Refusal.class, () -> net.fail("mux1", "mux2").synFlood(VIP, f -> {}));
    Timespan years = new Timespan(1e300);
    assertThrows(Refusal.class, () -> net.synFlood(VIP, f -> f.duration(years)));
    assertThrows(Refusal.class, () -> net.synFlood(VIP, f -> f.begins(years)));
    assertThrows(Refusal.class, () -> net.synFlood(VIP, f -> f.lifetime(years)));
  }

  /** What is not isolated is followed to its end, and so are the clients. */
  @Test
  void moreThanABillionPacketsAreRefused() {
    SoftwareDefinedNetwork net = network();
    String flood =
        assertThrows(
                Refusal.class,
                () -> net.synFlood(VIP, f -> f.rate(1_000).duration(Timespan.hours(300))))
            .getMessage();
    assertTrue(flood.contains("packets of the flood"), flood);
    String clients =
        assertThrows(
                Refusal.class, () -> net.synFlood(VIP, f -> f.rate(1).every(new Timespan(1e-9))))
            .getMessage();
    assertTrue(clients.contains("packets of clients"), clients);
  }
}
