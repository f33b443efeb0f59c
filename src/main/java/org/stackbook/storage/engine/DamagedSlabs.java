package org.stackbook.storage.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Slabs that have lost some of their copies and not all, in groups: those of a group survive in the
 * same fault domains, and their volumes may use the same servers.
 */
final class DamagedSlabs {

  /** Fault domains that a group is told by: what fits a long. */
  static final int MOST_SURVIVORS = 4;

  private static final int DOMAIN_BITS = Long.SIZE / MOST_SURVIVORS;
  private static final int FIRST_SIZE = 1 << 10;

  private final List<int[]> holders = new ArrayList<>();
  private final List<boolean[]> allowed = new ArrayList<>();
  private int[] damaged = new int[FIRST_SIZE];
  private int[] groupOf = new int[FIRST_SIZE];
  private int count;
  private int[] first = new int[1];
  private int[] members = new int[0];

  private DamagedSlabs() {}

  /**
   * @param map where the copies are, one volume after the other
   * @param pool the drives
   * @param slabsOfVolume how many slabs each volume has
   * @param allowed for each volume and server whether copies of the volume may go there
   * @param gone whether each drive is lost
   */
  static DamagedSlabs of(
      SlabMap map, DriveTree pool, int[] slabsOfVolume, boolean[][] allowed, boolean[] gone) {
    DamagedSlabs slabs = new DamagedSlabs();
    int[] domainOfDrive = new int[pool.drives()];
    Arrays.setAll(domainOfDrive, pool::domainOfDrive);
    Map<BitSet, Map<Long, Integer>> numbers = new HashMap<>();
    int first = 0;
    for (int volume = 0; volume < slabsOfVolume.length; volume++) {
      int end = first + slabsOfVolume[volume];
      slabs.find(
          map,
          first,
          end,
          domainOfDrive,
          gone,
          allowed[volume],
          numbers.computeIfAbsent(set(allowed[volume]), servers -> new HashMap<>()));
      first = end;
    }
    slabs.order();
    return slabs;
  }

  private static BitSet set(boolean[] flags) {
    BitSet set = new BitSet();
    for (int i = 0; i < flags.length; i++) {
      set.set(i, flags[i]);
    }
    return set;
  }

  /** Looks through the slabs of a volume. */
  private void find(
      SlabMap map,
      int from,
      int end,
      int[] domainOfDrive,
      boolean[] gone,
      boolean[] servers,
      Map<Long, Integer> numbers) {
    int[] survivors = new int[map.copies()];
    for (int slab = from; slab < end; slab++) {
      MirrorRepair.poll(slab);
      int left = map.survivors(slab, gone, survivors);
      if (left > 0 && left < map.copies()) {
        long key = key(survivors, left, domainOfDrive);
        Integer number = numbers.get(key);
        if (number == null) {
          number = holders.size();
          numbers.put(key, number);
          holders.add(domains(key));
          allowed.add(servers);
        }
        add(slab, number);
      }
    }
  }

  private void add(int slab, int group) {
    if (count == damaged.length) {
      damaged = Arrays.copyOf(damaged, 2 * count);
      groupOf = Arrays.copyOf(groupOf, 2 * count);
    }
    damaged[count] = slab;
    groupOf[count++] = group;
  }

  /** Puts the slabs of a group side by side. */
  private void order() {
    first = new int[holders.size() + 1];
    for (int i = 0; i < count; i++) {
      first[groupOf[i] + 1]++;
    }
    for (int group = 0; group < holders.size(); group++) {
      first[group + 1] += first[group];
    }
    int[] next = first.clone();
    members = new int[count];
    for (int i = 0; i < count; i++) {
      members[next[groupOf[i]]++] = damaged[i];
    }
  }

  /** The fault domains of drives in one number, smallest first; domain 0 counts as 1. */
  private static long key(int[] drives, int count, int[] domainOfDrive) {
    for (int i = 0; i < count; i++) {
      int domain = domainOfDrive[drives[i]];
      int at = i;
      for (; at > 0 && drives[at - 1] > domain; at--) {
        drives[at] = drives[at - 1];
      }
      drives[at] = domain;
    }
    long key = 0;
    for (int i = 0; i < count; i++) {
      key = key << DOMAIN_BITS | (drives[i] + 1);
    }
    return key;
  }

  private static int[] domains(long key) {
    int[] domains = new int[MOST_SURVIVORS];
    int count = 0;
    for (long rest = key; rest != 0; rest >>>= DOMAIN_BITS) {
      domains[count++] = (int) (rest & ((1 << DOMAIN_BITS) - 1)) - 1;
    }
    return Arrays.copyOf(domains, count);
  }

  /** How many slabs each group has. */
  int[] sizes() {
    int[] sizes = new int[holders.size()];
    Arrays.setAll(sizes, group -> first[group + 1] - first[group]);
    return sizes;
  }

  /** The fault domains that hold the surviving copies of each group. */
  int[][] holders() {
    return holders.toArray(int[][]::new);
  }

  /** For each group and server whether copies may go there. */
  boolean[][] allowed() {
    return allowed.toArray(boolean[][]::new);
  }

  /** The slabs of a group. */
  int[] slabs(int group) {
    return Arrays.copyOfRange(members, first[group], first[group + 1]);
  }
}
