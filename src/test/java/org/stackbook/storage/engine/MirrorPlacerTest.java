package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("property")
class MirrorPlacerTest {

  private static final int CASES = 3_000;

  private static DriveTree pool(Random random, int mostServers, int mostSlabs) {
    return RandomPools.ofServers(random, 1 + random.nextInt(mostServers), mostSlabs);
  }

  /** What {@link MirrorOptimum} says that fits, which knows nothing of drives. */
  private static int most(DriveTree pool, int copies) {
    return (int) MirrorOptimum.of(RandomPools.slabsOfServers(pool), copies);
  }

  @Test
  void everyPoolIsFilledToItsOptimumWithoutTwoCopiesInOneServer() {
    Random random = new Random(2);
    for (int i = 0; i < CASES; i++) {
      DriveTree pool = pool(random, 7, 30);
      int copies = 1 + random.nextInt(3);
      int most = most(pool, copies);
      int slabs = random.nextBoolean() ? most : random.nextInt(most + 1);
      SlabMap map = MirrorPlacer.place(pool, copies, slabs, i);
      assertEquals(slabs, map.slabs());
      int[] perServer = new int[pool.servers()];
      for (int slab = 0; slab < slabs; slab++) {
        BitSet servers = new BitSet();
        for (int copy = 0; copy < copies; copy++) {
          int server = pool.serverOfDrive(map.drive(slab, copy));
          assertFalse(servers.get(server), "two copies in one server");
          servers.set(server);
          perServer[server]++;
        }
      }
      int[] perDrive = map.copiesPerDrive(pool.drives());
      for (int drive = 0; drive < perDrive.length; drive++) {
        assertTrue(perDrive[drive] <= pool.slabsOfDrive(drive), "drive over-filled");
      }
      for (int server = 0; server < perServer.length; server++) {
        assertTrue(perServer[server] <= pool.slabsOfServer(server), "reserve used");
      }
    }
  }

