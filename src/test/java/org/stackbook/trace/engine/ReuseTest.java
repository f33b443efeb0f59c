package org.stackbook.trace.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Against a list that is searched from its front, and closed forms. */
@Tag("oracle")
class ReuseTest {

  private static final int ALL = Integer.MAX_VALUE;

  /** The place of each key in a list whose front is what was used last; -1 if it is not there. */
  private static int[] places(long[] keys) {
    List<Long> list = new ArrayList<>();
    int[] places = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      places[i] = list.indexOf(keys[i]);
      list.remove(keys[i]);
      list.add(0, keys[i]);
    }
    return places;
  }

  private static long[] keys(Random64 random, int length, int things) {
    long factor = random.nextLong() | 1; // so that keys are not small numbers
    long[] keys = new long[length];
    Arrays.setAll(keys, i -> random.nextInt(things) * factor);
    return keys;
  }

  private static Reuse of(int bound, long... keys) {
    Reuse reuse = new Reuse(bound);
    Arrays.stream(keys).forEach(reuse::add);
    reuse.finish();
    return reuse;
  }

  @Test
  void distancesAreCountedOneByOne() {
    Random64 random = new Random64(3);
    for (int round = 0; round < 200; round++) {
      long[] keys = keys(random, 1 + random.nextInt(1_500), 1 + random.nextInt(300));
      int[] places = places(keys);
      Reuse reuse = of(ALL, keys);
      assertEquals(keys.length, reuse.uses());
      assertEquals(Arrays.stream(places).filter(place -> place < 0).count(), reuse.firsts());
      long[] counts = new long[300];
      Arrays.stream(places).filter(place -> place >= 0).forEach(place -> counts[place]++);
      Histogram between = reuse.between();
      long[] told = new long[300];
      Arrays.setAll(told, place -> between.between(place, place + 1));
      assertArrayEquals(counts, told);
    }
  }

  @Test
  void whatIsLeftOutOfDistancesWasNeverThere() {
    Random64 random = new Random64(4);
    for (int round = 0; round < 100; round++) {
      long[] keys = keys(random, 2 + random.nextInt(1_500), 1 + random.nextInt(300));
      int cut = 1 + random.nextInt(keys.length - 1);
      ReuseDistances all = new ReuseDistances();
      Arrays.stream(keys, 0, cut).forEach(all::access);
      ReuseDistances some = all.of(key -> (key & 2) == 0);
      long[] left = Arrays.stream(keys).filter(key -> (key & 2) == 0).toArray();
      int before = (int) Arrays.stream(keys, 0, cut).filter(key -> (key & 2) == 0).count();
      int[] expected = places(left);
      assertArrayEquals(
          Arrays.copyOfRange(expected, before, expected.length),
          Arrays.stream(left, before, left.length).mapToInt(some::access).toArray());
    }
  }

  /** A scan of n things, again and again: between two uses there are all the others. */
  @Test
  void scansComeBackAfterAllOthers() {
    int things = 100_000;
    long[] keys = new long[4 * things];
    Arrays.setAll(keys, i -> i % things);
    Reuse exact = of(ALL, keys);
    assertEquals(1, exact.oneIn());
    assertEquals(things, exact.firsts());
    assertEquals(3L * things, exact.between().total());
    assertEquals(things - 1, (double) exact.between().percentile(0.001), things / 1000.0);
    assertEquals(things - 1, (double) exact.between().percentile(1), things / 1000.0);
    Reuse sampled = of(5_000, keys);
    assertEquals(32, sampled.oneIn(), "100,000 ÷ 32 is the first below 5,000");
    assertEquals(4L * things, sampled.uses());
    assertEquals(things, (double) sampled.firsts(), 0.05 * things);
    assertEquals(things - 1, (double) sampled.between().percentile(0.5), 0.05 * things);
    assertEquals(sampled.uses(), sampled.firsts() + sampled.between().total());
  }

  /**
   * A use of one of n things, each as likely, hits an LRU cache of c once it is full with
   * probability c ÷ n: distances are spread evenly.
   */
  @Test
  void distancesOfThingsThatAreAlikeAreSpreadEvenly() {
    int things = 50_000;
    Random64 random = new Random64(5);
    Reuse exact = new Reuse(ALL);
    Reuse sampled = new Reuse(4_000);
    for (int i = 0; i < 40 * things; i++) {
      long key = random.nextInt(things);
      exact.add(key);
      sampled.add(key);
    }
    assertTrue(sampled.oneIn() >= 16);
    for (double share : new double[] {0.1, 0.5, 0.9}) {
      assertEquals(share * things, (double) exact.between().percentile(share), 0.03 * things);
      assertEquals(
          (double) exact.between().percentile(share),
          (double) sampled.between().percentile(share),
          0.03 * things);
    }
  }

  /** Where few things are most of what is used, it matters whether they are among those chosen. */
  @Test
  void aSampleOfThingsThatAreNotAlikeIsCloseToAll() {
    int things = 200_000;
    Zipf zipf = new Zipf(things, 0.9);
    Random64 random = new Random64(6);
    Reuse exact = new Reuse(ALL);
    Reuse sampled = new Reuse(20_000);
    for (int i = 0; i < 2_000_000; i++) {
      long key = zipf.next(random);
      exact.add(key);
      sampled.add(key);
    }
    assertTrue(sampled.oneIn() >= 8);
    long all = exact.between().total();
    for (double share : new double[] {0.25, 0.5, 0.75, 0.9, 0.99}) {
      long distance = exact.between().percentile(share);
      // As shares, as SHARDS is judged: its error is in the miss ratio.
      double told = (double) sampled.between().between(0, distance + 1) / all;
      assertEquals(share, told, 0.03, "at " + share);
    }
  }
}
