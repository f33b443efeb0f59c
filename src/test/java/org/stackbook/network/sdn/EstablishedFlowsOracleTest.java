package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.network.engine.FlowHash;
import org.stackbook.network.engine.Flows;
import org.stackbook.network.engine.HashTuple;
import org.stackbook.network.engine.HashedSource;
import org.stackbook.network.engine.MaglevTable;
import org.stackbook.seed.Random64;
import org.stackbook.unit.Timespan;

/** What words do to flows, against flows that are walked one by one through sets of names. */
@Tag("oracle")
class EstablishedFlowsOracleTest {

  private static final String VIP = "203.0.113.10:443";
  private static final int SERVERS = 4;

  private static SoftwareDefinedNetwork network(int muxes, int cards, boolean isStatic) {
    String[] pool =
        IntStream.range(0, cards).mapToObj(i -> "10.0.2." + (4 + i)).toArray(String[]::new);
    return Networks.of(
        n -> {
          n.muxes(muxes).vip("203.0.113.10", v -> v.tcp(443).pool("web", pool));
          if (isStatic) {
            n.staticUplinks();
          }
        });
  }

  private static long hash(Flows flows, int flow, int device) {
    return new FlowHash(HashTuple.FIVE, HashedSource.CUSTOMER, Random64.mixed(1 + device))
        .of(flows, flow);
  }

  private static int remainder(long hash, Set<Integer> there) {
    return there.isEmpty()
        ? -1
        : List.copyOf(new TreeSet<>(there)).get((int) ((hash >>> 32) % there.size()));
  }

  private static Set<Integer> all(int count) {
    return new HashSet<>(IntStream.range(0, count).boxed().toList());
  }

  /** The network once more, as sets of what is lost. */
  private static final class Walk {
    final int muxes;
    final int cards;
    final boolean isStatic;
    final Flows flows;
    final Set<String> lost = new HashSet<>();
    final Set<Integer> drained = new HashSet<>();
    final Map<Integer, Map<Integer, Integer>> known = new HashMap<>();
    final Map<Integer, Integer> owner = new HashMap<>();
    final Map<Integer, Integer> lastMux = new HashMap<>();
    final Map<Integer, Integer> lastUplink = new HashMap<>();

    Walk(int muxes, int cards, boolean isStatic, Flows flows) {
      this.muxes = muxes;
      this.cards = cards;
      this.isStatic = isStatic;
      this.flows = flows;
      all(muxes).forEach(m -> known.put(m, new HashMap<>()));
    }

    boolean runs(String what, int number) {
      return !lost.contains(what + (number + 1)) && !lost.contains("n" + (number % SERVERS + 1));
    }

    Set<Integer> runningMuxes() {
      Set<Integer> there = all(muxes);
      there.removeIf(m -> !runs("mux", m));
      return there;
    }

    Set<Integer> pool() {
      Set<Integer> there = all(cards);
      there.removeIf(c -> !runs("card", c) || drained.contains(c));
      return there;
    }

    boolean carries(int uplink) {
      return !lost.contains("uplink" + (uplink + 1)) && !lost.contains("TOR" + (uplink + 1));
    }

    int uplink(int flow) {
      Set<Integer> there = all(2);
      there.removeIf(u -> !isStatic && !carries(u));
      return remainder(hash(flows, flow, 1), there);
    }

    int mux(int flow) {
      int uplink = uplink(flow);
      return uplink < 0 || !carries(uplink) ? -1 : remainder(hash(flows, flow, 2), runningMuxes());
    }

    int chosen(int flow) {
      MaglevTable table =
          MaglevTable.of(
              65_537,
              IntStream.range(0, cards)
                  .mapToLong(c -> MaglevTable.hashOf("10.0.2." + (4 + c)))
                  .toArray());
      for (int c : all(cards)) {
        table = pool().contains(c) ? table : table.without(c);
      }
      return table.of(hash(flows, flow, 3));
    }

    Map<FlowOutcome, Long> packets(boolean begin) {
      known.forEach((mux, table) -> table.keySet().removeIf(f -> !runs("mux", mux)));
      Map<FlowOutcome, Long> outcomes = new EnumMap<>(FlowOutcome.class);
      for (int flow = 0; flow < flows.count(); flow++) {
        outcomes.merge(packet(flow, begin), 1L, Long::sum);
      }
      return outcomes;
    }

    private FlowOutcome packet(int flow, boolean begin) {
      int uplink = uplink(flow);
      int mux = mux(flow);
      if (begin && mux >= 0 && chosen(flow) >= 0) {
        owner.put(flow, chosen(flow));
        Objects.requireNonNull(known.get(mux)).put(flow, chosen(flow));
        lastMux.put(flow, mux);
        lastUplink.put(flow, uplink);
        return FlowOutcome.SAME;
      }
      if (!owner.containsKey(flow)) {
        return FlowOutcome.GONE;
      }
      FlowOutcome outcome = sent(flow, owner.get(flow), uplink, mux);
      if (!outcome.isAlive()) {
        owner.remove(flow);
      }
      lastMux.put(flow, mux);
      lastUplink.put(flow, uplink);
      return outcome;
    }

