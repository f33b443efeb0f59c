package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.BitSet;
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
  private static final int MOST_COPIES = DamagedSlabs.MOST_SURVIVORS + 1;

  /** "repair" in ASCII: keeps these draws apart from those of the placement by the same seed. */
  private static final long STREAM = 0x726570616972L;

  /**
   * Rebuilds lost copies on drives with room, each in a fault domain without a copy of the same
   * slab and on a server that its volume may use: every copy, if there is any way to rebuild them
   * all; else as many as possible, those of slabs with the fewest copies first. Servers, and drives
   * in a server, take copies in proportion to their room. A slab without copies stays lost.
   *
   * @param map where the copies are, at most 5 of a slab, one volume after the other
   * @param pool the drives, in their servers and fault domains
   * @param slabsOfVolume how many slabs each volume has
   * @param allowed for each volume and server whether copies of the volume may go there
   * @param lost drives that are gone
   * @param room how many more copies each drive can take; that of lost drives is not used
   * @param seed the same seed gives the same repair
   * @throws CancellationException if the thread is interrupted; nothing is left behind
   */
  public static MirrorRepair rebuild(
      SlabMap map,
      DriveTree pool,
      int[] slabsOfVolume,
      boolean[][] allowed,
      BitSet lost,
      int[] room,
      long seed) {
    if (map.copies() > MOST_COPIES) {
      throw new IllegalArgumentException(map.copies() + " copies of a slab");
    }
    int[] usable = room.clone();
    lost.stream().forEach(drive -> usable[drive] = 0);
    DriveTree free = pool.withRoom(usable);
    boolean[] gone = flags(lost, pool.drives());
    DamagedSlabs damaged = DamagedSlabs.of(map, pool, slabsOfVolume, allowed, gone);
    int[][] spread =
        CopySpread.of(
            pool.domainsOfServers(),
            damaged.sizes(),
            damaged.holders(),
            damaged.allowed(),
            free.slabsOfServers(),
            map.copies());
    int[] owed = new int[pool.servers()];
    for (int[] ofGroup : spread) {
      Arrays.setAll(owed, server -> owed[server] + ofGroup[server]);
    }
    Random64 random = new Random64(seed ^ STREAM);
    ServerDecks decks = new ServerDecks(free, owed, random);
    Rebuild rebuild = new Rebuild(map, gone, random);
    for (int group = 0; group < spread.length; group++) {
      rebuild.group(damaged.slabs(group), decks.deal(spread[group]));
    }
    SlabMap rebuilt = new SlabMap(map.copies(), rebuild.driveOfCopy);
    return new MirrorRepair(rebuilt, RepairLoad.of(map, gone, rebuilt, gone, pool.drives()));
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

  /** Deals drives to slabs. */
  private static final class Rebuild {
    final char[] driveOfCopy;
    private final SlabMap map;
    private final boolean[] gone;
    private final Random64 random;

    Rebuild(SlabMap map, boolean[] gone, Random64 random) {
      this.driveOfCopy = map.drives();
      this.map = map;
      this.gone = gone;
      this.random = random;
    }

    /**
     * Gives slabs of one group their copies. If there are not enough for all, the first ones of a
     * shuffle get one more. A fault domain that owes a copy to every slab left is taken without a
     * draw, as in {@link MirrorPlacer}.
     *
     * @param decks for each fault domain the drives that its copies go to
     */
    void group(int[] slabs, char[][] decks) {
      int[] debt = Arrays.stream(decks).mapToInt(deck -> deck.length).toArray();
      long rest = Arrays.stream(debt).asLongStream().sum();
      if (rest % slabs.length != 0) {
        shuffle(slabs, slabs.length);
      }
      int[] chosen = new int[map.copies()];
      for (int i = 0; i < slabs.length && rest > 0; i++) {
        poll(i);
        int open = slabs.length - i;
        int wanted = (int) ((rest + open - 1) / open);
        choose(debt, open, wanted, rest, chosen);
        rest -= wanted;
        // The first copy of a slab is made before its second: any of the domains may come first.
        shuffle(chosen, wanted);
        int at = slabs[i] * map.copies();
        for (int copy = 0; copy < wanted; at++) {
          if (gone[driveOfCopy[at]]) {
            int domain = chosen[copy++];
            // The debt is one less now: decks are dealt from their ends.
            driveOfCopy[at] = decks[domain][debt[domain]];
          }
        }
      }
    }

    /** Chooses different fault domains, and takes a copy from the debt of each. */
    private void choose(int[] debt, int open, int wanted, long rest, int[] chosen) {
      int count = 0;
      long total = rest;
      for (int domain = 0; domain < debt.length; domain++) {
        if (debt[domain] == open) {
          chosen[count++] = domain;
          total -= open;
        }
      }
      while (count < wanted) {
        // Copies of one group fit an array with those of all others: far fewer than 2^31.
        long ticket = random.nextInt((int) total);
        int domain = 0;
        while (true) {
          if (!isChosen(domain, debt, open, chosen, count)) {
            ticket -= debt[domain];
            if (ticket < 0) {
              break;
            }
          }
          domain++;
        }
        chosen[count++] = domain;
        total -= debt[domain];
      }
      for (int i = 0; i < count; i++) {
        debt[chosen[i]]--;
      }
    }

    private static boolean isChosen(int domain, int[] debt, int open, int[] chosen, int count) {
      boolean found = debt[domain] == open;
      for (int i = 0; i < count && !found; i++) {
        found = chosen[i] == domain;
      }
      return found;
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
