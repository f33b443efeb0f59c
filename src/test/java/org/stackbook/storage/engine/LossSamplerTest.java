package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.storage.engine.Estimate.Method;

/**
 * Sampling against the chain where that is exact, against another simulation where it is not, and
 * its two methods against each other. Seeds are fixed; a right estimate would leave the bounds of
 * one comparison, 3.29 standard errors, with one seed in a thousand.
 */
@Tag("oracle")
class LossSamplerTest {

  private static final double YEAR = 8_766;
  private static final double DEVIATIONS = 3.29;

  private static FailureModel stamp(
      int servers,
      int drives,
      int copies,
      double share,
      double latent,
      double failure,
      double repair) {
    int[] each = new int[servers];
    Arrays.fill(each, drives);
    return new LabelledPool(each, copies, share, latent, failure, repair).model();
  }

  /** Losses from common to one in 10^15 years. */
  private static List<FailureModel> exactCases() {
    List<FailureModel> cases = new ArrayList<>();
    double failure = 2.3e-6;
    cases.add(stamp(2, 1, 2, 1, 0, failure, 8));
    cases.add(stamp(3, 1, 3, 1, 0, failure, 8));
    cases.add(stamp(3, 1, 3, 1, 0.01, failure, 8));
    cases.add(stamp(4, 10, 2, 1, 0, failure, 8));
    cases.add(stamp(8, 10, 3, 1, 0, failure, 8));
    cases.add(stamp(16, 16, 3, 0.55, 0, failure, 8));
    cases.add(stamp(16, 16, 3, 0.55, 0, failure / 10, 2));
    cases.add(stamp(16, 16, 3, 0.55, 0.001, failure, 8));
    cases.add(stamp(16, 16, 3, 0.01, 0, failure, 24));
    cases.add(stamp(16, 16, 2, 1, 0, failure, 24));
    cases.add(stamp(16, 16, 3, 1, 0, failure * 20, 24));
    cases.add(stamp(3, 1, 3, 1, 0, failure / 10, 2));
    cases.add(stamp(4, 2, 4, 1, 0, failure * 10, 8));
    return cases;
  }

  @Test
  void failureBiasingAgreesWithTheChainFromCommonToVeryRare() {
    double rarest = 1;
    double commonest = 0;
    for (FailureModel model : exactCases()) {
      double exact = MirrorChain.of(model, YEAR).probability();
      Estimate found = new LossSampler(model, YEAR).estimate(Method.FAILURE_BIASING, 20_000, 42);
      String what = exact + " is exact, " + found;
      assertEquals(0, (found.probability() / exact - 1) / found.relativeError(), DEVIATIONS, what);
      assertTrue(found.relativeError() < 0.1, what);
      assertTrue(found.effective() > 100, what);
      rarest = Math.min(rarest, exact);
      commonest = Math.max(commonest, exact);
    }
    assertTrue(rarest < 1e-14 && commonest > 0.1, rarest + " to " + commonest);
  }

  @Test
  void countingAgreesWithTheChainWhereLossIsCommon() {
    int tried = 0;
    for (FailureModel model : exactCases()) {
      double exact = MirrorChain.of(model, YEAR).probability();
      if (exact > 1e-3) {
        Estimate found = new LossSampler(model, YEAR).estimate(Method.NAIVE, 100_000, 43);
        double error = Math.sqrt(exact * (1 - exact) / 100_000);
        assertEquals(exact, found.probability(), DEVIATIONS * error, found.toString());
        tried++;
      }
    }
    assertTrue(tried >= 2, "only " + tried);
  }

  /** Of 200 intervals of 95 % fewer than 180 hold the truth with a probability of one in 1,000. */
  @Test
  void theIntervalsHoldTheTruthAsOftenAsTheySay() {
    FailureModel rare = stamp(8, 10, 3, 1, 0, 2.3e-6, 8);
    FailureModel common = stamp(4, 10, 2, 1, 0, 2.3e-5, 24);
    for (FailureModel model : List.of(rare, common)) {
      double exact = MirrorChain.of(model, YEAR).probability();
      int holds = 0;
      for (int seed = 0; seed < 200; seed++) {
        Estimate found = new LossSampler(model, YEAR).estimate(2_000, seed);
        assertEquals(model == rare ? Method.FAILURE_BIASING : Method.NAIVE, found.method());
        holds += found.low() <= exact && exact <= found.high() ? 1 : 0;
      }
      assertTrue(holds >= 180, holds + " of 200 for " + exact);
    }
  }

  private static final Outages OUTAGES = new Outages(0.005, 12);

