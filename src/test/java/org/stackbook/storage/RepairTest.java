package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.FaultDomain;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

@Tag("unit")
class RepairTest {

  private static final double SLAB = 256 * 1024 * 1024;

  /** Four servers with four drives: without one of them every lost copy has one place to go. */
  private static final Placement FOUR = Storage.of(stamp(4, 4, Media.SSD, "4 TB", "1 TiB")).place();

  private static final Placement EIGHT = filled(72);

  private static Stamp stamp(int servers, int drives, Media media, String size, String volume) {
    return Stamp.describe(
        "small",
        s ->
            s.build("1908")
                .servers(
                    servers,
                    n ->
                        n.memory(Bytes.parse("256 GiB"))
                            .cores(24)
                            .capacity(drives, media, Bytes.parse(size)))
                .volume("v", Bytes.parse(volume)));
  }

  private static Placement filled(double percent) {
    return Oslo.placed(percent);
  }

  private static double seconds(Result result, String figure) {
    return ((Timespan) result.why(figure).figure().value()).seconds();
  }

  @Test
  void theTimeIsTheBytesOfTheBusiestDriveByItsRate() {
    // 4,096 slabs, three quarters of them with a copy in n1; a third of these for each server
    // that is left, a quarter of that for each drive: 256 written and about as many read.
    Repair repair =
        FOUR.fail("n1").repair(r -> r.speed("Medium").tenants(4).drive(Bytes.parse("400 MB")));
    assertEquals(3_072, repair.why("rebuilt copies").figure().value());
    double expected = 2 * 256 * SLAB / (400e6 * 4 / (4 + 4));
    assertEquals(expected, seconds(repair, "whole after"), expected * 0.03);
    List<Double> written = repair.table().doubleColumn("written (TB)").asList();
    assertEquals(
        List.of(0.0, 1_024 * SLAB / 1e12, 1_024 * SLAB / 1e12, 1_024 * SLAB / 1e12), written);
  }

  @Test
  void aSlowNetworkDecidesWhereItIsTheBottleneck() {
    Repair repair =
        FOUR.fail("n1").repair(r -> r.network(Bandwidth.gigabits(1)).drive(Bytes.parse("1 GB")));
    // Each server receives 1,024 copies and sends about as many.
    double expected = 1_024 * SLAB / 125e6;
    assertEquals(expected, seconds(repair, "whole after"), expected * 0.03);
    assertEquals(
        List.of("network", "network", "network"),
        repair.table().stringColumn("bottleneck").asList().subList(1, 4));
  }

  @Test
  void aHigherRepairSpeedTakesMoreOfTheDrive() {
    Placement failed = FOUR.fail("n1");
    double slow = seconds(failed.repair(r -> r.speed("Very low").tenants(4)), "whole after");
    double fast = seconds(failed.repair(r -> r.speed("very high").tenants(4)), "whole after");
    // 1 of 5 requests against 16 of 20.
    assertEquals(4.0, slow / fast, 1e-9);
    double idle = seconds(failed.repair(r -> r.speed("Low").tenants(0)), "whole after");
    assertEquals(5.0, slow / idle, 1e-9);
  }

  @Test
  void inTheMiddleOfAPassHalfOfItsCopiesAreWritten() {
    Placement failed = EIGHT.fail("n3");
    Repair repair = failed.repair();
    int damaged = failed.slabsWith(2);
    double all = seconds(repair, "whole after");
    assertEquals(damaged, repair.after(Timespan.ZERO).slabsWith(2));
    assertEquals(damaged - damaged / 4, repair.after(new Timespan(all / 4)).slabsWith(2), 1);
    assertEquals(damaged - damaged / 2, repair.after(new Timespan(all / 2)).slabsWith(2), 1);
    assertEquals(0, repair.after(new Timespan(2 * all)).slabsWith(2));
    // Every volume has got its share of what is done.
    Placement half = repair.after(new Timespan(all / 2));
    for (VolumeSlabs volume : half.volumes()) {
      int slabs = volume.slabs();
      assertEquals(failed.survivors(volume)[2] / 2.0, half.survivors(volume)[2], 1 + 0.01 * slabs);
    }
  }

