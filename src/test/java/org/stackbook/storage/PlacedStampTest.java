package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampFile;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/** What holds for every stamp that is placed: seeded, so that a failure comes again. */
@Tag("property")
class PlacedStampTest {

  private static final int STAMPS = 1_000;
  private static final Bytes SLAB = Bytes.parse("16 GiB");

  /** Four to twelve servers, each with drives of sizes of its own. */
  private static Stamp stamp(Random random) {
    int drives = 4 + random.nextInt(6);
    int servers = 4 + random.nextInt(9);
    return Stamp.describe(
        "random",
        s -> {
          s.build("1908");
          for (int server = 1; server <= servers; server++) {
            s.server(
                "n" + server,
                n -> {
                  n.memory(Bytes.parse("384 GB")).cores(40);
                  n.cache(2, Media.NVME, Bytes.parse("3.2 TB"));
                  for (int drive = 0; drive < drives; drive++) {
                    long size = (4L + random.nextInt(8)) * 1_000_000_000_000L;
                    n.capacity(1, Media.HDD, Bytes.of(size, ByteUnit.TB));
                  }
                });
          }
        });
  }

  private static Placement placed(Stamp stamp, int seed) {
    // Whatever strands or is kept back, a third of the raw capacity can be filled.
    return Storage.of(stamp).place(p -> p.slab(SLAB).fill(Ratio.percent(33)).seed(seed));
  }

  private static List<Integer> drivesOfSlabs(Placement placed) {
    List<Integer> drives = new ArrayList<>();
    for (int slab = 0; slab < placed.map().slabs(); slab++) {
      for (int copy = 0; copy < placed.map().copies(); copy++) {
        drives.add(placed.map().drive(slab, copy));
      }
    }
    return drives;
  }

  @Test
  void aStampThatWasWrittenAndReadIsPlacedTheSame() {
    for (int seed = 0; seed < STAMPS / 5; seed++) {
      Stamp stamp = stamp(new Random(seed));
      Placement placed = placed(stamp, seed);
      Placement again = placed(StampFile.readYaml(stamp.toYaml()), seed);
      assertEquals(drivesOfSlabs(placed), drivesOfSlabs(again), "seed " + seed);
      assertEquals(placed.data(), again.data(), "seed " + seed);
    }
  }

  @Test
  void whatIsRepairedSurvivesWhatTheSurvivorsCould() {
    for (int seed = 0; seed < STAMPS; seed++) {
      Random random = new Random(seed);
      Placement placed = placed(stamp(random), seed);
      int servers = placed.stamp().servers().size();
      String first = "n" + (1 + random.nextInt(servers));
      String second = "n" + (1 + (random.nextInt(servers - 1) + number(first)) % servers);
      Placement failed = placed.fail(first);
      Placement repaired = failed.repair().repaired();
      for (int slab = 0; slab < repaired.map().slabs(); slab++) {
        BitSet serversOfSlab = new BitSet();
        for (int copy = 0; copy < repaired.map().copies(); copy++) {
          int drive = repaired.map().drive(slab, copy);
          int server = placed.drives().serverOf()[drive];
          assertFalse(serversOfSlab.get(server), "seed " + seed + ": two copies in one server");
          serversOfSlab.set(server);
        }
      }
      for (int copies = 0; copies < repaired.map().copies(); copies++) {
        int limit = copies;
        assertTrue(
            atMost(limit, repaired.fail(second)) <= atMost(limit, failed.fail(second)),
            () -> "slabs with " + limit + " copies or fewer are no more than without repair");
      }
    }
  }

  private static int number(String server) {
    return Integer.parseInt(server.substring(1));
  }

  private static int atMost(int copies, Placement placement) {
    int count = 0;
    for (int left = 0; left <= copies; left++) {
      count += placement.slabsWith(left);
    }
    return count;
  }
}
