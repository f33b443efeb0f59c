package org.stackbook.trace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Counts against a set of Java, and estimates against what was put in. */
@Tag("oracle")
class DistinctTest {

  @Test
  void exactBelowTheBound() {
    Random64 random = new Random64(1);
    Distinct distinct = new Distinct(1 << 16);
    Set<Long> set = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      long key = random.nextInt(60_000) - 100L;
      distinct.add(key);
      set.add(key);
    }
    assertTrue(distinct.exact());
    assertEquals(set.size(), distinct.count());
  }

  /** The number with this hash by {@link Random64}. */
  private static long unmixed(long hash) {
    long z = hash ^ (hash >>> 31) ^ (hash >>> 62);
    z *= 0x319642B2D24D8EC3L;
    z ^= (z >>> 27) ^ (z >>> 54);
    z *= 0x96DE1B173F119089L;
    z ^= (z >>> 30) ^ (z >>> 60);
    return z - 0x9E3779B97F4A7C15L;
  }

  /** As ids of a file may be: all in one place, if it were known where their hashes fall. */
  @Test
  void noKeysAreMadeToFallIntoOnePlace() {
    assertEquals(1L << 40, Random64.mixed(unmixed(1L << 40)));
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      Distinct distinct = new Distinct(1 << 17);
      for (long key = 1; key <= 60_000; key++) {
        distinct.add(unmixed(key << 40));
      }
      assertEquals(60_000, distinct.count());
      best = Math.min(best, (System.nanoTime() - begun) / 1e6);
    }
    assertTrue(best < 500, best + " ms");
  }

  @Test
  void anEstimateBeyondIt() {
    for (int seed = 0; seed < 5; seed++) {
      for (int count : new int[] {200_000, 1_000_000, 3_000_000}) {
        Distinct distinct = new Distinct(1 << 16);
        Random64 random = new Random64(seed);
        for (int i = 0; i < count; i++) {
          long key = seed % 2 == 0 ? i : random.nextLong();
          distinct.add(key);
          distinct.add(key);
        }
        assertFalse(distinct.exact());
        // Four standard errors of 0.81 %.
        assertEquals(count, (double) distinct.count(), 0.0325 * count, "seed " + seed);
      }
    }
  }
}
