package org.stackbook.platform.engine;

/**
 * The replicas of a partition as Service Fabric sees them. It goes on while a majority of those in
 * view is up; after a failure that it survives, those that are down leave the view, but never so
 * many that fewer than the minimum are left in it.
 *
 * <pre>{@code
 * ReplicaView.of(5, 3).fail(3).hasQuorum() // → false
 * ReplicaView.of(5, 3).fail(1).fail(1).fail(1).hasQuorum() // → true
 * }</pre>
 *
 * <p>Source: Disaster recovery in Azure Service Fabric;
 * StatefulServiceDescription.MinReplicaSetSize.
 *
 * @param inView replicas that vote, 1 or more
 * @param up how many of them are up
 * @param minimum fewest that stay in view, 1 or more
 */
public record ReplicaView(int inView, int up, int minimum) {

  /**
   * All replicas are up.
   *
   * @param target how many there are, 1 or more
   * @param minimum fewest that stay in view, 1 to {@code target}
   */
  public static ReplicaView of(int target, int minimum) {
    return new ReplicaView(target, target, minimum);
  }

  /**
   * After replicas fail at once; those that failed before have left the view where they may.
   *
   * @param replicas how many, 0 or more; never more than are up
   */
  public ReplicaView fail(int replicas) {
    int voters = hasQuorum() ? Math.max(minimum, up) : inView;
    return new ReplicaView(voters, Math.max(0, up - replicas), minimum);
  }

  /** How many have to be up: more than half of those in view. */
  public int needed() {
    return inView / 2 + 1;
  }

  /** Whether enough are up for writes. */
  public boolean hasQuorum() {
    return up >= needed();
  }
}
