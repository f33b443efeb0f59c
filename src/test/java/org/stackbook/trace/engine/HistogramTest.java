package org.stackbook.trace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Percentiles against a sorted array. */
@Tag("oracle")
class HistogramTest {

  @Test
  void multiplesOf512UpTo1MiBAreExact() {
    Random64 random = new Random64(2);
    int[] sizes = new int[9_999];
    Histogram histogram = new Histogram();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = 512 * (1 + random.nextInt(2048));
      histogram.add(sizes[i]);
    }
    Arrays.sort(sizes);
    for (double share : new double[] {0.0001, 0.25, 0.5, 0.99, 0.999, 1}) {
      int rank = (int) Math.ceil(share * sizes.length);
      assertEquals(sizes[rank - 1], histogram.percentile(share));
    }
    long small = Arrays.stream(sizes).filter(s -> s >= 4096 && s < 8192).count();
    assertEquals(small, histogram.between(4096, 8192));
  }

  @Test
  void allSizesToAThousandth() {
    for (long size = 1; size <= 1L << 60; size += 1 + size / 97) {
      Histogram histogram = new Histogram();
      histogram.add(size);
      double is = (double) histogram.percentile(1);
      assertEquals((double) size, is, size < 2048 ? 0 : size / 1000.0);
    }
    Histogram largest = new Histogram();
    largest.add(Long.MAX_VALUE);
    largest.add(0, 2);
    assertEquals(3, largest.total());
    assertEquals(0, largest.percentile(0.5));
    assertEquals(9.22e18, (double) largest.percentile(1), 0.01e18);
  }
}
