package org.stackbook.compute.engine;

import java.util.Arrays;

/** Leaves of a tournament with a key each; knows the leaf with the largest one at any time. */
final class MostFree {

  private final int leaves;
  private final int[] winner;
  private final long[] key;

  /**
   * @param keys one for each leaf, 1 or more
   */
  MostFree(long[] keys) {
    int size = 1;
    while (size < keys.length) {
      size <<= 1;
    }
    leaves = size;
    key = new long[size];
    Arrays.fill(key, Long.MIN_VALUE);
    System.arraycopy(keys, 0, key, 0, keys.length);
    winner = new int[2 * size];
    for (int leaf = 0; leaf < size; leaf++) {
      winner[size + leaf] = leaf;
    }
    for (int node = size - 1; node > 0; node--) {
      play(node);
    }
  }

  private void play(int node) {
    int left = winner[2 * node];
    int right = winner[2 * node + 1];
    winner[node] = key[left] >= key[right] ? left : right;
  }

  /** The leaf with the largest key, the leftmost of equals. */
  int best() {
    return winner[1];
  }

  long key(int leaf) {
    return key[leaf];
  }

  void set(int leaf, long value) {
    key[leaf] = value;
    for (int node = (leaves + leaf) >> 1; node > 0; node >>= 1) {
      play(node);
    }
  }
}
