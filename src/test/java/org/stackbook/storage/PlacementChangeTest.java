package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

@Tag("unit")
class PlacementChangeTest {

  private static void server(ServerBuilder n) {
    n.memory(Bytes.parse("384 GB"))
        .cores(40)
        .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
        .capacity(10, Media.HDD, Bytes.parse("8 TB"));
  }

  private static final Stamp OSLO =
      Stamp.describe(
          "oslo",
          s ->
              s.build("1908")
                  .servers(8, PlacementChangeTest::server)
                  .volume("ObjStore_1", Bytes.parse("10 TiB"))
                  .volume("ObjStore_2", Bytes.parse("20 TiB"))
                  .volume("ObjStore_3", Bytes.parse("30 TiB")));

  private static final Placement PLACED = Storage.of(OSLO).place(p -> p.seed(42));

  private static List<Integer> drives(Placement placed, int from, int to) {
    int copies = placed.map().copies();
    return IntStream.range(from * copies, to * copies)
        .mapToObj(i -> placed.map().drive(i / copies, i % copies))
        .toList();
  }

  @Test
  void aVolumeGrowsAndNoSlabThatIsThereMoves() {
    Placement grown = PLACED.grow("ObjStore_2", Bytes.parse("2 TiB"));
    // 4,096 slabs of 256 MiB to a TiB.
    assertEquals(62 * 4_096, grown.slabs());
    assertEquals(
        List.of(
            new VolumeSlabs("ObjStore_1", 0, 10 * 4_096),
            new VolumeSlabs("ObjStore_2", 10 * 4_096, 32 * 4_096),
            new VolumeSlabs("ObjStore_3", 32 * 4_096, 62 * 4_096)),
        grown.volumes());
    assertEquals(drives(PLACED, 0, 30 * 4_096), drives(grown, 0, 30 * 4_096));
    assertEquals(drives(PLACED, 30 * 4_096, 60 * 4_096), drives(grown, 32 * 4_096, 62 * 4_096));
    assertEquals(
        "245,760 + 2 TiB ÷ 256 MiB, in whole slabs", grown.why("slabs").figure().substituted());
    assertEquals(60 * 4_096, PLACED.slabs(), "the placement before is as it was");
  }

  @Test
  void whatIsNewIsSpreadOverAllDrivesAndApart() {
    Placement grown = PLACED.grow("ObjStore_1", Bytes.parse("20 TiB"));
    int[] held = grown.map().copiesPerDrive(80);
    // 80 TiB in three copies on 80 drives.
    for (int copies : held) {
      assertEquals(3 * 4_096, copies, 2);
    }
    assertEquals(0, grown.fail("n1", "n2").slabsWith(0));
  }

  @Test
  void aVolumeComesAndGoes() {
    Placement more = PLACED.add("ObjStore_4", Bytes.parse("1 TiB"));
    assertEquals(61 * 4_096, more.slabs());
    assertEquals(new VolumeSlabs("ObjStore_4", 60 * 4_096, 61 * 4_096), more.volumes().get(3));
    Placement less = more.delete("ObjStore_2");
    assertEquals(41 * 4_096, less.slabs());
    assertEquals(
        List.of(
            new VolumeSlabs("ObjStore_1", 0, 10 * 4_096),
            new VolumeSlabs("ObjStore_3", 10 * 4_096, 40 * 4_096),
            new VolumeSlabs("ObjStore_4", 40 * 4_096, 41 * 4_096)),
        less.volumes());
    assertEquals(drives(PLACED, 30 * 4_096, 60 * 4_096), drives(less, 10 * 4_096, 40 * 4_096));
    assertEquals(41 * 4_096, less.why("slabs").figure().value());
  }

