package org.stackbook.trace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Against a map of the JDK, and keys that somebody made to be slow. */
@Tag("property")
class SlotTableTest {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  @Test
  void eachKeyIsInTheSlotWhereItWasPut() {
    Random64 random = new Random64(1);
    for (int round = 0; round < 200; round++) {
      int slots = 1 + random.nextInt(300);
      SlotTable table = new SlotTable(slots);
      Map<Integer, Long> held = new HashMap<>();
      for (int i = 0; i < 3_000; i++) {
        int slot = random.nextInt(slots);
        long key = round % 2 == 0 ? random.nextInt(2 * slots) : random.nextInt(2 * slots) * GOLDEN;
        if (!held.containsValue(key)) {
          assertEquals(SlotTable.NONE, table.find(key));
          boolean another = held.put(slot, key) != null;
          if (another && random.nextInt(2) == 0) {
            table.replace(key, slot, ~table.seek(key));
          } else {
            if (another) {
              table.remove(slot);
            }
            table.put(key, slot);
          }
        } else if (held.remove(slot) != null) {
          table.remove(slot);
        }
        held.forEach((at, what) -> assertEquals(at, table.find(what)));
      }
    }
  }

  /** A number times this is 1, in 64 bits. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int bits = 3; bits < Long.SIZE; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  /** Milliseconds that it takes to put keys and to find them again; the best of some. */
  private static double millis(int keys, LongUnaryOperator key) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      SlotTable table = new SlotTable(keys);
      for (int slot = 0; slot < keys; slot++) {
        table.put(key.applyAsLong(slot), slot);
      }
      for (int slot = 0; slot < keys; slot++) {
        assertEquals(slot, table.find(key.applyAsLong(slot)));
      }
      best = Math.min(best, (System.nanoTime() - begun) / 1e6);
    }
    return best;
  }

  /**
   * Files hold any keys: those whose products with the multiplier begin alike would all fall into
   * one place, and each would be looked for behind all the others.
   */
  @Test
  void noKeysAreMadeToFallIntoOnePlace() {
    int keys = 60_000;
    long inverse = inverse(GOLDEN);
    assertEquals(1, inverse * GOLDEN);
    double crafted = millis(keys, i -> i * inverse);
    double plain = millis(keys, i -> i);
    assertTrue(crafted < 100 + 10 * plain, crafted + " ms, others " + plain + " ms");
  }

  @Test
  void anInterruptEndsItsGrowth() {
    SlotTable table = new SlotTable(4);
    for (int slot = 0; slot < 4; slot++) {
      table.put(slot, slot);
    }
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> table.grownTo(8));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
