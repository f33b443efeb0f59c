package org.stackbook.platform;

import java.util.stream.IntStream;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.storage.engine.ClusterVote;

/** The failover cluster of the servers: with its quorum all that runs on it stops. */
record ClusterPart(Figure<Integer> has, Figure<String> witness) implements Part {

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public String what() {
    return "failover cluster of the servers";
  }

  @Override
  public Figure<Integer> needs() {
    return Figure.derived(
        "cluster: votes needed",
        ClusterVote.of(has.value(), hasWitness(), 0).needed(),
        "more than half of the votes of {servers}, witness: {witness}",
        has,
        witness);
  }

  private boolean hasWitness() {
    return witness.value().equals("yes");
  }

  @Override
  public double stops(int set, boolean inTurn) {
    int down = Integer.bitCount(set);
    int[] failures = inTurn ? IntStream.generate(() -> 1).limit(down).toArray() : new int[] {down};
    return 1 - ClusterVote.chance(ClusterVote.inOrder(has.value(), hasWitness(), failures));
  }

  @Override
  public Figure<Double> stoppedSets(double value) {
    return Figure.derived(
            "cluster: sets that stop it",
            value,
            "sets that leave fewer than {cluster: votes needed} votes, a tie counted half",
            needs())
        .by(Facts.storage().fact("quorum/cluster/rule"));
  }
}
