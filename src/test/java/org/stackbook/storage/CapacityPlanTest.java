package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Confidence;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampBuilder;
import org.stackbook.unit.Bytes;

@Tag("unit")
class CapacityPlanTest {

  private static Stamp stamp(String build, int servers, String memory, int drives, String drive) {
    return Stamp.describe(
        "oslo",
        s ->
            s.build(build)
                .servers(
                    servers,
                    n ->
                        n.memory(Bytes.parse(memory))
                            .cores(40)
                            .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                            .capacity(drives, Media.HDD, Bytes.parse(drive))));
  }

  private static Bytes figure(CapacityPlan plan, String name) {
    return (Bytes) plan.why(name).figure().value();
  }

  @Test
  void everyStepOfEightServersByHand() {
    CapacityPlan plan = Storage.of(stamp("1802", 8, "384 GB", 10, "8 TB")).capacity();
    assertEquals(Bytes.parse("640 TB"), figure(plan, "raw"));
    assertEquals(Bytes.parse("64 TB"), figure(plan, "reserve"));
    assertEquals(Bytes.ZERO, figure(plan, "stranded"));
    assertEquals(Bytes.parse("192 TB"), figure(plan, "data capacity"));
    assertEquals(Bytes.parse("3.5 TB"), figure(plan, "infrastructure"));
    // 384 GB × 0.65 × 8 = 1996.8 GB, eight times; 8.3 % of 192 TB, so not cut.
    assertEquals(Bytes.parse("15.9744 TB"), figure(plan, "VmTemp"));
    assertEquals(Bytes.parse("172.5256 TB"), figure(plan, "usable"));
    assertEquals(Bytes.ZERO, figure(plan, "unused"));
  }

  @Test
  void vmTempIsCutAtTenPerCent() {
    CapacityPlan plan = Storage.of(stamp("1802", 4, "768 GB", 4, "4 TB")).capacity();
    // Data: 4 × (16 − 4) ÷ 3 = 16 TB. Desired: 768 GB × 5.2 × 4 = 15.97 TB; a tenth is 1.6 TB.
    assertEquals(Bytes.parse("1.6 TB"), figure(plan, "VmTemp"));
    assertEquals(Bytes.parse("10.9 TB"), figure(plan, "usable"));
  }

  @Test
  void theTwoReserveRulesAreNamedAndDifferFromFiveServersOn() {
    Stamp stamp = stamp("1802", 8, "384 GB", 10, "8 TB");
    CapacityPlan azure = Storage.of(stamp).capacity();
    CapacityPlan spaces = Storage.of(stamp).capacity(ReserveRule.STORAGE_SPACES_DIRECT);
    assertEquals(Bytes.parse("64 TB"), figure(azure, "reserve"));
    assertEquals(Bytes.parse("32 TB"), figure(spaces, "reserve"));
    assertEquals("Reserve (Azure Stack rule)", azure.table().stringColumn("what").get(1));
    assertEquals(
        "Reserve (Storage Spaces Direct rule)", spaces.table().stringColumn("what").get(1));
  }

  @Test
  void objectStoresStopAtTheLargestVolumeOfTheHost() {
    // Data: 4 × 15 × 12 ÷ 3 = 240 TB; less infrastructure and VmTemp that is 57 TB for each store.
    CapacityPlan old = Storage.of(stamp("1802", 4, "384 GB", 16, "12 TB")).capacity();
    assertEquals(Bytes.parse("128 TB"), figure(old, "usable"));
    // (240 − 3.5 − 7.9872) ÷ 4
    assertEquals("min(57.128 TB, 32 TB)", old.why("each ObjStore volume").figure().substituted());
    assertTrue(figure(old, "unused").isPositive());
    CapacityPlan later = Storage.of(stamp("1908", 4, "384 GB", 16, "12 TB")).capacity();
    assertEquals(Bytes.ZERO, figure(later, "unused"));
  }

