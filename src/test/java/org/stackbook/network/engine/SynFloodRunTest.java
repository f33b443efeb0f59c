package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** A flood by hand, and against a list of all packets with maps for what MUXes know. */
@Tag("oracle")
class SynFloodRunTest {

  private static final long NEVER = Long.MAX_VALUE;
  private static final SynFlood NO_FLOOD = new SynFlood(0, 0, 1, 0, 1);

  /** Seconds; a quota of ten untrusted flows that are forgotten after 5. */
  private static MuxRules rules(long packetsPerWindow) {
    return new MuxRules(100, 10, 60, 5, 10, packetsPerWindow, 2);
  }

  private static List<ClientFlow> clients(int count, int vip, boolean moves) {
    List<ClientFlow> flows = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      flows.add(new ClientFlow(0, vip, 10 + f, 200, 1, moves));
    }
    return flows;
  }

  @Test
  void withoutAFloodAllAreKnown() {
    SynFloodRun run = SynFloodRun.of(rules(1_000), 1, 1, clients(20, 0, true), NO_FLOOD, 100);
    assertEquals(20, run.count(FloodFate.KNOWN));
    assertEquals(20, run.survived());
  }

  /** The flood fills the untrusted quota: nobody new is known, and a change of the pool breaks. */
  @Test
  void aFullTableFallsBackToThePool() {
    SynFlood flood = new SynFlood(1, 0, 300, 3_000, 1);
    List<ClientFlow> flows = clients(20, 0, false);
    SynFloodRun calm = SynFloodRun.of(rules(1_000), 1, 2, flows, flood, 100);
    assertEquals(20, calm.survived());
    assertTrue(calm.count(FloodFate.BY_POOL) > 10, "" + calm.count(FloodFate.BY_POOL));
    SynFloodRun broken = SynFloodRun.of(rules(1_000), 1, 2, clients(20, 0, true), flood, 12);
    assertTrue(broken.count(FloodFate.BROKEN_OTHER_BACK_END) > 0);
    assertEquals(OptionalInt.empty(), calm.withdrawn());
  }

  /** Of 3,000 first packets of 300 s, ten of each 5 s find room. */
  @Test
  void theQuotaBoundsWhatAFloodTakes() {
    SynFlood flood = new SynFlood(0, 0, 300, 3_000, 1);
    List<ClientFlow> last = List.of(new ClientFlow(0, 0, 300, 300, 1, false));
    SynFloodRun run = SynFloodRun.of(rules(1_000), 1, 1, last, flood, NEVER);
    assertEquals(3_000 - 60 * 10, run.floodWithoutRoom());
  }

  /** Trusted flows, begun before the flood, are not touched by it. */
  @Test
  void knownFlowsStayKnown() {
    SynFlood flood = new SynFlood(1, 50, 100, 5_000, 1);
    List<ClientFlow> flows = new ArrayList<>();
    for (int f = 0; f < 20; f++) {
      flows.add(new ClientFlow(0, 0, f, 200, 1, true));
    }
    SynFloodRun run = SynFloodRun.of(rules(10_000), 1, 2, flows, flood, 60);
    assertEquals(20, run.count(FloodFate.KNOWN));
  }

  /** 50 packets a second where 30 are handled: after two windows the VIP goes, the other stays. */
  @Test
  void theTopTalkerIsWithdrawn() {
    SynFlood flood = new SynFlood(1, 20, 100, 5_000, 1);
    List<ClientFlow> flows = new ArrayList<>(clients(3, 0, false));
    flows.addAll(clients(2, 1, false));
    SynFloodRun run = SynFloodRun.of(rules(300), 1, 2, flows, flood, NEVER);
    assertEquals(OptionalInt.of(1), run.withdrawn());
    assertEquals(40, run.withdrawnAt(1));
    assertEquals(NEVER, run.withdrawnAt(0));
    assertEquals(2, run.count(FloodFate.CUT_WITHDRAWN));
    assertEquals(3, run.survived());
    // In each of two windows 550 packets came and 300 were handled.
    assertEquals(2 * 250, run.dropped() + run.floodDropped());
  }

  /** Two windows with drops and a silent one between are not two in a row. */
  @Test
  void aSilentWindowEndsAnOverload() {
    List<ClientFlow> flows = new ArrayList<>();
    for (long time : new long[] {0, 0, 20, 20, 30}) {
      flows.add(new ClientFlow(0, 0, time, time, 1, false));
    }
    SynFloodRun apart = SynFloodRun.of(rules(1), 1, 1, flows, NO_FLOOD, NEVER);
    assertEquals(OptionalInt.empty(), apart.withdrawn());
    assertEquals(2, apart.count(FloodFate.NOT_OPENED));
    flows.add(new ClientFlow(0, 0, 10, 10, 1, false));
    flows.add(new ClientFlow(0, 0, 10, 10, 1, false));
    SynFloodRun together = SynFloodRun.of(rules(1), 1, 1, flows, NO_FLOOD, NEVER);
    assertEquals(20, together.withdrawnAt(0));
  }

  private record Packet(long time, int order, int mux, int flow) {}

  /** What one MUX knows: flows in the order in which their last packets came. */
  private static final class NaiveMux {
    final Map<Integer, Long> trusted = new HashMap<>();
    final Map<Integer, Long> untrusted = new HashMap<>();
    final Map<Integer, Long> arrivedOfVip = new HashMap<>();
    long arrived;
    int overloaded;
  }

  private static Map<FloodFate, Integer> check(
      MuxRules rules,
      int muxes,
      int vips,
      List<ClientFlow> flows,
      SynFlood flood,
      long poolChange) {
    List<Packet> packets = new ArrayList<>();
    for (int k = 0; k < flood.packets(); k++) {
      long time = flood.start() + k * flood.length() / flood.packets();
      packets.add(new Packet(time, k - 1_000_000, flood.mux(k, muxes), -1 - k));
    }
    for (int f = 0; f < flows.size(); f++) {
      ClientFlow flow = flows.get(f);
      for (long t = flow.start(); t <= flow.end(); t += flow.gap()) {
        packets.add(new Packet(t, f, flow.mux(), f));
      }
    }
    packets.sort(Comparator.comparingLong(Packet::time).thenComparingInt(Packet::order));
    List<NaiveMux> devices = new ArrayList<>();
    for (int m = 0; m < muxes; m++) {
      devices.add(new NaiveMux());
    }
    FloodFate[] fates = new FloodFate[flows.size()];
    Set<Integer> begun = new HashSet<>();
    Set<Integer> over = new HashSet<>();
    Map<Integer, Long> withdrawn = new HashMap<>();
    long dropped = 0;
    long droppedUntilLast = 0;
    boolean wasClient = false;
    long window = Long.MIN_VALUE;
    for (Packet packet : packets) {
      // The run ends with the last packet of a client.
      droppedUntilLast = wasClient ? dropped : droppedUntilLast;
      wasClient = false;
      long now = packet.time();
      long in = Math.floorDiv(now, rules.window());
      while (window != Long.MIN_VALUE && window < in) {
        for (NaiveMux mux : devices) {
          mux.overloaded = mux.arrived > rules.packetsPerWindow() ? mux.overloaded + 1 : 0;
          if (mux.overloaded >= rules.windowsToOverload()) {
            mux.overloaded = 0;
            int top = 0;
            for (int v = 0; v < vips; v++) {
              if (mux.arrivedOfVip.getOrDefault(v, 0L) > mux.arrivedOfVip.getOrDefault(top, 0L)) {
                top = v;
              }
            }
            withdrawn.putIfAbsent(top, (window + 1) * rules.window());
          }
          mux.arrived = 0;
          mux.arrivedOfVip.clear();
        }
        window++;
      }
      window = in;
      int f = packet.flow();
      int vip = f < 0 ? flood.vip() : flows.get(f).vip();
      NaiveMux mux = devices.get(packet.mux());
      if (over.contains(f)) {
        continue;
      }
      wasClient = f >= 0;
      if (withdrawn.getOrDefault(vip, NEVER) <= now) {
        if (f >= 0) {
          fates[f] = FloodFate.CUT_WITHDRAWN;
          over.add(f);
        }
        continue;
      }
      mux.arrived++;
      mux.arrivedOfVip.merge(vip, 1L, Long::sum);
      if (mux.arrived > rules.packetsPerWindow()) {
        dropped++;
        if (f >= 0 && !begun.contains(f)) {
          fates[f] = FloodFate.NOT_OPENED;
          over.add(f);
        }
        continue;
      }
      forget(mux.trusted, now - rules.trustedTimeout());
      forget(mux.untrusted, now - rules.untrustedTimeout());
      boolean knew = mux.trusted.containsKey(f) || mux.untrusted.containsKey(f);
      if (mux.trusted.containsKey(f)) {
        mux.trusted.put(f, now);
      } else if (mux.untrusted.containsKey(f)) {
        mux.untrusted.remove(f);
        (mux.trusted.size() < rules.trustedFlows() ? mux.trusted : mux.untrusted).put(f, now);
      } else if (mux.untrusted.size() < rules.untrustedFlows()) {
        mux.untrusted.put(f, now);
      }
      if (f < 0) {
        continue;
      }
      if (begun.contains(f) && !knew) {
        ClientFlow flow = flows.get(f);
        boolean moved = flow.moves() && flow.start() < poolChange && poolChange <= now;
        fates[f] = moved ? FloodFate.BROKEN_OTHER_BACK_END : FloodFate.BY_POOL;
        if (moved) {
          over.add(f);
        }
      }
      if (fates[f] == null) {
        fates[f] = FloodFate.KNOWN;
      }
      begun.add(f);
    }
    SynFloodRun run = SynFloodRun.of(rules, muxes, vips, flows, flood, poolChange);
    Map<FloodFate, Integer> seen = new EnumMap<>(FloodFate.class);
    for (int f = 0; f < fates.length; f++) {
      assertEquals(fates[f], run.fate(f), "flow " + f + " " + flows.get(f));
      seen.merge(run.fate(f), 1, Integer::sum);
    }
    for (int v = 0; v < vips; v++) {
      assertEquals(withdrawn.getOrDefault(v, NEVER), run.withdrawnAt(v));
    }
    droppedUntilLast = wasClient ? dropped : droppedUntilLast;
    assertEquals(droppedUntilLast, run.dropped() + run.floodDropped());
    return seen;
  }

  private static void forget(Map<Integer, Long> known, long until) {
    for (Iterator<Long> seen = known.values().iterator(); seen.hasNext(); ) {
      if (seen.next() <= until) {
        seen.remove();
      }
    }
  }

  @Test
  void aListOfAllPacketsSaysTheSame() {
    Map<FloodFate, Integer> seen = new EnumMap<>(FloodFate.class);
    for (int trial = 0; trial < 500; trial++) {
      Random64 random = Random64.stream(31, trial);
      int muxes = 1 + random.nextInt(3);
      int vips = 1 + random.nextInt(3);
      MuxRules rules =
          new MuxRules(
              random.nextInt(8),
              random.nextInt(12),
              10 + random.nextInt(40),
              1 + random.nextInt(20),
              1 + random.nextInt(9),
              random.nextInt(3) == 0 ? 1_000 : 3 + random.nextInt(60),
              1 + random.nextInt(3));
      List<ClientFlow> flows = new ArrayList<>();
      for (int f = 0; f < 25; f++) {
        long start = random.nextInt(100);
        flows.add(
            new ClientFlow(
                random.nextInt(muxes),
                random.nextInt(vips),
                start,
                start + random.nextInt(80),
                1 + random.nextInt(15),
                random.nextInt(2) == 0));
      }
      SynFlood flood =
          new SynFlood(
              random.nextInt(vips),
              random.nextInt(60),
              1 + random.nextInt(80),
              random.nextInt(900),
              trial);
      check(rules, muxes, vips, flows, flood, random.nextInt(160))
          .forEach((fate, count) -> seen.merge(fate, count, Integer::sum));
    }
    assertEquals(FloodFate.values().length, seen.size(), seen.toString());
    assertTrue(seen.values().stream().allMatch(n -> n > 150), seen.toString());
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThrows(
        CancellationException.class,
        () -> SynFloodRun.of(rules(1), 1, 1, clients(1, 0, false), NO_FLOOD, NEVER));
    assertTrue(Thread.interrupted());
  }

  @Test
  void rulesAndTimesAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new MuxRules(-1, 1, 1, 1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new MuxRules(1, 1, 1, 1, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new MuxRules(1, 1, 1, 1, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ClientFlow(0, 0, 5, 4, 1, false));
    assertThrows(IllegalArgumentException.class, () -> new ClientFlow(0, 0, 5, 6, 0, false));
  }
}
