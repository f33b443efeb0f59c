package org.stackbook.compute.engine;

/**
 * VMs that run on hosts.
 *
 * @param memory of each, in bytes, more than 0
 * @param movable whether it can be moved while it runs
 * @param set that it is in, or {@link VmPlacer#NO_SET}
 * @param domain its fault domain in the set
 */
public record MovableVms(long[] memory, boolean[] movable, int[] set, int[] domain) {

  /** How many. */
  public int count() {
    return memory.length;
  }

  /** Whether two may not share a host: they are of one set, in different fault domains. */
  boolean areApart(int one, int other) {
    return set[one] != VmPlacer.NO_SET
        && set[one] == set[other]
        && domain[one] != domain[other];
  }
}
