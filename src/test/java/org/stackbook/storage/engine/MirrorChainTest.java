package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The chain against formulas of its own kind and against every set of failed drives by name. */
@Tag("oracle")
class MirrorChainTest {

  private static final double YEAR = 8_766;

  private static FailureModel slab(int copies, double failure, double repair) {
    int[] alone = new int[copies];
    Arrays.fill(alone, 1);
    return new LabelledPool(alone, copies, 1, 0, failure, repair).model();
  }

  private static FailureModel stamp(
      int servers, int drives, int copies, double share, double failure, double repair) {
    int[] each = new int[servers];
    Arrays.fill(each, drives);
    return new LabelledPool(each, copies, share, 0, failure, repair).model();
  }

  @Test
  void twoCopiesLastAsLongAsTheTextbookSays() {
    for (double lambda : new double[] {1e-7, 2.3e-6, 0.01, 3}) {
      for (double mu : new double[] {1e-3, 0.125, 10}) {
        double expected = (3 * lambda + mu) / (2 * lambda * lambda);
        double mean = MirrorChain.of(slab(2, lambda, 1 / mu), YEAR).meanTime();
        assertEquals(1, mean / expected, 1e-12, lambda + ", " + mu);
      }
    }
  }

  /** The mean time of a birth-death chain: Σ over j of Σ over i up to j of (1/b_i)·Π d_l/b_l. */
  @Test
  void anyNumberOfCopiesLastsAsLongAsABirthDeathChain() {
    double lambda = 2.3e-6;
    double mu = 0.125;
    for (int copies = 2; copies <= 5; copies++) {
      double expected = 0;
      for (int j = 0; j < copies; j++) {
        for (int i = 0; i <= j; i++) {
          double term = 1 / ((copies - i) * lambda);
          for (int l = i + 1; l <= j; l++) {
            term *= l * mu / ((copies - l) * lambda);
          }
          expected += term;
        }
      }
      double mean = MirrorChain.of(slab(copies, lambda, 1 / mu), YEAR).meanTime();
      assertEquals(1, mean / expected, 1e-10, copies + " copies");
    }
  }

  @Test
  void smallPoolsAreWhatAllSetsOfFailedDrivesGive() {
    Random random = new Random(6);
    int[][] shapes = {{1, 1}, {2, 2}, {1, 2, 3}, {2, 2, 2}, {1, 1, 1, 1}, {3, 1, 1}, {2, 2, 1, 1}};
    for (int[] shape : shapes) {
      for (int copies = 2; copies <= Math.min(3, shape.length); copies++) {
        double share = random.nextBoolean() ? 1 : 0.1 + 0.8 * random.nextDouble();
        double latent = random.nextBoolean() ? 0 : 0.2 * random.nextDouble();
        double failure = Math.pow(10, -2 - 2 * random.nextDouble());
        double repair = 1 + 20 * random.nextDouble();
        LabelledPool pool = new LabelledPool(shape, copies, share, latent, failure, repair);
        MirrorChain chain = MirrorChain.of(pool.model(), 50);
        String what = Arrays.toString(shape) + ", " + copies + " copies, " + share + ", " + latent;
        assertEquals(1, chain.probability() / pool.lossWithin(50), 2e-7, what);
        assertEquals(1, chain.meanTime() / pool.meanTime(), 1e-5, what);
      }
    }
  }

  @Test
  void whereLossIsRareItComesAtAConstantRate() {
    for (double repair : new double[] {0.5, 8, 100}) {
      MirrorChain chain = MirrorChain.of(stamp(16, 16, 3, 0.55, 2.3e-7, repair), YEAR);
      double expected = -Math.expm1(-YEAR / chain.meanTime());
      // Up to the time that the first repair takes to matter.
      assertEquals(1, chain.probability() / expected, 3 * repair / YEAR + 1e-6);
      assertTrue(chain.tolerance() < 1e-6, () -> "cut " + chain.tolerance());
    }
  }

  @Test
  void moreCopiesFasterRepairAndFewerSetsWithSlabsAreNeverWorse() {
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      int servers = 4 + random.nextInt(6);
      int drives = 1 + random.nextInt(8);
      double share = 0.1 + 0.9 * random.nextDouble();
      double failure = Math.pow(10, -7 + 3 * random.nextDouble());
      double repair = 1 + 30 * random.nextDouble();
      double two = loss(stamp(servers, drives, 2, share, failure, repair));
      double three = loss(stamp(servers, drives, 3, share, failure, repair));
      double four = loss(stamp(servers, drives, 4, share, failure, repair));
      assertTrue(four <= three && three <= two, () -> two + ", " + three + ", " + four);
      double faster = loss(stamp(servers, drives, 3, share, failure, repair * 0.7));
      assertTrue(faster < three, () -> faster + " with faster repair, " + three);
      double rarer = loss(stamp(servers, drives, 3, share, failure * 0.7, repair));
      assertTrue(rarer < three, () -> rarer + " with better drives, " + three);
      double fewer = loss(stamp(servers, drives, 3, share * 0.7, failure, repair));
      assertTrue(fewer < three, () -> fewer + " with fewer sets, " + three);
    }
  }

  private static double loss(FailureModel model) {
    return MirrorChain.of(model, 1_000).probability();
  }

  @Test
  void anInterruptStopsIt() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> loss(slab(3, 1e-3, 8)));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt is left for the caller to see");
    }
  }
}
