package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("oracle")
class DelimitedPlacerTest {

  @Test
  void volumesFitWhereTryingEveryServerForEverySlabFindsAWay() {
    Random random = new Random(41);
    int fit = 0;
    int cases = 2_000;
    for (int i = 0; i < cases; i++) {
      DriveTree pool = RandomPools.of(random, 1 + random.nextInt(4), 2);
      int copies = 1 + random.nextInt(3);
      int[] slabs = random.ints(1 + random.nextInt(3), 0, 4).toArray();
      boolean[][] allowed = allowed(random, slabs.length, pool.servers());
      long[] room = new long[pool.servers()];
      Arrays.setAll(room, pool::slabsOfServer);
      boolean possible = fitsByTryingAll(pool, copies, slabs.clone(), allowed, room, 0, 0);
      assertEquals(possible, DelimitedShares.fit(pool, copies, slabs, allowed));
      fit += possible ? 1 : 0;
      if (possible) {
        assertPlaced(pool, copies, slabs, allowed, i);
      } else {
        assertThrows(
            IllegalArgumentException.class,
            () -> DelimitedPlacer.place(pool, copies, slabs, allowed, 1));
      }
    }
    assertTrue(fit > cases / 5 && fit < cases * 4 / 5, "cases of both kinds: " + fit);
  }

  private static boolean[][] allowed(Random random, int volumes, int servers) {
    boolean[][] allowed = new boolean[volumes][servers];
    for (boolean[] ofVolume : allowed) {
      for (int server = 0; server < servers; server++) {
        ofVolume[server] = random.nextInt(3) > 0;
      }
    }
    return allowed;
  }

  /** Sets of servers in rising order for each volume: the order of its slabs does not matter. */
  private static boolean fitsByTryingAll(
      DriveTree pool,
      int copies,
      int[] left,
      boolean[][] allowed,
      long[] room,
      int volume,
      int firstSet) {
    if (volume == left.length) {
      return true;
    }
    if (left[volume] == 0) {
      return fitsByTryingAll(pool, copies, left, allowed, room, volume + 1, 0);
    }
    for (int set = firstSet; set < 1 << room.length; set++) {
      if (Integer.bitCount(set) != copies || !isApart(pool, set, allowed[volume], room)) {
        continue;
      }
      change(set, room, -1);
      left[volume]--;
      boolean fits = fitsByTryingAll(pool, copies, left, allowed, room, volume, set);
      left[volume]++;
      change(set, room, 1);
      if (fits) {
        return true;
      }
    }
    return false;
  }

  private static boolean isApart(DriveTree pool, int set, boolean[] allowed, long[] room) {
    int domains = 0;
    for (int server = 0; server < room.length; server++) {
      if ((set >> server & 1) == 1) {
        int domain = 1 << pool.domainOfServer(server);
        if (!allowed[server] || room[server] == 0 || (domains & domain) != 0) {
          return false;
        }
        domains |= domain;
      }
    }
    return true;
  }

  private static void change(int set, long[] room, int by) {
    for (int server = 0; server < room.length; server++) {
      room[server] += (set >> server & 1) == 1 ? by : 0;
    }
  }

  private static void assertPlaced(
      DriveTree pool, int copies, int[] slabs, boolean[][] allowed, long seed) {
    assertSound(pool, slabs, allowed, DelimitedPlacer.place(pool, copies, slabs, allowed, seed));
  }

  private static void assertSound(DriveTree pool, int[] slabs, boolean[][] allowed, SlabMap map) {
    assertEquals(Arrays.stream(slabs).sum(), map.slabs());
    FaultDomainPlacementTest.assertApart(pool, map);
    FaultDomainPlacementTest.assertNothingOver(pool, map);
    int slab = 0;
    for (int volume = 0; volume < slabs.length; volume++) {
      for (int i = 0; i < slabs[volume]; i++, slab++) {
        for (int copy = 0; copy < map.copies(); copy++) {
          assertTrue(allowed[volume][pool.serverOfDrive(map.drive(slab, copy))], "not allowed");
        }
      }
    }
  }

