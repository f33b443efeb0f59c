package org.stackbook.compute.engine;

import java.util.Arrays;
import org.stackbook.seed.Random64;

/**
 * A few hosts with a list of VMs, by a seed, and the most VMs that any placement of them has, by
 * trying all.
 */
final class SmallHosts {

  final long[] free;
  final long[] memory;
  final int[] set;
  final int[] domain;
  final HostRules rules;

  /**
   * @param sets whether some of the VMs are in sets
   */
  SmallHosts(Random64 random, boolean sets) {
    int hosts = 3 + random.nextInt(2);
    free = new long[hosts];
    Arrays.setAll(free, i -> 4L + random.nextInt(12));
    int vms = 1 + random.nextInt(7);
    memory = new long[vms];
    set = new int[vms];
    domain = new int[vms];
    int[] members = new int[2];
    for (int i = 0; i < vms; i++) {
      memory[i] = 1L + random.nextInt(8);
      set[i] = sets && random.nextInt(3) > 0 ? random.nextInt(2) : VmPlacer.NO_SET;
      domain[i] = set[i] == VmPlacer.NO_SET ? 0 : members[set[i]]++ % 3;
    }
    long all = Arrays.stream(free).sum();
    rules =
        new HostRules(
            all,
            new MemoryReserve(random.nextInt(6), random.nextInt(2), 0, 0, 0, false),
            1 + random.nextInt(4),
            1 + random.nextInt(8));
  }

  VmPlacer placer(long seed) {
    return new VmPlacer(free, 0, rules, 2, seed);
  }

  /** The hosts that our placement chooses. */
  int[] placed(VmPlacer placer) {
    int[] host = new int[memory.length];
    for (int i = 0; i < host.length; i++) {
      host[i] = placer.create(memory[i], true, set[i], domain[i]);
    }
    return host;
  }

  /** Whether a placement keeps all rules, each said again from its definition. */
  boolean isAllowed(int[] host) {
    long[] taken = new long[free.length];
    int[] count = new int[free.length];
    int vms = 0;
    long used = 0;
    long largest = 0;
    for (int i = 0; i < host.length; i++) {
      if (host[i] >= 0) {
        taken[host[i]] += memory[i];
        count[host[i]]++;
        vms++;
        used += memory[i];
        largest = Math.max(largest, memory[i]);
      }
    }
    for (int h = 0; h < free.length; h++) {
      if (taken[h] > free[h] || count[h] > rules.vmsPerHost()) {
        return false;
      }
    }
    long reserve = rules.reserve().fixed() + rules.reserve().timesLargest() * largest;
    boolean reserveKept = vms == 0 || used + reserve <= rules.memory();
    return vms <= rules.vms() && reserveKept && isApart(host);
  }

  boolean isApart(int[] host) {
    for (int i = 0; i < host.length; i++) {
      for (int j = 0; j < i; j++) {
        if (set[i] != VmPlacer.NO_SET
            && set[i] == set[j]
            && domain[i] != domain[j]
            && host[i] >= 0
            && host[i] == host[j]) {
          return false;
        }
      }
    }
    return true;
  }

  /** The most VMs that can be placed, whatever the order and the hosts. */
  int most() {
    int[] host = new int[memory.length];
    Arrays.fill(host, -1);
    return most(host, 0);
  }

  private int most(int[] host, int from) {
    if (from == host.length) {
      return isAllowed(host) ? (int) Arrays.stream(host).filter(h -> h >= 0).count() : -1;
    }
    int best = -1;
    for (int h = -1; h < free.length; h++) {
      host[from] = h;
      best = Math.max(best, most(host, from + 1));
    }
    host[from] = -1;
    return best;
  }
}
