package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.stackbook.seed.Random64;

/**
 * Brings slabs back to all their copies after drives are lost, or after they come back. Copies that
 * survive stay where they are.
 *
 * @param map where the copies are afterwards; those that found no place are still on lost drives
 * @param load what is read and written
 */
public record MirrorRepair(SlabMap map, RepairLoad load) {

  private static final int POLL_MASK = (1 << 14) - 1;
  private static final int SERVER_BITS = 16;
  private static final int MOST_COPIES = 5;

  /** "repair" in ASCII: keeps these draws apart from those of the placement by the same seed. */
  private static final long STREAM = 0x726570616972L;

  /**
   * Rebuilds lost copies on drives with room, each in a server without a copy of the same slab:
   * every copy, if there is any way to rebuild them all; else as many as possible, those of slabs
   * with the fewest copies first. Servers, and drives in a server, take copies in proportion to
   * their room. A slab without copies stays lost.
   *
   * @param map where the copies are, at most 5 of a slab
   * @param serverOfDrive server of each drive, from 0, drives of a server side by side
   * @param lost drives that are gone
   * @param room how many more copies each drive can take; that of lost drives is not used
   * @param seed the same seed gives the same repair
   * @throws CancellationException if the thread is interrupted; nothing is left behind
   */
  public static MirrorRepair rebuild(
      SlabMap map, int[] serverOfDrive, BitSet lost, int[] room, long seed) {
    if (map.copies() > MOST_COPIES) {
      throw new IllegalArgumentException(map.copies() + " copies of a slab");
    }
    int[] usable = room.clone();
    lost.stream().forEach(drive -> usable[drive] = 0);
    int servers = serverOfDrive.length == 0 ? 0 : serverOfDrive[serverOfDrive.length - 1] + 1;
    long[] roomOfServer = new long[servers];
    for (int drive = 0; drive < usable.length; drive++) {
      roomOfServer[serverOfDrive[drive]] += usable[drive];
    }
    boolean[] gone = flags(lost, serverOfDrive.length);
    Groups groups = Groups.of(map, serverOfDrive, gone);
    int[][] spread = CopySpread.of(groups.sizes, groups.holders, roomOfServer, map.copies());
    int[] owed = new int[servers];
    for (int[] ofGroup : spread) {
      Arrays.setAll(owed, server -> owed[server] + ofGroup[server]);
    }
    Random64 random = new Random64(seed ^ STREAM);
    char[][] decks =
        DriveTree.ofServers(serverOfDrive, usable, roomOfServer).decksOfServers(owed, random);
    Rebuild rebuild = new Rebuild(map, gone, decks, random);
    for (int group = 0; group < spread.length; group++) {
      rebuild.group(groups.slabs(group), spread[group]);
    }
    SlabMap rebuilt = new SlabMap(map.copies(), rebuild.driveOfCopy);
    return new MirrorRepair(rebuilt, RepairLoad.of(map, gone, rebuilt, gone, serverOfDrive.length));
  }

  /**
   * Brings copies up to date that are on drives which come back. Slabs without another copy are
   * left as they are: nothing can tell what they missed.
   *
   * @param map where the copies are; it stays the same
   * @param lost drives that were gone, among them those that come back
   * @param back drives that come back
   * @param drives how many drives there are
   * @throws CancellationException if the thread is interrupted
   */
  public static MirrorRepair resync(SlabMap map, BitSet lost, BitSet back, int drives) {
    BitSet stillLost = (BitSet) lost.clone();
    stillLost.andNot(back);
    return new MirrorRepair(
        map, RepairLoad.of(map, flags(lost, drives), map, flags(stillLost, drives), drives));
  }

  /**
   * Where the copies are while a repair goes on: of the copies that a pass writes, so many have
   * been written, evenly over all slabs.
   *
   * @param before where the copies were
   * @param lost drives that are gone
   * @param done at index i the share, 0 to 1, of the pass for slabs with i copies left; a pass
   *     begins when the one before it has ended
   * @throws CancellationException if the thread is interrupted
   */
  public SlabMap until(SlabMap before, BitSet lost, double[] done) {
    char[] driveOfCopy = new char[before.slabs() * before.copies()];
    long[] seen = new long[before.copies()];
    boolean[] gone = flags(lost, Character.MAX_VALUE);
    int[] survivors = new int[before.copies()];
    int at = 0;
    for (int slab = 0; slab < before.slabs(); slab++) {
      poll(slab);
      int left = before.survivors(slab, gone, survivors);
      for (int copy = 0; copy < before.copies(); copy++, at++) {
        int drive = before.drive(slab, copy);
        int rebuilt = map.drive(slab, copy);
        if (gone[drive] && !gone[rebuilt]) {
          // The k-th is written if k shares make one more whole copy than k − 1 do.
          long written = (long) Math.floor(seen[left] * done[left]);
          drive = (long) Math.floor(++seen[left] * done[left]) > written ? rebuilt : drive;
          left++;
        }
        driveOfCopy[at] = (char) drive;
      }
    }
    return new SlabMap(before.copies(), driveOfCopy);
  }

  private static boolean[] flags(BitSet set, int length) {
    boolean[] flags = new boolean[length];
    for (int i = 0; i < length; i++) {
      flags[i] = set.get(i);
    }
    return flags;
  }

  static void poll(int slab) {
    if ((slab & POLL_MASK) == 0 && Thread.currentThread().isInterrupted()) {
      throw new CancellationException("repair was interrupted");
    }
  }

  /** Damaged slabs, grouped by the servers that hold their surviving copies. */
  private static final class Groups {
    final int[] sizes;
    final int[][] holders;
    private final int[] first;
    private final int[] members;

