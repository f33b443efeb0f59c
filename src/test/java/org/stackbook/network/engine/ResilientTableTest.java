package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Only buckets of the one that goes or comes move, and buckets stay even. */
@Tag("property")
class ResilientTableTest {

  private static final int BUCKETS = 128;

  private static int[] buckets(ResilientTable table) {
    return IntStream.range(0, BUCKETS)
        .map(b -> table.of((((long) b << Integer.SIZE) / BUCKETS) << Integer.SIZE))
        .toArray();
  }

  @Test
  void onlyWhatMustMoveMoves() {
    Random64 random = new Random64(4);
    ResilientTable table = ResilientTable.of(BUCKETS, 9);
    for (int change = 0; change < 500; change++) {
      int member = random.nextInt(9);
      boolean leaves = table.has(member);
      ResilientTable next = leaves ? table.without(member) : table.with(member);
      int[] before = buckets(table);
      int[] after = buckets(next);
      for (int b = 0; b < BUCKETS; b++) {
        boolean moved = before[b] != after[b];
        assertTrue(leaves ? moved == (before[b] == member) : !moved || after[b] == member);
      }
      int size = next.size();
      long[] held = new long[9];
      Arrays.stream(after).filter(m -> m >= 0).forEach(m -> held[m]++);
      for (int m = 0; m < 9; m++) {
        int even = size == 0 ? 0 : BUCKETS / size;
        assertTrue(
            next.has(m) ? held[m] >= even && held[m] <= even + 1 : held[m] == 0,
            Arrays.toString(held));
      }
      assertEquals(leaves ? table.size() - 1 : table.size() + 1, size);
      table = next;
    }
  }
}
