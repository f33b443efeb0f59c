package org.stackbook.platform;

import java.util.stream.IntStream;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.engine.ClusterVote;

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
  public Figure<Integer> needs(boolean inTurn) {
    return inTurn
        ? Figure.derived(
            "cluster: servers needed",
            leastInTurn(),
            "the fewest of {servers} left when they stop one after the other and those left vote"
                + " anew each time, witness: {witness}",
            has,
            witness)
        : Figure.derived(
            "cluster: votes needed",
            ClusterVote.of(has.value(), hasWitness(), 0).needed(),
            "more than half of the votes of {servers}, witness: {witness}",
            has,
            witness);
  }

  private int leastInTurn() {
    int left = has.value();
    while (left > 0 && stops((1 << (has.value() - left + 1)) - 1, true) == 0) {
      left--;
    }
    return left;
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
  public Figure<Double> stoppedSets(double value, boolean inTurn, Figure<Long> sets) {
    Figure<Integer> needs = needs(inTurn);
    return Figure.derived(
            stoppedSetsName(),
            value,
            "those of {"
                + sets.name()
                + "} that leave fewer than {"
                + needs.name()
                + "}"
                + (inTurn ? "" : " votes")
                + ", a tie counted half",
            sets,
            needs)
        .by(
            Facts.storage().fact("quorum/cluster/rule"),
            Facts.storage().fact("quorum/cluster/dynamicQuorum"));
  }
}
