package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.network.engine.SnatRun.Grant;
import org.stackbook.seed.Random64;

/** Ports of a public address against a naive allocator, closed forms and hand-made cases. */
@Tag("oracle")
class SnatRunTest {

  private static SnatRules rules(int first, int last, int range, int preallocated, int most) {
    return new SnatRules(first, last, range, preallocated, most, 0, 240, 1_000);
  }

  /** Connections and ranges as objects in sets; every question is asked of all of them. */
  private static final class NaiveAddress {

    private record Live(int connection, int backEnd, int port, int destination, long freed) {}

    private final SnatRules rules;
    private final TreeMap<Integer, Integer> ownerOfRange = new TreeMap<>();
    private final TreeSet<Integer> free = new TreeSet<>();
    private final Set<Integer> stays = new HashSet<>();
    private final TreeMap<Integer, Long> idleSince = new TreeMap<>();
    private List<Live> live = new ArrayList<>();

    NaiveAddress(SnatRules rules, int backEnds) {
      this.rules = rules;
      for (int start = 0; start + rules.range() - 1 <= rules.lastPort(); start += rules.range()) {
        if (start >= rules.firstPort()) {
          free.add(start);
        }
      }
      for (int b = 0; b < backEnds; b++) {
        for (int had = 0; had < rules.preallocated() && !free.isEmpty(); had += rules.range()) {
          stays.add(free.first());
          ownerOfRange.put(free.pollFirst(), b);
        }
      }
    }

    private boolean hasLive(int range) {
      return live.stream().anyMatch(l -> l.port() / rules.range() == range / rules.range());
    }

    private void pass(long now) {
      List<Live> ending = new ArrayList<>(live);
      ending.removeIf(l -> l.freed() > now);
      for (Live l : ending) {
        int range = l.port() / rules.range() * rules.range();
        idleSince.merge(range, l.freed(), Math::max);
      }
      live = new ArrayList<>(live.stream().filter(l -> l.freed() > now).toList());
      for (int range : List.copyOf(idleSince.keySet())) {
        if (hasLive(range)) {
          idleSince.remove(range);
        } else if (!stays.contains(range)
            && idleSince.getOrDefault(range, now) + rules.rangeTimeout() <= now) {
          ownerOfRange.remove(range);
          idleSince.remove(range);
          free.add(range);
        }
      }
    }

    private boolean isTaken(int port, int destination) {
      return live.stream().anyMatch(l -> l.port() == port && l.destination() == destination);
    }

    String connect(Connections all, int c, long freed) {
      pass(all.start(c));
      int backEnd = all.backEnd(c);
      int owned = 0;
      for (int range : ownerOfRange.keySet()) {
        if (ownerOfRange.getOrDefault(range, -1) == backEnd) {
          owned++;
          for (int port = range; port < range + rules.range(); port++) {
            if (!isTaken(port, all.destination(c))) {
              return open(all, c, port, freed) + " AT_HAND";
            }
          }
        }
      }
      if (owned * rules.range() >= rules.most()) {
        return "-1 REFUSED_MOST_PORTS";
      }
      if (free.isEmpty()) {
        return "-1 REFUSED_NO_RANGE";
      }
      int range = free.pollFirst();
      ownerOfRange.put(range, backEnd);
      return open(all, c, range, freed) + " NEW_RANGE";
    }

    private int open(Connections all, int c, int port, long freed) {
      idleSince.remove(port / rules.range() * rules.range());
      live.add(new Live(c, all.backEnd(c), port, all.destination(c), freed));
      return port;
    }
  }

  private static Connections random(Random64 random, int backEnds, int destinations, int count) {
    Connections.Builder drawn = new Connections.Builder(backEnds, destinations);
    long now = 0;
    for (int c = 0; c < count; c++) {
      now += random.nextInt(4) == 0 ? random.nextInt(60) : 0;
      boolean silent = random.nextInt(3) == 0;
      int from = random.nextInt(backEnds);
      drawn.add(now, now + random.nextInt(40), from, random.nextInt(destinations), silent);
    }
    return drawn.build();
  }

