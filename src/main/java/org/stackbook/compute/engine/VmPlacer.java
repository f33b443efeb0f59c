package org.stackbook.compute.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.stackbook.seed.Random64;

/**
 * Puts VMs on hosts, one after the other: on the host with the most free memory that may take them,
 * the seed deciding between equals. Memory is never over-committed. VMs of a set that are in
 * different fault domains never share a host when they are created; when they are restarted they do
 * if there is no other way.
 *
 * <p>A VM costs a few steps for each doubling of the number of hosts, and for a set as many for
 * each of its hosts.
 */
public final class VmPlacer {

  /** The set of a VM that is in none. */
  public static final int NO_SET = -1;

  /** The host of a VM that is on none. */
  public static final int NO_HOST = -1;

  private static final long NONE = Long.MIN_VALUE;

  private final HostRules rules;
  private final long[] free;
  private final int[] vms;
  private final boolean[] down;
  private final long[] beside;
  private final int[] leafOf;
  private final int[] hostAt;
  private final MostFree tree;
  private final SetMembers[] sets;
  private long used;
  private long counted;
  private long largest;
  private int created;
  private Obstacle obstacle = Obstacle.NONE;
  private boolean together;

  /**
   * Hosts without VMs.
   *
   * @param free memory of each host for VMs, in bytes, 0 or more
   * @param beside memory that each host uses for what moves to others when it fails, beside VMs
   * @param sets how many sets of VMs there are, 0 or more
   * @param seed decides between hosts with equally much free memory
   */
  public VmPlacer(long[] free, long beside, HostRules rules, int sets, long seed) {
    this.rules = rules;
    this.free = free.clone();
    this.vms = new int[free.length];
    this.down = new boolean[free.length];
    this.beside = new long[free.length];
    Arrays.fill(this.beside, beside);
    this.leafOf = new int[free.length];
    this.hostAt = shuffled(free.length, seed);
    long[] keys = new long[free.length];
    for (int leaf = 0; leaf < free.length; leaf++) {
      leafOf[hostAt[leaf]] = leaf;
      keys[leaf] = free[hostAt[leaf]];
    }
    this.tree = new MostFree(keys);
    this.sets = new SetMembers[sets];
    Arrays.setAll(this.sets, i -> new SetMembers());
  }

  private static int[] shuffled(int n, long seed) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    Random64 random = new Random64(seed);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /**
   * Creates a VM.
   *
   * @param memory in bytes, more than 0
   * @param highlyAvailable whether it is restarted elsewhere when its host fails
   * @param set that it is in, or {@link #NO_SET}
   * @param domain its fault domain in the set
   * @return its host, or {@link #NO_HOST}: then {@link #obstacle} says why
   */
  public int create(long memory, boolean highlyAvailable, int set, int domain) {
    if (!isTakenInAll(memory, highlyAvailable)) {
      return NO_HOST;
    }
    int host = mostFree(set, domain);
    if (host == NO_HOST || tree.key(leafOf[host]) < memory) {
      return blocked(whyNot(memory));
    }
    put(host, memory, highlyAvailable, set, domain);
    return host;
  }

  /**
   * Creates a VM that is in no set on a certain host.
   *
   * @param host that is up
   * @param memory in bytes, more than 0
   * @param highlyAvailable whether it is restarted elsewhere when its host fails
   * @return the host, or {@link #NO_HOST}: then {@link #obstacle} says why
   */
  public int createOn(int host, long memory, boolean highlyAvailable) {
    if (!isTakenInAll(memory, highlyAvailable)) {
      return NO_HOST;
    }
    if (free[host] < memory) {
      return blocked(Obstacle.HOST_MEMORY);
    }
    if (vms[host] >= rules.vmsPerHost()) {
      return blocked(Obstacle.VMS_PER_HOST);
    }
    put(host, memory, highlyAvailable, NO_SET, 0);
    return host;
  }

  private boolean isTakenInAll(long memory, boolean highlyAvailable) {
    obstacle =
        created >= rules.vms()
            ? Obstacle.VMS_IN_ALL
            : used + memory + reserveWith(memory, highlyAvailable) > rules.memory()
                ? Obstacle.RESERVE
                : Obstacle.NONE;
    return obstacle == Obstacle.NONE;
  }

  private int blocked(Obstacle by) {
    obstacle = by;
    return NO_HOST;
  }

  private Obstacle whyNot(long memory) {
    boolean enoughMemory = false;
    for (int host = 0; host < free.length; host++) {
      if (!down[host] && free[host] >= memory) {
        if (vms[host] < rules.vmsPerHost()) {
          return Obstacle.FAULT_DOMAIN;
        }
        enoughMemory = true;
      }
    }
    return enoughMemory ? Obstacle.VMS_PER_HOST : Obstacle.HOST_MEMORY;
  }

  /** The host with the most free memory among those that are not in other domains of the set. */
  private int mostFree(int set, int domain) {
    if (set == NO_SET || sets[set].size() == 0) {
      return tree.key(tree.best()) == NONE ? NO_HOST : hostAt[tree.best()];
    }
    SetMembers members = sets[set];
    for (int i = 0; i < members.size(); i++) {
      if (members.domain(i) != domain) {
        tree.set(leafOf[members.host(i)], NONE);
      }
    }
    int best = tree.key(tree.best()) == NONE ? NO_HOST : hostAt[tree.best()];
    for (int i = 0; i < members.size(); i++) {
      refresh(members.host(i));
    }
    return best;
  }

  private void refresh(int host) {
    boolean full = vms[host] >= rules.vmsPerHost();
    tree.set(leafOf[host], down[host] || full ? NONE : free[host]);
  }

