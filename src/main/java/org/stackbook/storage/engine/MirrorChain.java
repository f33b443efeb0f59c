package org.stackbook.storage.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The loss of mirrored data as a Markov chain, solved without sampling: drives live and are
 * repaired without memory, servers have no outages. The state is how many drives have failed in
 * each server that has failed ones; servers with equally many drives are alike. With one drive in
 * each of as many servers as there are copies it is the chain of one slab.
 *
 * <p>States with many failed drives are cut off, and what would enter them counts as lost; the cut
 * is moved out until this makes no difference that could be seen.
 */
public final class MirrorChain {

  /** How much of the result the cut may be. */
  private static final double VISIBLE = 1e-7;

  /** More states cost more than they could change. */
  private static final int MOST_STATES = 600;

  private static final int LOST = 0;
  private static final int CUT = 1;

  private final AbsorbingChain chain;
  private final double probability;
  private final double ofCut;

  private MirrorChain(AbsorbingChain chain, double time) {
    this.chain = chain;
    double[] ended = chain.endedWithin(time);
    this.probability = ended[LOST] + ended[CUT];
    this.ofCut = ended[CUT];
  }

  /**
   * Solves the chain of a model. Outages are left out; drives that wear are taken to fail all the
   * time as often as those of the start do on average.
   *
   * @param time within which data is lost or not, 0 or more
   * @throws CancellationException if the thread is interrupted
   */
  public static MirrorChain of(FailureModel model, double time) {
    double failure = model.lifetime().meanHazard(time);
    int mostFailed = model.loss().copies();
    Builder next = new Builder(model, failure, mostFailed);
    next.walk(Integer.MAX_VALUE);
    MirrorChain solved = new MirrorChain(next.chain(), time);
    while (solved.ofCut > VISIBLE * solved.probability) {
      next = new Builder(model, failure, ++mostFailed);
      if (!next.walk(MOST_STATES)) {
        return solved;
      }
      solved = new MirrorChain(next.chain(), time);
    }
    return solved;
  }

  /** The probability that data is lost within the time. */
  public double probability() {
    return probability;
  }

  /**
   * By how much of itself the probability may be too large, because states with very many failed
   * drives count as lost.
   */
  public double tolerance() {
    return probability == 0 ? 0 : ofCut / probability;
  }

  /** The mean time to the first loss of data; infinite if none can be lost. */
  public double meanTime() {
    return chain.meanTime();
  }

  /** Walks through all states from the one without failures. */
  private static final class Builder {
    private final FailureModel model;
    private final double failure;
    private final int mostFailed;
    private final int[] sizes;
    private final int[] serversOfSize;
    private final Map<List<Integer>, Integer> numbers = new HashMap<>();
    private final List<List<Integer>> states = new ArrayList<>();
    private final List<Integer> from = new ArrayList<>();
    private final List<Integer> to = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();
    private final List<double[]> ends = new ArrayList<>();

    Builder(FailureModel model, double failure, int mostFailed) {
      this.model = model;
      this.failure = failure;
      this.mostFailed = mostFailed;
      int[] drives = new int[model.servers()];
      Arrays.setAll(drives, model::drivesOf);
      this.sizes = Arrays.stream(drives).distinct().sorted().toArray();
      this.serversOfSize =
          Arrays.stream(sizes)
              .map(size -> (int) Arrays.stream(drives).filter(d -> d == size).count())
              .toArray();
    }

    /** Finds all states, unless there are too many. */
    boolean walk(int mostStates) {
      number(List.of());
      for (int i = 0; i < states.size(); i++) {
        if (states.size() > mostStates) {
          return false;
        }
        ends.add(new double[2]);
        failures(i, states.get(i));
        repairs(i, states.get(i));
      }
      return true;
    }

    AbsorbingChain chain() {
      double[][] endRates = new double[2][states.size()];
      for (int i = 0; i < ends.size(); i++) {
        endRates[LOST][i] = ends.get(i)[LOST];
        endRates[CUT][i] = ends.get(i)[CUT];
      }
      return new AbsorbingChain(
          from.stream().mapToInt(i -> i).toArray(),
          to.stream().mapToInt(i -> i).toArray(),
          rates.stream().mapToDouble(r -> r).toArray(),
          endRates);
    }

    private void failures(int number, List<Integer> state) {
      int[] bad = state.stream().mapToInt(Builder::failed).toArray();
      for (int i = 0; i < bad.length; i++) {
        int left = sizes[size(state.get(i))] - bad[i];
        fail(number, left, model.loss().chance(bad, i), with(state, i, state.get(i) + 1));
      }
      for (int size = 0; size < sizes.length; size++) {
        int healthy = serversOfSize[size];
        for (int server : state) {
          healthy -= size(server) == size ? 1 : 0;
        }
        List<Integer> after = new ArrayList<>(state);
        after.add(server(size, 1));
        after.sort(null);
        fail(number, healthy * sizes[size], model.loss().chance(bad, DriveSets.NONE), after);
      }
    }

    private void fail(int number, int drives, double lost, List<Integer> after) {
      double rate = drives * failure;
      if (rate == 0) {
        return;
      }
      ends.get(number)[LOST] += rate * lost;
      if (after.stream().mapToInt(Builder::failed).sum() > mostFailed) {
        ends.get(number)[CUT] += rate * (1 - lost);
      } else if (lost < 1) {
        go(number, after, rate * (1 - lost));
      }
    }

    private void repairs(int number, List<Integer> state) {
      for (int i = 0; i < state.size(); i++) {
        int failed = failed(state.get(i));
        go(number, with(state, i, state.get(i) - 1), failed / model.repairTime());
      }
    }

    private void go(int number, List<Integer> target, double rate) {
      from.add(number);
      to.add(number(target));
      rates.add(rate);
    }

    private int number(List<Integer> state) {
      Integer known = numbers.get(state);
      if (known != null) {
        return known;
      }
      numbers.put(state, states.size());
      states.add(state);
      return states.size() - 1;
    }

    /** The state with one server changed; a server without failed drives is left out. */
    private static List<Integer> with(List<Integer> state, int index, int server) {
      List<Integer> after = new ArrayList<>(state);
      after.remove(index);
      if (failed(server) > 0) {
        after.add(server);
      }
      after.sort(null);
      return after;
    }

    private static final int SHIFT = 16;

    private static int server(int size, int failed) {
      return size << SHIFT | failed;
    }

    private static int size(int server) {
      return server >> SHIFT;
    }

    private static int failed(int server) {
      return server & ((1 << SHIFT) - 1);
    }
  }
}