  @Test
  void aNaiveAllocatorGivesTheSamePorts() {
    Set<Grant> seen = new HashSet<>();
    int returned = 0;
    for (int trial = 0; trial < 400; trial++) {
      Random64 random = Random64.stream(5, trial);
      int range = 1 << random.nextInt(4);
      int first = random.nextInt(30);
      int preallocated = random.nextInt(2) * range;
      SnatRules rules =
          new SnatRules(
              first,
              first + 10 + random.nextInt(40),
              range,
              preallocated,
              preallocated + range * (1 + random.nextInt(3)),
              random.nextInt(2) * 3L,
              random.nextInt(2) * 30L,
              random.nextInt(2) * 15L);
      int backEnds = 1 + random.nextInt(4);
      Connections all = random(random, backEnds, 1 + random.nextInt(3), 250);
      SnatRun run = SnatRun.of(rules, all);
      NaiveAddress naive = new NaiveAddress(rules, backEnds);
      Set<String> owners = new HashSet<>();
      for (int c = 0; c < all.count(); c++) {
        String expected = naive.connect(all, c, run.freedAt(c));
        assertEquals(expected, run.port(c) + " " + run.grant(c), trial + ", connection " + c);
        seen.add(run.grant(c));
        if (run.port(c) >= 0) {
          owners.add(run.port(c) / range + " of " + all.backEnd(c));
        }
      }
      returned += owners.size() > rules.ranges() ? 1 : 0;
    }
    assertEquals(Grant.values().length, seen.size());
    assertTrue(returned > 20, "ranges went to another back end in " + returned);
  }

  /** What must hold whatever the order in which ports are taken. */
  @Test
  void noTwoLiveConnectionsShareAPortToADestinationAndNoTwoBackEndsAPort() {
    for (int trial = 0; trial < 40; trial++) {
      Random64 random = Random64.stream(6, trial);
      Connections all = random(random, 5, 4, 400);
      SnatRun run = SnatRun.of(rules(1_024, 1_024 + 8 * 12, 8, 8, 32), all);
      assertEquals(all.count(), run.refused() + granted(run));
      for (int a = 0; a < all.count(); a++) {
        for (int b = a + 1; b < all.count() && all.start(b) < run.freedAt(a); b++) {
          if (run.port(a) == run.port(b) && run.port(a) >= 0) {
            assertTrue(all.destination(a) != all.destination(b), a + " and " + b);
            assertEquals(all.backEnd(a), all.backEnd(b));
          }
        }
        assertTrue(run.port(a) == SnatRun.NO_PORT || run.port(a) >= 1_024);
      }
    }
  }

  private static long granted(SnatRun run) {
    return run.count(Grant.AT_HAND) + run.count(Grant.NEW_RANGE);
  }

  /** As many at once to one destination as there are ports, and each of them for another, too. */
  @Test
  void exhaustionIsToldAtTheFirstFlowTooMany() {
    Connections.Builder all = new Connections.Builder(2, 2);
    for (int c = 0; c < 20; c++) {
      all.add(c, 1_000, 1, 0, false);
    }
    for (int c = 0; c < 16; c++) {
      all.add(30, 1_000, 1, 1, false);
    }
    all.add(40, 50, 0, 0, false);
    SnatRun run = SnatRun.of(rules(1_024, 65_535, 8, 8, 16), all.build());
    assertEquals(16, run.firstRefused());
    assertEquals(Grant.REFUSED_MOST_PORTS, run.grant(16));
    assertEquals(4, run.refused(1));
    assertEquals(0, run.refused(0));
    assertEquals(16, run.peakPorts(1));
    assertEquals(1, run.peakPorts(0));
    assertEquals(1_024 + 8, run.port(0));
    assertEquals(run.port(0), run.port(20));
    assertEquals(1_024, run.port(36));
  }

