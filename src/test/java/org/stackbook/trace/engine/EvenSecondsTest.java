package org.stackbook.trace.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** What holds for every trace whose times may be spread over their seconds. */
@Tag("property")
class EvenSecondsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  /** Requests of some times, in batches of some sizes; each is known by its address. */
  private static final class Times implements RequestSource {
    private final long[] nanos;
    private final int[] sizes;
    private final boolean seconds;
    private int next;
    private int batches;

    /**
     * @param sizes of its batches, in turn
     * @param seconds whether it says that it tells seconds, as long as it does
     */
    Times(long[] nanos, int[] sizes, boolean seconds) {
      this.nanos = nanos;
      this.sizes = sizes;
      this.seconds = seconds;
    }

    @Override
    public boolean read(RequestBatch batch) {
      batch.count = 0;
      int size = sizes[batches++ % sizes.length];
      while (next < nanos.length && batch.count < size) {
        batch.nanos[batch.count] = nanos[next];
        batch.address[batch.count++] = next++;
      }
      return batch.count > 0;
    }

    @Override
    public boolean inWholeSeconds() {
      return seconds && Arrays.stream(nanos, 0, next).allMatch(time -> time % SECOND == 0);
    }
  }

  private static Times seconds(long... nanos) {
    return new Times(nanos, new int[] {RequestBatch.SIZE}, true);
  }

  /** The times of all requests, which come in the order of their addresses. */
  private static long[] read(EvenSeconds source) {
    List<Long> times = new ArrayList<>();
    RequestBatch batch = new RequestBatch();
    while (source.read(batch)) {
      for (int i = 0; i < batch.count; i++) {
        assertEquals(times.size(), batch.address[i]);
        times.add(batch.nanos[i]);
      }
    }
    assertFalse(source.read(batch), "nothing follows the end");
    return times.stream().mapToLong(Long::longValue).toArray();
  }

  @Test
  void noTimeGoesBackAndNoRequestLeavesItsSecond() {
    Random64 random = new Random64(1);
    int moved = 0;
    int kept = 0;
    for (int round = 0; round < 400; round++) {
      long[] nanos = new long[1 + random.nextInt(3_000)];
      int finerFrom = random.nextInt(2 * nanos.length);
      long now = 0;
      for (int i = 0; i < nanos.length; i++) {
        boolean later = random.nextInt(1 + random.nextInt(50)) == 0;
        long step = i < finerFrom ? SECOND : MILLI;
        now += later ? random.nextInt(3) * step : 0;
        nanos[i] = now;
      }
      int[] sizes = {1 + random.nextInt(500), 1 + random.nextInt(20), 1 + random.nextInt(500)};
      boolean seconds = random.nextInt(4) > 0;
      EvenSeconds source = new EvenSeconds(new Times(nanos, sizes, seconds));
      long[] told = read(source);
      assertEquals(nanos.length, told.length);
      for (int i = 0; i < nanos.length; i++) {
        assertTrue(i == 0 || told[i] >= told[i - 1], "round " + round + " request " + i);
        assertTrue(told[i] >= nanos[i] && told[i] - nanos[i] < SECOND);
        assertTrue(told[i] == nanos[i] || seconds, "spread what does not tell seconds");
      }
      assertEquals(!Arrays.equals(nanos, told), source.spread());
      moved += source.spread() ? 1 : 0;
      kept += source.spread() ? 0 : 1;
    }
    assertTrue(moved > 100 && kept > 100, "too easy: " + moved + ", " + kept);
  }

  @Test
  void theRequestsOfASecondAreAsFarApartFromEachOther() {
    long[] nanos = new long[20_003];
    Arrays.fill(nanos, 1, 20_001, 7 * SECOND);
    Arrays.fill(nanos, 20_001, nanos.length, 9 * SECOND);
    long[] told = read(new EvenSeconds(seconds(nanos)));
    assertEquals(0, told[0]);
    for (int i = 0; i < 20_000; i++) {
      assertEquals(7 * SECOND + i * 50_000.0, (double) told[1 + i], 1);
    }
    assertEquals(9 * SECOND, told[20_001]);
    assertEquals(9 * SECOND + SECOND / 2, told[20_002]);
  }

  /** The first batch is full of requests at 0, and what follows comes within the same second. */
  @Test
  void aBurstThatIsFollowedByFractionsStaysABurst() {
    long[] nanos = new long[RequestBatch.SIZE + 300];
    Arrays.fill(nanos, RequestBatch.SIZE, nanos.length, 10 * MILLI);
    EvenSeconds source = new EvenSeconds(seconds(nanos));
    assertArrayEquals(nanos, read(source));
    assertFalse(source.spread());
  }

  /** All at one time: whether that is a second or a burst, its unit tells. */
  @Test
  void aBurstInAFinerUnitStaysABurst() {
    EvenSeconds burst = new EvenSeconds(new Times(new long[5], new int[] {3}, false));
    assertEquals("[0, 0, 0, 0, 0]", Arrays.toString(read(burst)));
    assertFalse(burst.spread());
    EvenSeconds second = new EvenSeconds(seconds(new long[2]));
    assertEquals("[0, 500000000]", Arrays.toString(read(second)));
    assertTrue(second.spread());
    EvenSeconds apart = new EvenSeconds(seconds(0, SECOND));
    assertEquals("[0, 1000000000]", Arrays.toString(read(apart)));
    assertFalse(apart.spread());
    assertEquals(0, read(new EvenSeconds(seconds())).length);
  }

  /** Without an end it would hold all of the trace. */
  @Test
  void moreRequestsInASecondThanCanBeHeldAreNotRead() {
    EvenSeconds endless =
        new EvenSeconds(
            new RequestSource() {
              @Override
              public boolean read(RequestBatch batch) {
                batch.count = RequestBatch.SIZE;
                return true;
              }

              @Override
              public boolean inWholeSeconds() {
                return true;
              }
            });
    String message =
        assertThrows(ArithmeticException.class, () -> endless.read(new RequestBatch()))
            .getMessage();
    assertEquals("more than 4,194,304 requests come in one second", message);
  }
}
