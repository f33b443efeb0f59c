package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Repair against every way there is to rebuild the copies of a small pool. */
@Tag("oracle")
class MirrorRepairOracleTest {

  private static final int CASES = 3_000;

  /** Tries each set of servers for each damaged slab in turn. */
  private static final class EveryWay {
    private final SmallRepair given;
    private final int[] roomOfServer;
    private final int[] rest;
    private final int[] copied;
    private int most;
    private int[] bestByPass = new int[0];
    private double lowestLevel;

    EveryWay(SmallRepair given) {
      this.given = given;
      this.roomOfServer = given.roomOfServer();
      this.rest = roomOfServer.clone();
      this.copied = new int[given.map().copies()];
      this.bestByPass = copied.clone();
      look(0);
    }

    private void look(int slab) {
      if (slab == given.map().slabs()) {
        compare();
        return;
      }
      int left = SmallRepair.left(given.map(), slab, given.lost());
      look(slab + 1);
      if (left == 0) {
        return;
      }
      for (int set = 1; set < 1 << rest.length; set++) {
        int size = Integer.bitCount(set);
        if (left + size > given.map().copies() || !isAllowed(slab, set) || !take(set)) {
          continue;
        }
        for (int i = 0; i < size; i++) {
          copied[left + i]++;
        }
        look(slab + 1);
        for (int i = 0; i < size; i++) {
          copied[left + i]--;
        }
        give(set);
      }
    }

    /** Whether a slab may have copies in all of these servers beside those that survive. */
    private boolean isAllowed(int slab, int set) {
      BitSet domains = new BitSet();
      for (int copy = 0; copy < given.map().copies(); copy++) {
        int drive = given.map().drive(slab, copy);
        if (!given.lost().get(drive)) {
          domains.set(given.pool().domainOfDrive(drive));
        }
      }
      BitSet seen = new BitSet();
      for (int drive = 0; drive < given.pool().drives(); drive++) {
        int server = given.pool().serverOfDrive(drive);
        if ((set & 1 << server) != 0 && !seen.get(server)) {
          seen.set(server);
          int domain = given.pool().domainOfDrive(drive);
          if (domains.get(domain) || !given.isAllowed(slab, drive)) {
            return false;
          }
          domains.set(domain);
        }
      }
      return true;
    }

    private boolean take(int set) {
      for (int server = 0; server < rest.length; server++) {
        if ((set & 1 << server) != 0 && rest[server] == 0) {
          return false;
        }
      }
      for (int server = 0; server < rest.length; server++) {
        rest[server] -= set >> server & 1;
      }
      return true;
    }

    private void give(int set) {
      for (int server = 0; server < rest.length; server++) {
        rest[server] += set >> server & 1;
      }
    }

    private void compare() {
      most = Math.max(most, Arrays.stream(copied).sum());
      int order = Arrays.compare(copied, bestByPass);
      double level = level(roomOfServer, rest);
      if (order > 0) {
        bestByPass = copied.clone();
        lowestLevel = level;
      } else if (order == 0) {
        lowestLevel = Arrays.stream(copied).sum() == 0 ? 0 : Math.min(lowestLevel, level);
      }
    }
  }

  /** The largest share of its room that a server gives away. */
  private static double level(int[] room, int[] rest) {
    double level = 0;
    for (int server = 0; server < room.length; server++) {
      if (room[server] > 0) {
        level = Math.max(level, 1 - (double) rest[server] / room[server]);
      }
    }
    return level;
  }

  private static int[] copiedByPass(MirrorRepair repair) {
    int[] copied = new int[repair.map().copies()];
    for (int left = 1; left < copied.length; left++) {
      copied[left] = repair.load().copied(left);
    }
    return copied;
  }

  @Test
  void asManyCopiesAreRebuiltAsCanBeAndTheMostExposedSlabsComeFirst() {
    Random random = new Random(21);
    int complete = 0;
    int partial = 0;
    for (int i = 0; i < CASES; i++) {
      SmallRepair given = SmallRepair.random(random, 5, 2, 4, 2);
      EveryWay every = new EveryWay(given);
      int[] copied = copiedByPass(given.rebuild(i));
      assertEquals(every.most, Arrays.stream(copied).sum(), "case " + i);
      assertEquals(Arrays.toString(every.bestByPass), Arrays.toString(copied), "case " + i);
      int missing = 0;
      for (int slab = 0; slab < given.map().slabs(); slab++) {
        int left = SmallRepair.left(given.map(), slab, given.lost());
        missing += left == 0 ? 0 : given.map().copies() - left;
      }
      complete += missing > 0 && every.most == missing ? 1 : 0;
      partial += every.most > 0 && every.most < missing ? 1 : 0;
    }
    int whole = complete;
    int half = partial;
    assertTrue(whole > 300 && half > 300, () -> whole + " whole and " + half + " partial repairs");
  }

