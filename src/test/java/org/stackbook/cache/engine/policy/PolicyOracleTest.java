package org.stackbook.cache.engine.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each policy against its {@link Textbook}: every single hit and miss. */
@Tag("oracle")
class PolicyOracleTest {

  private static final int CASES = 4_000;

  @ParameterizedTest
  @EnumSource(Policies.class)
  void everyHitAndMissIsThatOfThePaper(Policies policy) {
    for (int seed = 0; seed < CASES; seed++) {
      int capacity = 1 + seed % 20;
      int keys = 2 + seed % 7 * 6;
      compare(policy, capacity, SmallTraces.of(seed, 400, keys));
    }
  }

  /** Shares of one hundredth are more than one here. */
  @ParameterizedTest
  @EnumSource(Policies.class)
  void largerCachesToo(Policies policy) {
    for (int seed = 0; seed < 20; seed++) {
      compare(policy, 200 + seed * 10, SmallTraces.of(seed, 6_000, 900));
    }
  }

  private static void compare(Policies policy, int capacity, long[] trace) {
    Policy ours = policy.of(capacity);
    Policy book = Textbook.of(policy, capacity);
    for (int i = 0; i < trace.length; i++) {
      if (ours.access(trace[i]) != book.access(trace[i])) {
        // Nothing differs before, so this prefix is the shortest of the trace.
        fail(
            "%s of %d differs at the end of %s"
                .formatted(policy, capacity, Arrays.toString(Arrays.copyOf(trace, i + 1))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Policies.class)
  void aSeedChangesNothingButTheHashes(Policies policy) {
    Set<List<Boolean>> outcomes = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      assertEquals(outcome(policy.of(20, seed)), outcome(policy.of(20, seed)), "same seed");
      outcomes.add(outcome(policy.of(20, seed)));
    }
    if (policy == Policies.W_TINY_LFU) {
      assertTrue(outcomes.size() > 1, "its sketch hashes");
    } else {
      assertEquals(1, outcomes.size(), "it does not hash");
    }
  }

  private static List<Boolean> outcome(Policy cache) {
    return LongStream.of(SmallTraces.of(1, 5_000, 200)).mapToObj(cache::access).toList();
  }
}
