package org.stackbook.storage.engine;

import java.util.concurrent.CancellationException;
import org.stackbook.seed.Random64;
import org.stackbook.storage.engine.Estimate.Method;

/**
 * Estimates the probability of loss by drawing histories of a pool, event by event.
 *
 * <p>Failure biasing: a history is drawn as it happens, but begun with its first failure, which has
 * the weight of its probability. Each time that something fails while nothing else is bad, a branch
 * is drawn until all is good again, in which half of the steps are made bad ones (Heidelberger,
 * "Fast simulation of rare events in queueing and reliability models", 1995). The weighted chances
 * of loss of the branches add up to that of the history: the first loss happens in one of them. As
 * only branches are pushed, weights are not multiplied over a year of failures that came to
 * nothing.
 */
public final class LossSampler {

  /** What a pilot must lose to make counting worth it. */
  private static final int PILOT = 1_000;

  private static final int PILOT_LOSSES = 20;

  /** No branch is pushed for ever where sets of drives seldom hold slabs. */
  private static final int MOST_PUSHES_PER_COPY = 4;

  private static final double PUSH = 0.5;
  private static final double FORCE = 1;
  private static final double FREE = 0;
  private static final int POLL_MASK = (1 << 6) - 1;

  private static final int STREAM_OF_PILOT = 0;
  private static final int STREAM_OF_TRIALS = 1;

  private final FailureModel model;
  private final double end;

  /**
   * @param model what fails
   * @param time within which data is lost or not, more than 0
   */
  public LossSampler(FailureModel model, double time) {
    this.model = model;
    this.end = time;
  }

  /**
   * Estimates by the method that fits: counts if at least 20 of 1,000 first histories lose data,
   * else pushes towards failures.
   *
   * @param trials histories to draw, 2 or more
   * @param seed the same seed gives the same estimate
   * @throws CancellationException if the thread is interrupted
   */
  public Estimate estimate(int trials, long seed) {
    int losses = losses(PILOT, Random64.stream(seed, STREAM_OF_PILOT));
    return estimate(losses >= PILOT_LOSSES ? Method.NAIVE : Method.FAILURE_BIASING, trials, seed);
  }

  /**
   * Estimates by a method of choice.
   *
   * @param trials histories to draw, 2 or more
   * @param seed the same seed gives the same estimate
   * @throws CancellationException if the thread is interrupted
   */
  public Estimate estimate(Method method, int trials, long seed) {
    Random64 random = Random64.stream(seed, STREAM_OF_TRIALS);
    if (method == Method.NAIVE) {
      return Estimate.naive(losses(trials, random), trials);
    }
    FailurePath path = new FailurePath(model, end, random);
    FailurePath branch = new FailurePath(model, end, random);
    double sum = 0;
    double squares = 0;
    for (int trial = 0; trial < trials; trial++) {
      poll(trial);
      double found = biased(path, branch);
      sum += found;
      squares += found * found;
    }
    return Estimate.weighted(sum, squares, trials);
  }

  private int losses(int trials, Random64 random) {
    FailurePath path = new FailurePath(model, end, random);
    int losses = 0;
    for (int trial = 0; trial < trials; trial++) {
      poll(trial);
      path.reset();
      boolean lost = false;
      while (path.now() < end && !lost) {
        lost = path.happens(path.step(FREE));
      }
      losses += lost ? 1 : 0;
    }
    return losses;
  }

  private double biased(FailurePath path, FailurePath branch) {
    path.reset();
    double lost = path.step(FORCE);
    double weight = path.weight();
    double found = 0;
    while (weight > 0) {
      found += lost + (1 - lost) * lossIn(branch, path);
      boolean gone = path.happens(lost);
      while (!gone && path.now() < end && !path.healthy()) {
        gone = path.happens(path.step(FREE));
      }
      if (gone || path.now() >= end) {
        break;
      }
      lost = path.step(FREE);
      if (path.healthy()) {
        break;
      }
    }
    return weight * found;
  }

  /** The chance of loss before all is good again, estimated by one branch. */
  private double lossIn(FailurePath branch, FailurePath path) {
    branch.branchOff(path);
    int copies = model.loss().copies();
    int pushes = MOST_PUSHES_PER_COPY * copies;
    double kept = 1;
    double found = 0;
    while (kept > 0 && branch.now() < end && !branch.healthy()) {
      boolean push = branch.badServers() < copies && pushes-- > 0;
      double lost = branch.step(push ? PUSH : FREE);
      found += kept * branch.weight() * lost;
      kept *= 1 - lost;
    }
    return found;
  }

  private static void poll(int trial) {
    if ((trial & POLL_MASK) == 0 && Thread.currentThread().isInterrupted()) {
      throw new CancellationException("sampling was interrupted");
    }
  }
}
