package org.stackbook.cache.engine.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stackbook.trace.engine.KeySource;

/** What must hold of any policy, whatever it gives up. */
@Tag("property")
class PolicyPropertyTest {

  @ParameterizedTest
  @EnumSource(Policies.class)
  void noneBeatsBelady(Policies policy) {
    for (int seed = 0; seed < 2_000; seed++) {
      int capacity = 1 + seed % 20;
      long[] trace = SmallTraces.of(seed, 300, 2 + seed % 7 * 6);
      int misses = trace.length - policy.of(capacity).hits(trace, 0, trace.length);
      assertTrue(misses >= Bounds.BELADY.misses(KeySource.of(trace), capacity));
    }
  }

  @Test
  void theBoundsComeInOrder() {
    for (int seed = 0; seed < 2_000; seed++) {
      int capacity = 1 + seed % 20;
      long[] trace = SmallTraces.of(seed, 300, 2 + seed % 7 * 6);
      long belady = Bounds.BELADY.misses(KeySource.of(trace), capacity);
      long bypass = Bounds.BELADY_BYPASS.misses(KeySource.of(trace), capacity);
      long unbounded = Bounds.UNBOUNDED.misses(KeySource.of(trace), capacity);
      assertTrue(belady >= bypass && bypass >= unbounded);
      assertEquals(Arrays.stream(trace).distinct().count(), unbounded);
    }
  }

  /** The stack property: a hit at one size is a hit at every larger one. */
  @Test
  void lruIsAStack() {
    for (int seed = 0; seed < 500; seed++) {
      long[] trace = SmallTraces.of(seed, 400, 2 + seed % 7 * 6);
      boolean[] smaller = new boolean[trace.length];
      for (int capacity = 1; capacity <= 20; capacity++) {
        Policy lru = Policies.LRU.of(capacity);
        for (int i = 0; i < trace.length; i++) {
          boolean hit = lru.access(trace[i]);
          assertTrue(hit || !smaller[i]);
          smaller[i] = hit;
        }
      }
    }
  }

  /** The keys that would hit now are what the cache holds: each is asked of a cache of its own. */
  @ParameterizedTest
  @EnumSource(Policies.class)
  void noneHoldsMoreThanItsCapacity(Policies policy) {
    for (int seed = 0; seed < 60; seed++) {
      int capacity = 1 + seed % 6;
      long[] trace = SmallTraces.of(seed, 60, 12);
      for (int end = 0; end <= trace.length; end++) {
        int now = end;
        long held =
            Arrays.stream(trace)
                .distinct()
                .filter(key -> holds(policy, capacity, trace, now, key))
                .count();
        assertTrue(held <= capacity);
      }
    }
  }

  private static boolean holds(Policies policy, int capacity, long[] trace, int end, long key) {
    Policy cache = policy.of(capacity);
    cache.hits(trace, 0, end);
    return cache.access(key);
  }

  @ParameterizedTest
  @EnumSource(Policies.class)
  void whatWasJustTakenInIsThere(Policies policy) {
    for (int capacity : new int[] {1, 2, 3, 20}) {
      Policy cache = policy.of(capacity);
      for (long key : SmallTraces.of(capacity, 2_000, 50)) {
        cache.access(key);
        assertTrue(cache.access(key));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Policies.class)
  void whatFitsIsMissedOnce(Policies policy) {
    for (int capacity = 1; capacity <= 20; capacity++) {
      Policy cache = policy.of(capacity);
      for (int i = 0; i < 20 * capacity; i++) {
        assertEquals(i >= capacity, cache.access(i % capacity));
      }
    }
  }

  /** One thing at a time leaves nothing to choose. */
  @ParameterizedTest
  @EnumSource(Policies.class)
  void cachesOfOneThingAreAlike(Policies policy) {
    for (int seed = 0; seed < 300; seed++) {
      Policy cache = policy.of(1);
      Optional<Long> last = Optional.empty();
      for (long key : SmallTraces.of(seed, 300, 5)) {
        assertEquals(last.equals(Optional.of(key)), cache.access(key));
        last = Optional.of(key);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Policies.class)
  void policiesAreFoundByTheirNames(Policies policy) {
    assertEquals(Optional.of(policy), Policies.named(policy.title()));
    assertFalse(Bounds.titles().contains(policy.title()));
  }

  @ParameterizedTest
  @EnumSource(Bounds.class)
  void boundsAreFoundByTheirNames(Bounds bound) {
    assertEquals(Optional.of(bound), Bounds.named(bound.title()));
  }
}