  @Test
  void theSecondPassBeginsWhenTheFirstHasEnded() {
    Placement failed = EIGHT.fail("n3", "n6");
    Repair repair = failed.repair();
    double first = seconds(repair, "last copy until");
    Placement inFirst = repair.after(new Timespan(first / 2));
    assertEquals(failed.slabsWith(1) / 2.0, inFirst.slabsWith(1), 1);
    assertEquals(failed.slabsWith(3), inFirst.slabsWith(3));
    Placement then = repair.after(new Timespan(first));
    assertEquals(0, then.slabsWith(1));
    assertEquals(failed.slabsWith(3), then.slabsWith(3));
  }

  @Test
  void aFailureDuringARepairIsSurvivedTheBetterTheLaterItComes() {
    Repair repair = EIGHT.fail("n3").repair();
    double all = seconds(repair, "whole after");
    int exposed = Integer.MAX_VALUE;
    for (int tenth = 0; tenth <= 10; tenth++) {
      int now = repair.after(new Timespan(all * tenth / 10)).fail("n6").slabsWith(1);
      assertTrue(now < exposed, "at " + tenth + " tenths");
      exposed = now;
    }
    assertEquals(
        EIGHT.fail("n3", "n6").slabsWith(1), repair.after(Timespan.ZERO).fail("n6").slabsWith(1));
    assertEquals(0, exposed);
    assertThrows(Refusal.class, () -> EIGHT.fail("n3").back("n3").after(Timespan.minutes(1)));
  }

  @Test
  void aServerIsRebuiltOnTheOthersAndAllIsWhole() {
    Repair repair = EIGHT.fail("n3").repair();
    Placement repaired = repair.repaired();
    assertEquals(EIGHT.slabs(), repaired.slabsWith(3));
    assertTrue(repair.verdict().startsWith("Whole again after "), repair.verdict());
    assertTrue(repair.verdict().endsWith("*; none on the last copy."), repair.verdict());
    assertEquals("Repair of oslo without n3", repair.title());
    // All that n3 held: an eighth of 72 % of 640 TB.
    Bytes rebuilt = (Bytes) repair.why("rebuilt").figure().value();
    assertEquals(57.6, rebuilt.to(ByteUnit.TB), 0.01);
  }

  @Test
  void theLastCopyIsOverBeforeTheEnd() {
    Repair repair = EIGHT.fail("n3", "n6").repair();
    Placement failed = EIGHT.fail("n3", "n6");
    assertTrue(failed.slabsWith(1) > 0);
    double until = seconds(repair, "last copy until");
    double end = seconds(repair, "whole after");
    assertTrue(until > 0 && until < end / 2, () -> until + " of " + end);
    Picture.Lines lines = (Picture.Lines) repair.picture().orElseThrow();
    Picture.Line last = lines.lines().get(0);
    Picture.Line two = lines.lines().get(1);
    assertEquals("1 copy", last.name());
    assertEquals(Picture.Role.CRITICAL, last.role());
    assertEquals(failed.inBytes(failed.slabsWith(1)).to(ByteUnit.TB), last.ys().get(0), 1e-9);
    assertEquals(List.of(0.0, 0.0, 0.0), last.ys().subList(1, 4));
    // While slabs leave their last copy they join those with two.
    assertEquals(last.ys().get(0) + two.ys().get(0), two.ys().get(1), 1e-9);
    assertEquals(0.0, two.ys().get(2), 1e-9);
  }

