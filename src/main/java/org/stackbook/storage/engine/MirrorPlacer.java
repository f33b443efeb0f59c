package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.stackbook.seed.Random64;

/**
 * Places the copies of mirrored slabs on drives: never two copies of a slab in one fault domain,
 * every drive filled in proportion to its size, at random otherwise.
 *
 * <p>First each fault domain, then each server, then each drive gets the exact number of copies
 * that an even spread gives it. Then every slab draws its fault domains at random, in proportion to
 * what they still have to take; one that must take a copy of every slab left is taken without a
 * draw. That this never gets stuck is a known property of such systematic draws: as long as none
 * owes more copies than slabs are left and all together owe exactly what is left, one step leaves
 * the same two conditions true.
 */
public final class MirrorPlacer {

  private static final int POLL_MASK = (1 << 14) - 1;

  private MirrorPlacer() {}

  /**
   * Places slabs where each server is a fault domain of its own.
   *
   * @param serverOfDrive server of each drive, from 0, drives of a server side by side; at most
   *     65,534 drives
   * @param slabsOfDrive how many slabs fit on each drive
   * @param slabsOfServer how many slabs may be placed in each server: its drives' less its reserve
   * @param copies 1 or more
   * @param slabs how many slabs to place
   * @param seed the same seed gives the same placement
   * @throws IllegalArgumentException if the slabs do not fit: see {@link MirrorOptimum}
   * @throws CancellationException if the thread is interrupted; nothing is left behind
   */
  public static SlabMap place(
      int[] serverOfDrive,
      int[] slabsOfDrive,
      long[] slabsOfServer,
      int copies,
      int slabs,
      long seed) {
    return place(
        DriveTree.ofServers(serverOfDrive, slabsOfDrive, slabsOfServer), copies, slabs, seed);
  }

  /**
   * Places slabs.
   *
   * @param copies 1 or more
   * @param slabs how many slabs to place
   * @param seed the same seed gives the same placement
   * @throws IllegalArgumentException if the slabs do not fit: see {@link DriveTree#optimum}
   * @throws CancellationException if the thread is interrupted; nothing is left behind
   */
  public static SlabMap place(DriveTree pool, int copies, int slabs, long seed) {
    Random64 random = new Random64(seed);
    int[] takes = pool.evenCopies(copies, slabs, new int[pool.drives()]);
    return new SlabMap(copies, draw(pool.decks(takes, random), copies, slabs, random));
  }

  /**
   * Draws the drives of each copy.
   *
   * @param decks for each fault domain its drives, each as often as it is to take a copy
   */
  static char[] draw(char[][] decks, int copies, int slabs, Random64 random) {
    int domains = decks.length;
    char[] driveOfCopy = new char[Math.multiplyExact(slabs, copies)];
    int[] owed = Arrays.stream(decks).mapToInt(deck -> deck.length).toArray();
    int[] weight = new int[domains];
    int at = 0;
    for (int left = slabs; left > 0; left--) {
      if ((left & POLL_MASK) == 0 && Thread.currentThread().isInterrupted()) {
        throw new CancellationException("placement was interrupted");
      }
      int chosen = 0;
      long total = 0;
      for (int domain = 0; domain < domains; domain++) {
        int debt = owed[domain];
        if (debt == left) {
          driveOfCopy[at++] = decks[domain][decks[domain].length - owed[domain]--];
          weight[domain] = 0;
          chosen++;
        } else {
          weight[domain] = debt;
          total += debt;
        }
      }
      while (chosen < copies) {
        // total stays below copies·slabs, and a placement of 2^31 copies would not fit an array.
        long ticket = random.nextInt((int) total);
        int domain = 0;
        while (ticket >= weight[domain]) {
          ticket -= weight[domain++];
        }
        driveOfCopy[at++] = decks[domain][decks[domain].length - owed[domain]--];
        total -= weight[domain];
        weight[domain] = 0;
        chosen++;
      }
    }
    return driveOfCopy;
  }
}
