package org.stackbook.qos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Percentiles of few classes beside those of all times in their order. */
@Tag("oracle")
class CoarseLatenciesTest {

  private static final double[] PERCENTILES = {0, 1, 50, 90, 99, 99.9, 100};

  /** A time of any length: as likely of a few nanoseconds as of an hour. */
  private static long time(Random64 random) {
    return (long) Math.exp(random.nextDouble() * Math.log(3.6e12)) - 1;
  }

  private static void assertNear(long[] times, CoarseLatencies found) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    for (double percent : PERCENTILES) {
      int rank = Math.max(1, (int) Math.ceil(percent / 100 * sorted.length));
      long exact = sorted[rank - 1];
      assertEquals((double) exact, found.percentile(percent), exact / 32.0, percent + " %");
    }
  }

  @Test
  void percentilesAreWithinAThirtySecond() {
    for (int seed = 0; seed < 300; seed++) {
      Random64 random = new Random64(seed);
      long[] times = new long[1 + random.nextInt(500)];
      Arrays.setAll(times, i -> time(random));
      CoarseLatencies all = new CoarseLatencies();
      CoarseLatencies some = new CoarseLatencies();
      CoarseLatencies others = new CoarseLatencies();
      for (int i = 0; i < times.length; i++) {
        all.add(times[i]);
        (i % 3 == 0 ? some : others).add(times[i]);
      }
      assertNear(times, all);
      CoarseLatencies sum = new CoarseLatencies();
      sum.add(some);
      sum.add(others);
      sum.add(new CoarseLatencies());
      assertNear(times, sum);
    }
  }

  @Test
  void shortTimesAreExact() {
    for (int nanos = 0; nanos < 32; nanos++) {
      CoarseLatencies one = new CoarseLatencies();
      one.add(nanos);
      assertEquals(nanos, one.percentile(50));
    }
  }

  @Test
  void ofNoneThereIsNothing() {
    assertEquals(0, new CoarseLatencies().percentile(99));
    CoarseLatencies longest = new CoarseLatencies();
    longest.add(Long.MAX_VALUE);
    assertTrue(longest.percentile(100) > 9e18);
  }
}
