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
class MirrorRepairTest {

  private static final int CASES = 4_000;

  private static SmallRepair random(Random random) {
    return SmallRepair.random(random, 8, 4, 60, 15);
  }

  @Test
  void aRepairKeepsAllRulesOfAPlacement() {
    Random random = new Random(31);
    for (int i = 0; i < CASES; i++) {
      SmallRepair given = random(random);
      check(given, given.rebuild(i));
    }
  }

  private static void check(SmallRepair given, MirrorRepair repair) {
    SlabMap was = given.map();
    SlabMap is = repair.map();
    assertEquals(was.slabs(), is.slabs());
    int copied = 0;
    int[] gained = new int[given.room().length];
    for (int slab = 0; slab < was.slabs(); slab++) {
      BitSet domains = new BitSet();
      for (int copy = 0; copy < was.copies(); copy++) {
        int from = was.drive(slab, copy);
        int to = is.drive(slab, copy);
        if (given.lost().get(from)) {
          copied += from == to ? 0 : 1;
          gained[to] += from == to ? 0 : 1;
        } else {
          assertEquals(from, to, "a survivor was moved");
        }
        assertTrue(from == to || !given.lost().get(to), "rebuilt on a lost drive");
        assertTrue(from == to || given.isAllowed(slab, to), "rebuilt where its volume may not be");
        if (!given.lost().get(to)) {
          assertFalse(
              domains.get(given.pool().domainOfDrive(to)), "two copies in one fault domain");
          domains.set(given.pool().domainOfDrive(to));
        }
      }
      if (SmallRepair.left(was, slab, given.lost()) == 0) {
        assertEquals(0, domains.cardinality(), "made of nothing");
      }
    }
    for (int drive = 0; drive < gained.length; drive++) {
      assertTrue(gained[drive] <= given.room()[drive], "more than its room");
    }
    checkLoad(given, repair.load(), copied, gained);
  }

  private static void checkLoad(SmallRepair given, RepairLoad load, int copied, int[] gained) {
    int read = 0;
    int inAll = 0;
    for (int left = 1; left < load.copies(); left++) {
      inAll += load.copied(left);
      for (int drive = 0; drive < gained.length; drive++) {
        read += load.read(left, drive);
        gained[drive] -= load.written(left, drive);
        assertTrue(load.read(left, drive) == 0 || !given.lost().get(drive), "read a lost drive");
      }
    }
    assertEquals(copied, inAll);
    assertEquals(copied, read);
    assertTrue(Arrays.stream(gained).allMatch(g -> g == 0), "written is not what was gained");
  }

  @Test
  void repairingAgainAfterFurtherFailuresLosesNothingThatSurvivorsServe() {
    Random random = new Random(32);
    for (int i = 0; i < CASES; i++) {
      SmallRepair first = random(random);
      MirrorRepair repaired = first.rebuild(i);
      BitSet more = (BitSet) first.lost().clone();
      more.set(random.nextInt(first.pool().drives()));
      int[] before = first.map().copiesPerDrive(first.room().length);
      int[] after = repaired.map().copiesPerDrive(first.room().length);
      int[] rest = first.room().clone();
      Arrays.setAll(rest, d -> first.lost().get(d) ? 0 : first.room()[d] - (after[d] - before[d]));
      SmallRepair second = first.then(repaired.map(), more, rest);
      MirrorRepair again = second.rebuild(i);
      check(second, again);
      for (int slab = 0; slab < first.map().slabs(); slab++) {
        assertTrue(
            SmallRepair.left(again.map(), slab, more) >= SmallRepair.left(first.map(), slab, more),
            "worse than without a repair");
      }
    }
  }

  @Test
  void repairingWhatIsRepairedChangesNothing() {
    Random random = new Random(33);
    for (int i = 0; i < 500; i++) {
      SmallRepair given = random(random);
      MirrorRepair repaired = given.rebuild(i);
      int[] before = given.map().copiesPerDrive(given.room().length);
      int[] after = repaired.map().copiesPerDrive(given.room().length);
      int[] rest = given.room().clone();
      Arrays.setAll(rest, d -> given.lost().get(d) ? 0 : given.room()[d] - (after[d] - before[d]));
      MirrorRepair again = given.then(repaired.map(), given.lost(), rest).rebuild(i);
      assertArrayEquals(repaired.map().drives(), again.map().drives());
    }
  }

  @Test
  void theSameSeedGivesTheSameRepairAndAnotherSeedAnother() {
    Random random = new Random(34);
    int different = 0;
    for (int i = 0; i < 200; i++) {
      SmallRepair given = random(random);
      char[] one = given.rebuild(42).map().drives();
      assertArrayEquals(one, given.rebuild(42).map().drives());
      different += Arrays.equals(one, given.rebuild(43).map().drives()) ? 0 : 1;
    }
    assertNotEquals(0, different);
  }

  @Test
  void theMapThatIsRepairedIsNotChanged() {
    SmallRepair given = random(new Random(35));
    char[] before = given.map().drives();
    given.rebuild(1);
    assertArrayEquals(before, given.map().drives());
  }

  @Test
  void whatComesBackIsWrittenOnceAndReadFromCopiesThatWereUp() {
    Random random = new Random(36);
    for (int i = 0; i < CASES; i++) {
      SmallRepair given = random(random);
      BitSet back = (BitSet) given.lost().clone();
      back.clear(random.nextInt(given.room().length));
      RepairLoad load =
          MirrorRepair.resync(given.map(), given.lost(), back, given.room().length).load();
      int[] stale = new int[given.room().length];
      for (int slab = 0; slab < given.map().slabs(); slab++) {
        for (int copy = 0; copy < given.map().copies(); copy++) {
          int drive = given.map().drive(slab, copy);
          if (back.get(drive) && SmallRepair.left(given.map(), slab, given.lost()) > 0) {
            stale[drive]++;
          }
        }
      }
      int copied = Arrays.stream(stale).sum();
      checkLoad(given, load, copied, stale);
    }
  }

  @Test
  void anInterruptStopsARepair() {
    SmallRepair given = random(new Random(38));
    assertNotEquals(0, given.map().slabs(), "the pool of this seed has slabs");
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> given.rebuild(1));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt is left for the caller to see");
    }
  }
}
