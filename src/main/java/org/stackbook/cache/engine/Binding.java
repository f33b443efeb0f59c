package org.stackbook.cache.engine;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which cache drive of a server caches for which of its capacity drives: in turn, and when a cache
 * drive fails, what it cached for goes to those left with the fewest.
 */
public final class Binding {

  /** In place of a cache drive: there is none left. */
  public static final int UNBOUND = -1;

  private Binding() {}

  /**
   * Binds every capacity drive, no cache drive being gone.
   *
   * @param cacheDrives how many there are, 0 or more
   * @param capacityDrives how many there are, 0 or more
   * @return for each capacity drive its cache drive, or {@link #UNBOUND}
   */
  public static int[] of(int cacheDrives, int capacityDrives) {
    int[] boundTo = new int[capacityDrives];
    for (int drive = 0; drive < capacityDrives; drive++) {
      boundTo[drive] = cacheDrives == 0 ? UNBOUND : drive % cacheDrives;
    }
    return boundTo;
  }

  /**
   * The binding once more cache drives are gone: what was bound to others stays where it is.
   *
   * @param binding for each capacity drive its cache drive, or {@link #UNBOUND}
   * @param cacheDrives how many there are, 0 or more
   * @param failedCache all cache drives that are gone by now
   */
  public static int[] without(int[] binding, int cacheDrives, BitSet failedCache) {
    int[] boundTo = binding.clone();
    int[] bound = boundTo(binding, cacheDrives);
    for (int drive = 0; drive < boundTo.length; drive++) {
      if (boundTo[drive] != UNBOUND && failedCache.get(boundTo[drive])) {
        boundTo[drive] = fewest(bound, failedCache);
        if (boundTo[drive] != UNBOUND) {
          bound[boundTo[drive]]++;
        }
      }
    }
    return boundTo;
  }

  private static int fewest(int[] bound, BitSet failed) {
    int best = UNBOUND;
    for (int cache = 0; cache < bound.length; cache++) {
      if (!failed.get(cache) && (best == UNBOUND || bound[cache] < bound[best])) {
        best = cache;
      }
    }
    return best;
  }

  /** How many capacity drives each cache drive caches for. */
  public static int[] boundTo(int[] binding, int cacheDrives) {
    int[] bound = new int[cacheDrives];
    Arrays.stream(binding).filter(cache -> cache != UNBOUND).forEach(cache -> bound[cache]++);
    return bound;
  }
}
