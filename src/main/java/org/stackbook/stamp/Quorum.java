package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.engine.ClusterVote;
import org.stackbook.stamp.engine.ClusterVote.Outcome;
import org.stackbook.stamp.engine.PoolVotes;

/**
 * The votes of the cluster and of its pool on what failed, for every room that lets servers fail. A
 * witness is named as a reason only where the answer would be another without it.
 *
 * <p>Source: Understanding cluster and pool quorum.
 */
public final class Quorum {

  private static final String YES = "yes";

  private final Figure<String> witness;
  private final List<List<String>> serversDown;
  private final List<ClusterVote> clusterVotes;
  private final PoolVotes poolVotes;
  private final Figure<Integer> serversUp;
  private final Figure<Integer> drivesUp;
  private final Figure<String> cluster;
  private final Figure<String> pool;

  /**
   * The votes after failures.
   *
   * @param failures names of servers ({@code n3}) and drives ({@code n5/disk7}); those of one entry
   *     fail at once, the entries one after the other
   * @param witness whether there is one that can be reached: {@code yes} or {@code no}
   */
  public Quorum(Stamp stamp, List<List<String>> failures, Figure<String> witness) {
    this.witness = witness;
    this.serversDown =
        failures.stream()
            .map(names -> names.stream().filter(name -> !name.contains("/")).toList())
            .filter(names -> !names.isEmpty())
            .toList();
    Set<String> all =
        failures.stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    int servers = stamp.servers().size();
    int down = serversDown.stream().mapToInt(List::size).sum();
    this.serversUp = up("servers", servers, down, Figure.given("servers", servers, "servers(…)"));
    List<String> gone =
        stamp.servers().stream()
            .flatMap(server -> server.drives().stream())
            .filter(d -> all.contains(d.server()) || all.contains(d.id()))
            .map(d -> d.id())
            .toList();
    int drives = stamp.servers().stream().mapToInt(server -> server.drives().size()).sum();
    this.drivesUp =
        up(
            "drives",
            drives,
            gone.size(),
            Figure.given("drives", drives, "all drives of the pool, cache drives too"));
    this.clusterVotes =
        ClusterVote.inOrder(
            servers, hasWitness(), serversDown.stream().mapToInt(List::size).toArray());
    this.poolVotes = new PoolVotes(drives, drives - gone.size(), hasWitness());
    this.cluster = clusterFigure();
    this.pool = poolFigure();
  }

  /** The witness that a cluster is taken to have where nothing is said. */
  public static Figure<String> assumedWitness() {
    Fact fact = Facts.ours().fact("quorum/clusterHasWitness/value");
    return Figure.stated("witness", fact.flag() ? YES : "no", fact);
  }

  private static Figure<Integer> up(String what, int all, int down, Figure<Integer> allOfThem) {
    return Figure.derived(
        what + " up",
        all - down,
        "{" + what + "} − {" + what + " down}",
        allOfThem,
        Figure.given(what + " down", down, "fail(…)"));
  }

  private boolean hasWitness() {
    return witness.value().equals(YES);
  }

  /** The servers that are up. */
  public Figure<Integer> serversUp() {
    return serversUp;
  }

  /** The drives that are up, with their server. */
  public Figure<Integer> drivesUp() {
    return drivesUp;
  }

  /** Whether the cluster goes on: {@code Yes}, {@code 50/50}, {@code No}, or {@code 1 in 4}. */
  public Figure<String> cluster() {
    return cluster;
  }

  /** Whether the pool has enough votes to stay online: {@code Yes} or {@code No}. */
  public Figure<String> pool() {
    return pool;
  }

  /** The votes of the pool. */
  public PoolVotes poolVotes() {
    return poolVotes;
  }

  /** How likely the cluster goes on: 1, 0, or a half for every tie. */
  public double clusterChance() {
    return ClusterVote.chance(clusterVotes);
  }

  /** Whether the pool has enough votes to stay online. */
  public boolean hasPool() {
    return poolVotes.majority();
  }

  /** Whether it is certain that cluster and pool go on. */
  public boolean isKept() {
    return clusterChance() == 1 && hasPool();
  }

  private Figure<String> clusterFigure() {
    FactBook book = Facts.storage();
    Fact rule = book.fact("quorum/cluster/rule");
    if (clusterVotes.isEmpty()) {
      return Figure.derived("cluster quorum", Outcome.YES.toString(), "no server failed").by(rule);
    }
    List<Figure<String>> votes = new ArrayList<>();
    for (int i = 0; i < clusterVotes.size(); i++) {
      votes.add(voteFigure(clusterVotes.get(i), String.join(", ", serversDown.get(i))));
    }
    if (votes.size() == 1) {
      return votes.get(0).named("cluster quorum").by(rule);
    }
    String formula = String.join(", then ", votes.stream().map(v -> "{" + v.name() + "}").toList());
    return Figure.derived(
            "cluster quorum", inWords(clusterChance()), formula, votes.toArray(Figure<?>[]::new))
        .by(rule);
  }

