package org.stackbook.network.plan.engine;

/** Blocks of addresses one after the other, each where a block of its size can begin. */
public final class AlignedBlocks {

  private AlignedBlocks() {}

  /**
   * Where each block begins, counted from the beginning of the network that holds them all.
   *
   * @param sizes of the blocks, in addresses; each a power of 2
   */
  public static long[] offsets(long... sizes) {
    long[] offsets = new long[sizes.length];
    long next = 0;
    for (int i = 0; i < sizes.length; i++) {
      offsets[i] = (next + sizes[i] - 1) & -sizes[i];
      next = offsets[i] + sizes[i];
    }
    return offsets;
  }
}
