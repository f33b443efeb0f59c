package org.stackbook.storage.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.stackbook.seed.Random64;

/**
 * Moves copies until the even spread over a pool that has changed is reached again, and moves as
 * few as that needs.
 *
 * <p>Each drive that holds less than its even share must gain the difference, whoever moves what:
 * the sum of these is the least that can be moved. It is reached if every copy that leaves a drive
 * with too many goes straight to one with too few, so:
 *
 * <ol>
 *   <li>Copies on drives that are gone have no home. Drives with too many give up copies, drawn by
 *       systematic sampling slab by slab, so that as few slabs as possible give up several at once:
 *       these would be hard to place.
 *   <li>Homeless copies draw a new fault domain at random, in proportion to what each still has to
 *       gain. One that must take a copy of every slab that could still come to it is taken without
 *       a draw.
 *   <li>Copies for which only fault domains are left that hold a copy of the slab already swap with
 *       another copy. With two or more copies there always is one: a slab without a copy in that
 *       domain has one more copy elsewhere than the stuck slab can exclude. If no swap is free, it
 *       costs one move more.
 * </ol>
 */
public final class MirrorRebalancer {

  private static final int POLL_MASK = (1 << 14) - 1;

  /** Stands for a drive where there is none. */
  private static final char HOMELESS = Character.MAX_VALUE;

  /** How far to look for a swap that costs nothing once one is found that costs a move. */
  private static final int PATIENCE = 20_000;

  private final DriveTree pool;
  private final int copies;
  private final int slabs;
  private final Random64 random;
  private final char[] origin;
  private final char[] place;

  /** Copies that each fault domain still has to gain, and the drives that take them. */
  private final int[] gains;

  private final char[][] decks;
  private final long minimum;

  /** How many copies each drive is to hold, by how many it holds. */
  private interface Target {
    int[] beside(int[] held);
  }

  private MirrorRebalancer(
      SlabMap before, int[] driveNow, DriveTree pool, Target even, Random64 random) {
    this.pool = pool;
    this.copies = before.copies();
    this.slabs = before.slabs();
    this.random = random;
    this.origin = renumbered(before, driveNow);
    this.place = apart();
    int[] held = held(place);
    int[] target = even.beside(held);
    int[] deficit = new int[held.length];
    int[] surplus = new int[held.length];
    Arrays.setAll(deficit, d -> Math.max(0, target[d] - held[d]));
    Arrays.setAll(surplus, d -> Math.max(0, held[d] - target[d]));
    this.minimum = lacking(target, held(origin));
    this.decks = pool.decks(deficit, random);
    this.gains = Arrays.stream(decks).mapToInt(deck -> deck.length).toArray();
    giveUp(surplus, held);
  }

  /**
   * Spreads the slabs evenly over a pool that has changed.
   *
   * @param before where the copies are
   * @param driveNow for each drive of {@code before} its number in {@code pool}, or −1 if it is
   *     gone: its copies are made anew from the others
   * @param pool as it is now
   * @param seed the same seed gives the same moves
   * @throws IllegalArgumentException if the slabs do not fit: see {@link DriveTree#optimum}
   * @throws CancellationException if the thread is interrupted; nothing is left behind
   */
  public static Rebalance rebalance(SlabMap before, int[] driveNow, DriveTree pool, long seed) {
    return new MirrorRebalancer(
            before,
            driveNow,
            pool,
            held -> pool.evenCopies(before.copies(), before.slabs(), held),
            new Random64(seed))
        .rebalance();
  }

  /**
   * The same for volumes of which each is confined to some of the servers: each of them is spread
   * as {@link DelimitedPlacer} would place it.
   *
   * @param slabsOfVolume how many slabs each volume has; they follow each other in {@code before}
   * @param allowed for each volume and server of {@code pool} whether copies may go there
   * @throws IllegalArgumentException if they do not fit together, in whatever way
   * @throws CancellationException if the thread is interrupted; nothing is left behind
   */
  public static Rebalance rebalance(
      SlabMap before,
      int[] driveNow,
      DriveTree pool,
      int[] slabsOfVolume,
      boolean[][] allowed,
      long seed) {
    int[][] takes = DelimitedShares.of(pool, before.copies(), slabsOfVolume, allowed);
    if (takes.length < slabsOfVolume.length) {
      throw new IllegalArgumentException("the volumes do not fit on the servers they may use");
    }
    Random64 random = new Random64(seed);
    List<SlabMap> maps = new ArrayList<>();
    long moved = 0;
    long minimum = 0;
    // Promised to the volumes before: what one rounds up on a drive the next finds gone.
    int[] promised = new int[pool.drives()];
    int from = 0;
    for (int volume = 0; volume < takes.length; volume++) {
      int[] ofServer = takes[volume];
      SlabMap part = before.part(from, from + slabsOfVolume[volume]);
      Rebalance even =
          new MirrorRebalancer(
                  part,
                  driveNow,
                  pool,
                  held -> {
                    int[] target = pool.lessThan(promised).copiesWithinServers(ofServer, held);
                    Arrays.setAll(promised, d -> promised[d] + target[d]);
                    return target;
                  },
                  random)
              .rebalance();
      maps.add(even.map());
      moved += even.moved();
      minimum += even.minimum();
      from += slabsOfVolume[volume];
    }
    return new Rebalance(SlabMap.joined(maps), moved, minimum);
  }

