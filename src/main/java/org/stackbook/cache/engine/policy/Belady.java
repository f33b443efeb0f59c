package org.stackbook.cache.engine.policy;

/**
 * Gives up what is used again last: no cache that takes in everything it misses has more hits. One
 * that may leave outside what it misses can have more; the bound for those leaves outside what is
 * used again later than all that is in the cache.
 *
 * <p>What is in the cache is known by when it is used next, and all that is never used again is
 * alike. So keys are not looked at: they have to be those of the trace whose future is given, from
 * its beginning. An eighth of a byte for each access of the trace, whatever the capacity; the
 * future is shared by all capacities.
 *
 * <p>Source: L. A. Belady, "A study of replacement algorithms for a virtual-storage computer", IBM
 * Systems Journal 5 (1966), algorithm MIN.
 */
final class Belady implements Policy {

  private final int capacity;
  private final NextUses future;
  private final boolean bypass;
  private final PositionSet usedAgain;
  private int usedNever;
  private int held;
  private int now;

  /**
   * @param capacity how many things it holds, 1 or more
   * @param future of the trace
   * @param bypass whether what is missed may be left outside
   */
  Belady(int capacity, NextUses future, boolean bypass) {
    this.capacity = capacity;
    this.future = future;
    this.bypass = bypass;
    this.usedAgain = new PositionSet(future.size());
  }

  @Override
  public boolean access(long key) {
    int next = future.next(now);
    boolean hit = usedAgain.remove(now++);
    if (!hit) {
      if (held < capacity) {
        held++;
      } else if (usedNever > 0) {
        usedNever--;
      } else {
        int last = usedAgain.largest();
        if (bypass && last < next) {
          return false;
        }
        usedAgain.remove(last);
      }
    }
    if (next == NextUses.NEVER) {
      usedNever++;
    } else {
      usedAgain.add(next);
    }
    return hit;
  }
}
