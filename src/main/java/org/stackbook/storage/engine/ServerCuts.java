package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Slabs by the servers that hold their copies: enough to say exactly what any set of failing
 * servers leaves, since no server has two copies of a slab. Sets of servers are numbers, server s
 * their bit s.
 */
public final class ServerCuts {

  private static final int MOST_SERVERS = 24;

  private final int[] sets;
  private final int[] slabs;

  private ServerCuts(int[] slabsOn) {
    int[] used = new int[slabsOn.length];
    int count = 0;
    for (int set = 1; set < slabsOn.length; set++) {
      if (slabsOn[set] > 0) {
        used[count++] = set;
      }
    }
    this.sets = Arrays.copyOf(used, count);
    this.slabs = Arrays.stream(sets).map(set -> slabsOn[set]).toArray();
  }

  /**
   * Looks at the slabs of a range.
   *
   * @param map where the copies are
   * @param failed drives that are gone already; slabs that are lost with them do not count
   * @param serverOfDrive server of each drive, from 0
   * @param from first slab
   * @param to one past the last slab
   */
  public static ServerCuts of(SlabMap map, BitSet failed, int[] serverOfDrive, int from, int to) {
    int servers = Arrays.stream(serverOfDrive).max().orElse(-1) + 1;
    if (servers > MOST_SERVERS) {
      throw new IllegalArgumentException(servers + " servers are more than " + MOST_SERVERS);
    }
    int[] bitOf = new int[serverOfDrive.length];
    for (int drive = 0; drive < bitOf.length; drive++) {
      bitOf[drive] = failed.get(drive) ? 0 : 1 << serverOfDrive[drive];
    }
    int[] slabsOn = new int[1 << servers];
    for (int slab = from; slab < to; slab++) {
      int set = 0;
      for (int copy = 0; copy < map.copies(); copy++) {
        set |= bitOf[map.drive(slab, copy)];
      }
      slabsOn[set]++;
    }
    return new ServerCuts(slabsOn);
  }

  /** What parts of a pool hold together. */
  public static ServerCuts joined(List<ServerCuts> parts) {
    int largest = 0;
    for (ServerCuts part : parts) {
      largest = Math.max(largest, Arrays.stream(part.sets).max().orElse(0));
    }
    int[] slabsOn = new int[largest + 1];
    for (ServerCuts part : parts) {
      for (int i = 0; i < part.sets.length; i++) {
        slabsOn[part.sets[i]] += part.slabs[i];
      }
    }
    return new ServerCuts(slabsOn);
  }

  /**
   * Slabs with a number of copies left when servers fail.
   *
   * @param failing the servers, as a set of bits
   * @param copies 0 or more
   */
  public long slabsWith(int copies, int failing) {
    long count = 0;
    for (int i = 0; i < sets.length; i++) {
      if (Integer.bitCount(sets[i] & ~failing) == copies) {
        count += slabs[i];
      }
    }
    return count;
  }
}
