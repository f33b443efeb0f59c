package org.stackbook.compute.engine;

import java.util.Arrays;

/** What happened when a host was drained. */
public final class HostDrain {

  private final int host;
  private final int[] vms;
  private final int[] to;
  private final boolean[] together;
  private final long[] free;
  private final int mostVms;
  private final long lacking;
  private final boolean proven;

  HostDrain(
      int host,
      int[] vms,
      int[] to,
      boolean[] together,
      long[] free,
      int mostVms,
      long lacking,
      boolean proven) {
    this.host = host;
    this.vms = vms;
    this.to = to;
    this.together = together;
    this.free = free;
    this.mostVms = mostVms;
    this.lacking = lacking;
    this.proven = proven;
  }

  /** The host that was drained. */
  public int host() {
    return host;
  }

  /** How many VMs were on it. */
  public int count() {
    return vms.length;
  }

  /** A VM that was on it, by its place among them. */
  public int vm(int place) {
    return vms[place];
  }

  /** Where the VM at a place went, or {@link VmPlacer#NO_HOST}. */
  public int to(int place) {
    return to[place];
  }

  /** Whether the VM at a place shares its host with another fault domain of its set. */
  public boolean isTogether(int place) {
    return together[place];
  }

  /** Memory that is left on a host while the drained one is away, in bytes; 0 on that. */
  public long free(int ofHost) {
    return free[ofHost];
  }

  /** Memory that is left on all other hosts together, in bytes. */
  public long free() {
    return Arrays.stream(free).sum();
  }

  /** The most memory that is left on one host, in bytes. */
  public long mostFree() {
    return Arrays.stream(free).max().orElse(0);
  }

  /** The most VMs that are on one host while the drained one is away. */
  public int mostVms() {
    return mostVms;
  }

  /** Memory of the work beside VMs that is not found on the others, in bytes. */
  public long lacking() {
    return lacking;
  }

  /**
   * Whether it is certain that no other choice of hosts takes all VMs, where some were given none;
   * else the search was given up.
   */
  public boolean isProven() {
    return proven;
  }
}