  @Test
  void bothPassesAreSpreadOverAllServers() {
    Placement failed = EIGHT.fail("n3", "n6");
    Repair repair = failed.repair();
    // Every slab on its last copy is read once and written once, over the 60 drives that are up at
    // half of 150 MB a second; then the same for the slabs on two copies. The busiest drive of a
    // random placement has a little more than that.
    double toSeconds = 2 * SLAB / 60 / 75e6;
    double last = failed.slabsWith(1) * toSeconds;
    assertEquals(last, seconds(repair, "time with 1 copy"), last * 0.1);
    double two = (failed.slabsWith(1) + failed.slabsWith(2)) * toSeconds;
    assertEquals(two, seconds(repair, "time with 2 copies"), two * 0.02);
  }

  @Test
  void theTimelineShowsOnePassAfterTheOther() {
    Placement failed = EIGHT.fail("n3", "n6");
    Repair repair = failed.repair();
    RepairTimeline timeline = repair.timeline();
    List<Double> begin = timeline.table().doubleColumn("begin (h)").asList();
    List<Double> end = timeline.table().doubleColumn("end (h)").asList();
    assertEquals(
        List.of("1 copy", "2 copies"), timeline.table().stringColumn("slabs with").asList());
    assertEquals(0.0, begin.get(0));
    assertEquals(seconds(repair, "last copy until") / 3_600, end.get(0), 1e-9);
    assertEquals(end.get(0), begin.get(1));
    assertEquals(seconds(repair, "whole after") / 3_600, end.get(1), 1e-9);
    // Slabs on their last copy get one in the first pass; those and the others get one in the
    // second.
    List<Double> copied = timeline.table().doubleColumn("copied (TB)").asList();
    int last = failed.slabsWith(1);
    assertEquals(last * SLAB / 1e12, copied.get(0), 1e-9);
    assertEquals((last + failed.slabsWith(2)) * SLAB / 1e12, copied.get(1), 1e-9);
    List<String> waits = timeline.table().stringColumn("waits for").asList();
    assertTrue(waits.get(0).matches("n[124578]/disk\\d+ reads and writes"), waits.get(0));
    // The area of a pass, of hours and GB in a second, is what it copies.
    Picture.Areas areas = (Picture.Areas) timeline.picture().orElseThrow();
    for (int pass = 0; pass < 2; pass++) {
      Picture.Line block = areas.areas().get(pass);
      assertEquals(
          List.of(begin.get(pass), begin.get(pass), end.get(pass), end.get(pass)), block.xs());
      double area = (end.get(pass) - begin.get(pass)) * 3_600 * block.ys().get(1) / 1_000;
      assertEquals(copied.get(pass), area, 1e-6);
    }
    assertEquals(Picture.Role.CRITICAL, areas.areas().get(0).role());
    assertTrue(areas.altText().endsWith(timeline.verdict()), areas.altText());
    assertTrue(
        timeline.verdict().contains(" for slabs with 1 copy from the beginning to "),
        timeline.verdict());
    for (Figure<?> figure : timeline.figures()) {
      assertFalse(timeline.why(figure.name()).toString().isBlank(), figure.name());
    }
  }

  @Test
  void theTimelineOfNothingIsEmpty() {
    RepairTimeline timeline = EIGHT.repair().timeline();
    assertEquals("Nothing is copied.", timeline.verdict());
    assertTrue(timeline.picture().isEmpty());
    assertEquals(0, timeline.table().rowCount());
  }

  @Test
  void aRepairedPlacementCanFailAgain() {
    Placement twice = EIGHT.fail("n3").repair().repaired().fail("n6");
    assertEquals(0, twice.slabsWith(1));
    assertEquals(0, twice.repair().repaired().fail("n1").slabsWith(1));
    // Without the repair the second server is worse.
    assertTrue(EIGHT.fail("n3", "n6").slabsWith(1) > 0);
  }