  private void put(int host, long memory, boolean highlyAvailable, int set, int domain) {
    free[host] -= memory;
    vms[host]++;
    created++;
    used += memory;
    if (rules.reserve().counts(highlyAvailable)) {
      counted += memory;
      largest = Math.max(largest, memory);
    }
    if (set != NO_SET) {
      sets[set].add(host, domain);
    }
    refresh(host);
  }

  private long reserveWith(long memory, boolean highlyAvailable) {
    return rules.reserve().counts(highlyAvailable)
        ? rules.reserve().of(Math.max(largest, memory), counted + memory)
        : rules.reserve().of(largest, counted);
  }

  /**
   * Takes hosts out of service. Their VMs are gone from them and have to be restarted by the
   * caller; what else they did moves to the others, evenly as far as these have memory.
   *
   * @param hosts that are up
   * @return how much memory that they used beside VMs is not found on the others, in bytes
   */
  public long fail(int... hosts) {
    long moves = 0;
    for (int host : hosts) {
      moves += beside[host];
      beside[host] = 0;
      down[host] = true;
      free[host] = 0;
      vms[host] = 0;
      for (SetMembers members : sets) {
        members.removeHost(host);
      }
      refresh(host);
    }
    return spread(moves);
  }

  /** Gives each host that is up an equal part, and what it has no memory for to the others. */
  private long spread(long amount) {
    int[] up =
        IntStream.range(0, free.length)
            .filter(host -> !down[host])
            .boxed()
            .sorted(Comparator.comparingLong(host -> free[host]))
            .mapToInt(Integer::intValue)
            .toArray();
    long left = amount;
    for (int i = 0; i < up.length; i++) {
      long part = Math.min(free[up[i]], left / (up.length - i));
      free[up[i]] -= part;
      beside[up[i]] += part;
      left -= part;
      refresh(up[i]);
    }
    return left;
  }

  /**
   * Restarts a VM of a failed host. Neither the reserve nor limits on the number of VMs stand in
   * its way.
   *
   * @param memory in bytes, more than 0
   * @param set that it is in, or {@link #NO_SET}
   * @param domain its fault domain in the set
   * @return its host, or {@link #NO_HOST} if no host has the memory; {@link #isTogether} says
   *     whether it shares the host with another fault domain of its set
   */
  public int restart(long memory, int set, int domain) {
    obstacle = Obstacle.NONE;
    together = false;
    int host = roomiest(memory, set, domain);
    if (host == NO_HOST && set != NO_SET) {
      host = roomiest(memory, NO_SET, domain);
      together = host != NO_HOST;
    }
    if (host == NO_HOST) {
      return blocked(Obstacle.HOST_MEMORY);
    }
    free[host] -= memory;
    vms[host]++;
    if (set != NO_SET) {
      sets[set].add(host, domain);
    }
    refresh(host);
    return host;
  }

  /** As the tree would say it, but without the limit on VMs of a host. */
  private int roomiest(long memory, int set, int domain) {
    int best = NO_HOST;
    for (int host : hostAt) {
      if (!down[host]
          && free[host] >= memory
          && (best == NO_HOST || free[host] > free[best])
          && isApart(host, set, domain)) {
        best = host;
      }
    }
    return best;
  }

  /**
   * Whether a host has no VM of the set in another fault domain.
   *
   * @param set or {@link #NO_SET}
   */
  public boolean isApart(int host, int set, int domain) {
    if (set != NO_SET) {
      for (int i = 0; i < sets[set].size(); i++) {
        if (sets[set].host(i) == host && sets[set].domain(i) != domain) {
          return false;
        }
      }
    }
    return true;
  }

  /** Why the last VM was put on no host. */
  public Obstacle obstacle() {
    return obstacle;
  }

  /** Whether the VM that was restarted last shares its host with another domain of its set. */
  public boolean isTogether() {
    return together;
  }

  /** Free memory of a host for VMs, in bytes. */
  public long free(int host) {
    return free[host];
  }

  /** How many VMs are on a host. */
  public int vms(int host) {
    return vms[host];
  }

  /** How many VMs were created. */
  public int created() {
    return created;
  }

  /** Whether a host is out of service. */
  public boolean isDown(int host) {
    return down[host];
  }

  /** The largest VM that the reserve counts, in bytes. */
  public long largest() {
    return largest;
  }

  /** What is left of the memory of all hosts when VMs and reserve are taken away, in bytes. */
  public long available() {
    return rules.memory() - used - rules.reserve().of(largest, counted);
  }

  /**
   * How many more VMs of a size fit, and what bounds their number.
   *
   * @param memory in bytes, more than 0
   * @param highlyAvailable whether they are restarted elsewhere when their host fails
   */
  public FitBounds fit(long memory, boolean highlyAvailable) {
    long byMemory = 0;
    long byHosts = 0;
    for (int host = 0; host < free.length; host++) {
      if (!down[host]) {
        long there = free[host] / memory;
        byMemory += there;
        byHosts += Math.min(there, Math.max(0, rules.vmsPerHost() - vms[host]));
      }
    }
    long all = Math.max(0, (rules.memory() - used) / memory);
    long low = 0;
    long high = all;
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (keepsReserve(middle, memory, highlyAvailable)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return new FitBounds(Math.max(0, rules.vms() - created), low, byHosts, byMemory);
  }

  private boolean keepsReserve(long more, long memory, boolean highlyAvailable) {
    long added = more * memory;
    long reserve =
        rules.reserve().counts(highlyAvailable)
            ? rules.reserve().of(Math.max(largest, memory), counted + added)
            : rules.reserve().of(largest, counted);
    return used + added + reserve <= rules.memory();
  }
}
