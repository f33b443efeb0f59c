package org.stackbook.compute.engine;

/** VMs that run on hosts. */
public final class MovableVms {

  private final long[] memory;
  private final boolean[] movable;
  private final int[] set;
  private final int[] domain;

  /**
   * @param memory of each, in bytes, more than 0
   * @param movable whether it can be moved while it runs
   * @param set that it is in, or {@link VmPlacer#NO_SET}
   * @param domain its fault domain in the set
   */
  public MovableVms(long[] memory, boolean[] movable, int[] set, int[] domain) {
    this.memory = memory.clone();
    this.movable = movable.clone();
    this.set = set.clone();
    this.domain = domain.clone();
  }

  /** How many. */
  public int count() {
    return memory.length;
  }

  /** Memory of a VM, in bytes. */
  public long memory(int vm) {
    return memory[vm];
  }

  /** Whether a VM can be moved while it runs. */
  public boolean isMovable(int vm) {
    return movable[vm];
  }

  /** Whether a VM is in no set. */
  boolean isAlone(int vm) {
    return set[vm] == VmPlacer.NO_SET;
  }

  /** Whether two may not share a host: they are of one set, in different fault domains. */
  public boolean areApart(int one, int other) {
    return !isAlone(one) && set[one] == set[other] && domain[one] != domain[other];
  }
}
