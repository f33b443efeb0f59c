package org.stackbook.cache.engine.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.trace.engine.ReuseDistances;

/**
 * What holds many keys grows or tidies up now and then, which takes seconds if they are many: an
 * interrupt ends it before it has moved anything.
 */
@Tag("unit")
class InterruptedGrowthTest {

  private static final int MANY = 1 << 20;

  private static void stops(Runnable work) {
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, work::run);
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void numbersOfKeys() {
    KeyNumbers numbers = new KeyNumbers();
    for (int key = 0; key < MANY; key++) {
      assertEquals(key, numbers.of(key));
    }
    stops(() -> numbers.of(MANY)); // the first that has no room
    assertEquals(MANY, numbers.size());
    assertEquals(MANY, numbers.of(MANY), "as if it had not been asked before");
    assertEquals(7, numbers.of(7));
  }

  /** Things in turn: each comes back after all others, if nothing was moved before the stop. */
  @Test
  void marksOfUses() {
    int things = MANY / 8;
    ReuseDistances distances = new ReuseDistances();
    boolean stopped = false;
    for (int use = 0; use < 40 * things; use++) {
      int key = use % things;
      Thread.currentThread().interrupt();
      int distance;
      try {
        distance = distances.access(key);
      } catch (CancellationException e) {
        stopped |= use >= 4 * things; // a line of all things that is full
        assertTrue(Thread.interrupted());
        distance = distances.access(key);
      }
      if (distance != (use < things ? ReuseDistances.FIRST : things - 1)) {
        assertEquals(use < things ? ReuseDistances.FIRST : things - 1, distance, "use " + use);
      }
    }
    Thread.interrupted();
    assertTrue(stopped);
  }

  @Test
  void queuesOfSlots() {
    stops(() -> new SlotQueues(MANY, 2));
    SlotQueues queues = new SlotQueues(MANY, 2);
    queues.move(5, 1);
    stops(() -> queues.grownTo(2 * MANY));
    SlotQueues grown = queues.grownTo(2 * MANY);
    assertEquals(5, grown.oldest(1));
    assertEquals(MANY, grown.oldest(0), "new slots first, as before");
    assertEquals(2 * MANY - 1, grown.size(0));
  }
}