  private Rebalance rebalance() {
    settleTheStuck(assign());
    return new Rebalance(new SlabMap(copies, place), moved(), minimum);
  }

  private char[] renumbered(SlabMap before, int[] driveNow) {
    char[] drives = new char[Math.multiplyExact(slabs, copies)];
    for (int slab = 0, at = 0; slab < slabs; slab++) {
      for (int copy = 0; copy < copies; copy++, at++) {
        int drive = driveNow[before.drive(slab, copy)];
        drives[at] = drive < 0 ? HOMELESS : (char) drive;
      }
    }
    return drives;
  }

  /** Of two copies that are in one fault domain now, because these were changed, one stays. */
  private char[] apart() {
    char[] drives = origin.clone();
    int[] lastSlab = new int[pool.domains()];
    Arrays.fill(lastSlab, -1);
    for (int at = 0; at < drives.length; at++) {
      if (drives[at] != HOMELESS) {
        int domain = pool.domainOfDrive(drives[at]);
        if (lastSlab[domain] == at / copies) {
          drives[at] = HOMELESS;
        }
        lastSlab[domain] = at / copies;
      }
    }
    return drives;
  }

  private int[] held(char[] drives) {
    int[] held = new int[pool.drives()];
    for (char drive : drives) {
      if (drive != HOMELESS) {
        held[drive]++;
      }
    }
    return held;
  }

  private static long lacking(int[] target, int[] held) {
    long sum = 0;
    for (int drive = 0; drive < target.length; drive++) {
      sum += Math.max(0, target[drive] - held[drive]);
    }
    return sum;
  }

  /**
   * Takes the surplus from the drives. Each copy is taken with the probability that its drive's
   * surplus has among the copies that come after it; a drive that must give up all that comes does.
   */
  private void giveUp(int[] surplus, int[] held) {
    if (Arrays.stream(surplus).allMatch(n -> n == 0)) {
      return;
    }
    int[] ahead = held.clone();
    for (int slab = 0; slab < slabs; slab++) {
      poll(slab);
      // Ticks of a ruler with a random start: each interval is hit with a probability of its
      // length.
      double ruler = random.nextDouble();
      for (int at = slab * copies; at < (slab + 1) * copies; at++) {
        int drive = place[at];
        if (drive == HOMELESS) {
          continue;
        }
        int give = surplus[drive];
        boolean taken = give > 0 && give == ahead[drive];
        if (!taken && give > 0) {
          double end = ruler + (double) give / ahead[drive];
          taken = end >= 1;
          ruler = taken ? end - 1 : end;
        }
        ahead[drive]--;
        if (taken) {
          surplus[drive]--;
          place[at] = HOMELESS;
        }
      }
    }
  }

  /**
   * Gives homeless copies a new home.
   *
   * @return positions of copies that are stuck
   */
  private int[] assign() {
    int domains = gains.length;
    int[] ahead = slabsThatCouldCome();
    int[] weight = new int[domains];
    int[] stuck = new int[0];
    int stuckCount = 0;
    for (int slab = 0; slab < slabs; slab++) {
      poll(slab);
      int first = slab * copies;
      if (!isHomeless(first)) {
        continue;
      }
      Arrays.setAll(weight, domain -> gains[domain]);
      exclude(first, weight);
      long total = 0;
      for (int domain = 0; domain < domains; domain++) {
        if (weight[domain] >= 0) {
          ahead[domain]--;
          total += weight[domain];
        }
      }
      for (int at = first; at < first + copies; at++) {
        if (place[at] != HOMELESS) {
          continue;
        }
        if (total == 0) {
          if (stuckCount == stuck.length) {
            stuck = Arrays.copyOf(stuck, Math.max(16, 2 * stuckCount));
          }
          stuck[stuckCount++] = at;
          continue;
        }
        int domain = mostUrgent(weight, ahead);
        if (domain < 0) {
          domain = drawn(weight, (int) Math.min(total, Integer.MAX_VALUE));
        }
        total -= weight[domain];
        weight[domain] = 0;
        place[at] = take(domain);
      }
    }
    return Arrays.copyOf(stuck, stuckCount);
  }

