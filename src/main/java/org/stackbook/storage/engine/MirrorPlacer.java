package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Places the copies of mirrored slabs on drives: never two copies of a slab in one server, every
 * drive filled in proportion to its size, at random otherwise.
 *
 * <p>First each server, then each drive gets the exact number of copies that an even spread gives
 * it. Then every slab draws its servers at random, in proportion to what they still have to take; a
 * server that must take a copy of every slab left is taken without a draw. That this never gets
 * stuck is a known property of such systematic draws: as long as no server owes more copies than
 * slabs are left and all together owe exactly what is left, one step leaves the same two conditions
 * true.
 */
public final class MirrorPlacer {

  private static final int POLL_MASK = (1 << 14) - 1;

  private MirrorPlacer() {}

  /**
   * Places slabs.
   *
   * @param serverOfDrive server of each drive, from 0, drives of a server side by side; at most
   *     65,535 drives
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
    long optimum = MirrorOptimum.of(slabsOfServer, copies);
    if (slabs > optimum) {
      throw new IllegalArgumentException(slabs + " slabs do not fit, at most " + optimum + " do");
    }
    Random64 random = new Random64(seed);
    long wanted = (long) slabs * copies;
    int[] owed = proportionalShares(slabsOfServer, slabs, wanted);
    char[][] decks = decks(serverOfDrive, slabsOfDrive, owed, random);
    return new SlabMap(copies, draw(owed, decks, copies, slabs, random));
  }

  private static char[] draw(int[] owed, char[][] decks, int copies, int slabs, Random64 random) {
    int servers = owed.length;
    char[] driveOfCopy = new char[Math.multiplyExact(slabs, copies)];
    int[] next = new int[servers];
    int[] weight = new int[servers];
    int at = 0;
    for (int left = slabs; left > 0; left--) {
      if ((left & POLL_MASK) == 0 && Thread.currentThread().isInterrupted()) {
        throw new CancellationException("placement was interrupted");
      }
      int chosen = 0;
      long total = 0;
      for (int server = 0; server < servers; server++) {
        int debt = owed[server];
        if (debt == left) {
          driveOfCopy[at++] = decks[server][next[server]++];
          owed[server]--;
          weight[server] = 0;
          chosen++;
        } else {
          weight[server] = debt;
          total += debt;
        }
      }
      while (chosen < copies) {
        // total stays below copies·slabs, and a placement of 2^31 copies would not fit an array.
        long ticket = random.nextInt((int) total);
        int server = 0;
        while (ticket >= weight[server]) {
          ticket -= weight[server++];
        }
        driveOfCopy[at++] = decks[server][next[server]++];
        owed[server]--;
        total -= weight[server];
        weight[server] = 0;
        chosen++;
      }
    }
    return driveOfCopy;
  }

  /** For each server its drives, each as often as it has copies to take, shuffled. */
  static char[][] decks(int[] serverOfDrive, int[] slabsOfDrive, int[] owed, Random64 random) {
    char[][] decks = new char[owed.length][];
    int first = 0;
    for (int server = 0; server < owed.length; server++) {
      int end = first;
      while (end < serverOfDrive.length && serverOfDrive[end] == server) {
        end++;
      }
      long[] sizes = new long[end - first];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = slabsOfDrive[first + i];
      }
      int[] shares = proportionalShares(sizes, Integer.MAX_VALUE, owed[server]);
      char[] deck = new char[owed[server]];
      int at = 0;
      for (int i = 0; i < shares.length; i++) {
        Arrays.fill(deck, at, at + shares[i], (char) (first + i));
        at += shares[i];
      }
      shuffle(deck, random);
      decks[server] = deck;
      first = end;
    }
    return decks;
  }

  private static void shuffle(char[] deck, Random64 random) {
    for (int i = deck.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      char swap = deck[i];
      deck[i] = deck[j];
      deck[j] = swap;
    }
  }

  /**
   * Splits {@code wanted} in proportion to {@code capacities}, none getting more than its capacity
   * or {@code most}: the shares are min(λ·capacity, most) for the one λ that makes their sum right,
   * rounded by largest remainder.
   *
   * @throws IllegalArgumentException if {@code wanted} is more than all can take
   */
  static int[] proportionalShares(long[] capacities, int most, long wanted) {
    double lambda = level(capacities, most, wanted);
    int[] shares = new int[capacities.length];
    double[] remainder = new double[capacities.length];
    long given = 0;
    for (int i = 0; i < capacities.length; i++) {
      double exact = Math.min(lambda * capacities[i], (double) Math.min(most, capacities[i]));
      shares[i] = (int) Math.floor(exact + 1e-9);
      remainder[i] = exact - shares[i];
      given += shares[i];
    }
    while (given < wanted) {
      int best = -1;
      for (int i = 0; i < shares.length; i++) {
        if (shares[i] < Math.min(most, capacities[i])
            && (best < 0 || remainder[i] > remainder[best])) {
          best = i;
        }
      }
      if (best < 0) {
        throw new IllegalArgumentException(wanted + " do not fit in " + given);
      }
      shares[best]++;
      remainder[best] -= 1;
      given++;
    }
    return shares;
  }

  /** The λ for which the sum of min(λ·capacity, most) is {@code wanted}. */
  private static double level(long[] capacities, int most, long wanted) {
    long[] sorted = capacities.clone();
    Arrays.sort(sorted);
    long open = Arrays.stream(sorted).sum();
    long left = wanted;
    for (int i = sorted.length - 1; i >= 0 && sorted[i] > 0; i--) {
      if (Math.multiplyExact(left, sorted[i]) <= Math.multiplyExact(open, (long) most)) {
        return (double) left / open;
      }
      left -= most;
      open -= sorted[i];
    }
    return Double.MAX_VALUE;
  }
}
