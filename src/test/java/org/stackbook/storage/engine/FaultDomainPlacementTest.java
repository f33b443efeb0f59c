package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("property")
class FaultDomainPlacementTest {

  private static final int CASES = 3_000;

  @Test
  void racksAreFilledToTheOptimumWithoutTwoCopiesInOne() {
    Random random = new Random(11);
    for (int i = 0; i < CASES; i++) {
      DriveTree pool = RandomPools.of(random, 1 + random.nextInt(6), 30);
      int copies = 1 + random.nextInt(3);
      int most = (int) pool.optimum(copies);
      int slabs = random.nextBoolean() ? most : random.nextInt(most + 1);
      SlabMap map = MirrorPlacer.place(pool, copies, slabs, i);
      assertEquals(slabs, map.slabs());
      assertApart(pool, map);
      assertNothingOver(pool, map);
      assertThrows(
          IllegalArgumentException.class, () -> MirrorPlacer.place(pool, copies, most + 1, 0));
    }
  }

  static void assertApart(DriveTree pool, SlabMap map) {
    for (int slab = 0; slab < map.slabs(); slab++) {
      BitSet domains = new BitSet();
      for (int copy = 0; copy < map.copies(); copy++) {
        int domain = pool.domainOfDrive(map.drive(slab, copy));
        assertFalse(domains.get(domain), "two copies in one fault domain");
        domains.set(domain);
      }
    }
  }

  /** What is left of a pool over which nothing is placed is what it holds less what was placed. */
  static void assertNothingOver(DriveTree pool, SlabMap map) {
    int[] held = map.copiesPerDrive(pool.drives());
    long all = Arrays.stream(pool.slabsOfDomain()).sum();
    long left = Arrays.stream(pool.lessThan(held).slabsOfDomain()).sum();
    assertEquals(all - (long) map.slabs() * map.copies(), left, "more than a server may hold");
    for (int drive = 0; drive < held.length; drive++) {
      assertTrue(held[drive] <= pool.slabsOfDrive(drive), "drive over-filled");
    }
  }

  @Test
  void unequalRacksAreFilledAlikeDownToEachDrive() {
    // Racks of 1, 2, 2 and 3 servers, 8 in all with 4 drives of 3,000 slabs; each rack below the
    // share at which it would need a second copy of a slab: 3 of 8 servers hold 3 of 3 copies.
    int[] domainOfServer = {0, 1, 1, 2, 2, 3, 3, 3};
    int[] serverOfDrive = new int[32];
    int[] slabsOfDrive = new int[32];
    long[] slabsOfServer = new long[8];
    Arrays.setAll(serverOfDrive, d -> d / 4);
    Arrays.fill(slabsOfDrive, 3_000);
    Arrays.fill(slabsOfServer, 12_000);
    DriveTree pool = new DriveTree(serverOfDrive, slabsOfDrive, slabsOfServer, domainOfServer);
    // 2 copies of 16,001 slabs on 32 drives: 1,000 or 1,001 each, as no rack owes over 16,001.
    int[] held = MirrorPlacer.place(pool, 2, 16_001, 5).copiesPerDrive(32);
    for (int copies : held) {
      assertTrue(copies == 1_000 || copies == 1_001, () -> Arrays.toString(held));
    }
  }

  @Test
  void aRackThatIsTooLargeIsCutAtOneCopyOfEverySlab() {
    // One rack of 6 servers and two of 1: three copies need all three racks, so the large rack
    // holds as much as a small one: 100 slabs over its 6 servers.
    int[] drive = {0, 1, 2, 3, 4, 5, 6, 7};
    int[] size = new int[8];
    Arrays.fill(size, 100);
    long[] server = new long[8];
    Arrays.fill(server, 100);
    DriveTree pool = new DriveTree(drive, size, server, new int[] {0, 0, 0, 0, 0, 0, 1, 2});
    assertEquals(100, pool.optimum(3));
    int[] held = MirrorPlacer.place(pool, 3, 100, 1).copiesPerDrive(8);
    assertEquals(100, held[6]);
    assertEquals(100, held[7]);
    for (int i = 0; i < 6; i++) {
      assertEquals(100 / 6.0, held[i], 1);
    }
  }

  @Test
  void moreDrivesThanTwoBytesCanNameAreRefused() {
    int drives = Character.MAX_VALUE;
    assertThrows(
        IllegalArgumentException.class,
        () -> DriveTree.ofServers(new int[drives], new int[drives], new long[1]));
  }
}