    private Groups(int[] sizes, int[][] holders, int[] first, int[] members) {
      this.sizes = sizes;
      this.holders = holders;
      this.first = first;
      this.members = members;
    }

    static Groups of(SlabMap map, int[] serverOfDrive, boolean[] gone) {
      int[] damaged = new int[1 << 10];
      int[] groupOf = new int[1 << 10];
      int count = 0;
      Map<Long, Integer> numbers = new HashMap<>();
      int[] survivors = new int[map.copies()];
      for (int slab = 0; slab < map.slabs(); slab++) {
        poll(slab);
        int left = map.survivors(slab, gone, survivors);
        if (left > 0 && left < map.copies()) {
          if (count == damaged.length) {
            damaged = Arrays.copyOf(damaged, 2 * count);
            groupOf = Arrays.copyOf(groupOf, 2 * count);
          }
          long key = key(survivors, left, serverOfDrive);
          Integer number = numbers.get(key);
          if (number == null) {
            number = numbers.size();
            numbers.put(key, number);
          }
          damaged[count] = slab;
          groupOf[count++] = number;
        }
      }
      int[][] holders = new int[numbers.size()][];
      numbers.forEach((key, number) -> holders[number] = servers(key));
      int[] sizes = new int[holders.length];
      for (int i = 0; i < count; i++) {
        sizes[groupOf[i]]++;
      }
      int[] first = new int[holders.length + 1];
      for (int group = 0; group < holders.length; group++) {
        first[group + 1] = first[group] + sizes[group];
      }
      int[] next = first.clone();
      int[] members = new int[count];
      for (int i = 0; i < count; i++) {
        members[next[groupOf[i]]++] = damaged[i];
      }
      return new Groups(sizes, holders, first, members);
    }

    /** The servers of drives in one number, smallest server first; server 0 counts as 1. */
    private static long key(int[] drives, int count, int[] serverOfDrive) {
      for (int i = 0; i < count; i++) {
        int server = serverOfDrive[drives[i]];
        int at = i;
        for (; at > 0 && drives[at - 1] > server; at--) {
          drives[at] = drives[at - 1];
        }
        drives[at] = server;
      }
      long key = 0;
      for (int i = 0; i < count; i++) {
        key = key << SERVER_BITS | (drives[i] + 1);
      }
      return key;
    }

    private static int[] servers(long key) {
      int[] servers = new int[MOST_COPIES];
      int count = 0;
      for (long rest = key; rest != 0; rest >>>= SERVER_BITS) {
        servers[count++] = (int) (rest & ((1 << SERVER_BITS) - 1)) - 1;
      }
      return Arrays.copyOf(servers, count);
    }

    int[] slabs(int group) {
      return Arrays.copyOfRange(members, first[group], first[group + 1]);
    }
  }

  /** Deals drives to slabs. */
  private static final class Rebuild {
    final char[] driveOfCopy;
    private final SlabMap map;
    private final boolean[] gone;
    private final char[][] decks;
    private final Random64 random;
    private final int[] next;

    Rebuild(SlabMap map, boolean[] gone, char[][] decks, Random64 random) {
      this.driveOfCopy = map.drives();
      this.map = map;
      this.gone = gone;
      this.decks = decks;
      this.random = random;
      this.next = new int[decks.length];
    }

    /**
     * Gives slabs of one group their copies. If there are not enough for all, the first ones of a
     * shuffle get one more. A server that owes a copy to every slab left is taken without a draw,
     * as in {@link MirrorPlacer}.
     */
    void group(int[] slabs, int[] owed) {
      long rest = Arrays.stream(owed).asLongStream().sum();
      if (rest % slabs.length != 0) {
        shuffle(slabs, slabs.length);
      }
      int[] debt = owed.clone();
      int[] chosen = new int[map.copies()];
      for (int i = 0; i < slabs.length && rest > 0; i++) {
        poll(i);
        int open = slabs.length - i;
        int wanted = (int) ((rest + open - 1) / open);
        choose(debt, open, wanted, rest, chosen);
        rest -= wanted;
        // The first copy of a slab is made before its second: any of the servers may come first.
        shuffle(chosen, wanted);
        place(slabs[i], chosen, wanted);
      }
    }

    private void choose(int[] debt, int open, int wanted, long rest, int[] chosen) {
      int count = 0;
      long total = rest;
      for (int server = 0; server < debt.length; server++) {
        if (debt[server] == open) {
          chosen[count++] = server;
          total -= open;
        }
      }
      while (count < wanted) {
        // Copies of one group fit an array with those of all others: far fewer than 2^31.
        long ticket = random.nextInt((int) total);
        int server = 0;
        while (true) {
          if (!isChosen(server, debt, open, chosen, count)) {
            ticket -= debt[server];
            if (ticket < 0) {
              break;
            }
          }
          server++;
        }
        chosen[count++] = server;
        total -= debt[server];
      }
      for (int i = 0; i < count; i++) {
        debt[chosen[i]]--;
      }
    }

    private static boolean isChosen(int server, int[] debt, int open, int[] chosen, int count) {
      boolean found = debt[server] == open;
      for (int i = 0; i < count && !found; i++) {
        found = chosen[i] == server;
      }
      return found;
    }

    private void place(int slab, int[] servers, int count) {
      int at = slab * map.copies();
      for (int i = 0; i < count; at++) {
        if (gone[driveOfCopy[at]]) {
          int server = servers[i++];
          driveOfCopy[at] = decks[server][next[server]++];
        }
      }
    }

    private void shuffle(int[] numbers, int count) {
      for (int i = count - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swap = numbers[i];
        numbers[i] = numbers[j];
        numbers[j] = swap;
      }
    }
  }
}
