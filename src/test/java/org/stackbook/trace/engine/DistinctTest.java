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
      long key = random.nextInt(60_000) - 100;
      distinct.add(key);
      set.add(key);
    }
    assertTrue(distinct.exact());
    assertEquals(set.size(), distinct.count());
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
        assertEquals(count, distinct.count(), 0.0325 * count, "seed " + seed);
      }
    }
  }
}
