package org.stackbook.qos;

import java.util.List;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.engine.PoolVotes;

/**
 * Whether the storage pool stays online while servers are down: without its quorum no drive serves
 * anything. Where servers have as many drives each, the cluster has its quorum whenever the pool
 * has it.
 *
 * <p>Source: Understanding cluster and pool quorum.
 *
 * @param stamp whose pool
 * @param failed servers that are down
 */
record PoolQuorum(Stamp stamp, List<String> failed) {

  PoolQuorum {
    failed = List.copyOf(failed);
  }

  private static Fact witness() {
    return Facts.ours().fact("quorum/clusterHasWitness/value");
  }

  private int drives() {
    return stamp.servers().stream().mapToInt(s -> s.drives().size()).sum();
  }

  private int gone() {
    return stamp.servers().stream()
        .filter(s -> failed.contains(s.name()))
        .mapToInt(s -> s.drives().size())
        .sum();
  }

  private PoolVotes votes() {
    return new PoolVotes(drives(), drives() - gone(), witness().flag());
  }

  /**
   * @throws Refusal if the pool goes offline
   */
  void refuseIfLost(String given) {
    PoolVotes votes = votes();
    if (!votes.majority()) {
      throw Refusal.of(
              given,
              "the storage pool goes offline, and nothing is served: "
                  + votes.up()
                  + " of its "
                  + votes.drives()
                  + " drives are left, which is no majority")
          .source(Facts.storage().fact("quorum/pool/majority").citation())
          .wayOut("fail fewer servers" + (votes.up() > 0 ? ", or ask what stops: " + stop() : ""))
          .asException();
    }
  }

  private String stop() {
    return failed.stream()
        .map(s -> "\"" + s + "\"")
        .collect(Collectors.joining(", ", "infrastructure().stop(", ")"));
  }

  /** That the pool is online. */
  Figure<String> figure() {
    Figure<Integer> drives =
        Figure.given("drives of the pool", drives(), "all drives of stamp " + stamp.name());
    Figure<Integer> left =
        Figure.derived(
            "drives left",
            votes().up(),
            "{drives of the pool} − {drives down}",
            drives,
            Figure.given("drives down", gone(), "those of " + String.join(", ", failed)));
    boolean tie = 2 * left.value() == drives.value();
    Figure<String> online =
        tie
            ? Figure.derived(
                "storage pool online",
                "yes",
                "{drives left} of {drives of the pool} are half, and the pool's owner breaks the tie"
                    + " as there is a witness ({witness})",
                left,
                drives,
                Figure.stated("witness", "yes", witness()))
            : Figure.derived(
                "storage pool online",
                "yes",
                "{drives left} of {drives of the pool} are more than half",
                left,
                drives);
    Figure<String> counted =
        online.by(
            Facts.storage().fact("quorum/pool/votes"),
            Facts.storage().fact("quorum/pool/majority"));
    return tie
        ? counted.by(Facts.ours().fact("quorum/poolOwnerVotesWithWitnessOnly/value"))
        : counted;
  }
}