  /** For each fault domain the slabs with a homeless copy and none in the domain. */
  private int[] slabsThatCouldCome() {
    int[] could = new int[gains.length];
    int[] mark = new int[gains.length];
    for (int first = 0; first < place.length; first += copies) {
      if (isHomeless(first)) {
        Arrays.fill(mark, 1);
        exclude(first, mark);
        for (int domain = 0; domain < mark.length; domain++) {
          could[domain] += mark[domain] > 0 ? 1 : 0;
        }
      }
    }
    return could;
  }

  private boolean isHomeless(int first) {
    for (int at = first; at < first + copies; at++) {
      if (place[at] == HOMELESS) {
        return true;
      }
    }
    return false;
  }

  /** Puts −1 for the fault domains that hold a copy of the slab. */
  private void exclude(int first, int[] weight) {
    for (int at = first; at < first + copies; at++) {
      if (place[at] != HOMELESS) {
        weight[pool.domainOfDrive(place[at])] = -1;
      }
    }
  }

  /** The fault domain that lacks most, among those that need all that comes; −1 if none does. */
  private static int mostUrgent(int[] weight, int[] ahead) {
    int most = -1;
    for (int domain = 0; domain < weight.length; domain++) {
      if (weight[domain] > 0
          && weight[domain] > ahead[domain]
          && (most < 0 || weight[domain] - ahead[domain] > weight[most] - ahead[most])) {
        most = domain;
      }
    }
    return most;
  }

  private int drawn(int[] weight, int total) {
    int ticket = random.nextInt(total);
    int domain = 0;
    while (weight[domain] <= 0 || ticket >= weight[domain]) {
      ticket -= Math.max(0, weight[domain++]);
    }
    return domain;
  }

  /** The next drive of a fault domain that takes a copy. */
  private char take(int domain) {
    return decks[domain][--gains[domain]];
  }

  private void settleTheStuck(int[] stuck) {
    int[] waiting = stuck;
    while (waiting.length > 0) {
      int left = 0;
      for (int at : waiting) {
        poll(0);
        if (!settle(at)) {
          waiting[left++] = at;
        }
      }
      if (left == waiting.length) {
        throw new IllegalStateException(left + " copies find no place");
      }
      waiting = Arrays.copyOf(waiting, left);
    }
  }

  private boolean settle(int at) {
    int first = at - at % copies;
    int[] lacking = gains.clone();
    exclude(first, lacking);
    for (int domain = 0; domain < lacking.length; domain++) {
      if (lacking[domain] > 0) {
        place[at] = take(domain);
        return true;
      }
    }
    int full = 0;
    while (gains[full] == 0) {
      full++;
    }
    int swap = swapFor(at, first, full);
    if (swap < 0) {
      return false;
    }
    place[at] = place[swap];
    place[swap] = take(full);
    return true;
  }

  /**
   * The position of a copy that can go to a fault domain, and whose place the stuck copy can take;
   * the first that costs no move more, else the first that does; −1 if there is none.
   */
  private int swapFor(int stuck, int first, int domain) {
    boolean[] excluded = new boolean[gains.length];
    for (int at = first; at < first + copies; at++) {
      if (place[at] != HOMELESS) {
        excluded[pool.domainOfDrive(place[at])] = true;
      }
    }
    int costly = -1;
    int patience = PATIENCE;
    int start = random.nextInt(slabs);
    for (int i = 0; i < slabs && patience > 0; i++) {
      int other = (start + i < slabs ? start + i : start + i - slabs) * copies;
      if (holds(other, domain)) {
        continue;
      }
      for (int at = other; at < other + copies; at++) {
        char drive = place[at];
        if (drive == HOMELESS || excluded[pool.domainOfDrive(drive)]) {
          continue;
        }
        if (drive != origin[at] || drive == origin[stuck]) {
          return at;
        }
        costly = costly < 0 ? at : costly;
      }
      patience -= costly < 0 ? 0 : 1;
    }
    return costly;
  }

  private boolean holds(int first, int domain) {
    for (int at = first; at < first + copies; at++) {
      if (place[at] != HOMELESS && pool.domainOfDrive(place[at]) == domain) {
        return true;
      }
    }
    return false;
  }

  /** Copies on drives that held none of their slab. */
  private long moved() {
    long moved = 0;
    for (int at = 0; at < place.length; at++) {
      moved += place[at] == origin[at] || wasThere(at) ? 0 : 1;
    }
    return moved;
  }

  private boolean wasThere(int position) {
    int first = position - position % copies;
    for (int at = first; at < first + copies; at++) {
      if (origin[at] == place[position]) {
        return true;
      }
    }
    return false;
  }

  private static void poll(int slab) {
    if ((slab & POLL_MASK) == 0 && Thread.currentThread().isInterrupted()) {
      throw new CancellationException("rebalancing was interrupted");
    }
  }
}