  @Test
  void aDriveIsRebuiltInItsOwnServerToo() {
    Repair repair = EIGHT.fail("n5/disk7").repair();
    assertEquals(EIGHT.slabs(), repair.repaired().slabsWith(3));
    int row = repair.table().stringColumn("server").asList().indexOf("n5");
    assertTrue(repair.table().doubleColumn("written (TB)").get(row) > 0);
  }

  @Test
  void whatTheReserveCannotTakeStaysExposed() {
    // Nine of ten drives are full: n3 held 72 TB, the seven others have 8 TB each.
    Repair repair = filled(90).fail("n3").repair();
    assertEquals(Bytes.ZERO, repair.why("free capacity left").figure().value());
    Bytes rebuilt = (Bytes) repair.why("rebuilt").figure().value();
    assertEquals(56, rebuilt.to(ByteUnit.TB), 0.05);
    int unplaced = (int) repair.why("copies without a place").figure().value();
    assertEquals(unplaced, repair.repaired().slabsWith(2));
    assertEquals(16, unplaced * SLAB / 1e12, 0.05);
    assertTrue(repair.verdict().startsWith("Not whole after "), repair.verdict());
    assertTrue(repair.verdict().contains("not enough room"), repair.verdict());
  }

  @Test
  void threeCopiesNeedThreeServers() {
    Repair repair = FOUR.fail("n1", "n2").repair();
    // All slabs get a second copy, none a third.
    assertEquals(4_096, repair.repaired().slabsWith(2));
    assertTrue(
        repair.verdict().contains("3 copies need as many servers and 2 can take them"),
        repair.verdict());
    assertTrue(repair.verdict().contains("1.1 TB of copies find no place"), repair.verdict());
  }

  private static Placement inRacks(int... serversOfRack) {
    return Storage.of(
            Stamp.describe(
                "racks",
                s -> {
                  s.build("1908").volume("v", Bytes.parse("1 TiB"));
                  for (int rack = 0; rack < serversOfRack.length; rack++) {
                    String name = "r" + (rack + 1);
                    s.servers(
                        serversOfRack[rack],
                        n ->
                            n.memory(Bytes.parse("256 GiB"))
                                .cores(24)
                                .rack(name)
                                .capacity(4, Media.SSD, Bytes.parse("4 TB")));
                  }
                }))
        .place(p -> p.faultDomain(FaultDomain.RACK));
  }

  @Test
  void copiesOfALostServerStayInItsRackWhereAllOthersHoldOneAlready() {
    // Three racks hold one copy of every slab each: n1's copies can go to n2 and n3 only.
    Repair repair = inRacks(3, 2, 2).fail("n1").repair();
    List<Double> written = repair.table().doubleColumn("written (TB)").asList();
    double third = 4_096 / 3.0 * SLAB / 1e12;
    assertEquals(third / 2, written.get(1), 3 * SLAB / 1e12);
    assertEquals(third / 2, written.get(2), 3 * SLAB / 1e12);
    assertEquals(List.of(0.0, 0.0, 0.0, 0.0), written.subList(3, 7));
    // No rack has two copies of a slab: without any one of them all have two left.
    Placement repaired = repair.repaired();
    assertEquals(4_096, repaired.slabsWith(3));
    assertEquals(4_096, repaired.fail("n2", "n3").slabsWith(2));
    assertEquals(4_096, repaired.fail("n4", "n5").slabsWith(2));
    assertEquals(4_096, repaired.fail("n6", "n7").slabsWith(2));
  }

  @Test
  void aLostRackIsRebuiltInAFourthOneAndNotAmongThree() {
    Placement four = inRacks(2, 2, 2, 2);
    Repair repair = four.fail("n1", "n2").repair();
    assertEquals(4_096, repair.repaired().slabsWith(3));
    for (int n = 3; n <= 7; n += 2) {
      assertEquals(4_096, repair.repaired().fail("n" + n, "n" + (n + 1)).slabsWith(2));
    }
    Repair three = inRacks(2, 2, 2).fail("n1", "n2").repair();
    assertEquals(4_096, three.repaired().slabsWith(2));
    assertTrue(
        three.verdict().contains("3 copies need as many racks and 2 can take them"),
        three.verdict());
  }

