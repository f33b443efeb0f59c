package org.stackbook.qos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Token buckets beside exact fractions, and beside the definition of what conforms. */
@Tag("oracle")
class TokenBucketsTest {

  private static final long TOKEN = TokenBuckets.TOKEN;

  /** A bucket as it is described: a level that rises with time, as an exact decimal. */
  private static final class PlainBucket {
    private final BigDecimal perNano;
    private final BigDecimal burst;
    private BigDecimal level;
    private long last;

    PlainBucket(int rate, int burst) {
      this.perNano = BigDecimal.valueOf(rate).movePointLeft(9);
      this.burst = BigDecimal.valueOf(burst);
      this.level = this.burst;
    }

    private void rise(long now) {
      level = level.add(perNano.multiply(BigDecimal.valueOf(now - last))).min(burst);
      last = now;
    }

    boolean take(long now, int tokens) {
      rise(now);
      BigDecimal rest = level.subtract(BigDecimal.valueOf(tokens));
      if (rest.signum() < 0) {
        return false;
      }
      level = rest;
      return true;
    }

    /** The first whole nanosecond at which the level, less what was promised, is 0 again. */
    long reserve(long now, int tokens) {
      rise(now);
      level = level.subtract(BigDecimal.valueOf(tokens));
      if (level.signum() >= 0) {
        return now;
      }
      BigInteger[] wait =
          level
              .negate()
              .movePointRight(9)
              .toBigIntegerExact()
              .divideAndRemainder(perNano.movePointRight(9).toBigIntegerExact());
      return now + wait[0].longValueExact() + wait[1].signum();
    }
  }

  @Test
  void eachDecisionIsThatOfExactFractions() {
    Random64 random = new Random64(1);
    int refused = 0;
    for (int trial = 0; trial < 300; trial++) {
      int rate = 1 + random.nextInt(trial % 2 == 0 ? 20 : 1_000_000);
      int burst = 1 + random.nextInt(10);
      boolean refuses = trial % 3 == 0;
      TokenBuckets buckets = new TokenBuckets(3);
      buckets.cap(1, rate, burst);
      PlainBucket plain = new PlainBucket(rate, burst);
      long now = 0;
      for (int i = 0; i < 300; i++) {
        now += random.nextInt(5) == 0 ? 0 : (long) (random.nextExponential(rate) * 1.5e9);
        int tokens = 1 + random.nextInt(burst);
        if (refuses) {
          boolean expected = plain.take(now, tokens);
          refused += expected ? 0 : 1;
          assertEquals(expected, buckets.take(1, now, tokens * TOKEN));
        } else {
          assertEquals(plain.reserve(now, tokens), buckets.reserve(1, now, tokens * TOKEN));
        }
      }
    }
    assertTrue(refused > 1000, "too easy: " + refused);
  }

  /**
   * What passes in any stretch of time is at most the burst and what the rate gains in it and in
   * one nanosecond, to which times are rounded up; a request that waits could not have passed a
   * nanosecond earlier.
   */
  @Test
  void whatPassesConforms() {
    Random64 random = new Random64(2);
    for (int trial = 0; trial < 200; trial++) {
      int rate = 1 + random.nextInt(5000);
      int burst = 1 + random.nextInt(6);
      TokenBuckets buckets = new TokenBuckets(1);
      buckets.cap(0, rate, burst);
      List<Long> passed = new ArrayList<>();
      long now = 0;
      for (int i = 0; i < 60; i++) {
        now += (long) (random.nextExponential(2.0 * rate) * 1e9);
        passed.add(buckets.reserve(0, now, TOKEN));
        assertFalse(
            passed.get(i) > now && conforms(passed, i, passed.get(i) - 1, rate, burst * TOKEN),
            "waits for nothing");
        assertTrue(conforms(passed, i, passed.get(i), rate, burst * TOKEN + rate));
      }
    }
  }

  /** Whether the last request may pass at a time, by all stretches that end with it. */
  private static boolean conforms(List<Long> passed, int last, long at, int rate, long parts) {
    for (int first = 0; first <= last; first++) {
      long from = first == last ? at : passed.get(first);
      long most = parts + (at - from) * rate;
      if ((last - first + 1) * TOKEN > most) {
        return false;
      }
    }
    return true;
  }

  @Test
  void fiveHundredIopsLetARequestPassEveryTwoMilliseconds() {
    TokenBuckets buckets = new TokenBuckets(1);
    buckets.cap(0, 500, 1);
    assertEquals(0, buckets.reserve(0, 0, TOKEN));
    assertEquals(2_000_000, buckets.reserve(0, 0, TOKEN));
    assertEquals(4_000_000, buckets.reserve(0, 1, TOKEN));
    assertFalse(buckets.take(0, 5_999_999, TOKEN));
    assertTrue(buckets.take(0, 6_000_000, TOKEN));
  }

  @Test
  void noCapIsNoCap() {
    TokenBuckets buckets = new TokenBuckets(2);
    buckets.cap(0, 1, 1);
    assertTrue(buckets.capped(0));
    assertFalse(buckets.capped(1));
    assertThrows(IllegalArgumentException.class, () -> buckets.cap(1, 0, 1));
  }
}