  @Test
  void aSilentConnectionKeepsItsPortUntilTheIdleTimeout() {
    Connections.Builder all = new Connections.Builder(1, 1);
    all.add(0, 10, 0, 0, true);
    all.add(249, 249, 0, 0, false);
    all.add(250, 300, 0, 0, false);
    all.add(299, 299, 0, 0, false);
    all.add(300, 300, 0, 0, false);
    SnatRun run = SnatRun.of(rules(2_000, 2_000, 1, 1, 1), all.build());
    assertEquals(
        List.of(2_000, -1, 2_000, -1, 2_000),
        List.of(run.port(0), run.port(1), run.port(2), run.port(3), run.port(4)));
    assertEquals(250, run.freedAt(0));
  }

  @Test
  void oneRequestGivesEightConnections() {
    Connections.Builder all = new Connections.Builder(1, 1);
    for (int c = 0; c < 800; c++) {
      all.add(c, 10_000, 0, 0, false);
    }
    SnatRun run = SnatRun.of(rules(1_024, 65_535, 8, 0, 8_000), all.build());
    assertEquals(100, run.count(Grant.NEW_RANGE));
    assertEquals(700, run.count(Grant.AT_HAND));
    // With a destination for each, one port serves them all.
    Connections.Builder apart = new Connections.Builder(1, 800);
    for (int c = 0; c < 800; c++) {
      apart.add(c, 10_000, 0, c, false);
    }
    SnatRun shared = SnatRun.of(rules(1_024, 65_535, 8, 0, 8_000), apart.build());
    assertEquals(1, shared.count(Grant.NEW_RANGE));
    assertEquals(1, shared.peakPorts(0));
  }

  /** Blocked calls of Erlang: arrivals without memory at servers that nobody waits for. */
  private static double erlangB(int servers, double load) {
    double blocked = 1;
    for (int n = 1; n <= servers; n++) {
      blocked = load * blocked / (n + load * blocked);
    }
    return blocked;
  }

  @ParameterizedTest
  @CsvSource({"8, 6.0", "64, 60.0", "64, 90.0"})
  void refusedConnectionsAreAsManyAsErlangSays(int ports, double load) {
    int count = 400_000;
    double gap = 1_000_000;
    Connections all = Connections.drawn(1, 1, count, gap, load * gap, 12);
    SnatRun run = SnatRun.of(new SnatRules(1_024, 65_535, ports, ports, ports, 0, 0, 0), all);
    assertEquals(erlangB(ports, load), (double) run.refused() / count, 0.003);
    assertEquals(run.refused(), run.count(Grant.REFUSED_MOST_PORTS));
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 65535, 7, 0, 7", "1024, 65535, 0, 0, 8", "1024, 65535, 8, 4, 8", "1024, 65535, 8, 8, 12",
    "1024, 65535, 8, 16, 8", "-1, 65535, 8, 8, 8", "1024, 65536, 8, 8, 8", "9, 8, 8, 8, 8"
  })
  void rulesAreChecked(int first, int last, int range, int preallocated, int most) {
    assertThrows(
        IllegalArgumentException.class, () -> rules(first, last, range, preallocated, most));
  }

  @Test
  void connectionsComeInOrder() {
    Connections.Builder all = new Connections.Builder(1, 1).add(5, 6, 0, 0, false);
    assertThrows(IllegalArgumentException.class, () -> all.add(4, 6, 0, 0, false));
    assertThrows(IllegalArgumentException.class, () -> all.add(7, 6, 0, 0, false));
    assertThrows(IllegalArgumentException.class, () -> all.add(7, 8, 1, 0, false));
    assertThrows(IllegalArgumentException.class, () -> all.add(7, 8, 0, 1, false));
  }

  @Test
  void rangesLieWholeWithinThePorts() {
    assertEquals(8_064, rules(1_024, 65_535, 8, 0, 8).ranges());
    assertEquals(8_063, rules(1_025, 65_535, 8, 0, 8).ranges());
    assertEquals(8_062, rules(1_025, 65_534, 8, 0, 8).ranges());
    assertEquals(0, rules(1_025, 1_030, 8, 0, 8).ranges());
  }

  @Test
  void anInterruptEndsIt() {
    Connections all = Connections.drawn(2, 2, 1_000, 10, 10, 1);
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> SnatRun.of(rules(1_024, 65_535, 8, 0, 8), all));
    assertTrue(Thread.interrupted());
  }
}
