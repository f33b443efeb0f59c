package org.stackbook.network.plan.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Each block is where a search from the end of the last one finds the first place for it. */
@Tag("oracle")
class AlignedBlocksTest {

  private static long[] searched(long... sizes) {
    long[] found = new long[sizes.length];
    long at = 0;
    for (int i = 0; i < sizes.length; i++) {
      while (at % sizes[i] != 0) {
        at++;
      }
      found[i] = at;
      at += sizes[i];
    }
    return found;
  }

  @Test
  void blocksAreWhereASearchFindsThem() {
    Random64 random = new Random64(7);
    for (int trial = 0; trial < 2_000; trial++) {
      long[] sizes = new long[1 + random.nextInt(12)];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = 1L << random.nextInt(8);
      }
      assertArrayEquals(
          searched(sizes), AlignedBlocks.offsets(sizes), () -> Arrays.toString(sizes));
    }
  }

  @Test
  void thereMayBeNone() {
    assertEquals(0, AlignedBlocks.offsets().length);
  }

  @Test
  void largeBlocksDoNotOverflow() {
    assertArrayEquals(
        new long[] {0, 1L << 31, 1L << 32}, AlignedBlocks.offsets(1, 1L << 31, 1L << 31));
  }
}