  @Test
  void aSizeIsRoundedUpToSlabs() {
    assertEquals(60 * 4_096 + 1, PLACED.grow("ObjStore_1", Bytes.parse("1 B")).slabs());
    assertEquals(60 * 4_096 + 2, PLACED.add("x", Bytes.parse("257 MiB")).slabs());
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheMost() {
    // 192 TB beside the reserve, 3 × 60 TiB of them taken: 126 TB are left.
    Placement full = PLACED;
    for (int i = 1; i <= 2; i++) {
      full = full.add("big" + i, Bytes.in(60, ByteUnit.TB));
    }
    Placement nearly = full;
    Refusal refused =
        assertThrows(Refusal.class, () -> nearly.add("one", Bytes.in(7, ByteUnit.TB)));
    assertTrue(refused.getMessage().contains("at most 6.0"), refused.getMessage());
    assertEquals(4, nearly.add("one", Bytes.in(6, ByteUnit.TB)).volumes().size() - 2);
  }

  @Test
  void namesAndSizesThatCannotBeAreRefused() {
    Refusal unknown =
        assertThrows(Refusal.class, () -> PLACED.grow("ObjStore_22", Bytes.parse("1 TB")));
    assertEquals("ObjStore_2", unknown.nearest().orElse(""), unknown.getMessage());
    assertThrows(Refusal.class, () -> PLACED.delete("ObjStore_9"));
    assertThrows(Refusal.class, () -> PLACED.add("objstore_1", Bytes.parse("1 TB")));
    assertThrows(Refusal.class, () -> PLACED.add(" ", Bytes.parse("1 TB")));
    // Windows Server 2019 allows volumes of 64 TB.
    Refusal large =
        assertThrows(Refusal.class, () -> PLACED.grow("ObjStore_3", Bytes.parse("40 TB")));
    assertTrue(large.getMessage().contains("64 TB"), large.getMessage());
    assertThrows(
        Refusal.class, () -> PLACED.delete("ObjStore_1").delete("ObjStore_2").delete("ObjStore_3"));
  }

  @Test
  void nothingChangesBesideFailures() {
    Placement failed = PLACED.fail("n3");
    assertThrows(Refusal.class, () -> failed.grow("ObjStore_1", Bytes.parse("1 TB")));
    assertThrows(Refusal.class, () -> failed.add("x", Bytes.parse("1 TB")));
    assertThrows(Refusal.class, () -> failed.delete("ObjStore_1"));
    assertThrows(Refusal.class, failed::optimize);
  }

  @Test
  void twoServersThatJoinTakeTheirShare() {
    Rebalancing joined = PLACED.addServers(2, PlacementChangeTest::server);
    assertEquals("n1..n10", joined.stamp().serverNames());
    // A fifth of 3 × 60 TiB; 180 drives or servers are rounded to a slab.
    double share = 3 * Bytes.parse("60 TiB").to(ByteUnit.TB) / 5;
    assertEquals(share, ((Bytes) joined.why("moved").figure().value()).to(ByteUnit.TB), 0.01);
    assertEquals(1.0, (Double) joined.why("ratio").figure().value(), 0.001);
    assertEquals(1.0, (Double) joined.why("unevenness after").figure().value(), 0.001);
    assertEquals(10 / 8.0, (Double) joined.why("unevenness before").figure().value(), 0.001);
    assertEquals(PLACED.volumes(), joined.after().volumes());
    assertEquals(0, joined.after().fail("n9", "n10").slabsWith(0));
    assertTrue(joined.why("moved").figure().confidence().starred(), "the slab is assumed");
  }

  @Test
  void aServerThatLeavesForGoodIsMadeAnewOnTheOthers() {
    Rebalancing left = PLACED.removeServers("n3");
    assertEquals("n1, n2, n4..n8", left.stamp().serverNames());
    double held = 3 * Bytes.parse("60 TiB").to(ByteUnit.TB) / 8;
    assertEquals(held, ((Bytes) left.why("moved").figure().value()).to(ByteUnit.TB), 0.05);
    assertEquals(1.0, (Double) left.why("ratio").figure().value(), 0.001);
    int[] perDrive = left.after().map().copiesPerDrive(70);
    assertEquals(3 * 60 * 4_096, IntStream.of(perDrive).sum());
    List<Double> out = left.table().doubleColumn("out (TB)").asList();
    assertEquals(held, out.get(2), 0.05);
    assertEquals(0.0, out.get(0), 1e-9);
    assertThrows(Refusal.class, () -> left.after().fail("n3"));
  }

  @Test
  void aDriveOfAnotherSizeIsAnotherDrive() {
    Stamp larger =
        Stamp.describe(
            "oslo",
            s -> {
              s.build("1908");
              s.servers(
                  8,
                  n ->
                      n.memory(Bytes.parse("384 GB"))
                          .cores(40)
                          .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                          .capacity(10, Media.HDD, Bytes.parse("10 TB")));
              OSLO.volumes().forEach(v -> s.volume(v.name(), v.size()));
            });
    Rebalancing replaced = PLACED.on(larger);
    // All drives are new.
    assertEquals(3L * 60 * 4_096, replaced.why("copies moved").figure().value());
  }

  @Test
  void whatIsEvenStays() {
    Rebalancing none = PLACED.optimize();
    assertEquals("Every drive is filled alike already: nothing moves.", none.verdict());
    assertEquals(1.0, none.why("ratio").figure().value());
  }

  @Test
  void moreThanTheOthersHoldIsRefused() {
    Stamp stamp =
        Stamp.describe("full", s -> s.build("1908").servers(5, PlacementChangeTest::server));
    Placement full = Storage.of(stamp).place();
    Refusal refused = assertThrows(Refusal.class, () -> full.removeServers("n2"));
    assertTrue(refused.getMessage().contains("4 servers hold at most 95.99"), refused.getMessage());
  }

  @Test
  void volumesOfTheRulesStayAsTheyWerePlaced() {
    Stamp stamp =
        Stamp.describe("rule", s -> s.build("1908").servers(5, PlacementChangeTest::server));
    Placement placed = Storage.of(stamp).place(p -> p.fill(Ratio.percent(50)));
    Rebalancing joined = placed.addServers(1, PlacementChangeTest::server);
    assertEquals(placed.volumes(), joined.after().volumes());
    assertEquals(placed.slabs(), joined.after().slabs());
  }
}
