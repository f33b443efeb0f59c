package org.stackbook.compute.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Looks for hosts that take all VMs of a drained one: first each VM to the host with the most free
 * memory, the largest VM first; then to the host that it fills best; then, in a bounded number of
 * steps, all ways there are.
 */
final class DrainSearch {

  /** Tries after which the search for a way gives up. */
  private static final int MOST_TRIES = 200_000;

  private final MovableVms vms;
  private final int[] moving;
  private final int[] at;
  private final long[] free;
  private final long[] startFree;
  private final boolean mayShare;
  private int tries;

  /**
   * @param moving VMs to be moved, the largest first
   * @param at host of each VM; changed by what is found
   * @param free memory of each host, 0 or less where none may go; changed by what is found
   * @param mayShare whether fault domains of a set may share a host
   */
  DrainSearch(MovableVms vms, int[] moving, int[] at, long[] free, boolean mayShare) {
    this.vms = vms;
    this.moving = moving;
    this.at = at;
    this.free = free;
    this.startFree = free.clone();
    this.mayShare = mayShare;
  }

  /** Whether hosts for all were found. If not, no VM has one. */
  boolean run() {
    return greedy(true) || greedy(false) || exhaust(0);
  }

  /** Whether {@link #run} looked at all ways there are. */
  boolean isComplete() {
    return tries < MOST_TRIES;
  }

  private boolean greedy(boolean mostFree) {
    for (int vm : moving) {
      int best = VmPlacer.NO_HOST;
      for (int host = 0; host < free.length; host++) {
        if (fits(vm, host)
            && (best == VmPlacer.NO_HOST
                || (mostFree ? free[host] > free[best] : free[host] < free[best]))) {
          best = host;
        }
      }
      if (best == VmPlacer.NO_HOST) {
        reset();
        return false;
      }
      put(vm, best);
    }
    return true;
  }

  /** Places what can be placed, one after the other; the others are on no host. */
  void part() {
    for (int vm : moving) {
      int best = VmPlacer.NO_HOST;
      for (int host = 0; host < free.length; host++) {
        if (fits(vm, host) && (best == VmPlacer.NO_HOST || free[host] > free[best])) {
          best = host;
        }
      }
      if (best != VmPlacer.NO_HOST) {
        put(vm, best);
      }
    }
  }

  private boolean exhaust(int next) {
    if (next == moving.length) {
      return true;
    }
    int vm = moving[next];
    for (int host = 0; host < free.length; host++) {
      if (++tries >= MOST_TRIES) {
        return false;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while hosts are looked for");
      }
      if (fits(vm, host)) {
        put(vm, host);
        if (exhaust(next + 1)) {
          return true;
        }
        take(vm, host);
      }
    }
    return false;
  }

  private boolean fits(int vm, int host) {
    return free[host] >= vms.memory(vm) && (mayShare || isApart(vm, host));
  }

  boolean isApart(int vm, int host) {
    if (vms.isAlone(vm)) {
      return true;
    }
    for (int other = 0; other < at.length; other++) {
      if (at[other] == host && vms.areApart(vm, other)) {
        return false;
      }
    }
    return true;
  }

  private void put(int vm, int host) {
    at[vm] = host;
    free[host] -= vms.memory(vm);
  }

  private void take(int vm, int host) {
    at[vm] = VmPlacer.NO_HOST;
    free[host] += vms.memory(vm);
  }

  private void reset() {
    System.arraycopy(startFree, 0, free, 0, free.length);
    Arrays.stream(moving).forEach(vm -> at[vm] = VmPlacer.NO_HOST);
  }
}
