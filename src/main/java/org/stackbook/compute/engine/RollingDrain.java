package org.stackbook.compute.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Hosts that are drained one after the other. The VMs of a host move to others that have the memory
 * for them, fault domains of a set kept apart if there is a way; what the host did beside VMs moves
 * into the memory that is then left. VMs that cannot be moved are stopped meanwhile, and so are
 * those that find no memory.
 */
public final class RollingDrain {

  private final MovableVms vms;
  private final boolean failback;
  private final long[] free;
  private final long[] beside;
  private final int[] at;

  /**
   * @param free memory of each host that nothing uses, in bytes, 0 or more
   * @param beside memory of each host that it uses for what moves when it is drained, beside VMs
   * @param at host of each VM
   * @param failback whether all returns to a host before the next one is drained
   */
  public RollingDrain(long[] free, long[] beside, MovableVms vms, int[] at, boolean failback) {
    this.free = free.clone();
    this.beside = beside.clone();
    this.vms = vms;
    this.at = at.clone();
    this.failback = failback;
  }

  /** Drains a host, and puts it back into service. */
  public HostDrain drain(int host) {
    int[] there = IntStream.range(0, at.length).filter(vm -> at[vm] == host).toArray();
    int[] moving =
        Arrays.stream(there)
            .filter(vm -> vms.isMovable(vm))
            .boxed()
            .sorted(Comparator.comparingLong((Integer vm) -> -vms.memory(vm)))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] left = free.clone();
    left[host] = 0;
    int[] now = at.clone();
    Arrays.stream(there).forEach(vm -> now[vm] = VmPlacer.NO_HOST);
    boolean proven = search(moving, now, left);
    boolean[] together = new boolean[there.length];
    for (int i = 0; i < there.length; i++) {
      together[i] = now[there[i]] != VmPlacer.NO_HOST && shares(there[i], now);
    }
    long[] share = spread(beside[host], left, host);
    long lacking = beside[host] - Arrays.stream(share).sum();
    int[] to = Arrays.stream(there).map(vm -> now[vm]).toArray();
    if (!failback) {
      keep(host, there, to, share, lacking);
    }
    return new HostDrain(host, there, to, together, left, mostOnOne(now), lacking, proven);
  }

  private int mostOnOne(int[] now) {
    int[] on = new int[free.length];
    int most = 0;
    for (int host : now) {
      if (host != VmPlacer.NO_HOST) {
        most = Math.max(most, ++on[host]);
      }
    }
    return most;
  }

  /** Whether it is proven that there is no way, if none was found. */
  private boolean search(int[] moving, int[] now, long[] left) {
    DrainSearch sharing = new DrainSearch(vms, moving, now, left, true);
    // More memory than there is needs no search, and a search would find that out slowly.
    boolean tooMuch =
        Arrays.stream(moving).mapToLong(vm -> vms.memory(vm)).sum() > Arrays.stream(left).sum();
    if (!tooMuch) {
      if (new DrainSearch(vms, moving, now, left, false).run()) {
        return true;
      }
      if (sharing.run()) {
        preferApart(moving, now, left);
        return true;
      }
    }
    boolean proven = tooMuch || sharing.isComplete();
    sharing.part();
    return proven;
  }

  /** Moves VMs that share a host with another domain to one where they do not, if there is room. */
  private void preferApart(int[] moving, int[] now, long[] left) {
    for (int vm : moving) {
      int from = now[vm];
      for (int host = 0; host < left.length && shares(vm, now); host++) {
        if (host != from && left[host] >= vms.memory(vm)) {
          now[vm] = host;
          if (shares(vm, now)) {
            now[vm] = from;
          } else {
            left[host] -= vms.memory(vm);
            left[from] += vms.memory(vm);
          }
        }
      }
    }
  }

  private boolean shares(int vm, int[] now) {
    for (int other = 0; other < now.length; other++) {
      if (other != vm && now[other] == now[vm] && vms.areApart(vm, other)) {
        return true;
      }
    }
    return false;
  }

  /** Gives each other host an equal part, and what it has no memory for to the others. */
  private static long[] spread(long amount, long[] left, int drained) {
    long[] share = new long[left.length];
    int[] others =
        IntStream.range(0, left.length)
            .filter(host -> host != drained)
            .boxed()
            .sorted(Comparator.comparingLong((Integer host) -> left[host]))
            .mapToInt(Integer::intValue)
            .toArray();
    long rest = amount;
    for (int i = 0; i < others.length; i++) {
      int host = others[i];
      share[host] = Math.min(left[host], rest / (others.length - i));
      left[host] -= share[host];
      rest -= share[host];
    }
    return share;
  }

  /** What moved stays where it is; what was stopped starts again on its host. */
  private void keep(int host, int[] there, int[] to, long[] share, long lacking) {
    for (int i = 0; i < there.length; i++) {
      if (to[i] != VmPlacer.NO_HOST) {
        at[there[i]] = to[i];
        free[to[i]] -= vms.memory(there[i]);
        free[host] += vms.memory(there[i]);
      }
    }
    for (int other = 0; other < free.length; other++) {
      free[other] -= share[other];
      beside[other] += share[other];
    }
    free[host] += beside[host] - lacking;
    beside[host] = lacking;
  }

  /** The host of each VM now. */
  public int[] at() {
    return at.clone();
  }

  /** Memory of each host that nothing uses now, in bytes. */
  public long[] free() {
    return free.clone();
  }
}
