package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.storage.engine.RepairTimes.Bottleneck;
import org.stackbook.storage.engine.RepairTimes.Kind;

/** Times of pools so small that they can be told by hand: bytes by the rate of the busiest part. */
@Tag("oracle")
class RepairTimesTest {

  private static final double BYTES = 100;
  private static final double EPSILON = 1e-9;

  private static RepairLoad load(int copies, String slabs, int servers, int... lost) {
    int[] serverOfDrive = new int[servers];
    Arrays.setAll(serverOfDrive, d -> d);
    char[] drives = new char[slabs.length()];
    for (int i = 0; i < drives.length; i++) {
      drives[i] = (char) (slabs.charAt(i) - '0');
    }
    BitSet gone = new BitSet();
    Arrays.stream(lost).forEach(gone::set);
    int[] room = new int[servers];
    Arrays.fill(room, 10);
    return SmallRepair.plain(serverOfDrive, new SlabMap(copies, drives), gone, room)
        .rebuild(5)
        .load();
  }

  private static RepairTimes times(RepairLoad load, int servers, double network, double... rates) {
    int[] serverOfDrive = new int[servers];
    Arrays.setAll(serverOfDrive, d -> d);
    return new RepairTimes(load, serverOfDrive, BYTES, rates, network);
  }

  /**
   * Two copies on three drives: 01, 01, 02, 12. Without drive 0 the first two must go from 1 to 2
   * and the third from 2 to 1.
   */
  private static final String TWO_WAY = "01010212";

  @Test
  void aDriveReadsAndWritesInTurn() {
    // Drives 1 and 2 move three copies each: 300 bytes at 10 a second.
    Bottleneck slowest = times(load(2, TWO_WAY, 3, 0), 3, 1e9, 10, 10, 10).bottleneck(1);
    assertEquals(new Bottleneck(Kind.DRIVE, 1, 3, 30), slowest);
  }

  @Test
  void theSlowestDriveDecides() {
    RepairTimes times = times(load(2, TWO_WAY, 3, 0), 3, 1e9, 10, 10, 4);
    assertEquals(new Bottleneck(Kind.DRIVE, 2, 3, 75), times.bottleneck(1));
    assertEquals(30, times.driveSeconds(1), EPSILON);
    assertEquals(75, times.driveSeconds(2), EPSILON);
    assertEquals(0, times.driveSeconds(0), EPSILON);
  }

  @Test
  void aNetworkSendsAndReceivesAtOnce() {
    // Server 1 sends two copies and receives one, server 2 the other way round: 200 bytes at 5.
    RepairTimes times = times(load(2, TWO_WAY, 3, 0), 3, 5, 10, 10, 10);
    assertEquals(new Bottleneck(Kind.SENT, 1, 2, 40), times.bottleneck(1));
    assertEquals(40, times.networkSeconds(1), EPSILON);
    assertEquals(40, times.networkSeconds(2), EPSILON);
  }

  @Test
  void slabsOnTheirLastCopyComeFirst() {
    // Slab 012 has only drive 2 left and needs 3 and 4; slab 023 has 2 and 3 and needs 4.
    RepairLoad load = load(3, "012023", 5, 0, 1);
    RepairTimes times = times(load, 5, 1e9, 10, 10, 10, 10, 10);
    assertEquals(1, load.copied(1));
    assertEquals(2, load.copied(2));
    // One copy from drive 2 to another.
    assertEquals(10, times.bottleneck(1).seconds(), EPSILON);
    // Either 4 writes two copies, or 3 reads one and writes one.
    assertEquals(20, times.bottleneck(2).seconds(), EPSILON);
  }

  @Test
  void whatNeedsNoRepairTakesNoTime() {
    RepairTimes times = times(load(2, TWO_WAY, 3), 3, 5, 10, 10, 10);
    assertEquals(0, times.bottleneck(1).seconds(), EPSILON);
  }
}
