package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampBuilder;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.Picture;

@Tag("unit")
class PlacementTest {

  private static final Bytes TIB = Bytes.parse("1 TiB");
  private static final Stamp OSLO = Oslo.stamp();

  private static Placement placed() {
    return Storage.of(OSLO).place(p -> p.fill(Ratio.percent(72)).seed(42));
  }

  @Test
  void fillIsAShareOfTheRawCapacityOfThePool() {
    Placement placed = placed();
    // 80 drives of 8 TB hold 29,802 whole slabs of 256 MiB each; 72 % of them, three to a slab.
    assertEquals(80 * 29_802 * 72 / 100 / 3, placed.slabs());
    Ratio fill = (Ratio) placed.why("fill").figure().value();
    assertEquals(72.0, fill.toPercent(), 0.01);
  }

  @Test
  void withoutFillAllVolumesAreAllocatedAndOnlyTheReserveIsLeft() {
    Placement placed = Storage.of(OSLO).place();
    double free =
        placed.table().doubleColumn("free (TB)").asList().stream().mapToDouble(d -> d).sum();
    // Less than one slab for each volume and each drive is left over.
    assertTrue(free >= 0 && free < (19 * 3 + 80) * 0.000268435456, () -> "free " + free);
  }

  @Test
  void aFailedServerTakesOneCopyOfEverySlabItHeld() {
    Placement failed = placed().fail("n3");
    assertEquals(0, failed.slabsWith(0));
    assertEquals(0, failed.slabsWith(1));
    // Eight servers share three copies of every slab evenly.
    assertEquals(placed().slabs() * 3.0 / 8, failed.slabsWith(2), 1);
  }

  @Test
  void twoFailedServersLeaveOneCopyOfWhatTheyShared() {
    Placement failed = placed().fail("n3", "n6");
    assertEquals(0, failed.slabsWith(0));
    int slabs = failed.slabs();
    assertEquals(slabs, failed.slabsWith(1) + failed.slabsWith(2) + failed.slabsWith(3));
    // Copies are conserved: the two servers held 2·3/8 copies a slab.
    long lost = 2L * failed.slabsWith(1) + failed.slabsWith(2);
    assertEquals(slabs * 6.0 / 8, (double) lost, 2);
    // Six of the 56 sets of three servers hold both: 3·2 / (8·7).
    assertEquals(slabs * 6.0 / 56, failed.slabsWith(1), slabs * 0.005);
  }

  @Test
  void theVerdictTellsWhatShareIsDownToItsLastCopy() {
    // Two of four servers: of the four sets of three servers, two hold both.
    Stamp four =
        Stamp.describe(
            "four", s -> s.build("1908").servers(4, n -> flash(n, "4 TB")).volume("v", TIB));
    String verdict = Storage.of(four).place().fail("n1", "n2").verdict();
    assertEquals(
        "No slab is lost; 2,048 (50 %, 0.55 TB of data) are down to their last copy."
            + " Cluster quorum: Yes*, pool quorum: Yes*.",
        verdict);
  }

  @Test
  void failuresAddUpInAnyOrder() {
    Placement together = placed().fail("n3", "n5/disk7");
    Placement after = placed().fail("n5/disk7").fail("n3");
    assertEquals(Set.of("n3", "n5/disk7"), together.failed());
    for (int copies = 0; copies <= 3; copies++) {
      assertEquals(together.slabsWith(copies), after.slabsWith(copies));
    }
  }

  @Test
  void aCacheDriveHoldsNoSlabs() {
    assertEquals(placed().slabs(), placed().fail("n1/disk1").slabsWith(3));
  }

  @Test
  void theOriginalIsNotChangedByAFailure() {
    Placement placed = placed();
    placed.fail("n3");
    assertEquals(placed.slabs(), placed.slabsWith(3));
    assertTrue(placed.failed().isEmpty());
  }

