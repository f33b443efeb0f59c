package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every set of drives and servers of small pools is tried out. */
@Tag("oracle")
class CutsTest {

  private static final int CASES = 300;

  /** A small placement with something failed already. */
  private static final class Case {
    final int[] serverOf;
    final SlabMap map;
    final BitSet failed = new BitSet();
    final int from;
    final int to;

    Case(Random random) {
      int copies = 1 + random.nextInt(3);
      int servers = copies + random.nextInt(3);
      int[] perServer = random.ints(servers, 1, 4).toArray();
      int drives = Arrays.stream(perServer).sum();
      serverOf = new int[drives];
      int[] room = new int[drives];
      long[] roomOfServer = new long[servers];
      int drive = 0;
      for (int server = 0; server < servers; server++) {
        for (int i = 0; i < perServer[server]; i++, drive++) {
          serverOf[drive] = server;
          room[drive] = 1 + random.nextInt(5);
          roomOfServer[server] += room[drive];
        }
      }
      int most = (int) MirrorOptimum.of(roomOfServer, copies);
      map =
          MirrorPlacer.place(
              serverOf, room, roomOfServer, copies, random.nextInt(most + 1), random.nextLong());
      for (int i = random.nextInt(3); i > 0; i--) {
        failed.set(random.nextInt(drives));
      }
      from = map.slabs() == 0 ? 0 : random.nextInt(map.slabs());
      to = from + (map.slabs() == from ? 0 : random.nextInt(map.slabs() - from + 1));
    }

    int servers() {
      return serverOf[serverOf.length - 1] + 1;
    }

    long lostMoreWith(BitSet more) {
      BitSet all = (BitSet) failed.clone();
      all.or(more);
      return (long) map.survivors(all, from, to)[0] - map.survivors(failed, from, to)[0];
    }
  }

  @Test
  void setsOfDrivesThatLoseDataAreCountedExactly() {
    Random random = new Random(11);
    for (int i = 0; i < CASES; i++) {
      Case c = new Case(random);
      int drives = c.serverOf.length;
      DriveCuts cuts = DriveCuts.of(c.map, c.failed, drives, c.from, c.to);
      long[] losing = new long[4];
      long[] across = new long[4];
      for (int bits = 1; bits < 1 << drives; bits++) {
        BitSet set = BitSet.valueOf(new long[] {(long) bits});
        if (set.cardinality() > 3 || set.intersects(c.failed)) {
          continue;
        }
        boolean loses = c.lostMoreWith(set) > 0;
        assertEquals(loses, cuts.loses(set.stream().toArray()));
        if (loses) {
          losing[set.cardinality()]++;
          long servers = set.stream().map(d -> c.serverOf[d]).distinct().count();
          across[set.cardinality()] += servers == set.cardinality() ? 1 : 0;
        }
      }
      for (int size = 1; size <= 3; size++) {
        assertEquals(losing[size], cuts.losing(size), "sets of " + size);
        assertEquals(across[size], cuts.losingAcross(size, c.serverOf), "across " + size);
      }
    }
  }

  @Test
  void differentSetsThatHoldASlabAreCountedOnce() {
    Random random = new Random(12);
    for (int i = 0; i < CASES; i++) {
      Case c = new Case(random);
      Set<BitSet> sets = new HashSet<>();
      for (int slab = c.from; slab < c.to; slab++) {
        BitSet left = new BitSet();
        for (int copy = 0; copy < c.map.copies(); copy++) {
          left.set(c.map.drive(slab, copy));
        }
        left.andNot(c.failed);
        sets.add(left);
      }
      DriveCuts cuts = DriveCuts.of(c.map, c.failed, c.serverOf.length, c.from, c.to);
      for (int size = 1; size <= 3; size++) {
        int drives = size;
        assertEquals(
            sets.stream().filter(s -> s.cardinality() == drives).count(), cuts.holding(size));
      }
    }
  }

  @Test
  void slabsByCopiesLeftWithoutAnySetOfServers() {
    Random random = new Random(13);
    for (int i = 0; i < CASES; i++) {
      Case c = new Case(random);
      int middle = c.from + random.nextInt(c.to - c.from + 1);
      ServerCuts cuts = ServerCuts.of(c.map, c.failed, c.serverOf, c.from, c.to);
      ServerCuts joined =
          ServerCuts.joined(
              List.of(
                  ServerCuts.of(c.map, c.failed, c.serverOf, c.from, middle),
                  ServerCuts.of(c.map, c.failed, c.serverOf, middle, c.to)));
      int[] before = c.map.survivors(c.failed, c.from, c.to);
      for (int bits = 0; bits < 1 << c.servers(); bits++) {
        BitSet gone = (BitSet) c.failed.clone();
        for (int drive = 0; drive < c.serverOf.length; drive++) {
          if ((bits & 1 << c.serverOf[drive]) != 0) {
            gone.set(drive);
          }
        }
        int[] left = c.map.survivors(gone, c.from, c.to);
        assertEquals(left[0] - before[0], cuts.slabsWith(0, bits), "lost now, not before");
        assertEquals(left[0] - before[0], joined.slabsWith(0, bits), "the same in two parts");
        for (int copies = 1; copies <= c.map.copies(); copies++) {
          assertEquals(left[copies], cuts.slabsWith(copies, bits));
          assertEquals(left[copies], joined.slabsWith(copies, bits));
        }
      }
    }
  }

  @Test
  void lastCopiesAreCountedOnTheirDrives() {
    Random random = new Random(14);
    for (int i = 0; i < CASES; i++) {
      Case c = new Case(random);
      int[] last = c.map.lastCopiesPerDrive(c.failed, c.serverOf.length);
      assertEquals(c.map.survivors(c.failed, 0, c.map.slabs())[1], Arrays.stream(last).sum());
      for (int drive = 0; drive < last.length; drive++) {
        BitSet one = new BitSet();
        one.set(drive);
        int[] before = c.map.survivors(c.failed, 0, c.map.slabs());
        one.or(c.failed);
        int lost = c.map.survivors(one, 0, c.map.slabs())[0] - before[0];
        assertEquals(lost, last[drive]);
      }
    }
  }

  @Test
  void anInterruptEndsTheLook() {
    SlabMap map = new Case(new Random(15)).map;
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class, () -> DriveCuts.of(map, new BitSet(), 40, 0, map.slabs()));
    } finally {
      Thread.interrupted();
    }
  }
}
