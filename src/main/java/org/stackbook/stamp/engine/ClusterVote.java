package org.stackbook.stamp.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * How a failover cluster votes when some of its nodes fail at once. The total of votes is made odd:
 * of an even number of nodes either the witness votes too or, without a witness, one node has no
 * vote. Those left go on if they have more than half of the votes, and are then the whole cluster
 * for the next failure (dynamic quorum, dynamic witness).
 *
 * <pre>{@code
 * ClusterVote.chance(ClusterVote.inOrder(4, false, 1, 1)) // → 1.0
 * ClusterVote.chance(ClusterVote.inOrder(4, false, 2)) // → 0.5
 * }</pre>
 *
 * <p>Source: Understanding cluster and pool quorum.
 *
 * @param nodes that were up before
 * @param failed how many of them fail at once
 * @param total votes before the failure
 * @param least votes of those left, if the node without a vote is one of them
 * @param most votes of those left, if it is not
 */
public record ClusterVote(int nodes, int failed, int total, int least, int most) {

  /** Whether the cluster goes on. */
  public enum Outcome {
    /** It does. */
    YES("Yes"),
    /** It does if the node without a vote is among the failed: one of two equal cases. */
    FIFTY_FIFTY("50/50"),
    /** It does not. */
    NO("No");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** As the pages write it. */
    @Override
    public String toString() {
      return word;
    }
  }

  /**
   * The vote on one failure.
   *
   * @param nodes that are up, 1 or more
   * @param witness whether there is one, and it can be reached
   * @param failed how many nodes fail at once, 0 to {@code nodes}
   */
  public static ClusterVote of(int nodes, boolean witness, int failed) {
    boolean even = nodes % 2 == 0;
    int witnessVotes = even && witness ? 1 : 0;
    int zeroed = even && !witness ? 1 : 0;
    int left = nodes - failed;
    // With nothing failed the node without a vote is among those left; with nothing left it is not.
    int least = left - (left > 0 ? zeroed : 0);
    int most = failed > 0 ? left : least;
    return new ClusterVote(
        nodes, failed, nodes + witnessVotes - zeroed, least + witnessVotes, most + witnessVotes);
  }

  /**
   * The votes on failures one after the other, up to the first that the cluster cannot survive.
   *
   * @param nodes of the cluster, 1 or more
   * @param witness whether there is one, and it can be reached
   * @param failures how many nodes fail at once, in the order in which they do
   */
  public static List<ClusterVote> inOrder(int nodes, boolean witness, int... failures) {
    List<ClusterVote> votes = new ArrayList<>();
    int up = nodes;
    for (int failed : failures) {
      ClusterVote vote = of(up, witness, failed);
      votes.add(vote);
      if (vote.outcome() == Outcome.NO) {
        break;
      }
      up -= failed;
    }
    return List.copyOf(votes);
  }

  /**
   * How likely a cluster gets through all of these votes, each node being as likely to be the one
   * without a vote.
   */
  public static double chance(List<ClusterVote> votes) {
    return votes.stream().mapToDouble(ClusterVote::chance).reduce(1, (a, b) -> a * b);
  }

  private double chance() {
    return switch (outcome()) {
      case YES -> 1;
      case FIFTY_FIFTY -> 0.5;
      case NO -> 0;
    };
  }

  /** Votes that are more than half of all. */
  public int needed() {
    return total / 2 + 1;
  }

  /** Whether those left go on. */
  public Outcome outcome() {
    return least >= needed() ? Outcome.YES : most >= needed() ? Outcome.FIFTY_FIFTY : Outcome.NO;
  }
}