  @Test
  void twoWayMirrorLosesDataWithTwoServers() {
    Placement placed =
        Storage.of(OSLO)
            .place(p -> p.resiliency(Resiliency.TWO_WAY_MIRROR).fill(Ratio.percent(50)).seed(1));
    assertEquals(0, placed.fail("n1").slabsWith(0));
    // One of the 28 pairs of servers.
    assertEquals(
        placed.slabs() / 28.0, placed.fail("n1", "n2").slabsWith(0), placed.slabs() * 0.005);
  }

  @Test
  void describedVolumesArePlacedInFull() {
    Stamp stamp =
        Oslo.stamp(
            "1802",
            s ->
                s.volume("ObjStore_1", Bytes.parse("20 TiB"))
                    .volume("ObjStore_2", Bytes.parse("10 TiB")));
    Placement placed = Storage.of(stamp).place();
    assertEquals(30 * 4096, placed.slabs());
    assertEquals(
        List.of("ObjStore_1", "ObjStore_2", "all volumes"),
        placed.fail("n1").table().stringColumn("volume").asList());
    assertEquals(
        Bytes.parse("30 TiB"), Storage.of(stamp).capacity().why("usable").figure().value());
  }

  @Test
  void volumesThatDoNotFitAreRefused() {
    Consumer<StampBuilder> many =
        s -> {
          for (int i = 1; i <= 7; i++) {
            s.volume("v" + i, Bytes.in(30, ByteUnit.TB));
          }
        };
    Refusal refused =
        assertThrows(Refusal.class, () -> Storage.of(Oslo.stamp("1802", many)).capacity());
    assertTrue(refused.getMessage().contains("210 TB"), refused.getMessage());
    assertTrue(refused.getMessage().contains("at most 192 TB"), refused.getMessage());
    assertTrue(refused.wayOut().orElse("").contains("18 TB"), refused.getMessage());
  }

  @Test
  void morefillThanTheReserveLeavesIsRefusedWithTheMost() {
    Refusal refused =
        assertThrows(Refusal.class, () -> Storage.of(OSLO).place(p -> p.fill(Ratio.percent(95))));
    assertTrue(refused.getMessage().contains("at most 90 %"), refused.getMessage());
    assertThrows(Refusal.class, () -> Storage.of(OSLO).place(p -> p.fill(Ratio.percent(0))));
    assertThrows(Refusal.class, () -> Storage.of(OSLO).place(p -> p.fill(Ratio.percent(101))));
  }

  @Test
  void aWordIsSaidOnce() {
    Refusal refused =
        assertThrows(
            Refusal.class,
            () -> Storage.of(OSLO).place(p -> p.fill(Ratio.percent(10)).fill(Ratio.percent(20))));
    assertTrue(refused.getMessage().contains("fill is set to 10 % already"), refused.getMessage());
    assertThrows(Refusal.class, () -> Storage.of(OSLO).place(p -> p.seed(1).seed(2)));
  }

  @Test
  void whatCannotFailIsRefused() {
    Refusal unknown = assertThrows(Refusal.class, () -> placed().fail("n33"));
    assertEquals("n3", unknown.nearest().orElse(""), unknown.getMessage());
    assertThrows(Refusal.class, () -> placed().fail("n3/disk99"));
    Refusal twice = assertThrows(Refusal.class, () -> placed().fail("n3").fail("n3"));
    assertTrue(twice.getMessage().contains("failed already"), twice.getMessage());
    assertThrows(Refusal.class, () -> placed().fail("n3").fail("n3/disk4"));
  }

  @Test
  void placementOfOtherTypesAndTinySlabsAreRefused() {
    assertThrows(
        Refusal.class,
        () -> Storage.of(OSLO).place(p -> p.resiliency(Resiliency.NESTED_TWO_WAY_MIRROR)));
    assertThrows(Refusal.class, () -> Storage.of(OSLO).place(p -> p.slab(Bytes.parse("1 KiB"))));
  }

