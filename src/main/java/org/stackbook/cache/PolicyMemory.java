package org.stackbook.cache;

import java.util.List;
import java.util.Locale;
import org.stackbook.cache.engine.policy.Bounds;
import org.stackbook.cache.engine.policy.LruSizes;
import org.stackbook.cache.engine.policy.Need;
import org.stackbook.cache.engine.policy.NextUses;
import org.stackbook.cache.engine.policy.Policies;
import org.stackbook.error.Refusal;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/**
 * What the caches of a replay take of memory: all of them are there at the same time, and with them
 * the future of the trace.
 *
 * @param policies each is played at each size
 * @param bounds each is played at each size
 * @param sizes in things, ascending
 * @param accesses of the trace
 * @param distinct how many different things it asks for
 */
record PolicyMemory(
    List<Policies> policies,
    List<Bounds> bounds,
    List<Integer> sizes,
    long accesses,
    long distinct) {

  private long largest() {
    return sizes.get(sizes.size() - 1);
  }

  private boolean looksAhead() {
    return bounds.stream().anyMatch(bound -> bound.needs().contains(Need.FUTURE));
  }

  /** All of it, in bytes. */
  long bytes() {
    long caches = policies.stream().mapToLong(this::bytes).sum();
    long held = bounds.stream().mapToLong(bound -> bound.bytes(accesses, distinct)).sum();
    long future = looksAhead() ? NextUses.bytes(accesses, distinct) : 0;
    return caches + sizes.size() * held + future;
  }

  private long bytes(Policies policy) {
    return policy == Policies.LRU
        ? LruSizes.bytes(largest())
        : sizes.stream().mapToLong(size -> policy.bytes(Math.max(policy.fewest(), size))).sum();
  }

  /**
   * Refuses caches that there is no memory for.
   *
   * @param things what they hold
   * @param heap memory that there is, in bytes
   * @throws Refusal if they do not fit
   */
  void require(String things, long heap) {
    for (Policies policy : policies) {
      if (largest() > policy.most()) {
        throw Refusal.of(
                "policies(…)",
                String.format(
                    Locale.ROOT,
                    "a cache of %s is for %,d %s, and holds at most %,d with what it remembers besides",
                    policy.title(),
                    largest(),
                    things,
                    policy.most()))
            .wayOut("leave it out with named(…), or take smaller sizes(…) or a larger page(…)")
            .asException();
      }
    }
    if (looksAhead()) {
      Foresight.require("bounds(…)", accesses, distinct, heap, "say bounds() for none");
    }
    if (bytes() > heap) {
      throw Refusal.of(
              "policies(…)",
              String.format(
                  Locale.ROOT,
                  "%,d caches of up to %,d %s are held in memory%s: %s; there are %s",
                  (policies.size() + bounds.size()) * sizes.size(),
                  largest(),
                  things,
                  looksAhead() ? ", with the future of the trace" : "",
                  Bytes.of(bytes(), ByteUnit.GIB),
                  Bytes.of(heap, ByteUnit.GIB)))
          .wayOut(
              "name fewer policies, fewer sizes(…) or a larger page(…), "
                  + (looksAhead() ? "say bounds() for none, " : "")
                  + "or give Java more memory")
          .asException();
    }
  }
}
