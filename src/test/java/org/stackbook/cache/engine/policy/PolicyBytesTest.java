package org.stackbook.cache.engine.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stackbook.trace.engine.KeySource;

/** The memory that caches say they take, against what the JVM counts. */
@Tag("oracle")
class PolicyBytesTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Objects and the heads of arrays. */
  private static final long SMALL = 512;

  private Object kept = new Object();

  /** What this thread allocates; the second time, when all classes are there. */
  private long allocated(Supplier<Object> making) {
    kept = making.get();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    kept = making.get();
    long after = THREADS.getCurrentThreadAllocatedBytes();
    assertNotNull(kept);
    return after - before;
  }

  private static void within(long said, long allocated, long more, String what) {
    assertTrue(
        allocated <= said && said <= allocated + more,
        () -> what + " says " + said + " and takes " + allocated);
  }

  @ParameterizedTest
  @EnumSource(Policies.class)
  void aCacheTakesWhatItsPolicySays(Policies policy) {
    for (int capacity : new int[] {policy.fewest(), 100, 65_537, 262_143, 262_145, 400_000}) {
      long allocated = allocated(() -> policy.of(capacity));
      within(policy.bytes(capacity), allocated, SMALL, policy + " of " + capacity);
    }
  }

  @Test
  void severalSizesOfLruTakeWhatTheLargestTakes() {
    for (int largest : new int[] {10, 300, 70_000, 300_000}) {
      long allocated = allocated(() -> new LruSizes(1, largest / 2, largest));
      within(LruSizes.bytes(largest) + SMALL, allocated, SMALL, "LRU of up to " + largest);
    }
  }

  /** Read in batches: beside what is said there is room for the keys of one. */
  @Test
  void theFutureTakesWhatItSays() {
    long batch = 8192 * (Long.BYTES + 0L);
    for (int distinct : new int[] {1, 1_000, 2_000}) {
      long[] keys = new long[3_000_000];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = i % distinct;
      }
      long allocated = allocated(() -> NextUses.read(KeySource.of(keys)));
      within(
          NextUses.bytes(keys.length, distinct) + batch + SMALL,
          allocated,
          SMALL,
          "the future of " + distinct);
    }
  }

  /** Half the slots are of before it grew: as many keys as two tables have slots. */
  @Test
  void boundsTakeWhatTheySay() {
    NextUses future = NextUses.read(KeySource.of(new long[1_000_000]));
    for (Bounds bound : new Bounds[] {Bounds.BELADY, Bounds.BELADY_BYPASS}) {
      long allocated = allocated(() -> bound.of(9, () -> future));
      within(bound.bytes(future.size(), 1) + SMALL, allocated, SMALL, bound.title());
    }
    long[] keys = new long[2_000];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i;
    }
    long allocated =
        allocated(
            () -> {
              Policy all = Bounds.UNBOUNDED.of(1, () -> future);
              all.hits(keys, 0, keys.length);
              return all;
            });
    within(Bounds.UNBOUNDED.bytes(1, keys.length) + SMALL, allocated, SMALL, "unbounded");
  }

  /** By hand: c and what is remembered besides are at most 2^29. */
  @Test
  void theMostIsWhatOneTableHolds() {
    Map<Policies, Integer> most = new EnumMap<>(Policies.class);
    for (Policies policy : Policies.values()) {
      most.put(policy, 1 << 29);
    }
    most.put(Policies.ARC, 1 << 28); // 2 c
    most.put(Policies.TWO_Q, 357_913_941); // c + c / 2 + 1
    most.put(Policies.LIRS, 178_956_970); // 3 c + 1
    most.put(Policies.S3_FIFO, 282_563_637); // c + (c - c / 10) + 1
    most.put(Policies.W_TINY_LFU, (1 << 29) - 1); // c + 1
    most.forEach((policy, things) -> assertEquals(things, policy.most(), policy::title));
  }
}
