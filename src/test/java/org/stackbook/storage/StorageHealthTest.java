package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

@Tag("unit")
class StorageHealthTest {

  /** Eight servers with two cache and ten capacity drives: 96 votes of the pool. */
  private static final Placement PLACED =
      Storage.of(Oslo.stamp()).place(p -> p.fill(Ratio.percent(72)).seed(42));

  private static final String VOLUME = "ObjStore_1";

  private static Figure<?> why(StorageHealth health, String name) {
    return health.why(name).figure();
  }

  @Test
  void nothingFailedIsHealthy() {
    StorageHealth health = PLACED.health();
    assertEquals("Healthy: OK", why(health, "pool health").value());
    assertEquals("Healthy: OK", why(health, VOLUME).value());
    assertEquals("Yes", why(health, "cluster quorum").value());
    assertTrue(health.isOnline());
    assertTrue(health.picture().isEmpty());
    assertTrue(health.verdict().startsWith("Cluster and pool keep their quorum."));
  }

  @Test
  void aServerDownDegradesPoolAndVolumes() {
    StorageHealth health = PLACED.fail("n3").health();
    assertEquals(7, why(health, "servers up").value());
    assertEquals(84, why(health, "drives up").value());
    assertEquals("Yes", why(health, "cluster quorum").value());
    assertEquals("Yes", why(health, "pool quorum").value());
    assertEquals("Warning: Degraded", why(health, "pool health").value());
    assertEquals("Warning: Degraded", why(health, VOLUME).value());
    assertTrue(health.isOnline());
  }

  @Test
  void withoutWritesSinceTheFailureTheMissingCopiesAreUpToDate() {
    StorageHealth health = PLACED.fail("n3").health(h -> h.writes(false));
    assertEquals("Incomplete", health.state(VOLUME));
    assertTrue(PLACED.fail("n3").health().figures().size() > 20);
    assertEquals("Degraded", PLACED.fail("n3").health(h -> h.writes(true)).state(VOLUME));
  }

  @Test
  void whatIsTakenForUnknownIsStarredAndWhatIsSaidIsNot() {
    StorageHealth taken = PLACED.fail("n3").health();
    assertTrue(
        why(taken, VOLUME).assumptions().stream()
            .anyMatch(f -> f.name().equals("writes since the failure")));
    StorageHealth said = PLACED.fail("n3").health(h -> h.writes(true).witness(true));
    assertFalse(
        why(said, VOLUME).assumptions().stream()
            .anyMatch(f -> f.name().equals("writes since the failure")));
    // Seven of eight servers have the majority with a witness or without.
    assertFalse(why(taken, "cluster quorum").confidence().starred());
    StorageHealth half = PLACED.fail("n1", "n2", "n3", "n4").health();
    assertTrue(why(half, "cluster quorum").confidence().starred());
  }

  @Test
  void aVolumeThatIsNotOnTheFailedDriveIsHealthy() {
    Stamp stamp =
        Stamp.describe(
            "tiny",
            s ->
                s.build("1908")
                    .servers(
                        4,
                        n ->
                            n.memory(Bytes.parse("256 GiB"))
                                .cores(24)
                                .capacity(4, Media.SSD, Bytes.parse("4 TB")))
                    .volume("small", Bytes.parse("1 GiB"))
                    .volume("large", Bytes.parse("1 TiB")));
    Placement placed = Storage.of(stamp).place(p -> p.slab(Bytes.parse("1 GiB")));
    int on = placed.map().drive(0, 0);
    int off = 0;
    while (off == on || off == placed.map().drive(0, 1) || off == placed.map().drive(0, 2)) {
      off++;
    }
    assertEquals("Degraded", placed.fail(placed.drives().drive(on).id()).health().state("small"));
    StorageHealth health = placed.fail(placed.drives().drive(off).id()).health();
    assertEquals("OK", health.state("small"));
    assertEquals("Degraded", health.state("large"));
  }

  @Test
  void aCacheDriveVotesInThePoolAndHoldsNoSlabs() {
    StorageHealth health = PLACED.fail("n1/disk1").health();
    assertEquals(95, why(health, "drives up").value());
    assertEquals("Warning: Degraded", why(health, "pool health").value());
    assertEquals("OK", health.state(VOLUME));
  }

  @Test
  void drivesThatFailedInThreeServersHaveLostDataForGood() {
    List<String> drives = new ArrayList<>();
    for (String server : List.of("n1", "n2", "n3")) {
      for (int disk = 3; disk <= 12; disk++) {
        drives.add(server + "/disk" + disk);
      }
    }
    StorageHealth health = PLACED.fail(drives.toArray(String[]::new)).health();
    assertEquals("Unhealthy: No redundancy", why(health, VOLUME).value());
    assertFalse(health.isOnline());
  }

