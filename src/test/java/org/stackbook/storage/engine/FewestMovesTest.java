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
  void whenServersComeAndGoOursIsWithinTwoPerCentAndAFewSlabsOfTheCheapestFlow() {
    Random random = new Random(32);
    long ours = 0;
    long fewest = 0;
    for (int i = 0; i < 150; i++) {
      DriveTree all = RandomPools.of(random, 3 + random.nextInt(6), 60);
      int[] drivesBefore = RandomPools.drivesOfSome(random, all);
      int[] drivesAfter = RandomPools.drivesOfSome(random, all);
      DriveTree before = RandomPools.part(all, drivesBefore);
      DriveTree after = RandomPools.part(all, drivesAfter);
      int[] driveNow = new int[drivesBefore.length];
      Arrays.setAll(driveNow, d -> Arrays.binarySearch(drivesAfter, drivesBefore[d]));
      int copies = 1 + random.nextInt(3);
      int most = (int) Math.min(before.optimum(copies), after.optimum(copies));
      int slabs = Math.min(200, most * (1 + random.nextInt(4)) / 4);
      SlabMap placed = MirrorPlacer.place(before, copies, slabs, i);
      Rebalance even = MirrorRebalancer.rebalance(placed, driveNow, after, i);
      int[] target = even.map().copiesPerDrive(after.drives());
      int best = CheapestFlow.moves(placed, driveNow, after, target);
      assertTrue(even.minimum() <= best, "the minimum is not one: " + even.minimum());
      assertTrue(even.moved() >= best, "counted too few");
      // Where a swap would need two others, ours takes a move more.
      assertTrue(even.moved() <= 1.02 * best + 8, even.moved() + " for " + best);
      ours += even.moved();
      fewest += best;
    }
    assertTrue(ours <= 1.01 * fewest, ours + " for " + fewest);
  }

  @Test
  void searchAndFlowAgree() {
    Random random = new Random(33);
    for (int i = 0; i < 300; i++) {
      DriveTree pool = RandomPools.of(random, 2 + random.nextInt(3), 4);
      int copies = 1 + random.nextInt(2);
      int slabs = (int) Math.min(5, pool.optimum(copies));
      int[] driveNow = new int[pool.drives()];
      Arrays.setAll(driveNow, d -> random.nextInt(3) > 0 ? d : -1);
      SlabMap placed = MirrorPlacer.place(pool, copies, slabs, i);
      int[] target = MirrorPlacer.place(pool, copies, slabs, i + 1).copiesPerDrive(pool.drives());
      assertEquals(
          new Search(placed, driveNow, pool).fewest(0, target),
          CheapestFlow.moves(placed, driveNow, pool, target));
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
