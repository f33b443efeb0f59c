package org.stackbook.compute.engine;

/**
 * The memory that is kept free of VMs, as a sum of three terms: one that is fixed, one that grows
 * with the largest VM, and one that grows with all VMs up to a cap. All amounts in bytes.
 *
 * @param fixed kept free whatever runs
 * @param timesLargest how often the largest VM is counted, 0 or more
 * @param leastLargest what the largest VM counts as at least
 * @param cap the most that the sum of VMs adds; 0 if it adds nothing
 * @param base counted into the sum of VMs beside them
 * @param highlyAvailableOnly whether VMs that are not restarted elsewhere count for nothing
 */
public record MemoryReserve(
    long fixed,
    int timesLargest,
    long leastLargest,
    long cap,
    long base,
    boolean highlyAvailableOnly) {

  /**
   * The reserve.
   *
   * @param largest the largest VM that counts, 0 if there is none
   * @param sum of all VMs that count
   */
  public long of(long largest, long sum) {
    return fixed + timesLargest * Math.max(largest, leastLargest) + Math.min(cap, base + sum);
  }

  /** Whether a VM counts. */
  public boolean counts(boolean highlyAvailable) {
    return highlyAvailable || !highlyAvailableOnly;
  }
}