    private FlowOutcome sent(int flow, int of, int uplink, int mux) {
      if (mux < 0) {
        return runs("card", of) ? FlowOutcome.NO_PATH : FlowOutcome.BACK_END_LOST;
      }
      Map<Integer, Integer> table = Objects.requireNonNull(known.get(mux));
      if (pool().isEmpty()) {
        table.remove(flow);
      }
      boolean knew = table.containsKey(flow);
      int reached = knew ? of : chosen(flow);
      if (reached >= 0) {
        table.put(flow, reached);
      }
      if (!runs("card", of)) {
        return FlowOutcome.BACK_END_LOST;
      }
      if (reached < 0) {
        return FlowOutcome.NO_BACK_END;
      }
      if (reached != of) {
        return FlowOutcome.OTHER_BACK_END;
      }
      if (!Integer.valueOf(mux).equals(lastMux.get(flow))) {
        return knew ? FlowOutcome.KNOWN : FlowOutcome.AGREED;
      }
      return Integer.valueOf(uplink).equals(lastUplink.get(flow))
          ? FlowOutcome.SAME
          : FlowOutcome.REROUTED;
    }
  }

  private static String card(int number) {
    return "10.0.2." + (4 + number);
  }

  /** Does something, once with a word and once to the sets. */
  private static UnaryOperator<EstablishedFlows> event(Random64 random, Walk walk) {
    List<String> names = new ArrayList<>(List.of("TOR1", "TOR2", "uplink1", "uplink2"));
    IntStream.rangeClosed(1, walk.muxes).forEach(m -> names.add("mux" + m));
    IntStream.rangeClosed(1, SERVERS).forEach(n -> names.add("n" + n));
    int card = random.nextInt(walk.cards);
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        String name = names.get(random.nextInt(names.size()));
        return walk.lost.remove(name)
            ? flows -> flows.back(name)
            : walk.lost.add(name) ? flows -> flows.fail(name) : flows -> flows;
      }
      case 2 -> {
        boolean wasLost = walk.lost.remove("card" + (card + 1));
        if (!wasLost) {
          walk.lost.add("card" + (card + 1));
        }
        return flows -> wasLost ? flows.backEndBack(card(card)) : flows.backEndLost(card(card));
      }
      case 3 -> {
        boolean wasDrained = walk.drained.remove(card);
        if (!wasDrained) {
          walk.drained.add(card);
        }
        return flows ->
            wasDrained
                ? flows.probeUp(card(card))
                : card % 2 == 0 ? flows.drain(card(card)) : flows.probeDown(card(card));
      }
      default -> {
        if (random.nextInt(2) == 0) {
          walk.known.values().forEach(Map::clear);
          return flows -> flows.silent(Timespan.minutes(4));
        }
        walk.known.forEach(
            (mux, table) ->
                table
                    .keySet()
                    .removeIf(f -> !walk.owner.containsKey(f) || !mux.equals(walk.lastMux.get(f))));
        return flows -> flows.busy(Timespan.minutes(5));
      }
    }
  }

  @Test
  void everyFlowFaresAsWhenWalked() {
    Map<FlowOutcome, Long> seen = new EnumMap<>(FlowOutcome.class);
    for (int trial = 0; trial < 60; trial++) {
      Random64 random = Random64.stream(5, trial);
      int muxes = 2 + random.nextInt(5);
      int cards = 2 + random.nextInt(5);
      boolean isStatic = trial % 4 == 0;
      EstablishedFlows flows = network(muxes, cards, isStatic).established(150, VIP);
      Walk walk = new Walk(muxes, cards, isStatic, flows.spread().flows());
      walk.packets(true);
      for (int step = 0; step < 6; step++) {
        flows = event(random, walk).apply(flows);
        Map<FlowOutcome, Long> expected = walk.packets(false);
        for (FlowOutcome outcome : FlowOutcome.values()) {
          assertEquals(
              expected.getOrDefault(outcome, 0L),
              flows.why(outcome.word()).figure().value(),
              flows.title() + ": " + outcome);
        }
        expected.forEach((outcome, count) -> seen.merge(outcome, count, Long::sum));
      }
    }
    assertEquals(FlowOutcome.values().length, seen.size(), seen.toString());
  }

  private static long figure(HashingCompared compared, String name) {
    return (Long) compared.why(name).figure().value();
  }

  /** Remainders are counted again here, flow by flow. */
  @Test
  void aMuxThatIsLostUnderEachTable() {
    EstablishedFlows flows = network(8, 3, false).established(20_000, VIP);
    HashingCompared compared = flows.fail("mux3").byHashing();
    Set<Integer> left = all(8);
    left.remove(2);
    long moved = 0;
    long of3 = 0;
    for (int f = 0; f < 20_000; f++) {
      long hash = hash(flows.spread().flows(), f, 2);
      moved += remainder(hash, all(8)) != remainder(hash, left) ? 1 : 0;
      of3 += remainder(hash, all(8)) == 2 ? 1 : 0;
    }
    assertEquals(moved, figure(compared, "moved, modulo"));
    assertEquals(of3, figure(compared, "moved at least, modulo"));
    assertEquals(moved, figure(compared, "moved, modulo and Maglev"));
    // One in n stays where it was: what is the same modulo 7 and 8 in 56 values.
    assertEquals(7.0 / 8, moved / 20_000.0, 0.01);
    for (String table : List.of("Maglev", "resilient")) {
      assertEquals(
          figure(compared, "moved at least, " + table), figure(compared, "moved, " + table));
      assertEquals(1.0 / 8, figure(compared, "moved, " + table) / 20_000.0, 0.01);
    }
    assertEquals(0, figure(compared, "broken, modulo"));
  }

  /** Flows that nobody knows any more stay where they were, if the table lets them. */
  @Test
  void aBackEndThatIsAddedAndSilence() {
    EstablishedFlows flows =
        network(2, 10, false)
            .probeDown(card(9))
            .established(20_000, VIP)
            .probeUp(card(9))
            .silent(Timespan.minutes(4));
    HashingCompared compared = flows.byHashing();
    Set<Integer> nine = all(9);
    long moved = 0;
    for (int f = 0; f < 20_000; f++) {
      long hash = hash(flows.spread().flows(), f, 3);
      moved += remainder(hash, nine) != remainder(hash, all(10)) ? 1 : 0;
    }
    assertEquals(moved, figure(compared, "broken, modulo"));
    assertEquals(0.9, moved / 20_000.0, 0.01);
    assertEquals(0.1, figure(compared, "broken, Maglev") / 20_000.0, 0.01);
    assertEquals(0.1, figure(compared, "broken, resilient") / 20_000.0, 0.01);
    assertEquals(
        flows.why(FlowOutcome.OTHER_BACK_END.word()).figure().value(),
        figure(compared, "broken, modulo and Maglev"));
  }

  @Test
  void aMuxThatJoinsTakesItsShareAtLeast() {
    EstablishedFlows flows =
        network(5, 2, false).fail("mux5").established(20_000, VIP).back("mux5");
    HashingCompared compared = flows.byHashing();
    assertEquals(4_000, figure(compared, "moved at least, Maglev"));
    assertEquals(0.2, figure(compared, "moved, Maglev") / 20_000.0, 0.01);
    assertEquals(0.8, figure(compared, "moved, modulo") / 20_000.0, 0.01);
    assertEquals(20_000L, flows.why("flows that go on").figure().value());
  }

  @Test
  void aStaticRouteLeadsNowhere() {
    EstablishedFlows flows = network(2, 2, true).established(10_000, VIP).fail("TOR1");
    assertEquals(0.5, (Long) flows.why(FlowOutcome.NO_PATH.word()).figure().value() / 1e4, 0.02);
    EstablishedFlows bgp = network(2, 2, false).established(10_000, VIP).fail("TOR1");
    assertEquals(10_000L, bgp.why("flows that go on").figure().value());
    assertEquals(0.5, (Long) bgp.why(FlowOutcome.REROUTED.word()).figure().value() / 1e4, 0.02);
  }

  @Test
  void aPoolThatChangesWithoutAController() {
    EstablishedFlows flows = network(2, 2, false).established(1_000, VIP).controllerLost();
    EstablishedFlows after = flows.drain(card(0)).silent(Timespan.minutes(4));
    assertEquals(1_000L, after.why("flows that go on").figure().value());
    assertTrue(
        (Long)
                after
                    .controllerBack()
                    .silent(Timespan.minutes(4))
                    .why(FlowOutcome.OTHER_BACK_END.word())
                    .figure()
                    .value()
            > 400);
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    EstablishedFlows flows = network(2, 2, false).established(100, VIP);
    assertThrows(Refusal.class, flows::byHashing);
    assertThrows(Refusal.class, () -> flows.back("mux1"));
    assertThrows(Refusal.class, () -> flows.fail("mux3"));
    assertThrows(Refusal.class, () -> flows.fail("mux1").fail("mux1"));
    assertThrows(Refusal.class, () -> flows.drain("10.0.2.4").probeDown("10.0.2.4"));
    assertThrows(Refusal.class, () -> flows.probeUp("10.0.2.4"));
    assertThrows(Refusal.class, () -> flows.backEndBack("10.0.2.4"));
    assertThrows(Refusal.class, () -> flows.backEndLost("10.0.2.9"));
    assertThrows(Refusal.class, flows::controllerBack);
    assertThrows(Refusal.class, () -> flows.controllerLost().controllerLost());
    assertThrows(Refusal.class, () -> flows.idleTimeout(Timespan.ZERO));
    Timespan hour = Timespan.hours(1);
    assertThrows(Refusal.class, () -> flows.idleTimeout(hour).idleTimeout(hour));
    assertEquals(
        100L,
        flows.fail("mux1").back("mux1").fail("mux1").why("flows that go on").figure().value());
  }
}
