package org.stackbook.platform;

import java.util.List;
import java.util.stream.Collectors;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.engine.PoolVotes;

/**
 * The storage pool: with its quorum all volumes go offline. Its votes are not counted anew after a
 * failure, so it makes no difference whether servers stop at once.
 *
 * @param drives of each server
 */
record PoolPart(Figure<Integer> has, Figure<String> witness, List<Integer> drives) implements Part {

  @Override
  public String name() {
    return "storage pool";
  }

  @Override
  public String what() {
    return "drives of Storage Spaces Direct; all volumes";
  }

  @Override
  public Figure<Integer> needs(boolean inTurn) {
    return Figure.derived(
        "storage pool: votes needed",
        votes(0).needed(),
        "more than half of the votes of {drives} and of the pool's owner, witness: {witness}",
        has,
        witness);
  }

  private PoolVotes votes(int set) {
    int up = 0;
    for (int server = 0; server < drives.size(); server++) {
      up += (set >> server & 1) == 0 ? drives.get(server) : 0;
    }
    return new PoolVotes(has.value(), up, witness.value().equals("yes"));
  }

  @Override
  public double stops(int set, boolean inTurn) {
    return votes(set).majority() ? 0 : 1;
  }

  @Override
  public Figure<Double> stoppedSets(double value, boolean inTurn, Figure<Long> sets) {
    Figure<String> ofServers =
        Figure.given(
            "drives of each server",
            drives.stream().map(String::valueOf).collect(Collectors.joining(", ")),
            "servers(…)");
    return Figure.derived(
            stoppedSetsName(),
            value,
            "those of {"
                + sets.name()
                + "} that leave fewer than {storage pool: votes needed} votes of {drives of each"
                + " server} and of the pool's owner",
            sets,
            needs(inTurn),
            ofServers)
        .by(
            Facts.storage().fact("quorum/pool/votes"),
            Facts.storage().fact("quorum/pool/majority"),
            Facts.ours().fact("quorum/poolOwnerVotesWithWitnessOnly/value"));
  }
}
