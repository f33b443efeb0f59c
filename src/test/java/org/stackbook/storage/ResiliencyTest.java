package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import tech.tablesaw.api.Table;

@Tag("unit")
class ResiliencyTest {

  private static Bytes tb(double amount) {
    return Bytes.in(amount, ByteUnit.TB);
  }

  @Test
  void titlesAreThoseOfThePages() {
    assertEquals(
        List.of(
            "two-way mirror",
            "three-way mirror",
            "single parity",
            "dual parity",
            "mirror-accelerated parity",
            "nested two-way mirror",
            "nested mirror-accelerated parity"),
        List.of(Resiliency.values()).stream().map(Resiliency::title).toList());
  }

  @Test
  void onlyThreeWayMirrorIsUsedByAzureStack() {
    assertEquals(
        List.of(Resiliency.THREE_WAY_MIRROR),
        List.of(Resiliency.values()).stream().filter(Resiliency::isUsedByAzureStack).toList());
  }

  @Test
  void nestedTypesAreInHostsOfWindowsServer2019AndLater() {
    for (Build build : Build.all()) {
      boolean in = Integer.parseInt(build.name()) >= 1908;
      assertEquals(in, Resiliency.NESTED_TWO_WAY_MIRROR.isIn(build), build.name());
      assertEquals(in, Resiliency.NESTED_MIRROR_ACCELERATED_PARITY.isIn(build), build.name());
      assertTrue(Resiliency.MIRROR_ACCELERATED_PARITY.isIn(build), build.name());
    }
    assertThrows(IllegalStateException.class, () -> Build.named("1802").hostsAtLeast("Windows 11"));
  }

  @Test
  void mirrorAcceleratedParityTakesWhatItsPartsTake() {
    VolumeLayout layout =
        Resiliency.MIRROR_ACCELERATED_PARITY.over(PoolShape.of(8), Ratio.percent(20));
    // 20 of 100 TB in three copies, 80 TB in RS 4+2: 60 + 120.
    assertEquals(tb(180), layout.footprint(tb(100)).value());
    assertEquals(100.0 / 180, layout.efficiency().value().value(), 1e-12);
    assertEquals("20 % three-way mirror, 80 % RS 4+2", layout.text());
    assertEquals(
        layout.efficiency().value(),
        Resiliency.MIRROR_ACCELERATED_PARITY.efficiency(8, false).value());
  }

  @Test
  void theFullMathOfThePageOnNestedParity() {
    VolumeLayout layout =
        Resiliency.NESTED_MIRROR_ACCELERATED_PARITY.over(
            PoolShape.of(2).withCapacityDrives(6), Ratio.percent(10));
    // The page: [(10 GB / 50 %) + (90 GB / 83.3 %)] × 2 = 256 GB.
    assertEquals(Bytes.in(256, ByteUnit.GB), layout.footprint(Bytes.in(100, ByteUnit.GB)).value());
  }

  @Test
  void theWidthOfSingleParityIsStarred() {
    Figure<Ratio> efficiency = Resiliency.SINGLE_PARITY.efficiency(8, false);
    assertEquals(66.7, efficiency.value().toPercent(), 0.05);
    assertTrue(efficiency.confidence().starred());
    assertFalse(Resiliency.DUAL_PARITY.efficiency(8, false).confidence().starred());
    assertEquals(1, Resiliency.SINGLE_PARITY.tolerates().value());
  }

  @Test
  void aMirrorShareThatMakesNoSenseIsRefused() {
    PoolShape pool = PoolShape.of(8);
    for (int percent : new int[] {0, 100, -5, 120}) {
      assertThrows(
          Refusal.class,
          () -> Resiliency.MIRROR_ACCELERATED_PARITY.over(pool, Ratio.percent(percent)));
    }
    Refusal refused =
        assertThrows(Refusal.class, () -> Resiliency.DUAL_PARITY.over(pool, Ratio.percent(20)));
    assertTrue(refused.getMessage().contains("no part that is mirror"), refused.getMessage());
  }