  private static Placement delimited(String... servers) {
    return Storage.of(stamp(6, 4, Media.SSD, "4 TB", "1 TiB")).place(p -> p.delimit("v", servers));
  }

  @Test
  void aDelimitedVolumeIsRebuiltOnItsOwnServersOnly() {
    Repair repair = delimited("n1", "n2", "n3", "n4").fail("n1").repair();
    assertEquals(4_096, repair.repaired().slabsWith(3));
    // Three of four hold each slab: 3,072 copies were on n1, and go to the other three.
    List<Double> written = repair.table().doubleColumn("written (TB)").asList();
    double third = 1_024 * SLAB / 1e12;
    assertEquals(List.of(0.0, third, third, third, 0.0, 0.0), written);
    assertEquals(0, repair.repaired().fail("n5", "n6").slabsWith(2));
  }

  @Test
  void aDelimitedVolumeWithoutAServerToGoToStaysExposed() {
    Repair repair = delimited("n1", "n2", "n3").fail("n1").repair();
    assertEquals(4_096, repair.repaired().slabsWith(2));
    assertEquals(0, repair.why("rebuilt copies").figure().value());
    assertTrue(
        repair
            .verdict()
            .contains("3 copies need as many servers and 2 of those that v is confined to"),
        repair.verdict());
    // A volume that may go everywhere is whole again beside it.
    Placement two = delimited("n1", "n2", "n3").add("w", Bytes.parse("1 TiB")).fail("n1");
    Placement repaired = two.repair().repaired();
    assertEquals(0, repaired.survivors(repaired.volumes().get(1))[2]);
    assertEquals(4_096, repaired.survivors(repaired.volumes().get(0))[2]);
  }

  @Test
  void whatIsLostStaysLost() {
    Repair repair = FOUR.fail("n1", "n2", "n3").repair();
    Placement failed = FOUR.fail("n1", "n2", "n3");
    assertEquals(failed.slabsWith(0), repair.repaired().slabsWith(0));
    assertTrue(failed.slabsWith(0) > 0);
    assertTrue(
        repair.verdict().endsWith(failed.inBytes(failed.slabsWith(0)) + " are lost."),
        repair.verdict());
    assertTrue(repair.verdict().startsWith("Nothing can be rebuilt"), repair.verdict());
  }

  @Test
  void withoutAFailureThereIsNothingToRepair() {
    Repair repair = EIGHT.repair();
    assertTrue(repair.verdict().startsWith("Nothing to repair"), repair.verdict());
    assertTrue(repair.picture().isEmpty());
    assertTrue(EIGHT.fail("n1/disk1").repair().verdict().startsWith("Nothing to repair"));
  }

  @Test
  void whoComesBackInTimeCopiesOnlyWhatWasWritten() {
    Placement failed = EIGHT.fail("n3");
    Repair repair = failed.back("n3", r -> r.dirty(Ratio.percent(5)));
    double held = failed.slabsWith(2) * SLAB / 1e12;
    assertEquals(
        0.05 * held, ((Bytes) repair.why("copied").figure().value()).to(ByteUnit.TB), 1e-3);
    assertTrue(repair.repaired().failed().isEmpty());
    assertEquals(EIGHT.slabs(), repair.repaired().slabsWith(3));
    double rebuilding = seconds(failed.repair(), "whole after");
    assertTrue(seconds(repair, "up to date after") < rebuilding);
    assertTrue(repair.verdict().startsWith("n3 is up to date after "), repair.verdict());
    Picture.Line two = ((Picture.Lines) repair.picture().orElseThrow()).lines().get(0);
    assertEquals(0.05 * held, two.ys().get(0), 1e-6);
    assertEquals(0, two.ys().get(1), 1e-6);
  }

