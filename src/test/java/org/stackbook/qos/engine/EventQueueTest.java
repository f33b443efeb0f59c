package org.stackbook.qos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Events come by time, and at one time in the order in which they were put in. */
@Tag("property")
class EventQueueTest {

  private record Event(long time, int order, int actor) {}

  @Test
  void likeAQueueOfTheJdk() {
    for (int seed = 0; seed < 50; seed++) {
      Random64 random = new Random64(seed);
      EventQueue queue = new EventQueue();
      PriorityQueue<Event> plain =
          new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparing(Event::order));
      int most = 0;
      for (int i = 0; i < 3000; i++) {
        int what = random.nextInt(10);
        if (plain.isEmpty() || what < 5) {
          Event event = new Event(random.nextInt(500), i, random.nextInt(1 << 24));
          queue.add(event.time(), event.actor());
          plain.add(event);
        } else {
          Event first = plain.remove();
          assertEquals(first.time(), queue.time());
          assertEquals(first.actor(), queue.actor());
          if (what < 8) {
            queue.remove();
          } else {
            long later = first.time() + random.nextInt(50);
            queue.again(later);
            plain.add(new Event(later, i, first.actor()));
          }
        }
        most = Math.max(most, plain.size());
        assertEquals(plain.isEmpty(), queue.isEmpty());
      }
      assertTrue(most > 100, "never full");
    }
  }
}