  @Test
  void growthIsRefusedBackwardsAndToWhatTheTypeCannotBe() {
    assertThrows(Refusal.class, () -> Resiliency.DUAL_PARITY.layoutAfterGrowth(8, 7, false));
    assertThrows(Refusal.class, () -> Resiliency.DUAL_PARITY.layoutAfterGrowth(3, 7, false));
    assertThrows(
        Refusal.class, () -> Resiliency.NESTED_TWO_WAY_MIRROR.layoutAfterGrowth(2, 3, false));
    assertEquals("two-way mirror", Resiliency.TWO_WAY_MIRROR.layoutAfterGrowth(2, 4, true).value());
  }

  @Test
  void usableCapacityOfEqualServersIsWhatTheReserveLeavesTimesTheEfficiency() {
    Resiliencies types = Storage.of(Oslo.stamp("1802", more -> {})).resiliencies();
    // 80 drives of 8 TB less 8 in reserve are 576 TB.
    assertEquals(tb(288), usable(types, "two-way mirror"));
    assertEquals(tb(192), usable(types, "three-way mirror"));
    assertEquals(tb(384), usable(types, "single parity"));
    assertEquals(tb(384), usable(types, "dual parity"));
    assertEquals(tb(320), usable(types, "mirror-accelerated parity"));
    assertEquals(
        Storage.of(Oslo.stamp("1802", more -> {})).capacity().pool().data().value(),
        usable(types, "three-way mirror"));
  }

  private static Object usable(Resiliencies types, String type) {
    Bytes exact = (Bytes) types.why("usable with " + type).figure().value();
    // Shares of a per cent are not exact in binary: a byte may be missing.
    return Bytes.of((exact.count() + 1) / 1_000 * 1_000, exact.unit());
  }

  @Test
  void largerServersStrandMoreTheWiderTheLayoutIs() {
    Stamp uneven =
        Stamp.describe(
            "uneven",
            s ->
                s.build("1908")
                    .servers(3, n -> flash(n, "4 TB"))
                    .servers(1, n -> flash(n, "16 TB")));
    Resiliencies types = Storage.of(uneven).resiliencies();
    // 12, 12, 12 and 48 TB are left. Two copies: 36 TB in the others beside one copy in the large.
    assertEquals(tb(36), usable(types, "two-way mirror"));
    // Three: 36 TB beside one copy in the large server are two copies of 18 TB.
    assertEquals(tb(18), usable(types, "three-way mirror"));
    // RS 2+2 needs all four: 12 TB of each, half of it data.
    assertEquals(tb(24), usable(types, "dual parity"));
    // 36 TB beside the large server hold 0.2 × 2 copies and 0.8 × 3 ÷ 2 symbols of 22.5 TB.
    assertEquals(tb(22.5), usable(types, "mirror-accelerated parity"));
  }

  private static void flash(ServerBuilder server, String drive) {
    server.memory(Bytes.parse("256 GiB")).cores(24).capacity(4, Media.SSD, Bytes.parse(drive));
  }

  @Test
  void whatCannotBeThereIsListedWithTheReason() {
    Stamp stamp = Oslo.stamp("1802", more -> {});
    assertEquals("", reason(stamp, "dual parity"));
    assertEquals(
        "needs exactly 2 servers; needs Windows Server 2019",
        reason(stamp, "nested two-way mirror"));
    assertEquals(
        "needs exactly 2 servers", reason(Oslo.stamp("1908", more -> {}), "nested two-way mirror"));
  }

  private static String reason(Stamp stamp, String type) {
    Table table = Storage.of(stamp).resiliencies().table();
    return table
        .where(table.stringColumn("resiliency").isEqualTo(type))
        .stringColumn("refused")
        .get(0);
  }
}
