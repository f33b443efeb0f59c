package org.stackbook.storage;

import org.stackbook.fact.Fact;

/**
 * In which operational state a virtual disk is, in the words of the product. States that do not
 * follow from a failure (Suboptimal, In service, Detached by policy or timeout) are left out.
 *
 * <p>Source: Storage Spaces health and operational states.
 */
enum VolumeState {
  /** Every slab has all copies. */
  OK("OK", true),
  /** Slabs lack copies, which are up to date where they are missing. */
  INCOMPLETE("Incomplete", true),
  /** Slabs lack copies, which are outdated by now. */
  DEGRADED("Degraded", true),
  /** All copies of some slabs are on failed drives: data is lost. */
  NO_REDUNDANCY("No redundancy", false),
  /** Some slabs have no copy within reach, but servers that are down have one. */
  UNREADABLE("Detached: Incomplete", false),
  /** The pool has no quorum. */
  WITHOUT_POOL("Detached: Majority Disks Unhealthy", false),
  /** The cluster has no quorum, so that nobody is left to report a state. */
  OFFLINE("Offline", false);

  private final String word;
  private final boolean online;

  VolumeState(String word, boolean online) {
    this.word = word;
    this.online = online;
  }

  /**
   * The state that follows.
   *
   * @param cluster whether the cluster goes on
   * @param pool whether the pool has quorum
   * @param survivors slabs by the number of copies left
   * @param lostForGood slabs of which all copies are on failed drives
   * @param written whether the volume was written to since the failure
   */
  static VolumeState of(
      boolean cluster, boolean pool, int[] survivors, int lostForGood, boolean written) {
    if (!cluster) {
      return OFFLINE;
    }
    if (!pool) {
      return WITHOUT_POOL;
    }
    if (lostForGood > 0) {
      return NO_REDUNDANCY;
    }
    if (survivors[0] > 0) {
      return UNREADABLE;
    }
    boolean isShort = false;
    for (int left = 1; left < survivors.length - 1; left++) {
      isShort |= survivors[left] > 0;
    }
    return !isShort ? OK : written ? DEGRADED : INCOMPLETE;
  }

  /** Whether the volume can be read and written. */
  boolean isOnline() {
    return online;
  }

  /** As the product shows it. */
  String word() {
    return word;
  }

  /** Health status and operational state: {@code Warning: Degraded}. */
  String told() {
    return this == OFFLINE ? word : HealthWords.VIRTUAL_DISK.told(word);
  }

  /**
   * The fact that has this state; for {@link #OFFLINE}, which the product has no word for, none.
   */
  Fact[] facts() {
    return this == OFFLINE ? new Fact[0] : new Fact[] {HealthWords.VIRTUAL_DISK.fact(word)};
  }
}
