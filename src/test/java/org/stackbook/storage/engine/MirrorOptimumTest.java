package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("oracle")
class MirrorOptimumTest {

  private static final int CASES = 3_000;

  @Test
  void theOptimumIsWhatExhaustiveFillingReaches() {
    Random random = new Random(1);
    for (int i = 0; i < CASES; i++) {
      long[] capacities = random.longs(1 + random.nextInt(5), 0, 5).toArray();
      int copies = 1 + random.nextInt(3);
      assertEquals(
          mostByTryingAll(capacities, copies, 1),
          MirrorOptimum.of(capacities, copies),
          () -> Arrays.toString(capacities) + " × " + copies);
    }
  }

  /**
   * Tries every set of servers for every slab. Sets in rising order lose nothing: the order of
   * slabs does not matter.
   */
  private static long mostByTryingAll(long[] capacities, int copies, int firstSet) {
    long best = 0;
    for (int set = firstSet; set < 1 << capacities.length; set++) {
      if (Integer.bitCount(set) != copies) {
        continue;
      }
      long[] rest = capacities.clone();
      boolean fits = true;
      for (int server = 0; server < rest.length; server++) {
        if ((set >> server & 1) == 1) {
          rest[server]--;
          fits &= rest[server] >= 0;
        }
      }
      if (fits) {
        best = Math.max(best, 1 + mostByTryingAll(rest, copies, set));
      }
    }
    return best;
  }

  @Test
  void fewerServersThanCopiesHoldNothing() {
    assertEquals(0, MirrorOptimum.of(new long[] {10, 10}, 3));
    assertEquals(0, MirrorOptimum.of(new long[] {}, 1));
    assertEquals(10, MirrorOptimum.of(new long[] {10, 10, 10}, 3));
  }
}
