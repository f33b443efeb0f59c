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
   * Binds every capacity drive.
   *
   * @param cacheDrives how many there are, 0 or more
   * @param capacityDrives how many there are, 0 or more
   * @param failedCache cache drives that are gone, in no order: those of {@code cacheDrives}
   * @return for each capacity drive its cache drive, or {@link #UNBOUND}
   */
  public static int[] of(int cacheDrives, int capacityDrives, BitSet failedCache) {
    int[] boundTo = new int[capacityDrives];
    int[] bound = new int[cacheDrives];
    for (int drive = 0; drive < capacityDrives; drive++) {
      boundTo[drive] = cacheDrives == 0 ? UNBOUND : drive % cacheDrives;
      if (cacheDrives > 0) {
        bound[boundTo[drive]]++;
      }
    }
    for (int drive = 0; drive < capacityDrives; drive++) {
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
