package org.stackbook.platform;

import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.platform.engine.ReplicaView;

/**
 * A Service Fabric ring. It is counted as stopped when a partition whose replicas are on the nodes
 * that are down, as far as they can be, has lost its quorum.
 *
 * @param vms its nodes, which are VMs, and how many of them are needed when some fail at once
 * @param target replicas of a partition in good times, on different nodes
 * @param minimum replicas that vote whatever has failed
 */
record RingPart(RolePart vms, Figure<Integer> target, Figure<Integer> minimum) implements Part {

  /**
   * @param nodes its VMs, of which all are taken to be needed
   */
  static RingPart of(RolePart nodes, Figure<Integer> target, Figure<Integer> minimum) {
    Figure<Integer> quorum =
        Figure.derived(
                "quorum of replicas",
                ReplicaView.of(target.value(), minimum.value()).needed(),
                "more than half of {target replicas}",
                target)
            .by(rule());
    return new RingPart(
        new RolePart(
            nodes.name(),
            nodes.what(),
            nodes.has(),
            needed(nodes, target, quorum),
            nodes.servers(),
            nodes.on(),
            nodes.memory()),
        target,
        minimum);
  }

  private static Fact rule() {
    return Facts.ours().fact("serviceFabric/quorum/value");
  }

  private static Figure<Integer> needed(
      RolePart nodes, Figure<Integer> target, Figure<Integer> quorum) {
    return Figure.derived(
        nodes.name() + ": needed",
        nodes.has().value() - (target.value() - quorum.value()),
        "{" + nodes.has().name() + "} − ({target replicas} − {" + quorum.name() + "})",
        nodes.has(),
        target,
        quorum);
  }

  @Override
  public String name() {
    return vms.name();
  }

  @Override
  public String what() {
    return vms.what();
  }

  @Override
  public Figure<Integer> has() {
    return vms.has();
  }

  @Override
  public Figure<Integer> needs(boolean inTurn) {
    return inTurn ? needed(vms, target, quorumInTurn()) : vms.needed();
  }

  private Figure<Integer> quorumInTurn() {
    ReplicaView view = view();
    for (ReplicaView next = view.fail(1); next.hasQuorum(); next = next.fail(1)) {
      view = next;
    }
    return Figure.derived(
            "quorum of replicas in turn",
            view.up(),
            "the fewest of {target replicas} that are enough when the others fail one by one;"
                + " {minimum replicas} of them vote whatever has failed",
            target,
            minimum)
        .by(rule());
  }

  /**
   * How many of its VMs have to be up when some on stopped servers are down already: their replicas
   * have left the view, if they left a quorum.
   *
   * @param down how many of its VMs are on the servers that stopped
   */
  Figure<Integer> needsAfter(int down) {
    ReplicaView after = view().fail(Math.min(down, target.value()));
    if (down == 0 || !after.hasQuorum()) {
      return vms.needed();
    }
    Figure<Integer> gone =
        Figure.derived(
            vms.name() + ": VMs down",
            down,
            "those on servers that stopped, of {" + vms.on().name() + "}",
            vms.on());
    Figure<Integer> quorum =
        Figure.derived(
                vms.name() + ": quorum of replicas",
                after.fail(0).needed(),
                "more than half of the larger of {minimum replicas} and {target replicas} − {"
                    + gone.name()
                    + "}",
                minimum,
                target,
                gone)
            .by(rule());
    return needed(vms, target, quorum);
  }

  private ReplicaView view() {
    return ReplicaView.of(target.value(), minimum.value());
  }

  @Override
  public double stops(int set, boolean inTurn) {
    int[] downOf = new int[Integer.SIZE];
    int down = 0;
    for (int server : vms.servers()) {
      down += set >> server & 1;
      downOf[server] += set >> server & 1;
    }
    if (!inTurn) {
      return view().fail(Math.min(down, target.value())).hasQuorum() ? 0 : 1;
    }
    ReplicaView view = view();
    for (int failed : downOf) {
      view = view.fail(Math.min(failed, view.up()));
    }
    return view.hasQuorum() ? 0 : 1;
  }

  @Override
  public Figure<Double> stoppedSets(double value, boolean inTurn, Figure<Long> sets) {
    return (inTurn
            ? Figure.derived(
                stoppedSetsName(),
                value,
                "those of {"
                    + sets.name()
                    + "} whose servers, one after the other in their order, take more of {"
                    + vms.has().name()
                    + "}, which are on {"
                    + vms.on().name()
                    + "}, than a majority of the replicas in view allows: of {target replicas}"
                    + " those that are down leave the view, but for {minimum replicas}",
                sets,
                vms.has(),
                vms.on(),
                target,
                minimum)
            : vms.stoppedSets(value, false, sets))
        .by(rule());
  }
}