  @Test
  void equalDrivesDifferByOneCopyInTheirServerAndServersByOneCopy() {
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      int servers = 3 + random.nextInt(10);
      int drives = 1 + random.nextInt(12);
      int size = 10 + random.nextInt(50);
      int[] serverOfDrive = new int[servers * drives];
      Arrays.setAll(serverOfDrive, d -> d / drives);
      int[] slabsOfDrive = new int[servers * drives];
      Arrays.fill(slabsOfDrive, size);
      long[] slabsOfServer = new long[servers];
      Arrays.fill(slabsOfServer, (long) drives * size);
      int slabs = random.nextInt(servers * drives * size / 3 + 1);
      int[] perDrive =
          MirrorPlacer.place(serverOfDrive, slabsOfDrive, slabsOfServer, 3, slabs, i)
              .copiesPerDrive(servers * drives);
      int[] perServer = new int[servers];
      for (int d = 0; d < perDrive.length; d++) {
        perServer[d / drives] += perDrive[d];
      }
      assertTrue(spread(perServer) <= 1, () -> Arrays.toString(perServer));
      for (int s = 0; s < servers; s++) {
        assertTrue(spread(Arrays.copyOfRange(perDrive, s * drives, (s + 1) * drives)) <= 1);
      }
    }
  }

  private static int spread(int[] counts) {
    return Arrays.stream(counts).max().orElse(0) - Arrays.stream(counts).min().orElse(0);
  }

  @Test
  void theSameSeedGivesTheSamePlacementAndAnotherSeedAnother() {
    DriveTree pool = pool(new Random(4), 7, 200);
    int slabs = most(pool, 2) / 2;
    assertTrue(slabs > 20, "the pool of this seed is large enough to tell");
    assertArrayEquals(
        drives(MirrorPlacer.place(pool, 2, slabs, 42)),
        drives(MirrorPlacer.place(pool, 2, slabs, 42)));
    assertNotEquals(
        Arrays.toString(drives(MirrorPlacer.place(pool, 2, slabs, 42))),
        Arrays.toString(drives(MirrorPlacer.place(pool, 2, slabs, 43))));
  }

  private static int[] drives(SlabMap map) {
    int[] drives = new int[map.slabs() * map.copies()];
    Arrays.setAll(drives, i -> map.drive(i / map.copies(), i % map.copies()));
    return drives;
  }

  @Test
  void survivorsAreWhatCountingCopyByCopyGives() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      DriveTree pool = pool(random, 6, 20);
      int slabs = most(pool, 2);
      SlabMap map = MirrorPlacer.place(pool, 2, slabs, i);
      BitSet failed = new BitSet();
      for (int drive = 0; drive < pool.drives(); drive++) {
        failed.set(drive, random.nextBoolean());
      }
      int from = random.nextInt(slabs + 1);
      int[] expected = new int[3];
      for (int slab = from; slab < slabs; slab++) {
        int left = 0;
        for (int copy = 0; copy < 2; copy++) {
          left += failed.get(map.drive(slab, copy)) ? 0 : 1;
        }
        expected[left]++;
      }
      assertArrayEquals(expected, map.survivors(failed, from, slabs));
    }
  }

  @Test
  void withThreeCopiesNoTwoServersTakeASlabAway() {
    int[] serverOfDrive = {0, 0, 1, 1, 2, 2, 3, 3};
    int[] slabsOfDrive = new int[8];
    Arrays.fill(slabsOfDrive, 300);
    long[] slabsOfServer = {600, 600, 600, 600};
    SlabMap map = MirrorPlacer.place(serverOfDrive, slabsOfDrive, slabsOfServer, 3, 800, 7);
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < a; b++) {
        BitSet failed = new BitSet();
        failed.set(2 * a, 2 * a + 2);
        failed.set(2 * b, 2 * b + 2);
        int[] left = map.survivors(failed, 0, 800);
        assertEquals(0, left[0]);
        // Four servers hold 600 copies each: a slab that misses one of the two servers keeps two
        // copies. 200 slabs miss
        // each server, so 400 miss one of these two, and the others have one copy left.
        assertArrayEquals(new int[] {0, 400, 400, 0}, left);
      }
    }
  }

  @Test
  void serverTriplesAreUsedAboutEquallyOften() {
    int[] serverOfDrive = {0, 1, 2, 3, 4, 5};
    int[] slabsOfDrive = new int[6];
    Arrays.fill(slabsOfDrive, 20_000);
    long[] slabsOfServer = new long[6];
    Arrays.fill(slabsOfServer, 20_000);
    int slabs = 40_000;
    SlabMap map = MirrorPlacer.place(serverOfDrive, slabsOfDrive, slabsOfServer, 3, slabs, 11);
    int[] perSet = new int[64];
    for (int slab = 0; slab < slabs; slab++) {
      perSet[1 << map.drive(slab, 0) | 1 << map.drive(slab, 1) | 1 << map.drive(slab, 2)]++;
    }
    double expected = slabs / 20.0;
    double chiSquared =
        Arrays.stream(perSet)
            .filter(n -> n > 0)
            .mapToDouble(n -> Math.pow(n - expected, 2) / expected)
            .sum();
    assertEquals(20, Arrays.stream(perSet).filter(n -> n > 0).count());
    // 19 degrees of freedom: above 43.8 with a probability of one in a thousand. The exact quotas
    // only make it smaller.
    assertTrue(chiSquared < 43.8, "chi-squared " + chiSquared);
  }

  @Test
  void moreThanTheOptimumIsRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                MirrorPlacer.place(
                    new int[] {0, 1, 2},
                    new int[] {10, 10, 15},
                    new long[] {10, 10, 15},
                    3,
                    11,
                    0));
    assertTrue(refused.toString().contains("at most 10"), refused.toString());
  }

  @Test
  void anInterruptStopsPlacing() {
    int[] drive = {0, 1, 2};
    int[] size = {1_000_000, 1_000_000, 1_000_000};
    long[] server = {1_000_000, 1_000_000, 1_000_000};
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () -> MirrorPlacer.place(drive, size, server, 3, 900_000, 0));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt is left for the caller to see");
    }
  }
}