  private static double dirtyShare(double hours, double megabytesPerSecond) {
    Repair repair =
        FOUR.fail("n1")
            .back(
                "n1",
                r ->
                    r.away(Timespan.hours(hours))
                        .writes(Bytes.in(megabytesPerSecond, ByteUnit.MB)));
    return ((Ratio) repair.why("dirty share").figure().value()).value();
  }

  @Test
  void theDirtyShareIsThatOfRegionsHitByRandomWrites() {
    // 4,096 slabs cut into so many regions; each write fills one, wherever it falls.
    int regions = 100_000;
    double region = 4_096 * SLAB / regions;
    for (double hours : new double[] {0.25, 1, 4}) {
      long writes = Math.round(hours * 3_600 * 200e6 / region);
      BitSet stale = new BitSet();
      Random random = new Random(51);
      for (long i = 0; i < writes; i++) {
        stale.set(random.nextInt(regions));
      }
      // Five deviations are less than 5·√(M/4)/M.
      double tolerance = 2.5 / Math.sqrt(regions);
      assertEquals((double) stale.cardinality() / regions, dirtyShare(hours, 200), tolerance);
    }
  }

  @Test
  void littleWrittenIsStaleAsItIsAndMuchWrittenIsAll() {
    double little = 36 * 1e6 * 100 / (4_096 * SLAB);
    assertEquals(little, dirtyShare(0.01, 100), little * little);
    assertEquals(1, dirtyShare(1_000, 10_000), 1e-9);
    assertEquals(0, dirtyShare(0, 10_000));
    assertEquals(0, dirtyShare(5, 0));
    assertTrue(dirtyShare(2, 100) < dirtyShare(3, 100));
    // What counts is what was written.
    assertEquals(dirtyShare(2, 300), dirtyShare(3, 200), 1e-12);
  }

  @Test
  void whatWasWrittenMeanwhileDecidesWhatIsCopied() {
    Placement failed = FOUR.fail("n1");
    Repair repair = failed.back("n1", r -> r.away(Timespan.hours(1)).writes(Bytes.parse("200 MB")));
    // 3,072 copies, of each 1 − e^(−0.72 TB ÷ 1.0995 TB).
    double share = 1 - Math.exp(-0.72e12 / (4_096 * SLAB));
    assertEquals(
        3_072 * SLAB * share / 1e12,
        ((Bytes) repair.why("copied").figure().value()).to(ByteUnit.TB),
        1e-6);
    Figure<?> figure = repair.why("dirty share").figure();
    assertEquals("1 − exp(−0.72 TB ÷ 1.1 TB)", figure.substituted());
    assertTrue(figure.confidence().starred());
    String why = repair.why("dirty share").toString();
    assertTrue(why.contains("writes per second × away"), why);
    assertTrue(why.contains("Understand and monitor storage resync"), why);
    // Nothing written, nothing copied.
    Repair idle = failed.back("n1", r -> r.away(Timespan.hours(1)).writes(Bytes.ZERO));
    assertEquals(Timespan.ZERO, idle.why("up to date after").figure().value());
    assertEquals(Bytes.ZERO, idle.why("copied").figure().value());
    assertFalse(idle.timeline().toString().contains("NaN"));
  }

  @Test
  void aDirtyShareIsSaidOrFollows() {
    Placement failed = FOUR.fail("n1");
    Timespan hour = Timespan.hours(1);
    Refusal half = assertThrows(Refusal.class, () -> failed.back("n1", r -> r.away(hour)));
    assertTrue(half.getMessage().startsWith("away(1 h)"), half.getMessage());
    assertThrows(Refusal.class, () -> failed.back("n1", r -> r.writes(Bytes.parse("1 MB"))));
    Refusal both =
        assertThrows(
            Refusal.class, () -> failed.back("n1", r -> r.dirty(Ratio.percent(5)).away(hour)));
    assertTrue(both.getMessage().startsWith("away(1 h)"), both.getMessage());
    assertThrows(
        Refusal.class, () -> failed.back("n1", r -> r.writes(Bytes.ZERO).dirty(Ratio.percent(5))));
    assertThrows(Refusal.class, () -> failed.back("n1", r -> r.away(hour).away(hour)));
    assertThrows(Refusal.class, () -> failed.repair(r -> r.away(hour).writes(Bytes.ZERO)));
  }

