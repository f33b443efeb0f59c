package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("property")
class MirrorRebalancerTest {

  private static final int CASES = 3_000;

  @Test
  void randomPoolsAreEvenAgainWithHardlyMoreThanTheLeastMoves() {
    Random random = new Random(21);
    long moved = 0;
    long minimum = 0;
    for (int i = 0; i < CASES; i++) {
      DriveTree before = RandomPools.of(random, 1 + random.nextInt(6), 60);
      DriveTree after = RandomPools.of(random, 1 + random.nextInt(6), 60);
      int[] driveNow = numbering(random, before.drives(), after.drives());
      int copies = 1 + random.nextInt(3);
      int slabs = (int) Math.min(before.optimum(copies), after.optimum(copies));
      SlabMap placed = MirrorPlacer.place(before, copies, slabs, i);
      Rebalance even = MirrorRebalancer.rebalance(placed, driveNow, after, i);
      FaultDomainPlacementTest.assertApart(after, even.map());
      FaultDomainPlacementTest.assertNothingOver(after, even.map());
      assertEven(after, even.map());
      assertEquals(movedByCounting(placed, driveNow, even.map()), even.moved());
      assertTrue(even.moved() >= even.minimum());
      moved += even.moved();
      minimum += even.minimum();
    }
    // Any pool turned into any other, filled to the last slab, is far worse than a stamp that
    // grows.
    assertTrue(moved <= 1.02 * minimum, moved + " moved, " + minimum + " had to");
  }

  /** Which drives stay, under which number; the rest of both pools is gone or new. */
  private static int[] numbering(Random random, int before, int after) {
    int[] driveNow = new int[before];
    boolean[] taken = new boolean[after];
    for (int drive = 0; drive < before; drive++) {
      int now = random.nextInt(after);
      driveNow[drive] = taken[now] ? -1 : now;
      taken[now] = true;
    }
    return driveNow;
  }

  private static long movedByCounting(SlabMap before, int[] driveNow, SlabMap after) {
    long moved = 0;
    for (int slab = 0; slab < before.slabs(); slab++) {
      for (int copy = 0; copy < before.copies(); copy++) {
        int drive = after.drive(slab, copy);
        boolean wasThere = false;
        for (int other = 0; other < before.copies(); other++) {
          wasThere |= driveNow[before.drive(slab, other)] == drive;
        }
        moved += wasThere ? 0 : 1;
      }
    }
    return moved;
  }

  /** An even spread is what a fresh placement has: at most a slab's difference at each level. */
  private static void assertEven(DriveTree pool, SlabMap map) {
    int[] fresh =
        MirrorPlacer.place(pool, map.copies(), map.slabs(), 0).copiesPerDrive(pool.drives());
    int[] held = map.copiesPerDrive(pool.drives());
    for (int drive = 0; drive < held.length; drive++) {
      // Domain, server and drive may each be rounded the other way.
      assertEquals(fresh[drive], held[drive], 3);
    }
  }

  @Test
  void aServerThatJoinsTakesItsShareAndNothingElseMoves() {
    for (int servers = 3; servers <= 15; servers++) {
      DriveTree before = RandomPools.alike(servers, 12, 2_000);
      DriveTree after = RandomPools.alike(servers + 1, 12, 2_000);
      int slabs = servers * 12 * 2_000 * 7 / 30;
      SlabMap placed = MirrorPlacer.place(before, 3, slabs, 42);
      Rebalance even = MirrorRebalancer.rebalance(placed, same(servers * 12), after, 42);
      // Its share: of all copies one in servers + 1, to a slab per drive.
      assertEquals(3.0 * slabs / (servers + 1), (double) even.minimum(), 12);
      assertTrue(even.moved() <= 1.001 * even.minimum(), servers + ": " + even.moved());
      assertSpreadAtMostOne(even.map().copiesPerDrive((servers + 1) * 12));
    }
  }

