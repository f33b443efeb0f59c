package org.stackbook.cache.engine.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.trace.engine.KeySource;

/** Bounds against every way to fill a tiny cache, and against a list of next uses. */
@Tag("oracle")
class BoundsTest {

  /** Silberschatz, Galvin and Gagne, "Operating System Concepts", chapter on virtual memory. */
  private static final long[] SILBERSCHATZ = {
    7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1
  };

  @Test
  void theExampleOfTheTextbookHasItsFaults() {
    int length = SILBERSCHATZ.length;
    assertEquals(9, Bounds.BELADY.misses(KeySource.of(SILBERSCHATZ), 3));
    assertEquals(15, length - Policies.FIFO.of(3).hits(SILBERSCHATZ, 0, length));
    assertEquals(12, length - Policies.LRU.of(3).hits(SILBERSCHATZ, 0, length));
  }

  @Test
  void beladyIsTheBestOfAllWaysToGiveUp() {
    for (int seed = 0; seed < 3_000; seed++) {
      long[] trace = SmallTraces.of(seed, 1 + seed % 10, 2 + seed % 5);
      for (int capacity = 1; capacity <= 3; capacity++) {
        assertEquals(
            fewestMisses(trace, 0, List.of(), capacity, false),
            Bounds.BELADY.misses(KeySource.of(trace), capacity),
            () -> Arrays.toString(trace));
        assertEquals(
            fewestMisses(trace, 0, List.of(), capacity, true),
            Bounds.BELADY_BYPASS.misses(KeySource.of(trace), capacity),
            () -> Arrays.toString(trace));
      }
    }
  }

  /** Every victim is tried, and leaving outside what is missed if that is allowed. */
  private static int fewestMisses(
      long[] trace, int now, List<Long> cache, int capacity, boolean bypass) {
    if (now == trace.length) {
      return 0;
    }
    if (cache.contains(trace[now])) {
      return fewestMisses(trace, now + 1, cache, capacity, bypass);
    }
    int best = Integer.MAX_VALUE;
    if (bypass) {
      best = fewestMisses(trace, now + 1, cache, capacity, true);
    }
    for (int victim = cache.size() < capacity ? -1 : 0; victim < cache.size(); victim++) {
      List<Long> after = new ArrayList<>(cache);
      if (victim >= 0) {
        after.remove(victim);
      }
      after.add(trace[now]);
      best = Math.min(best, fewestMisses(trace, now + 1, after, capacity, bypass));
    }
    return best + 1;
  }

  @Test
  void eachHitIsThatOfTheListOfNextUses() {
    for (int seed = 0; seed < 2_000; seed++) {
      long[] trace = SmallTraces.of(seed, 400, 2 + seed % 7 * 6);
      int capacity = 1 + seed % 20;
      for (Bounds bound : List.of(Bounds.BELADY, Bounds.BELADY_BYPASS)) {
        Policy ours = bound.of(capacity, () -> NextUses.read(KeySource.of(trace)));
        List<Long> cache = new ArrayList<>();
        for (int i = 0; i < trace.length; i++) {
          boolean hit = cache.contains(trace[i]);
          if (!hit) {
            takeIn(cache, trace, i, capacity, bound == Bounds.BELADY_BYPASS);
          }
          int last = i;
          assertEquals(
              hit,
              ours.access(trace[i]),
              () -> bound + " " + Arrays.toString(Arrays.copyOf(trace, last + 1)));
        }
      }
    }
  }

  private static void takeIn(
      List<Long> cache, long[] trace, int now, int capacity, boolean bypass) {
    if (cache.size() == capacity) {
      long farthest = cache.get(0);
      for (long key : cache) {
        if (nextUse(trace, now, key) > nextUse(trace, now, farthest)) {
          farthest = key;
        }
      }
      if (bypass && nextUse(trace, now, trace[now]) > nextUse(trace, now, farthest)) {
        return;
      }
      cache.remove(farthest);
    }
    cache.add(trace[now]);
  }

  private static int nextUse(long[] trace, int now, long key) {
    for (int i = now + 1; i < trace.length; i++) {
      if (trace[i] == key) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  @Test
  void nothingIsMissedTwiceWithoutBound() {
    for (int seed = 0; seed < 200; seed++) {
      long[] trace = SmallTraces.of(seed, 5_000, 2 + seed * 20);
      Set<Long> seen = new HashSet<>();
      Policy ours = Bounds.UNBOUNDED.of(1, () -> NextUses.read(KeySource.of()));
      for (long key : trace) {
        assertEquals(!seen.add(key), ours.access(key));
      }
      assertEquals(seen.size(), Bounds.UNBOUNDED.misses(KeySource.of(trace), 1));
    }
  }

  /** Past a chunk of next uses, and past three levels of positions. */
  @Test
  void aLoopMissesWhatDoesNotFit() {
    int loop = 1_000;
    long[] trace = LongStream.range(0, 3_000_000).map(i -> i % loop).toArray();
    assertEquals(loop, Bounds.BELADY.misses(KeySource.of(trace), loop));
    // In each round after the first, one thing less than the rest of the loop is missed: Belady
    // keeps capacity - 1 things for loop - 1 steps.
    long misses = Bounds.BELADY.misses(KeySource.of(trace), loop / 2);
    double perStep = (double) (loop - loop / 2) / (loop - 1);
    assertEquals(perStep, misses / 3e6, 0.001);
  }

  @Test
  void anEmptyTraceHasNoMisses() {
    for (Bounds bound : Bounds.values()) {
      assertEquals(0, bound.misses(KeySource.of(), 1));
    }
  }

  @Test
  void anInterruptStopsIt() {
    for (Bounds bound : Bounds.values()) {
      Thread.currentThread().interrupt();
      try {
        assertThrows(CancellationException.class, () -> bound.misses(KeySource.of(1, 2, 3), 1));
      } finally {
        assertTrue(Thread.interrupted());
      }
    }
  }

  @Test
  void onlyBeladyNeedsTheFuture() {
    assertEquals(Set.of(Need.FUTURE), Bounds.BELADY.needs());
    assertEquals(Set.of(Need.FUTURE), Bounds.BELADY_BYPASS.needs());
    assertEquals(Set.of(), Bounds.UNBOUNDED.needs());
  }
}