  private static String inWords(double chance) {
    if (chance == 1) {
      return Outcome.YES.toString();
    }
    if (chance == 0) {
      return Outcome.NO.toString();
    }
    return chance == 0.5
        ? Outcome.FIFTY_FIFTY.toString()
        : String.format(Locale.ROOT, "1 in %.0f", 1 / chance);
  }

  private Figure<String> voteFigure(ClusterVote vote, String failed) {
    String name = "vote without " + failed;
    Figure<Integer> nodes = Figure.given("nodes", vote.nodes(), "up before");
    Figure<Integer> left =
        Figure.derived(
            "nodes left",
            vote.nodes() - vote.failed(),
            "{nodes} − {nodes failed}",
            nodes,
            Figure.given("nodes failed", vote.failed(), "at once: " + failed));
    String outcome = vote.outcome().toString();
    ClusterVote other = ClusterVote.of(vote.nodes(), !hasWitness(), vote.failed());
    if (other.outcome() == vote.outcome()) {
      return Figure.derived(
          name,
          outcome,
          "{nodes left} of {nodes} are "
              + (vote.outcome() == Outcome.YES ? "" : "not ")
              + "more than half of the votes, with a witness or without",
          left,
          nodes);
    }
    Figure<Integer> total = totalFigure(vote, nodes);
    Figure<Integer> needed =
        Figure.derived("votes needed", vote.needed(), "more than half of {votes}", total);
    Figure<Integer> most = votesLeft("votes left", vote.most(), left);
    if (vote.outcome() != Outcome.FIFTY_FIFTY) {
      return Figure.derived(
          name, outcome, "{votes left} of {votes}, {votes needed} are needed", most, total, needed);
    }
    Figure<Integer> least = votesLeft("votes left if not", vote.least(), left);
    return Figure.derived(
        name,
        outcome,
        "{votes left} of {votes} if the node without a vote is among the failed, {votes left if not}"
            + " if not; {votes needed} are needed",
        most,
        total,
        least,
        needed);
  }

  private Figure<Integer> totalFigure(ClusterVote vote, Figure<Integer> nodes) {
    int beyond = vote.total() - vote.nodes();
    String formula =
        beyond > 0
            ? "{nodes} + 1: their number is even, so the witness votes too ({witness})"
            : beyond < 0
                ? "{nodes} − 1: their number is even, so one node has no vote (witness: {witness})"
                : "{nodes}: their number is odd, so all nodes vote and no witness ({witness})";
    return Figure.derived("votes", vote.total(), formula, nodes, witness);
  }

  private static Figure<Integer> votesLeft(String name, int votes, Figure<Integer> left) {
    int beyond = votes - left.value();
    String formula =
        beyond > 0
            ? "{nodes left} and the witness"
            : beyond < 0 ? "{nodes left}, one of them without a vote" : "{nodes left}";
    return Figure.derived(name, votes, formula, left);
  }

  private Figure<String> poolFigure() {
    FactBook book = Facts.storage();
    String outcome = hasPool() ? "Yes" : "No";
    Figure<Integer> drives = Figure.given("drives", poolVotes.drives(), "failed drives, too");
    PoolVotes other = new PoolVotes(poolVotes.drives(), poolVotes.up(), !hasWitness());
    Figure<String> kept;
    if (other.majority() == hasPool()) {
      kept =
          Figure.derived(
              "pool quorum",
              outcome,
              "{drives up} of {drives} are "
                  + (hasPool() ? "" : "not ")
                  + "more than half, whoever breaks ties",
              drivesUp,
              drives);
    } else {
      Figure<Integer> owner =
          Figure.derived(
                  "vote of the pool's owner",
                  hasWitness() ? 1 : 0,
                  hasWitness()
                      ? "1, as there is a witness ({witness})"
                      : "0, as there is no witness ({witness})",
                  witness)
              .by(Facts.ours().fact("quorum/poolOwnerVotesWithWitnessOnly/value"));
      kept =
          Figure.derived(
              "pool quorum",
              outcome,
              "{drives up} + {vote of the pool's owner} of {drives} votes, "
                  + poolVotes.needed()
                  + " are needed",
              drivesUp,
              owner,
              drives);
    }
    kept = kept.by(book.fact("quorum/pool/votes"), book.fact("quorum/pool/majority"));
    return isBeyondSupport() ? kept.by(Facts.ours().fact("quorum/beyondMaxNodesDown/value")) : kept;
  }

  /** Whether more servers are down than the quorum page promises anything for. */
  public boolean isBeyondSupport() {
    return serversDown.stream().mapToInt(List::size).sum()
        > Facts.storage().fact("quorum/pool/maxNodesDown").integer();
  }
}