  @Test
  void aLargerServerIsStrandedBeyondTheOthers() {
    Stamp stamp =
        Stamp.describe(
            "mixed",
            s ->
                s.build("1908")
                    .servers(
                        3,
                        n ->
                            n.memory(Bytes.parse("384 GB"))
                                .cores(40)
                                .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                                .capacity(4, Media.HDD, Bytes.parse("4 TB")))
                    .servers(
                        1,
                        n ->
                            n.memory(Bytes.parse("384 GB"))
                                .cores(40)
                                .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                                .capacity(4, Media.HDD, Bytes.parse("12 TB"))));
    CapacityPlan plan = Storage.of(stamp).capacity();
    // Less one drive each: 12, 12, 12 and 36 TB. The largest L with 3·12 + min(36, L) ≥ 3·L is 18.
    assertEquals(Bytes.parse("96 TB"), figure(plan, "raw"));
    assertEquals(Bytes.parse("24 TB"), figure(plan, "reserve"));
    assertEquals(Bytes.parse("18 TB"), figure(plan, "stranded"));
    assertEquals(Bytes.parse("18 TB"), figure(plan, "data capacity"));
  }

  @Test
  void thePartsAddUpToTheWhole() {
    CapacityPlan plan = Storage.of(stamp("1802", 4, "384 GB", 16, "12 TB")).capacity();
    List<Double> fromPool = plan.table().doubleColumn("from pool (TB)").asList();
    double parts = fromPool.stream().mapToDouble(d -> d).sum() - fromPool.get(0);
    assertEquals(fromPool.get(0), parts, 1e-6);
  }

  @Test
  void everyFigureSaysWhereItComesFrom() {
    CapacityPlan plan = Storage.of(stamp("1802", 8, "384 GB", 10, "8 TB")).capacity();
    for (Figure<?> figure : plan.figures()) {
      String why = plan.why(figure.name()).toString();
      assertTrue(why.contains("given: ") || why.contains("stated in"), why);
    }
    assertEquals(Confidence.ASSUMED, plan.why("usable").figure().confidence());
    assertEquals(Confidence.DERIVED, plan.why("reserve").figure().confidence());
    Refusal refused = assertThrows(Refusal.class, () -> plan.why("usabel"));
    assertEquals("usable", refused.nearest().orElse(""));
  }

  @Test
  void aStampTooSmallForItsInfrastructureIsRefused() {
    Refusal refused =
        assertThrows(
            Refusal.class, () -> Storage.of(stamp("1802", 4, "384 GB", 4, "0.8 TB")).capacity());
    assertTrue(refused.getMessage().contains("fit"), refused.getMessage());
  }

  @Test
  void theChartFallsFromRawToUsable() {
    CapacityPlan plan = Storage.of(stamp("1802", 8, "384 GB", 10, "8 TB")).capacity();
    assertTrue(
        plan.picture().orElseThrow().altText().contains("640 TB raw"),
        plan.picture().orElseThrow().altText());
  }

  /** Three servers with four drives of 4 TB, one with four of 16 TB. */
  private static Stamp oneLargeServer(Consumer<StampBuilder> more) {
    return Stamp.describe(
        "mixed",
        s -> {
          s.build("1908")
              .servers(3, n -> hybrid(n).capacity(4, Media.HDD, Bytes.parse("4 TB")))
              .servers(1, n -> hybrid(n).capacity(4, Media.HDD, Bytes.parse("16 TB")));
          more.accept(s);
        });
  }

  private static ServerBuilder hybrid(ServerBuilder server) {
    return server
        .memory(Bytes.parse("256 GiB"))
        .cores(24)
        .cache(2, Media.SSD, Bytes.parse("1.92 TB"));
  }

  @Test
  void theReserveRulesAgreeUpToFourServersWhateverTheirDrives() {
    // One drive of each: 4 + 4 + 4 + 16. Left are 12, 12, 12 and 48: L is (12 + 12 + 12) ÷ 2 = 18.
    for (ReserveRule rule : ReserveRule.values()) {
      CapacityPlan plan = Storage.of(oneLargeServer(s -> {})).capacity(rule);
      assertEquals(Bytes.parse("28 TB"), figure(plan, "reserve"), rule.title());
      assertEquals(Bytes.parse("30 TB"), figure(plan, "stranded"), rule.title());
      assertEquals(Bytes.parse("18 TB"), figure(plan, "data capacity"), rule.title());
    }
  }