  /** Wear, age, outages, latent errors: 7 drives, losses from one in ten to one in two. */
  @Test
  void wearAndOutagesAreWhatAnotherSimulationGives() {
    int trials = 40_000;
    for (Lifetime life :
        List.of(
            Lifetime.exponential(3_000),
            new Lifetime(2.5, 4_000, 1_500),
            new Lifetime(0.6, 3_000, 0),
            new Lifetime(0.6, 3_000, 200))) {
      for (Outages outages : List.of(Outages.NONE, OUTAGES)) {
        LabelledPool pool = new LabelledPool(new int[] {2, 3, 2}, 2, 0.7, 0.05, 1e-3, 40);
        FailureModel model = with(pool, life, outages);
        double other = pool.losses(life, outages, 1_000, trials, 8) / (double) trials;
        Estimate counted = new LossSampler(model, 1_000).estimate(Method.NAIVE, trials, 9);
        Estimate biased = new LossSampler(model, 1_000).estimate(Method.FAILURE_BIASING, trials, 9);
        double error = Math.sqrt(2 * other * (1 - other) / trials);
        String what = other + " of another, " + counted + ", " + biased;
        assertTrue(other > 0.05 && other < 0.95, what);
        assertEquals(other, counted.probability(), DEVIATIONS * error, what);
        assertEquals(
            other,
            biased.probability(),
            DEVIATIONS * Math.hypot(error, biased.relativeError() * biased.probability()),
            what);
      }
    }
  }

  private static FailureModel with(LabelledPool pool, Lifetime life, Outages outages) {
    return new FailureModel(
        pool.drivesOfServer,
        new LossRule(pool.copies, pool.share, pool.latent),
        life,
        pool.repair,
        outages);
  }

  /** A stamp with wear and outages whose losses can just be counted. */
  @Test
  void bothMethodsAgreeWhereBothWork() {
    int[] each = new int[8];
    Arrays.fill(each, 10);
    FailureModel model =
        new FailureModel(
            each,
            new LossRule(3, 0.8, 0.001),
            new Lifetime(1.5, 10 * YEAR, 4 * YEAR),
            48,
            new Outages(4 / YEAR, 4));
    LossSampler sampler = new LossSampler(model, YEAR);
    Estimate counted = sampler.estimate(Method.NAIVE, 50_000, 1);
    Estimate biased = sampler.estimate(Method.FAILURE_BIASING, 20_000, 1);
    double error =
        Math.hypot(
            counted.relativeError() * counted.probability(),
            biased.relativeError() * biased.probability());
    String what = counted + ", " + biased;
    assertTrue(counted.effective() > 100, what);
    assertTrue(biased.relativeError() < counted.relativeError(), what);
    assertEquals(counted.probability(), biased.probability(), DEVIATIONS * error, what);
  }

  @Test
  void weibullWithoutWearIsExponential() {
    FailureModel exponential = stamp(8, 10, 3, 1, 0, 1e-5, 24);
    double exact = MirrorChain.of(exponential, YEAR).probability();
    FailureModel nearly =
        new FailureModel(
            new int[] {10, 10, 10, 10, 10, 10, 10, 10},
            new LossRule(3, 1, 0),
            new Lifetime(1 + 1e-9, 1e5, 1e4),
            24,
            Outages.NONE);
    Estimate found = new LossSampler(nearly, YEAR).estimate(Method.FAILURE_BIASING, 20_000, 3);
    assertEquals(0, (found.probability() / exact - 1) / found.relativeError(), DEVIATIONS);
  }

  @Test
  void theSameSeedGivesTheSameNumbersAndAnotherSeedOthers() {
    LossSampler sampler = new LossSampler(stamp(8, 10, 3, 1, 0, 2.3e-6, 8), YEAR);
    assertEquals(sampler.estimate(500, 42), sampler.estimate(500, 42));
    assertNotEquals(
        sampler.estimate(500, 42).probability(), sampler.estimate(500, 43).probability());
  }

  @Test
  void whatCannotBeLostIsNot() {
    // Three copies need three servers to fail.
    Estimate found = new LossSampler(stamp(2, 4, 3, 1, 0, 1e-3, 100), YEAR).estimate(200, 1);
    assertEquals(0, found.probability());
    assertEquals(0, found.effective());
  }

  @Test
  void anInterruptStopsIt() {
    LossSampler sampler = new LossSampler(stamp(8, 10, 3, 1, 0, 2.3e-6, 8), YEAR);
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> sampler.estimate(1_000, 1));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt is left for the caller to see");
    }
  }
}
