package org.stackbook.stamp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.seed.Random64;

/** The queue of a drive beside the closed forms of queueing theory. */
@Tag("oracle")
class DriveQueueTest {

  private static final double SERVICE = 1e6;
  private static final int RUNS = 20;
  private static final int REQUESTS = 200_000;

  /** Mean time in the queue over seeded runs, with its standard error, in nanoseconds. */
  private static double[] waiting(double load, int lanes, boolean exponential) {
    double[] means = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      Random64 random = Random64.stream(2026, run);
      LongSupplier service =
          () -> exponential ? (long) random.nextExponential(1 / SERVICE) : (long) SERVICE;
      DriveQueue queue = new DriveQueue(lanes);
      double now = 0;
      double waited = 0;
      for (int i = 0; i < REQUESTS; i++) {
        now += random.nextExponential(load * lanes / SERVICE);
        long takes = service.getAsLong();
        waited += queue.serve((long) now, takes) - (long) now - takes;
      }
      means[run] = waited / REQUESTS;
      double used = queue.busy() / (now * lanes);
      assertEquals(load, used, 0.02, "utilisation law");
    }
    double mean = Arrays.stream(means).average().orElseThrow();
    double variance = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum() / (RUNS - 1);
    return new double[] {mean, Math.sqrt(variance / RUNS)};
  }

  private static void assertNear(double expected, double[] is) {
    assertEquals(expected, is[0], 4 * is[1], "standard error " + is[1]);
    assertTrue(is[1] < expected * 0.05, "too wide to tell");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.6, 0.85})
  void fixedServiceWaitsAsPollaczekAndKhinchinSay(double load) {
    assertNear(load * SERVICE / (2 * (1 - load)), waiting(load, 1, false));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.6, 0.85})
  void exponentialServiceWaitsAsInAnMm1Queue(double load) {
    assertNear(load * SERVICE / (1 - load), waiting(load, 1, true));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8})
  void severalLanesWaitAsErlangSays(double load) {
    int lanes = 4;
    double offered = load * lanes;
    double term = 1;
    double sum = 1;
    for (int k = 1; k < lanes; k++) {
      term *= offered / k;
      sum += term;
    }
    double all = term * offered / lanes / (1 - load);
    double waits = all / (sum + all);
    assertNear(waits * SERVICE / (lanes * (1 - load)), waiting(load, lanes, true));
  }

  @Test
  void littlesLaw() {
    // Requests in the system, by the area under their number, are arrivals × time in the system.
    Random64 random = new Random64(4);
    DriveQueue queue = new DriveQueue(2);
    int count = 10_000;
    long[] moments = new long[2 * count];
    double now = 0;
    double inSystem = 0;
    for (int i = 0; i < count; i++) {
      now += random.nextExponential(1.6 / SERVICE);
      long done = queue.serve((long) now, (long) random.nextExponential(1 / SERVICE));
      moments[2 * i] = 2 * (long) now;
      moments[2 * i + 1] = 2 * done + 1;
      inSystem += done - (long) now;
    }
    Arrays.sort(moments);
    double area = 0;
    int there = 0;
    for (int i = 0; i < moments.length; i++) {
      if (i > 0) {
        area += (double) there * (moments[i] / 2 - moments[i - 1] / 2);
      }
      there += moments[i] % 2 == 0 ? 1 : -1;
    }
    assertEquals(area, inSystem, area * 1e-9);
  }

  /** Two lanes, three requests of 10 at once: the third is served from 10 to 20. */
  @Test
  void whatIsServedAfterTheEndDoesNotCount() {
    DriveQueue queue = new DriveQueue(2);
    for (int i = 0; i < 3; i++) {
      queue.serve(0, 10);
    }
    assertEquals(30, queue.busy());
    assertEquals(30, queue.busyUntil(20));
    assertEquals(25, queue.busyUntil(15));
    assertEquals(8, queue.busyUntil(4));
  }

  @Test
  void lanesThatNeverServedAreNotBusy() {
    DriveQueue queue = new DriveQueue(3);
    queue.serve(10, 5);
    assertEquals(5, queue.busyUntil(100));
    assertEquals(2, queue.busyUntil(12));
    assertEquals(0, new DriveQueue(1).busyUntil(100));
  }
}
