package org.stackbook.stamp.engine;

/**
 * How a storage pool votes: each of its drives has a vote, and the node that owns the pool resource
 * has one more, which breaks the tie when half of the drives are gone. Nothing is dynamic: failed
 * drives stay in the total.
 *
 * <pre>{@code
 * new PoolVotes(16, 8, true) // → 9/16
 * new PoolVotes(16, 8, true).majority() // → true
 * }</pre>
 *
 * <p>Source: Understanding cluster and pool quorum.
 *
 * @param drives of the pool, those that are gone included; 1 or more
 * @param up drives that are left
 * @param ownerVotes whether the owner of the pool resource is among those left, and its vote counts
 */
public record PoolVotes(int drives, int up, boolean ownerVotes) {

  /** The votes of those left. */
  public int votes() {
    return up + (ownerVotes ? 1 : 0);
  }

  /** Votes that are more than half of all, that of the owner included. */
  public int needed() {
    return (drives + (ownerVotes ? 1 : 0)) / 2 + 1;
  }

  /** Whether the pool stays online. */
  public boolean majority() {
    return votes() >= needed();
  }

  /** As the page counts: votes of those left, of the drives: {@code 9/16}. */
  @Override
  public String toString() {
    return votes() + "/" + drives;
  }
}
