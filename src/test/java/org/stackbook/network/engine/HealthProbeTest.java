package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.network.engine.HealthProbe.Change;
import org.stackbook.seed.Random64;

/** When a back end is out and in, by hand and against a look back over all answers. */
@Tag("oracle")
class HealthProbeTest {

  private static final HealthProbe PROBE = new HealthProbe(5, 2, 1);

  private static List<Change> watch(HealthProbe probe, long until, long... changes) {
    return probe.watch(0, changes, until);
  }

  @Test
  void twoProbesWithoutAnswerTakeItOutAndOneAnswerBringsItBack() {
    assertEquals(List.of(new Change(20, false), new Change(35, true)), watch(PROBE, 100, 11, 31));
    assertEquals(List.of(), watch(PROBE, 100));
  }

  /** Down for less than two probes: nobody notices. */
  @Test
  void shortBreaksAreNotSeen() {
    assertEquals(List.of(), watch(PROBE, 1_000, 11, 16, 21, 26, 31, 36, 41, 46));
    assertEquals(List.of(), watch(PROBE, 1_000, 11, 14));
  }

  /** Down for 12 of each 20: out at the second probe, in at the next answered one. */
  @Test
  void flappingIsSeenEachTime() {
    long[] changes = new long[40];
    for (int i = 0; i < 20; i++) {
      changes[2 * i] = 20L * i + 4;
      changes[2 * i + 1] = 20L * i + 16;
    }
    List<Change> seen = watch(PROBE, 400, changes);
    assertEquals(39, seen.size());
    for (int i = 0; i < 39; i++) {
      assertEquals(new Change(10 + 10L * i, i % 2 == 1), seen.get(i));
    }
  }

  /** At each probe the last answers since the last change are counted anew. */
  private static List<Change> naive(HealthProbe probe, long first, long[] changes, long until) {
    List<Boolean> answers = new ArrayList<>();
    List<Change> seen = new ArrayList<>();
    boolean in = true;
    int since = 0;
    for (long now = first; now < until; now += probe.interval()) {
      boolean runs = true;
      for (long change : changes) {
        runs ^= change <= now;
      }
      answers.add(runs);
      int needed = in ? probe.downAfter() : probe.upAfter();
      boolean thinks = in;
      if (answers.size() - since >= needed
          && answers.subList(answers.size() - needed, answers.size()).stream()
              .noneMatch(a -> a == thinks)) {
        in = !in;
        since = answers.size();
        seen.add(new Change(now, in));
      }
    }
    return seen;
  }

  @Test
  void aLookBackOverAllAnswersFindsTheSame() {
    int found = 0;
    for (int trial = 0; trial < 2_000; trial++) {
      Random64 random = Random64.stream(9, trial);
      HealthProbe probe =
          new HealthProbe(1 + random.nextInt(7), 1 + random.nextInt(4), 1 + random.nextInt(3));
      long[] changes = new long[random.nextInt(12)];
      long now = 0;
      for (int i = 0; i < changes.length; i++) {
        now += 1 + random.nextInt(30);
        changes[i] = now;
      }
      long first = random.nextInt(10);
      List<Change> seen = probe.watch(first, changes, 300);
      assertEquals(naive(probe, first, changes, 300), seen);
      found += seen.size();
    }
    assertTrue(found > 3_000, "" + found);
  }

  /** Whenever it stops, it is out within the bounds, and both are met. */
  @Test
  void boundsOfBeingOutAreMet() {
    HealthProbe probe = new HealthProbe(15, 3, 2);
    long least = Long.MAX_VALUE;
    long most = 0;
    for (long stop = 100; stop < 200; stop++) {
      long took = watch(probe, 1_000, stop).get(0).time() - stop;
      least = Math.min(least, took);
      most = Math.max(most, took);
    }
    assertEquals(probe.leastUntilOut(), least);
    // Times are whole numbers here, and it has not stopped while it answers.
    assertEquals(probe.mostUntilOut() - 1, most);
  }

  @Test
  void numbersAreOneOrMore() {
    assertThrows(IllegalArgumentException.class, () -> new HealthProbe(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new HealthProbe(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new HealthProbe(1, 1, 0));
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> watch(PROBE, Long.MAX_VALUE / 2, 7));
    assertTrue(Thread.interrupted());
  }
}
