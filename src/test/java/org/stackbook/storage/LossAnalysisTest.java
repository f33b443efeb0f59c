package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;

@Tag("unit")
class LossAnalysisTest {

  private static final Stamp OSLO = Oslo.stamp();
  private static final Placement PLACED =
      Storage.of(OSLO).place(p -> p.fill(Ratio.percent(72)).seed(42));

  private static Object cell(LossAnalysis losses, String row, String column) {
    DataTable table = losses.data();
    List<String> names = table.columns().stream().map(DataTable.Column::name).toList();
    return Objects.requireNonNull(
        table.rows().stream()
            .filter(cells -> row.equals(cells.get(0).value()))
            .findFirst()
            .orElseThrow()
            .get(names.indexOf(column))
            .value());
  }

  @Test
  void threeWayMirrorSurvivesAnyTwoServersAndAnyTwoDrives() {
    LossAnalysis losses = PLACED.losses();
    for (String what : List.of("one drive", "two drives", "one server", "two servers")) {
      assertEquals(0L, cell(losses, what, "that lose data"), what);
    }
    // 572,198 slabs on the 56 sets of three servers: each holds some.
    assertEquals(56L, cell(losses, "three servers", "sets"));
    assertEquals(56L, cell(losses, "three servers", "that lose data"));
  }

  @Test
  void setsAreAllThereAre() {
    LossAnalysis losses = PLACED.losses();
    // 80 drives: 80·79·78 ÷ 6; in different servers: 56 sets of servers with 10·10·10 each.
    assertEquals(82_160L, cell(losses, "three drives", "sets"));
    assertEquals(56_000L, cell(losses, "three drives in three servers", "sets"));
    assertEquals(2_800L, cell(losses, "two drives in two servers", "sets"));
    // What loses data is always in three servers.
    assertEquals(
        cell(losses, "three drives", "that lose data"),
        cell(losses, "three drives in three servers", "that lose data"));
  }

  @Test
  void slabsTakeSetsOfDrivesAtRandom() {
    Placement thin = Storage.of(OSLO).place(p -> p.fill(Ratio.percent(7)).seed(5));
    // Slabs thrown at random into 56,000 sets leave e^(−slabs ÷ sets) of them empty, here 37 %.
    double empty = Math.exp(-(double) thin.slabs() / 56_000);
    double losing = ((Number) cell(thin.losses(), "three drives", "that lose data")).doubleValue();
    assertEquals(0.37, empty, 0.01);
    // Five standard deviations of the number of empty sets, less than √(sets · empty · (1 −
    // empty)).
    assertEquals(56_000 * (1 - empty), losing, 5 * Math.sqrt(56_000 * empty * (1 - empty)));
  }

  @Test
  void afterAFailureLessIsNeeded() {
    LossAnalysis losses = PLACED.fail("n3").losses();
    assertEquals(0L, cell(losses, "one drive", "that lose data"));
    assertTrue((long) cell(losses, "two drives", "that lose data") > 0);
    assertEquals(7L, cell(losses, "one server", "sets"));
    assertEquals(21L, cell(losses, "two servers", "that lose data"));
    assertTrue(losses.verdict().startsWith("Data is lost with two servers at the earliest"));
  }

  @Test
  void theWorstPairLeavesAsMuchAsFailingItShows() {
    LossAnalysis losses = PLACED.losses();
    String[] worst = String.valueOf(cell(losses, "two servers", "worst set")).split(", ");
    Placement failed = PLACED.fail(worst);
    Bytes exposed = (Bytes) failed.why("exposed").figure().value();
    assertEquals(
        exposed.to(org.stackbook.unit.ByteUnit.TB),
        ((Number) cell(losses, "two servers", "on last copy then")).doubleValue(),
        1e-9);
    for (int a = 1; a <= 8; a++) {
      for (int b = a + 1; b <= 8; b++) {
        assertTrue(PLACED.fail("n" + a, "n" + b).slabsWith(1) <= failed.slabsWith(1));
      }
    }
  }

  @Test
  void theVolumesHitAreThoseThatFailingTheWorstSetLeavesWithLoss() {
    Placement placed =
        Storage.of(
                Oslo.stamp(
                    "1802",
                    s -> {
                      s.volume("large", Bytes.parse("2 TB"));
                      for (int i = 1; i <= 12; i++) {
                        s.volume("tiny" + i, Bytes.parse("5 GiB")); // 20 slabs on 56 sets
                      }
                    }))
            .place(p -> p.seed(3));
    LossAnalysis losses = placed.losses();
    String[] worst = String.valueOf(cell(losses, "three servers", "worst set")).split(", ");
    Placement failed = placed.fail(worst);
    int hit = (int) placed.volumes().stream().filter(v -> failed.survivors(v)[0] > 0).count();
    assertTrue(hit > 1 && hit < 13, "some of the volumes: " + hit);
    assertEquals(hit, cell(losses, "three servers", "volumes hit"));
    assertEquals(0, cell(losses, "two servers", "volumes hit"));
  }

  @Test
  void chancesSayWhy() {
    LossAnalysis losses = PLACED.losses();
    String why = losses.why("chance of loss with three drives").toString();
    assertTrue(why.contains("82,160"), why);
    assertTrue(why.contains("seed"), why);
  }

  @Test
  void particularServersCanBeAskedFor() {
    assertFalse(PLACED.losses().loses("n1", "n2"));
    assertTrue(PLACED.losses().loses("n1", "n2", "n3"));
    assertThrows(Refusal.class, () -> PLACED.losses().loses("n33"));
  }

  @Test
  void theDriveMapTellsWhereTheLastCopiesAre() {
    Placement failed = PLACED.fail("n3", "n6");
    DataTable table = failed.driveMap().data();
    long last =
        table.rows().stream()
            .mapToLong(row -> ((Number) Objects.requireNonNull(row.get(7).value())).longValue())
            .sum();
    assertEquals(failed.slabsWith(1), last);
    assertTrue(failed.driveMap().verdict().startsWith("60 drives hold the last copy of"));
    assertEquals("No drive holds a last copy.", PLACED.fail("n1/disk5").driveMap().verdict());
  }

  @Test
  void bytesAreFoundWhereTheirSlabIs() {
    DataLocation found = PLACED.locate("ObjStore_1", Bytes.parse("3 GiB"), Bytes.parse("1 MiB"));
    // 3 GiB are one and a half groups of 8 slabs of 256 MiB: the second group, column 0 to 3.
    assertEquals(4, found.data().rows().size());
    assertEquals(8, found.data().rows().get(0).get(0).value());
    assertEquals(0, found.data().rows().get(0).get(1).value());
    // 1 GiB into the group, 128 MiB into each of its slabs.
    assertEquals(128.0, found.data().rows().get(0).get(3).value());
    Refusal wrong =
        assertThrows(
            Refusal.class,
            () -> PLACED.locate("ObjStore_11", Bytes.parse("3 GiB"), Bytes.parse("1 MiB")));
    assertTrue(wrong.getMessage().contains("Did you mean ObjStore_1?"), wrong.getMessage());
  }

  @Test
  void theEndOfAVolumeIsToldInTheUnitOfVolumes() {
    Bytes size = Bytes.parse("2 TB");
    Placement placed =
        Storage.of(Oslo.stamp("1802", s -> s.volume("data", size))).place(p -> p.seed(1));
    Refusal beyond =
        assertThrows(Refusal.class, () -> placed.locate("data", size, Bytes.parse("1 GiB")));
    assertEquals("data has 2 TB placed, counted from 0", beyond.rule());
  }
}
