package org.stackbook.platform;

import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.platform.engine.ReplicaView;

/**
 * A Service Fabric ring. It is counted as stopped when a partition whose replicas are on the nodes
 * that are down, as far as they can be, has lost its quorum.
 *
 * @param vms its nodes, which are VMs
 * @param target replicas of a partition in good times, on different nodes
 * @param minimum replicas that vote whatever has failed
 */
record RingPart(RolePart vms, Figure<Integer> target, Figure<Integer> minimum) implements Part {

  static RingPart of(String name, RolePart vms, Figure<Integer> target, Figure<Integer> minimum) {
    Figure<Integer> quorum =
        Figure.derived(
                "quorum of replicas",
                ReplicaView.of(target.value(), minimum.value()).needed(),
                "more than half of {target replicas}",
                target)
            .by(Facts.ours().fact("serviceFabric/quorum/value"));
    Figure<Integer> needs =
        Figure.derived(
            name + ": needed",
            vms.has().value() - (target.value() - quorum.value()),
            "{" + vms.has().name() + "} − ({target replicas} − {quorum of replicas})",
            vms.has(),
            target,
            quorum);
    return new RingPart(
        new RolePart(name, vms.what(), vms.has(), needs, vms.servers(), vms.memory(), vms.spread()),
        target,
        minimum);
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
  public Figure<Integer> needs() {
    return vms.needs();
  }

  @Override
  public double stops(int set, boolean inTurn) {
    int[] downOf = new int[Integer.SIZE];
    int down = 0;
    for (int server : vms.servers()) {
      down += set >> server & 1;
      downOf[server] += set >> server & 1;
    }
    ReplicaView view = ReplicaView.of(target.value(), minimum.value());
    if (!inTurn) {
      return view.fail(Math.min(down, target.value())).hasQuorum() ? 0 : 1;
    }
    for (int failed : downOf) {
      view = view.fail(Math.min(failed, view.up()));
    }
    return view.hasQuorum() ? 0 : 1;
  }

  @Override
  public Figure<Double> stoppedSets(double value) {
    return vms.stoppedSets(value).by(Facts.ours().fact("serviceFabric/quorum/value"));
  }
}
