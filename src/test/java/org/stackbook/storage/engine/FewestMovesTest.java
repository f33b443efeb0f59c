package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moves of a rebalancing against the fewest that any way to the same fill of each drive needs. */
@Tag("oracle")
class FewestMovesTest {

  private static final int CASES = 400;

  @Test
  void noWayToTheSameFillMovesLessThanTheMinimumAndOursHardlyMore() {
    Random random = new Random(31);
    long ours = 0;
    long fewest = 0;
    long minimum = 0;
    for (int i = 0; i < CASES; i++) {
      DriveTree before = RandomPools.of(random, 2 + random.nextInt(3), 4);
      DriveTree after = RandomPools.of(random, 2 + random.nextInt(3), 4);
      int copies = 1 + random.nextInt(2);
      int slabs = (int) Math.min(6, Math.min(before.optimum(copies), after.optimum(copies)));
      int[] driveNow = new int[before.drives()];
      Arrays.setAll(driveNow, d -> d < after.drives() && random.nextInt(4) > 0 ? d : -1);
      SlabMap placed = MirrorPlacer.place(before, copies, slabs, i);
      Rebalance even = MirrorRebalancer.rebalance(placed, driveNow, after, i);
      int[] target = even.map().copiesPerDrive(after.drives());
      int best = new Search(placed, driveNow, after).fewest(0, target);
      assertTrue(even.minimum() <= best, "the minimum is not one: " + even.minimum());
      assertTrue(even.moved() >= best, "counted too few");
      ours += even.moved();
      fewest += best;
      minimum += even.minimum();
    }
    assertTrue(fewest > 1_000, "the cases move something: " + fewest);
    // Tiny pools: chance leaves little to swap with.
    assertTrue(ours <= 1.05 * fewest, ours + " for " + fewest);
    assertTrue(fewest <= 1.05 * minimum, fewest + " for " + minimum);
  }

  /** Tries all sets of drives for every slab, remembering what is left of the fill. */
  private static final class Search {
    private static final int NONE = 1_000_000;

    private final SlabMap placed;
    private final int[] driveNow;
    private final DriveTree pool;
    private final Map<String, Integer> known = new HashMap<>();

    Search(SlabMap placed, int[] driveNow, DriveTree pool) {
      this.placed = placed;
      this.driveNow = driveNow;
      this.pool = pool;
    }

    int fewest(int slab, int[] room) {
      if (slab == placed.slabs()) {
        return 0;
      }
      String key = slab + Arrays.toString(room);
      Integer found = known.get(key);
      if (found == null) {
        found = choose(slab, 0, 0, 0, 0, room);
        known.put(key, found);
      }
      return found;
    }

    private int choose(int slab, int copy, int from, long domains, int moved, int[] room) {
      if (copy == placed.copies()) {
        return moved + fewest(slab + 1, room);
      }
      int best = NONE;
      for (int drive = from; drive < room.length; drive++) {
        long domain = 1L << pool.domainOfDrive(drive);
        if (room[drive] > 0 && (domains & domain) == 0) {
          int[] rest = room.clone();
          rest[drive]--;
          best =
              Math.min(
                  best,
                  choose(
                      slab,
                      copy + 1,
                      drive + 1,
                      domains | domain,
                      moved + (wasThere(slab, drive) ? 0 : 1),
                      rest));
        }
      }
      return best;
    }

    private boolean wasThere(int slab, int drive) {
      for (int copy = 0; copy < placed.copies(); copy++) {
        if (driveNow[placed.drive(slab, copy)] == drive) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void theSearchFindsWhatCanBeSeenAtOnce() {
    // Two slabs on drives 0 and 1 each; one copy of one of them goes to drive 2.
    SlabMap placed = new SlabMap(2, new char[] {0, 1, 0, 1});
    DriveTree pool = RandomPools.alike(3, 1, 2);
    assertEquals(1, new Search(placed, new int[] {0, 1}, pool).fewest(0, new int[] {2, 1, 1}));
    assertEquals(2, new Search(placed, new int[] {0, 1}, pool).fewest(0, new int[] {1, 1, 2}));
    assertEquals(0, new Search(placed, new int[] {0, 1}, pool).fewest(0, new int[] {2, 2, 0}));
  }
}