  @Test
  void aServerThatLeavesMovesWhatItHeldAndNothingElse() {
    for (int servers = 4; servers <= 16; servers++) {
      DriveTree before = RandomPools.alike(servers, 12, 2_000);
      DriveTree after = RandomPools.alike(servers - 1, 12, 2_000);
      int slabs = (servers - 1) * 12 * 2_000 * 7 / 30;
      SlabMap placed = MirrorPlacer.place(before, 3, slabs, 42);
      int[] driveNow = new int[servers * 12];
      Arrays.setAll(driveNow, d -> d / 12 == 1 ? -1 : d / 12 > 1 ? d - 12 : d);
      Rebalance even = MirrorRebalancer.rebalance(placed, driveNow, after, 42);
      assertEquals(3.0 * slabs / servers, (double) even.minimum(), 12 + servers * 12);
      assertTrue(even.moved() <= 1.001 * even.minimum(), servers + ": " + even.moved());
      assertSpreadAtMostOne(even.map().copiesPerDrive((servers - 1) * 12));
    }
  }

  private static void assertSpreadAtMostOne(int[] held) {
    int least = Arrays.stream(held).min().orElseThrow();
    int most = Arrays.stream(held).max().orElseThrow();
    // Server and drive are each rounded to one slab.
    assertTrue(most - least <= 2, () -> Arrays.toString(held));
  }

  @Test
  void aDriveThatIsAddedToEachServerIsFilledFromItsServer() {
    DriveTree after = RandomPools.alike(3, 5, 300);
    SlabMap placed = MirrorPlacer.place(RandomPools.alike(3, 4, 300), 3, 900, 1);
    int[] driveNow = new int[12];
    Arrays.setAll(driveNow, d -> d / 4 * 5 + d % 4);
    Rebalance even = MirrorRebalancer.rebalance(placed, driveNow, after, 1);
    // Every server has a copy of each of the 900 slabs: 180 go to its fifth drive.
    assertEquals(3 * 180, even.minimum());
    assertEquals(3 * 180, even.moved());
    int[] expected = new int[15];
    Arrays.fill(expected, 180);
    assertArrayEquals(expected, even.map().copiesPerDrive(15));
  }

  @Test
  void whatIsEvenStays() {
    DriveTree pool = RandomPools.of(new Random(5), 6, 500);
    SlabMap placed = MirrorPlacer.place(pool, 3, (int) pool.optimum(3) * 2 / 3, 9);
    Rebalance even = MirrorRebalancer.rebalance(placed, same(pool.drives()), pool, 10);
    assertEquals(0, even.moved());
    assertEquals(0, even.minimum());
  }

  @Test
  void theSameSeedMovesTheSame() {
    SlabMap placed = MirrorPlacer.place(RandomPools.alike(5, 3, 500), 3, 1_500, 1);
    DriveTree after = RandomPools.alike(6, 3, 500);
    int[] one = drives(MirrorRebalancer.rebalance(placed, same(15), after, 7).map());
    assertArrayEquals(one, drives(MirrorRebalancer.rebalance(placed, same(15), after, 7).map()));
    assertTrue(
        !Arrays.equals(one, drives(MirrorRebalancer.rebalance(placed, same(15), after, 8).map())));
  }

  @Test
  void tooManySlabsForWhatIsLeftAreRefused() {
    SlabMap placed = MirrorPlacer.place(RandomPools.alike(4, 1, 100), 3, 110, 1);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            MirrorRebalancer.rebalance(
                placed, new int[] {0, 1, 2, -1}, RandomPools.alike(3, 1, 100), 1));
  }

  @Test
  void anInterruptStopsIt() {
    SlabMap placed = MirrorPlacer.place(RandomPools.alike(4, 1, 100), 3, 100, 1);
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () ->
              MirrorRebalancer.rebalance(
                  placed, new int[] {0, 1, 2, -1}, RandomPools.alike(3, 1, 100), 1));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt is left for the caller to see");
    }
  }

  private static int[] same(int drives) {
    int[] same = new int[drives];
    Arrays.setAll(same, d -> d);
    return same;
  }

  private static int[] drives(SlabMap map) {
    int[] drives = new int[map.slabs() * map.copies()];
    Arrays.setAll(drives, i -> map.drive(i / map.copies(), i % map.copies()));
    return drives;
  }
}