  @Test
  void serversThatAreDownMayComeBack() {
    StorageHealth health = PLACED.fail("n1", "n2", "n3").health();
    assertEquals("Yes", why(health, "cluster quorum").value());
    assertEquals("Yes", why(health, "pool quorum").value());
    assertEquals("Unknown: Detached: Incomplete", why(health, VOLUME).value());
    assertFalse(health.isOnline());
    assertTrue(
        health
            .toString()
            .contains("More servers are down than Storage Spaces Direct is documented"),
        health.toString());
  }

  @Test
  void aServerDownAndDrivesOfTwoOthersLoseNothingForGood() {
    // The slabs on both drives and the server have a copy in the server.
    List<String> drives = new ArrayList<>(List.of("n1"));
    for (int disk = 3; disk <= 12; disk++) {
      drives.add("n2/disk" + disk);
      drives.add("n3/disk" + disk);
    }
    StorageHealth health = PLACED.fail(drives.toArray(String[]::new)).health();
    assertEquals("Detached: Incomplete", health.state(VOLUME));
  }

  @Test
  void halfOfTheServersHangOnTheWitness() {
    Placement half = PLACED.fail("n1", "n2", "n3", "n4");
    StorageHealth with = half.health(h -> h.witness(true));
    // Four nodes and the witness are five of nine votes; half of the drives and the owner 49 of 97.
    assertEquals("Yes", why(with, "cluster quorum").value());
    assertEquals("Yes", why(with, "pool quorum").value());
    StorageHealth without = half.health(h -> h.witness(false));
    assertEquals("50/50", why(without, "cluster quorum").value());
    assertEquals("No", why(without, "pool quorum").value());
    assertEquals(
        "Unknown/Unhealthy: Read-only: Incomplete (quorum lost)",
        why(without, "pool health").value());
    assertEquals("Detached: Majority Disks Unhealthy", without.state(VOLUME));
  }

  @Test
  void fiveAtOnceStopTheClusterFiveOneByOneThePool() {
    StorageHealth atOnce = PLACED.fail("n1", "n2", "n3", "n4", "n5").health();
    assertEquals("No", why(atOnce, "cluster quorum").value());
    assertEquals("Offline", why(atOnce, "pool health").value());
    assertEquals("Offline", atOnce.state(VOLUME));
    StorageHealth oneByOne = PLACED.fail("n1").fail("n2").fail("n3").fail("n4").fail("n5").health();
    assertEquals("Yes", why(oneByOne, "cluster quorum").value());
    assertEquals("No", why(oneByOne, "pool quorum").value());
    assertEquals("Detached: Majority Disks Unhealthy", oneByOne.state(VOLUME));
  }

  @Test
  void drivesThatFailBetweenServersDoNotVoteInTheCluster() {
    StorageHealth health = PLACED.fail("n1").fail("n2/disk3").fail("n3", "n4/disk3").health();
    assertEquals(6, why(health, "servers up").value());
    assertEquals("Yes", why(health, "cluster quorum").value());
    assertEquals(96 - 24 - 2, why(health, "drives up").value());
  }

  @Test
  void fiftyFiftySaysWhichRuleDecides() {
    Figure<?> vote =
        why(PLACED.fail("n1", "n2", "n3", "n4").health(h -> h.witness(false)), "cluster quorum");
    assertEquals(
        "4 of 7 if the node without a vote is among the failed, 3 if not; 4 are needed",
        vote.substituted());
  }

  @Test
  void theTitleTellsTheOrder() {
    assertEquals(
        "Health of oslo without n1, n2 at once, then n3",
        PLACED.fail("n1", "n2").fail("n3").health().title());
  }

  @Test
  void thePlacementTellsWhenQuorumIsLost() {
    assertFalse(PLACED.fail("n3").verdict().contains("quorum"), PLACED.fail("n3").verdict());
    Placement offline = PLACED.fail("n1", "n2", "n3", "n4", "n5");
    assertTrue(
        offline.verdict().endsWith("The cluster loses its quorum: all is offline."),
        offline.verdict());
    assertFalse(offline.toString().contains("is not."), offline.toString());
  }

  @Test
  void wordsAreSaidOnceAndVolumesHaveNames() {
    assertThrows(Refusal.class, () -> PLACED.health(h -> h.witness(true).witness(false)));
    assertThrows(Refusal.class, () -> PLACED.health(h -> h.writes(true).writes(true)));
    Refusal refused = assertThrows(Refusal.class, () -> PLACED.health().state("ObjStor_1"));
    assertEquals("ObjStore_1", refused.nearest().orElse(""), refused.getMessage());
  }
}
