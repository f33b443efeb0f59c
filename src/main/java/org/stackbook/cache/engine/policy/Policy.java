package org.stackbook.cache.engine.policy;

/**
 * A cache of so many things of one size, by what it gives up when it is full. Every thing that is
 * asked for and is not there is taken in; the cache begins empty.
 */
public interface Policy {

  /**
   * Asks for a thing.
   *
   * @param key of the thing, any number
   * @return whether it was in the cache
   */
  boolean access(long key);

  /**
   * Asks for many, one after the other.
   *
   * @param keys of the things
   * @param from index of the first, included
   * @param to index of the last, excluded
   * @return how many were in the cache
   */
  default int hits(long[] keys, int from, int to) {
    int hits = 0;
    for (int i = from; i < to; i++) {
      if (access(keys[i])) {
        hits++;
      }
    }
    return hits;
  }
}
