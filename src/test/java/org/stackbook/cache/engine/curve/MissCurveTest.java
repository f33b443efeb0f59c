package org.stackbook.cache.engine.curve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.cache.engine.policy.LruSizes;
import org.stackbook.seed.Random64;
import org.stackbook.trace.engine.KeySource;
import org.stackbook.trace.engine.ReuseDistances;

/** Against a list that is searched from its front, which is what LRU and its distances mean. */
@Tag("oracle")
class MissCurveTest {

  private static final int TRACES = 300;

  /** Keys 0 to things − 1, small ones more often, now and then all in turn. */
  private static long[] trace(Random64 random, int length, int things) {
    long[] keys = new long[length];
    long factor = random.nextLong() | 1; // so that keys are not small numbers
    for (int i = 0; i < length; i++) {
      int thing =
          i / 50 % 4 == 3 ? i % things : Math.min(random.nextInt(things), random.nextInt(things));
      keys[i] = thing * factor;
    }
    return keys;
  }

  private static KeySource source(long[] keys) {
    return new KeySource() {
      private int next;

      @Override
      public int read(long[] into) {
        int count = Math.min(into.length, keys.length - next);
        System.arraycopy(keys, next, into, 0, count);
        next += count;
        return count;
      }
    };
  }

  /** The place of each key in a list whose front is what was used last. */
  private static int[] distances(long[] keys) {
    List<Long> list = new ArrayList<>();
    int[] distances = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      distances[i] = list.indexOf(keys[i]);
      list.remove(keys[i]);
      list.add(0, keys[i]);
    }
    return distances;
  }

  @Test
  void distancesAreThePlacesInAListOfWhatWasUsedLast() {
    Random64 random = new Random64(1);
    for (int trace = 0; trace < TRACES; trace++) {
      long[] keys = trace(random, 1 + random.nextInt(2_000), 1 + random.nextInt(300));
      ReuseDistances reuse = new ReuseDistances();
      assertArrayEquals(distances(keys), Arrays.stream(keys).mapToInt(reuse::access).toArray());
    }
  }

  @Test
  void distancesStayRightWhenTheLineIsClosedUpAndGrows() {
    Random64 random = new Random64(2);
    ReuseDistances reuse = new ReuseDistances();
    int things = 20_000;
    int[] lastUse = new int[things];
    Arrays.fill(lastUse, -1);
    TreeSet<Integer> uses = new TreeSet<>();
    for (int now = 0; now < 200_000; now++) {
      int thing = random.nextInt(1 + Math.min(now / 5, things - 1));
      int expected = ReuseDistances.FIRST;
      if (lastUse[thing] >= 0) {
        // A tree set counts slowly: only every hundredth is looked at.
        expected = now % 100 == 0 ? uses.tailSet(lastUse[thing], false).size() : -2;
        uses.remove(lastUse[thing]);
      }
      lastUse[thing] = now;
      uses.add(now);
      int distance = reuse.access(thing);
      if (expected != -2) {
        assertEquals(expected, distance, "access " + now);
      }
    }
  }

  @Test
  void theCurveIsTheMissesOfAListAtEverySize() {
    Random64 random = new Random64(3);
    for (int trace = 0; trace < TRACES; trace++) {
      long[] keys = trace(random, 1 + random.nextInt(1_000), 1 + random.nextInt(100));
      int[] distances = distances(keys);
      MissCurve curve = MissCurve.exact(source(keys));
      for (int size = 0; size <= 101; size++) {
        int limit = size;
        long misses = Arrays.stream(distances).filter(d -> d < 0 || d >= limit).count();
        assertEquals(misses / (double) keys.length, curve.missRatio(size), 1e-12, "size " + size);
      }
      assertEquals((double) Arrays.stream(keys).distinct().count(), curve.things());
      assertEquals(keys.length, curve.accesses());
    }
  }

  @Test
  void aSizeBelowNothingIsNone() {
    MissCurve exact = MissCurve.exact(source(trace(new Random64(9), 100, 10)));
    MissCurve sampled = MissCurve.sampled(source(trace(new Random64(9), 100, 10)), 0.5, 1);
    for (double size : new double[] {-1e-9, -1, -1e18}) {
      assertThrows(IllegalArgumentException.class, () -> exact.missRatio(size));
      assertThrows(IllegalArgumentException.class, () -> sampled.missRatio(size));
      assertThrows(IllegalArgumentException.class, () -> sampled.standardError(size));
    }
  }

  @Test
  void severalSizesAtOnceHitWhatAListHits() {
    Random64 random = new Random64(4);
    for (int trace = 0; trace < TRACES; trace++) {
      int things = 1 + random.nextInt(120);
      long[] keys = trace(random, 1 + random.nextInt(2_000), things);
      int[] distances = distances(keys);
      Set<Integer> chosen = new HashSet<>();
      for (int i = 0; i < 1 + trace % 10; i++) {
        chosen.add(1 + random.nextInt(things + 10));
      }
      int[] sizes = chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
      LruSizes lru = new LruSizes(sizes);
      lru.access(keys, 0, keys.length);
      long[] hits =
          Arrays.stream(sizes)
              .mapToLong(size -> Arrays.stream(distances).filter(d -> d >= 0 && d < size).count())
              .toArray();
      assertArrayEquals(hits, lru.hits(), () -> "sizes " + Arrays.toString(sizes));
    }
  }

  @Test
  void theSmallestCacheForAHitRatioHitsSoOftenAndOneSmallerDoesNot() {
    Random64 random = new Random64(5);
    for (int trace = 0; trace < TRACES; trace++) {
      MissCurve curve =
          MissCurve.exact(
              source(trace(random, 50 + random.nextInt(1_000), 1 + random.nextInt(90))));
      double goal = random.nextDouble();
      long size = curve.smallest(goal);
      if (size < 0) {
        assertTrue(1 - curve.missRatio(curve.things()) < goal);
      } else {
        assertTrue(1 - curve.missRatio((double) size) >= goal);
        assertTrue(size == 0 || 1 - curve.missRatio(size - 1.0) < goal);
      }
    }
  }

  @Test
  void aSampleOfAllThingsIsTheWhole() {
    long[] keys = trace(new Random64(6), 5_000, 300);
    MissCurve exact = MissCurve.exact(source(keys));
    MissCurve sampled = MissCurve.sampled(source(keys), 1, 7);
    for (int size = 0; size <= 300; size++) {
      assertEquals(exact.missRatio(size), sampled.missRatio(size), 1e-12);
    }
  }

  /** By Student's t with seven degrees of freedom, 91 in 100 lie within two standard errors. */
  @Test
  void aSampleIsAsFarOffAsItSays() {
    Random64 random = new Random64(8);
    long[] keys = new long[400_000];
    int things = 40_000;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) (things * Math.pow(random.nextDouble(), 2));
    }
    MissCurve exact = MissCurve.exact(source(keys));
    int within = 0;
    int seeds = 100;
    double worst = 0;
    for (int seed = 0; seed < seeds; seed++) {
      MissCurve sampled = MissCurve.sampled(source(keys), 0.05, seed);
      double off = Math.abs(sampled.missRatio(10_000) - exact.missRatio(10_000));
      within += off <= 2 * sampled.standardError(10_000) ? 1 : 0;
      worst = Math.max(worst, off);
    }
    assertTrue(within >= 82, "within two standard errors: " + within);
    assertTrue(worst < 0.05, "worst: " + worst);
  }
}
