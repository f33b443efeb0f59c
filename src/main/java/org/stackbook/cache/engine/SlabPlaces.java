package org.stackbook.cache.engine;

import java.util.Arrays;
import org.stackbook.seed.Random64;
import org.stackbook.trace.engine.Pages;
import org.stackbook.trace.engine.SlotTable;

/**
 * Where the copies of slabs are: on different servers, each on one capacity drive of a type, more
 * often on larger ones. By weighted rendezvous hashing, so that a slab is where it is whatever else
 * there is to place: of all servers, those with the least {@code −ln(u) ÷ capacity} hold a copy.
 */
final class SlabPlaces {

  private static final int LEAST = 1024;

  private final DriveLayout layout;
  private final int copies;
  private final long seed;
  private final int[] tiers;
  private final double[] tierBytes;
  private final double[][] serverBytes;
  private SlotTable table = new SlotTable(LEAST);
  private int[] drives;
  private int slabs;
  private long lastKey = -1;
  private int lastPlace;

  /**
   * @throws IllegalArgumentException if fewer servers than copies have drives of a type
   */
  SlabPlaces(DriveLayout layout, int copies, long seed) {
    this.layout = layout;
    this.copies = copies;
    this.seed = seed;
    this.tiers = layout.tiers();
    this.tierBytes = new double[tiers.length];
    this.serverBytes = new double[tiers.length][layout.servers()];
    for (int t = 0; t < tiers.length; t++) {
      for (int d = 0; d < layout.tierOf().length; d++) {
        if (layout.tierOf()[d] == tiers[t]) {
          tierBytes[t] += layout.capacityBytes()[d];
          serverBytes[t][layout.serverOfCapacity()[d]] += layout.capacityBytes()[d];
        }
      }
      if (Arrays.stream(serverBytes[t]).filter(b -> b > 0).count() < copies) {
        throw new IllegalArgumentException("fewer servers than copies");
      }
    }
    this.drives = new int[LEAST * copies];
  }

  /**
   * Where the copies of a slab are.
   *
   * @return for {@link #drive}
   */
  int place(int tenant, long slab) {
    long key = Pages.key(tenant, slab);
    if (key != lastKey) {
      int slot = table.find(key);
      lastPlace = (slot == SlotTable.NONE ? add(key) : slot) * copies;
      lastKey = key;
    }
    return lastPlace;
  }

  /** The capacity drive of a copy; reads go to copy 0. */
  int drive(int place, int copy) {
    return drives[place + copy];
  }

  private int add(long key) {
    int slot = slabs++;
    if (slot * copies == drives.length) {
      table = table.grownTo(2 * slot);
      drives = Arrays.copyOf(drives, Math.multiplyExact(drives.length, 2));
    }
    table.put(key, slot);
    Random64 random = Random64.stream(seed, key);
    int tier = tier(random.nextDouble());
    double[] scores = new double[layout.servers()];
    Arrays.setAll(scores, s -> score(random, serverBytes[tier][s]));
    for (int copy = 0; copy < copies; copy++) {
      int server = least(scores);
      scores[server] = Double.POSITIVE_INFINITY;
      drives[slot * copies + copy] = driveOf(server, tiers[tier], random);
    }
    return slot;
  }

  private int tier(double u) {
    double left = u * Arrays.stream(tierBytes).sum();
    int tier = 0;
    while (tier < tiers.length - 1 && left >= tierBytes[tier]) {
      left -= tierBytes[tier++];
    }
    return tier;
  }

  private int driveOf(int server, int tier, Random64 random) {
    int best = -1;
    double bestScore = Double.POSITIVE_INFINITY;
    for (int drive : layout.capacityOf(server)) {
      double score =
          score(
              random, layout.tierOf()[drive] == tier ? (double) layout.capacityBytes()[drive] : 0);
      if (score < bestScore) {
        best = drive;
        bestScore = score;
      }
    }
    return best;
  }

  private static double score(Random64 random, double weight) {
    double waits = random.nextExponential(1);
    return weight > 0 ? waits / weight : Double.POSITIVE_INFINITY;
  }

  private static int least(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] < scores[best]) {
        best = i;
      }
    }
    return best;
  }
}