  @Test
  void largeVolumesAreFilledToTheLastSlab() {
    Random random = new Random(42);
    for (int i = 0; i < 300; i++) {
      DriveTree pool = RandomPools.of(random, 3 + random.nextInt(6), 2_000);
      int copies = 1 + random.nextInt(3);
      int[] slabs = new int[1 + random.nextInt(5)];
      boolean[][] allowed = allowed(random, slabs.length, pool.servers());
      for (int volume = 0; volume < slabs.length; volume++) {
        int most = DelimitedPlacer.mostSlabs(pool, copies, slabs, allowed, volume);
        slabs[volume] = volume == slabs.length - 1 ? most : random.nextInt(most + 1);
      }
      assertPlaced(pool, copies, slabs, allowed, i);
      slabs[slabs.length - 1]++;
      assertThrows(
          IllegalArgumentException.class,
          () -> DelimitedPlacer.place(pool, copies, slabs, allowed, 1));
    }
  }

  @Test
  void volumesOfAnyPoolAreEvenedOutOnAnyOther() {
    Random random = new Random(44);
    for (int i = 0; i < 500; i++) {
      DriveTree before = RandomPools.of(random, 3 + random.nextInt(3), 100);
      DriveTree after = RandomPools.of(random, 3 + random.nextInt(3), 100);
      int copies = 1 + random.nextInt(2);
      int[] slabs = new int[1 + random.nextInt(4)];
      boolean[][] was = new boolean[slabs.length][before.servers()];
      for (boolean[] ofVolume : was) {
        Arrays.fill(ofVolume, true);
      }
      boolean[][] allowed = allowed(random, slabs.length, after.servers());
      for (int volume = 0; volume < slabs.length; volume++) {
        int most =
            Math.min(
                DelimitedPlacer.mostSlabs(before, copies, slabs, was, volume),
                DelimitedPlacer.mostSlabs(after, copies, slabs, allowed, volume));
        slabs[volume] = volume == slabs.length - 1 ? most : random.nextInt(most + 1);
      }
      int[] driveNow = new int[before.drives()];
      Arrays.setAll(driveNow, d -> d < after.drives() ? d : -1);
      Rebalance even =
          MirrorRebalancer.rebalance(
              DelimitedPlacer.place(before, copies, slabs, was, i),
              driveNow,
              after,
              slabs,
              allowed,
              i);
      assertSound(after, slabs, allowed, even.map());
      assertTrue(even.moved() >= even.minimum());
    }
  }

  @Test
  void withoutAnyDelimitationTheOptimumIsTheOneOfTheMirror() {
    Random random = new Random(43);
    for (int i = 0; i < 500; i++) {
      DriveTree pool = RandomPools.of(random, 1 + random.nextInt(6), 50);
      int copies = 1 + random.nextInt(3);
      boolean[][] all = new boolean[1][pool.servers()];
      Arrays.fill(all[0], true);
      assertEquals(
          pool.optimum(copies), DelimitedPlacer.mostSlabs(pool, copies, new int[1], all, 0));
    }
  }

  @Test
  void volumesWithoutLimitsMakeRoomForOneThatHasThem() {
    // Six servers of 1,000: one volume of 300 slabs on the first three, two of 300 and 600 on all.
    // 3·1,200 copies on six servers are 600 each; the first three hold 300 of them already.
    DriveTree pool = RandomPools.alike(6, 4, 250);
    boolean[][] allowed = new boolean[3][6];
    Arrays.fill(allowed[0], 0, 3, true);
    Arrays.fill(allowed[1], true);
    Arrays.fill(allowed[2], true);
    int[] slabs = {300, 300, 600};
    SlabMap map = DelimitedPlacer.place(pool, 3, slabs, allowed, 1);
    assertArrayEquals(new int[] {600, 600, 600, 600, 600, 600}, perServer(map, 0, 1_200, 4, 6));
    assertArrayEquals(new int[] {300, 300, 300, 0, 0, 0}, perServer(map, 0, 300, 4, 6));
    // Of the 900 slabs of the others each large server takes 600, each small one 300: 2 to 1. A
    // volume of 300 takes 200 and 100, one of 600 takes 400 and 200.
    assertNear(new int[] {100, 100, 100, 200, 200, 200}, perServer(map, 300, 600, 4, 6));
    assertNear(new int[] {200, 200, 200, 400, 400, 400}, perServer(map, 600, 1_200, 4, 6));
  }

  private static void assertNear(int[] expected, int[] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1, Arrays.toString(actual));
    }
  }

  private static int[] perServer(SlabMap map, int from, int to, int drives, int servers) {
    int[] held = new int[servers];
    for (int slab = from; slab < to; slab++) {
      for (int copy = 0; copy < map.copies(); copy++) {
        held[map.drive(slab, copy) / drives]++;
      }
    }
    return held;
  }
}
