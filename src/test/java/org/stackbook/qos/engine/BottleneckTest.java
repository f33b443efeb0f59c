package org.stackbook.qos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;
import org.stackbook.stamp.engine.DriveTimes;
import org.stackbook.trace.engine.TenantLoad;

/** What drives can do at most, beside a simulation of more requests than they can do. */
@Tag("oracle")
class BottleneckTest {

  private static final long END = 100_000_000_000L;

  private static Machine load(double reads, double hits, int bytes) {
    return new Machine(
        1,
        0,
        1,
        new Demand.Closed(500, 0, 0),
        reads,
        List.of(new TenantLoad.Size(bytes, 1)),
        hits,
        Caps.NONE);
  }

  @Test
  void aFloodOfRequestsGetsThisMuchAndNoMore() {
    for (int seed = 0; seed < 20; seed++) {
      Random64 random = new Random64(seed);
      int servers = 2 + random.nextInt(4);
      int cache = random.nextInt(2) * servers;
      int capacity = 2 * servers;
      boolean[] readCached = {true, seed % 2 == 0};
      Backend backend =
          new Backend(
              IntStream.range(0, cache)
                  .mapToObj(
                      i -> new PlacedDrive(new DriveTimes(900_000, 500_000, 1e9, 2), i % servers))
                  .toList(),
              IntStream.range(0, capacity)
                  .mapToObj(
                      i ->
                          new PlacedDrive(
                              new DriveTimes(4_000_000, 6_000_000, 1e8, 1),
                              i % servers,
                              readCached[i % 3 % 2]))
                  .toList(),
              1 + random.nextInt(2),
              false);
      Machine flood = load(random.nextDouble(), random.nextDouble(), 1 + random.nextInt(100_000));
      double most = Bottleneck.of(backend, List.of(flood), new double[] {1}, 0).perSecond();
      double got =
          new QueueSimulation(List.of(flood), backend, 8192, END, 1, seed).run().get(0).served()
              / (END / 1e9);
      assertTrue(got < most * 1.02, got + " of at most " + most);
      assertTrue(got > most * 0.9, got + " of " + most);
    }
  }

  @Test
  void byHand() {
    // Ten drives of 10 ms, a fifth of the reads come to them: 10 × 100 ÷ 0.2.
    Backend backend =
        new Backend(
            List.of(new PlacedDrive(new DriveTimes(100_000, 50_000, 1e18, 4), 0)),
            Collections.nCopies(
                10, new PlacedDrive(new DriveTimes(10_000_000, 10_000_000, 1e18, 1), 0)),
            1,
            false);
    Bottleneck slow = Bottleneck.of(backend, List.of(load(1, 0.8, 1)), new double[] {1}, 0);
    assertEquals(5000, slow.perSecond(), 1e-6);
    assertFalse(slow.cache());
    // Writes only: one cache drive does four at once in 50 µs.
    Bottleneck fast = Bottleneck.of(backend, List.of(load(0, 0.8, 1)), new double[] {1}, 0);
    assertEquals(80_000, fast.perSecond(), 1e-6);
    assertTrue(fast.cache());
    // What is de-staged comes to the ten slow drives, a tenth to each: 100 × 10, or 2 × that.
    Bottleneck all = Bottleneck.of(backend, List.of(load(0, 0.8, 1)), new double[] {1}, 1);
    assertEquals(1000, all.perSecond(), 1e-6);
    assertFalse(all.cache());
    Bottleneck some = Bottleneck.of(backend, List.of(load(0, 0.8, 1)), new double[] {1}, 0.5);
    assertEquals(2000, some.perSecond(), 1e-6);
    // Half of each: 2 × 5000 of the slow drives, which is less than the cache can do.
    Bottleneck both =
        Bottleneck.of(backend, List.of(load(1, 0.8, 1), load(0, 0.8, 1)), new double[] {3, 3}, 0);
    assertEquals(10_000, both.perSecond(), 1e-6);
  }
}
