package org.stackbook.stamp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("oracle")
class ClusterVoteTest {

  @Test
  void theChanceIsThatOfEveryChoiceOfTheNodeWithoutAVote() {
    for (int nodes = 2; nodes <= 8; nodes++) {
      for (boolean witness : new boolean[] {true, false}) {
        for (int first = 1; first <= nodes; first++) {
          check(nodes, witness, first);
          for (int second = 1; second <= nodes - first; second++) {
            check(nodes, witness, first, second);
          }
        }
      }
    }
  }

  @Test
  void twoTiesInARowAreOneInFour() {
    check(4, false, 2, 1);
    assertEquals(0.25, ClusterVote.chance(ClusterVote.inOrder(4, false, 2, 1)));
    assertEquals(0.125, ClusterVote.chance(ClusterVote.inOrder(8, false, 4, 2, 1)));
  }

  @Test
  void oneAfterTheOtherTheLastNodeStands() {
    for (int nodes = 2; nodes <= 16; nodes++) {
      int[] oneByOne = new int[nodes - 1];
      java.util.Arrays.fill(oneByOne, 1);
      assertEquals(1, ClusterVote.chance(ClusterVote.inOrder(nodes, true, oneByOne)));
      assertEquals(0.5, ClusterVote.chance(ClusterVote.inOrder(nodes, false, oneByOne)));
    }
  }

  private static void check(int nodes, boolean witness, int... failures) {
    List<Integer> up = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      up.add(i);
    }
    assertEquals(
        byTryingAll(up, witness, failures, 0),
        ClusterVote.chance(ClusterVote.inOrder(nodes, witness, failures)),
        1e-12,
        () -> nodes + " nodes, witness " + witness + ", " + java.util.Arrays.toString(failures));
  }

  /**
   * Gives every voter a vote, takes the vote of one node after the other where the total is even,
   * lets the first nodes of the list fail, and counts.
   */
  private static double byTryingAll(List<Integer> up, boolean witness, int[] failures, int event) {
    if (event == failures.length) {
      return 1;
    }
    List<Integer> left = up.subList(failures[event], up.size());
    int total = up.size();
    boolean witnessVotes = false;
    if (total % 2 == 0 && witness) {
      witnessVotes = true;
      total++;
    }
    List<Integer> muted = new ArrayList<>();
    if (total % 2 == 0) {
      muted.addAll(up);
      total--;
    } else {
      muted.add(-1);
    }
    double survived = 0;
    for (int unlucky : muted) {
      int votes = witnessVotes ? 1 : 0;
      for (int node : left) {
        votes += node == unlucky ? 0 : 1;
      }
      if (2 * votes > total) {
        survived += byTryingAll(left, witness, failures, event + 1);
      }
    }
    return survived / muted.size();
  }
}
