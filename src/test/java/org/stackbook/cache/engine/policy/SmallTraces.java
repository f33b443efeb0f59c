package org.stackbook.cache.engine.policy;

import java.util.Random;

/** Seeded traces of a few keys: uniform, skewed, scanning, in loops, and what mixes them. */
final class SmallTraces {

  private SmallTraces() {}

  static long[] of(long seed, int length, int keys) {
    Random random = new Random(seed);
    long[] trace = new long[length];
    int kind = 0;
    int position = 0;
    int loop = 1;
    for (int i = 0; i < length; i++) {
      if (i == 0 || random.nextInt(20) == 0) {
        kind = random.nextInt(4);
        loop = 1 + random.nextInt(keys);
      }
      int key =
          switch (kind) {
            case 0 -> random.nextInt(keys);
            case 1 -> (int) (keys * Math.pow(random.nextDouble(), 3));
            case 2 -> position++ % keys;
            default -> position++ % loop;
          };
      trace[i] = spread(key, seed);
    }
    return trace;
  }

  /** Some traces have small keys, some of all sizes and signs; the order of keys is kept. */
  private static long spread(int key, long seed) {
    return seed % 2 == 0 ? key : (key - 3) * 0x7FEDCBA987654321L;
  }
}