  @Test
  void whoComesBackAfterTheRepairHasNothingToCatchUpWith() {
    Repair late = EIGHT.fail("n3").repair().repaired().back("n3");
    assertTrue(late.verdict().contains("nothing to catch up with"), late.verdict());
    assertEquals(EIGHT.slabs(), late.repaired().slabsWith(3));
  }

  @Test
  void whatWasAloneHasNothingToCatchUpWith() {
    Placement failed = FOUR.fail("n1", "n2", "n3");
    Repair repair = failed.back("n1", r -> r.dirty(Ratio.percent(10)));
    // One of the four sets of three servers is n1, n2, n3: 1,024 slabs of 256 MiB, a tenth
    // of them stale.
    assertTrue(
        repair.verdict().contains("27.488 GB has no other copy to catch up with"),
        repair.verdict());
  }

  @Test
  void onlyWhatHasFailedComesBack() {
    Refusal refused =
        assertThrows(Refusal.class, () -> EIGHT.fail("n3", "n5/disk7").back("n5/disk8"));
    assertEquals("n5/disk7", refused.nearest().orElse(""));
    assertThrows(Refusal.class, () -> EIGHT.back("n3"));
  }

  @Test
  void wordsThatMakeNoSenseAreRefused() {
    Placement failed = EIGHT.fail("n3");
    Refusal speed = assertThrows(Refusal.class, () -> failed.repair(r -> r.speed("Medum")));
    assertEquals("Medium", speed.nearest().orElse(""), speed.getMessage());
    assertThrows(Refusal.class, () -> failed.repair(r -> r.speed("Low").speed("High")));
    assertThrows(Refusal.class, () -> failed.repair(r -> r.drive(Bytes.ZERO)));
    assertThrows(Refusal.class, () -> failed.repair(r -> r.network(Bandwidth.gigabits(0))));
    assertThrows(Refusal.class, () -> failed.repair(r -> r.tenants(-1)));
    assertThrows(Refusal.class, () -> failed.repair(r -> r.dirty(Ratio.percent(5))));
    assertThrows(Refusal.class, () -> failed.back("n3", r -> r.dirty(Ratio.percent(101))));
  }

  @Test
  void whatIsAssumedIsStarredAndWhatIsSaidIsNot() {
    Placement given =
        Storage.of(stamp(4, 4, Media.SSD, "4 TB", "1 TiB"))
            .place(p -> p.slab(Bytes.parse("1 GiB")));
    Figure<?> rate =
        given.fail("n1").repair(r -> r.drive(Bytes.parse("400 MB"))).why("SSD per second").figure();
    assertFalse(rate.confidence().starred());
    Repair repair = given.fail("n1").repair();
    assertTrue(repair.why("SSD per second").figure().confidence().starred());
    assertTrue(repair.why("network of a server").figure().confidence().starred());
    assertTrue(repair.verdict().contains("*"), repair.verdict());
  }

  @Test
  void everyFigureTellsItsReason() {
    Repair repair = EIGHT.fail("n3", "n6").repair();
    for (Figure<?> figure : repair.figures()) {
      assertFalse(repair.why(figure.name()).toString().isBlank(), figure.name());
    }
    String why = repair.why("whole after").figure().substituted();
    assertTrue(why.contains(" + "), why);
    assertTrue(repair.explain().toString().toLowerCase(Locale.ROOT).contains("repair queue depth"));
  }
}