  @Test
  void storageSpacesKeepsTheFourLargestDrivesInTheirServers() {
    Stamp stamp =
        Stamp.describe(
            "mixed",
            s ->
                s.build("2311")
                    .servers(3, n -> hybrid(n).capacity(4, Media.HDD, Bytes.parse("4 TB")))
                    .servers(
                        2,
                        n ->
                            hybrid(n)
                                .capacity(3, Media.HDD, Bytes.parse("8 TB"))
                                .capacity(1, Media.HDD, Bytes.parse("10 TB"))));
    CapacityPlan plan = Storage.of(stamp).capacity(ReserveRule.STORAGE_SPACES_DIRECT);
    assertEquals(Confidence.ASSUMED, plan.why("reserve").figure().confidence());
    // 10 + 10 + 4 + 4; left are 12, 12, 16, 24 and 24, 88 in all: nobody has more than 88 ÷ 3.
    assertEquals(Bytes.parse("28 TB"), figure(plan, "reserve"));
    assertEquals(Bytes.ZERO, figure(plan, "stranded"));
  }

  @Test
  void theReserveOfServersOfOneSizeEachLeavesNoChoiceAndNamesItsRule() {
    CapacityPlan mixed = Storage.of(oneLargeServer(s -> {})).capacity();
    assertEquals(Confidence.DERIVED, mixed.why("reserve").figure().confidence());
    assertTrue(
        mixed.why("reserve").toString().contains("Azure Stack Hub storage capacity planning"),
        mixed.why("reserve").toString());
    assertEquals(
        "16 TB + 4 TB + 4 TB + 4 TB, 4 in all", mixed.why("reserve").figure().substituted());
  }

  @Test
  void aRemainderOfAFewBytesIsNotCalledUnused() {
    CapacityPlan plan = Storage.of(stamp("1802", 12, "768 GB", 10, "8 TB")).capacity();
    assertEquals(Bytes.ZERO, figure(plan, "unused"));
    assertFalse(plan.table().stringColumn("what").contains("Unused"), plan.toString());
  }

  @Test
  void moreVolumesThanTheHostStatesAreNoted() {
    // 3 + 16 + 16 volumes, of 32 on Windows Server 2016 and 64 on Windows Server 2019.
    String old = Storage.of(stamp("1809", 16, "384 GB", 6, "4 TB")).capacity().toString();
    assertTrue(old.contains("35 volumes") && old.contains("at most 32"), old);
    String later = Storage.of(stamp("1908", 16, "384 GB", 6, "4 TB")).capacity().toString();
    assertFalse(later.contains("35 volumes"), later);
  }

  @Test
  void aVolumeMayBeNamedLikeAFigure() {
    CapacityPlan plan =
        Storage.of(
                oneLargeServer(
                    s ->
                        s.volume("data capacity", Bytes.parse("3 TB"))
                            .volume("total", Bytes.parse("2 TB"))))
            .capacity();
    assertEquals(Bytes.parse("13 TB"), figure(plan, "unused"));
    assertEquals("18 TB − 3 TB − 2 TB", plan.why("unused").figure().substituted());
    assertEquals(Bytes.parse("18 TB"), figure(plan, "data capacity"));
  }

  @Test
  void plansByTheTwoRulesHaveTitlesOfTheirOwn() {
    Storage storage = Storage.of(stamp("1802", 8, "384 GB", 10, "8 TB"));
    assertEquals("Capacity of oslo", storage.capacity().title());
    assertEquals(
        "Capacity of oslo, Storage Spaces Direct rule",
        storage.capacity(ReserveRule.STORAGE_SPACES_DIRECT).title());
  }
}