  @Test
  void theSeedDecidesAndIsShown() {
    Placement one = placed().fail("n1", "n2", "n3");
    Placement same = placed().fail("n1", "n2", "n3");
    Placement other =
        Storage.of(OSLO).place(p -> p.fill(Ratio.percent(72)).seed(43)).fail("n1", "n2", "n3");
    assertEquals(one.slabsWith(0), same.slabsWith(0));
    assertNotEquals(one.slabsWith(0), other.slabsWith(0));
    assertTrue(one.toString().contains("Seed 42"), one.toString());
  }

  @Test
  void theSlabSizeIsStarredUnlessItIsGiven() {
    assertTrue(placed().verdict().contains("256 MiB*"), placed().verdict());
    Placement given =
        Storage.of(OSLO).place(p -> p.fill(Ratio.percent(10)).slab(Bytes.parse("1 GiB")));
    assertTrue(given.verdict().contains("1 GiB in 3"), given.verdict());
  }

  @Test
  void aComparisonDrawsTheCountsOfSlabs() {
    Picture picture = placed().fail("n3", "n6").compareTo(placed()).picture().orElseThrow();
    Picture.Bars bars = (Picture.Bars) picture;
    assertEquals(
        List.of("slabs with 3 copies", "slabs with 2 copies", "slabs with 1 copy"),
        bars.categories());
    assertEquals("count", bars.yTitle());
  }

  @Test
  void theFormulaOfSlabsGivesTheirNumber() {
    Placement placed = placed();
    // 72 % × 2,384,160 ÷ 3 = 572,198.4; by bytes alone it would be 572,204.
    assertEquals(
        "72 % × 2,384,160 ÷ 3, in whole slabs and without the reserve",
        placed.why("slabs").figure().substituted());
    assertEquals(572_198, placed.why("slabs").figure().value());
  }

  @Test
  void allThatTheReserveLeavesCanBeFilled() {
    // Nine of ten drives: 90 % in bytes, a slab less on some drives.
    Placement full = Storage.of(OSLO).place(p -> p.fill(Ratio.percent(90)));
    assertEquals(90.0, ((Ratio) full.why("fill").figure().value()).toPercent(), 0.01);
    assertThrows(
        Refusal.class, () -> Storage.of(OSLO).place(p -> p.fill(Ratio.percent(90.1)).seed(1)));
  }

  @Test
  void aSlabLargerThanADriveIsRefused() {
    Refusal refused =
        assertThrows(Refusal.class, () -> Storage.of(OSLO).place(p -> p.slab(Bytes.parse("9 TB"))));
    assertTrue(refused.getMessage().contains("8 TB"), refused.getMessage());
  }

  @Test
  void drivesAreNotCalledFilledAlikeWhereTheyAreNot() {
    assertTrue(placed().verdict().contains("every drive is filled alike"), placed().verdict());
    Stamp uneven =
        Stamp.describe(
            "uneven",
            s ->
                s.build("1908")
                    .servers(3, n -> flash(n, "4 TB"))
                    .servers(1, n -> flash(n, "16 TB"))
                    .volume("v", Bytes.parse("12.8 TB")));
    // Every slab has a copy in the large server, 12.8 of its 64 TB; the others share 25.6 of 48 TB.
    String verdict = Storage.of(uneven).place().verdict();
    assertTrue(verdict.contains("between 20 % and 53.3 %"), verdict);
  }

  private static void flash(ServerBuilder server, String drive) {
    server.memory(Bytes.parse("256 GiB")).cores(24).capacity(4, Media.SSD, Bytes.parse(drive));
  }

  @Test
  void everyVolumeIsSpreadOverEveryDrive() {
    Placement placed = placed();
    Placement failed = placed.fail("n5/disk7");
    for (VolumeSlabs volume : failed.volumes()) {
      int slabs = volume.end() - volume.first();
      // One of 80 drives holds a copy of 3 in 80 slabs; far within five deviations of a fair draw.
      double expected = slabs * 3.0 / 80;
      assertEquals(expected, failed.survivors(volume)[2], 5 * Math.sqrt(expected), volume.name());
    }
  }
}