  @Test
  void noServerGivesMoreOfItsRoomThanTheCopiesForce() {
    Random random = new Random(22);
    for (int i = 0; i < CASES; i++) {
      SmallRepair given = SmallRepair.random(random, 5, 2, 4, 4);
      EveryWay every = new EveryWay(given);
      MirrorRepair repair = given.rebuild(i);
      int[] room = given.roomOfServer();
      int[] taken = new int[room.length];
      int[] before = given.map().copiesPerDrive(given.room().length);
      int[] after = repair.map().copiesPerDrive(given.room().length);
      for (int drive = 0; drive < given.room().length; drive++) {
        if (!given.lost().get(drive)) {
          taken[given.pool().serverOfDrive(drive)] += after[drive] - before[drive];
        }
      }
      for (int server = 0; server < room.length; server++) {
        // A share is rounded to a whole copy.
        assertTrue(
            taken[server] <= every.lowestLevel * room[server] + 1,
            "case " + i + ": " + Arrays.toString(taken) + " of " + Arrays.toString(room));
      }
    }
  }

  @Test
  void aServerThatOnlySomeSlabsCanUseIsLeftToThem() {
    // Slab 0 survives in 1 and 2 and may go to 3 or 4; slab 1 survives in 2 and 3, and of the
    // servers with room only 4 may take it.
    int[] serverOfDrive = {0, 1, 2, 3, 4};
    char[] drives = {0, 1, 2, 0, 3, 2};
    SlabMap map = new SlabMap(3, drives);
    BitSet lost = new BitSet();
    lost.set(0);
    int[] room = {0, 0, 0, 1, 1};
    for (int seed = 0; seed < 50; seed++) {
      MirrorRepair repair = SmallRepair.plain(serverOfDrive, map, lost, room).rebuild(seed);
      assertEquals(3, repair.map().drive(0, 0));
      assertEquals(4, repair.map().drive(1, 0));
    }
  }

  @Test
  void oneServerOfManyIsSharedByAllOthersInProportion() {
    // 16 servers, one lost: each of the 15 others gets a fifteenth, to a copy, and each of its
    // drives a quarter of that.
    int servers = 16;
    int[] serverOfDrive = new int[4 * servers];
    Arrays.setAll(serverOfDrive, d -> d / 4);
    int[] slabsOfDrive = new int[4 * servers];
    Arrays.fill(slabsOfDrive, 1_000);
    long[] slabsOfServer = new long[servers];
    Arrays.fill(slabsOfServer, 4_000);
    SlabMap map = MirrorPlacer.place(serverOfDrive, slabsOfDrive, slabsOfServer, 3, 16_000, 1);
    BitSet lost = new BitSet();
    lost.set(0, 4);
    int[] room = new int[4 * servers];
    Arrays.fill(room, 250);
    MirrorRepair repair = SmallRepair.plain(serverOfDrive, map, lost, room).rebuild(1);
    // Three copies of 16,000 slabs on 16 servers.
    assertEquals(3_000, repair.load().copied(2));
    int[] before = map.copiesPerDrive(4 * servers);
    int[] after = repair.map().copiesPerDrive(4 * servers);
    for (int drive = 4; drive < 4 * servers; drive++) {
      assertEquals(3_000 / 60.0, after[drive] - before[drive], 1, "drive " + drive);
      // Whom to read from is a choice of two; the least busy one is taken.
      assertEquals(3_000 / 60.0, repair.load().read(2, drive), 5, "drive " + drive);
    }
  }

  @Test
  void theNewCopiesOfSlabsThatShareTheirSurvivorsAreOnAllOtherServers() {
    // 1,200 slabs with a copy in servers 0, 1 and 2 each: without 0 and 1 each needs two of 3 to 6.
    int[] serverOfDrive = {0, 1, 2, 3, 4, 5, 6};
    char[] drives = new char[3 * 1_200];
    for (int i = 0; i < drives.length; i++) {
      drives[i] = (char) (i % 3);
    }
    BitSet lost = new BitSet();
    lost.set(0, 2);
    int[] room = {0, 0, 0, 1_000, 1_000, 1_000, 1_000};
    MirrorRepair repair =
        SmallRepair.plain(serverOfDrive, new SlabMap(3, drives), lost, room).rebuild(9);
    int[] pairs = new int[1 << 7];
    for (int slab = 0; slab < 1_200; slab++) {
      pairs[1 << repair.map().drive(slab, 0) | 1 << repair.map().drive(slab, 1)]++;
    }
    // Six pairs of four servers, 200 slabs each, give or take five deviations.
    int[] used = Arrays.stream(pairs).filter(n -> n > 0).toArray();
    assertEquals(6, used.length);
    for (int n : used) {
      assertEquals(200, n, 5 * Math.sqrt(200));
    }
    for (int server = 3; server < 7; server++) {
      assertEquals(600, repair.load().written(1, server) + repair.load().written(2, server));
      assertEquals(300, repair.load().written(1, server), 5 * Math.sqrt(300));
    }
  }
}
