package org.stackbook.qos.engine;

/**
 * What a virtual machine may do. Rates and bursts are in tokens, of which a request costs one for
 * each unit of its size that it begins.
 *
 * @param disk tokens per second of each disk, 0 for no cap
 * @param diskBurst tokens that a disk may save up, 1 or more where there is a cap
 * @param total tokens per second of all its disks together, 0 for no cap
 * @param totalBurst tokens that all its disks may save up, 1 or more where there is a cap
 * @param waiting requests that may wait for the cap of a disk; those beyond it are refused. -1 for
 *     no bound
 */
public record Caps(int disk, int diskBurst, int total, int totalBurst, int waiting) {

  /** No cap at all. */
  public static final Caps NONE = new Caps(0, 0, 0, 0, -1);
}
