package org.stackbook.stamp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Links are shared max-min fairly: by the definition, for random links and flows. */
@Tag("property")
class FairSharesTest {

  private static final double SLACK = 1e-9;

  @Test
  void noFlowCanGetMoreWithoutASmallerOneGettingLess() {
    int wanting = 0;
    for (int seed = 0; seed < 2000; seed++) {
      Random64 random = new Random64(seed);
      int linkCount = 1 + random.nextInt(5);
      int flows = 1 + random.nextInt(8);
      double[] capacity =
          IntStream.range(0, linkCount).mapToDouble(i -> random.nextInt(20)).toArray();
      double[] demand =
          IntStream.range(0, flows)
              .mapToDouble(i -> random.nextInt(4) == 0 ? 1e6 : random.nextInt(12))
              .toArray();
      int[][] links =
          IntStream.range(0, flows)
              .mapToObj(
                  i -> IntStream.range(0, linkCount).filter(l -> random.nextInt(2) == 0).toArray())
              .toArray(int[][]::new);
      double[][] taken =
          Arrays.stream(links)
              .map(l -> IntStream.of(l).mapToDouble(i -> 1 + random.nextInt(4) / 2.0).toArray())
              .toArray(double[][]::new);
      FairShares shares = FairShares.of(capacity, links, taken, demand);
      double[] used = new double[linkCount];
      for (int f = 0; f < flows; f++) {
        for (int i = 0; i < links[f].length; i++) {
          used[links[f][i]] += shares.rate(f) * taken[f][i];
        }
      }
      for (int l = 0; l < linkCount; l++) {
        assertTrue(used[l] <= capacity[l] + SLACK, "link " + l + " is over full");
      }
      for (int f = 0; f < flows; f++) {
        assertTrue(shares.rate(f) >= 0 && shares.rate(f) <= demand[f] + SLACK);
        if (shares.rate(f) < demand[f] - SLACK) {
          wanting++;
          assertTrue(
              hasBottleneck(f, shares, links, capacity, used), "seed " + seed + " flow " + f);
          assertTrue(capacity[shares.bottleneck(f)] - used[shares.bottleneck(f)] < SLACK);
        } else {
          assertEquals(demand[f], shares.rate(f), SLACK);
        }
      }
    }
    assertTrue(wanting > 1000, "too easy: " + wanting);
  }

  /** A full link on which no other flow has more: then what it gets more, one of those loses. */
  private static boolean hasBottleneck(
      int flow, FairShares shares, int[][] links, double[] capacity, double[] used) {
    return IntStream.of(links[flow])
        .anyMatch(
            link ->
                capacity[link] - used[link] < SLACK
                    && IntStream.range(0, links.length)
                        .filter(other -> IntStream.of(links[other]).anyMatch(l -> l == link))
                        .allMatch(other -> shares.rate(other) <= shares.rate(flow) + SLACK));
  }

  @Test
  void twoLinksByHand() {
    // Links of 1; flow 0 passes both, flows 1 and 2 the first, flow 3 the second: the first link
    // gives each of its three a third, and the second what is left of it.
    FairShares shares =
        FairShares.of(
            new double[] {1, 1}, new int[][] {{0, 1}, {0}, {0}, {1}}, new double[] {9, 9, 9, 9});
    assertEquals(1 / 3.0, shares.rate(0), SLACK);
    assertEquals(1 / 3.0, shares.rate(1), SLACK);
    assertEquals(1 / 3.0, shares.rate(2), SLACK);
    assertEquals(2 / 3.0, shares.rate(3), SLACK);
    assertEquals(0, shares.bottleneck(0));
    assertEquals(1, shares.bottleneck(3));
  }

  /** As many flows that are alike as one that takes as much more; rates by hand. */
  @Test
  void aFlowMayTakeMoreThanItsRate() {
    // A link of 10: one flow takes twice its rate, the other stands for three.
    FairShares shares =
        FairShares.of(
            new double[] {10},
            new int[][] {{0}, {0}},
            new double[][] {{2}, {3}},
            new double[] {9, 9});
    assertEquals(2, shares.rate(0), SLACK);
    assertEquals(2, shares.rate(1), SLACK);
    FairShares one =
        FairShares.of(
            new double[] {10},
            new int[][] {{0}, {0}},
            new double[][] {{2}, {3}},
            new double[] {0.5, 9});
    assertEquals(0.5, one.rate(0), SLACK);
    assertEquals(3, one.rate(1), SLACK);
    assertEquals(FairShares.SATISFIED, one.bottleneck(0));
  }

  /** A chain of links of 1, a flow over all of them and one over each: all have a half. */
  @Test
  void theParkingLot() {
    for (int links = 1; links <= 8; links++) {
      double[] capacity = new double[links];
      Arrays.fill(capacity, 1);
      int[][] passes = new int[links + 1][];
      passes[links] = IntStream.range(0, links).toArray();
      for (int link = 0; link < links; link++) {
        passes[link] = new int[] {link};
      }
      double[] demand = new double[links + 1];
      Arrays.fill(demand, 5);
      FairShares shares = FairShares.of(capacity, passes, demand);
      for (int flow = 0; flow <= links; flow++) {
        assertEquals(0.5, shares.rate(flow), SLACK);
      }
    }
  }

  @Test
  void jainsIndex() {
    assertEquals(1, FairShares.jain(3, 3, 3), SLACK);
    assertEquals(0.25, FairShares.jain(1, 0, 0, 0), SLACK);
    // (1 + 2 + 3)² ÷ (3 × (1 + 4 + 9))
    assertEquals(36 / 42.0, FairShares.jain(1, 2, 3), SLACK);
    assertEquals(1, FairShares.jain(0, 0), SLACK);
  }
}
