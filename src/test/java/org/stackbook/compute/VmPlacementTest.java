package org.stackbook.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Confidence;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Result;
import org.stackbook.view.Step;

/** The words of the room; sums are done by hand beside them. */
@Tag("unit")
class VmPlacementTest {

  private static Refusal refused(Executable words, String given, String rule, String wayOut) {
    Refusal refusal = assertThrows(Refusal.class, words);
    assertEquals(given, refusal.given());
    assertTrue(refusal.rule().contains(rule), refusal.getMessage());
    assertTrue(refusal.wayOut().orElse("").contains(wayOut), refusal.getMessage());
    return refusal;
  }

  private static Compute eight(String build) {
    return Stamps.compute(build, 8, 384);
  }

  /**
   * 8 × 384 = 3,072; the reserve with 28 GiB as the largest is 384 + 0.15 × 7 × 384 + 28 × 6 =
   * 955.2; 230 for the infrastructure of 1802: 1,886.8 ÷ 28 = 67.4. Each server has 384 × 0.85 −
   * 28.75 = 297.65 for 10.
   */
  @Test
  void whatFitsIsBoundByTheReserve() {
    VmFit fit = eight("1802").fit("Standard_D4_v2");
    assertEquals(67, fit.vms());
    assertEquals(VmDisposition.RESERVE, fit.bound());
    assertEquals(80, ((Number) fit.why("allowed by the servers").figure().value()).intValue());
    assertTrue(fit.verdict().startsWith("67* more fit; the resiliency reserve bounds them."));
    // 67 × 8 ÷ 320 = 1.675
    assertEquals(1.68, fit.why("vCPUs per core").figure().value());
  }

  /** 60 for each of 8 servers; a Basic_A0 has 0.75 GiB. */
  @Test
  void whatFitsIsBoundByTheLimitOfVms() {
    VmFit fit = eight("1901").fit("Basic_A0");
    assertEquals(480, fit.vms());
    assertEquals(VmDisposition.VM_LIMIT, fit.bound());
    assertNotEquals(VmDisposition.VM_LIMIT, eight("1811").fit("Basic_A0").bound());
  }

  /**
   * Four servers of 384 with 64.5 of infrastructure each have 261.9 for VMs, two of 112; in all
   * 1,536 − 780.8 − 258 = 497.2 for four of them. After four, the reserve stops the next.
   */
  @Test
  void whatFitsBesideOthers() {
    Compute compute = Stamps.compute("1905", 4, 384);
    assertEquals(4, compute.fit("Standard_D14_v2").vms());
    assertEquals(1, compute.place(p -> p.vm("Standard_D14_v2", 3)).fit("Standard_D14_v2").vms());
    VmPlacement full = compute.place(p -> p.vm("Standard_D14_v2", 5));
    assertEquals(VmDisposition.RESERVE, full.disposition("D14_v2-5"));
    assertEquals(0, full.fit("Standard_D14_v2").vms());
    // 49.2 are left for 1.75 each, the largest staying 112.
    assertEquals(28, full.fit("Standard_A1").vms());
  }

  @Test
  void aLargerVmLeavesLessForOthers() {
    MemoryPlan plan = eight("1802").memory(m -> m.vm("Standard_D5_v2", 3));
    long before = plan.fit("Standard_D2_v2").vms();
    long after = plan.grow("Standard_D14_v2").fit("Standard_D2_v2").vms();
    // 56 of the VM and 6 × 56 of the reserve are 392 GiB, 7 for each: 56 fewer.
    assertEquals(56, before - after);
  }

  /**
   * Four VMs of 14 GiB on n1 leave 205.9 GiB there and 261.9 GiB on each of the others: 1 + 3 × 2
   * of 112 GiB. Placed anew there would be one on each server, and room for 8.
   */
  @Test
  void theMemoryOfAPlacementKeepsItsServers() {
    VmPlacement placed = Stamps.compute("1905", 4, 384).place(p -> p.on("n1", "Standard_D3_v2", 4));
    assertEquals(7, allowed(placed.memory().fit("Standard_D14_v2")));
    assertEquals(7, allowed(placed.fit("Standard_D14_v2")));
    // One of them with 28 GiB: 191.9 GiB are left on n1.
    MemoryPlan grown = placed.memory().grow("Standard_D12_v2");
    assertEquals(7, allowed(grown.fit("Standard_D14_v2")));
    // Two that leave 37.9 GiB on n1, and one that is to grow there to 56 GiB.
    VmPlacement full =
        Stamps.compute("1905", 4, 384)
            .place(p -> p.on("n1", "Standard_D14_v2", 2).on("n1", "Standard_D2_v2", 1));
    refused(
        () -> full.memory().grow("Standard_D2_v2", "Standard_D13_v2").fit("Standard_A1"),
        "fit(\"Standard_A1\")",
        "D2_v2-1 is stopped by server memory",
        "fewer");
    assertTrue(full.memory().grow("Standard_D2_v2", "Standard_D3_v2").fit("Standard_A1").vms() > 0);
  }

  private static long allowed(VmFit fit) {
    return ((Number) fit.why("allowed by the servers").figure().value()).longValue();
  }

  /** Sets, seed and order, too: whatever was placed, its memory has the fit that it has itself. */
  @Test
  void theMemoryOfAPlacementHasTheSameFit() {
    for (int seed = 1; seed <= 5; seed++) {
      int of = seed;
      VmPlacement placed =
          Stamps.compute("2005", 5, 256)
              .place(
                  p -> {
                    mixed(p);
                    p.seed(of).on("n2", "Standard_D13_v2", 2).vm("Standard_D14_v2", 9);
                  });
      for (String size : List.of("Standard_A1", "Standard_D3_v2", "Standard_D13_v2")) {
        assertEquals(
            allowed(placed.fit(size)), allowed(placed.memory().fit(size)), size + " " + seed);
        assertEquals(placed.fit(size).toString(), placed.memory().fit(size).toString());
      }
    }
  }

  /** The notes of 2102: 10 GiB for a time, beside 242 and 4 for each server; 268 since 2108. */
  @Test
  void build2102TakesTenGibibytesMore() {
    String name = "infrastructure";
    assertEquals(242 + 16, Stamps.gib(Stamps.compute("2008", 4, 384).memory(), name));
    MemoryPlan plan = Stamps.compute("2102", 4, 384).memory();
    assertEquals(242 + 16 + 10, Stamps.gib(plan, name));
    assertEquals(10, Stamps.gib(plan, "temporary increase of 2102"));
    assertTrue(plan.why(name).figure().confidence().starred());
    assertEquals(268 + 16, Stamps.gib(Stamps.compute("2108", 4, 384).memory(), name));
  }

  /** The page tells of the alert in its texts of 2021 and later; 2,900 of 3,072 GiB are taken. */
  @Test
  void theAlertIsToldFromTheBuildsThatHaveIt() {
    for (String build : List.of("1802", "2008", "2102", "2206")) {
      MemoryPlan plan =
          eight(build).memory(m -> m.using(Bytes.parse("1700 GiB"), Bytes.parse("28 GiB")));
      assertTrue(plan.available().value().compareTo(Bytes.ZERO) > 0, build);
      assertEquals(
          build.compareTo("2102") >= 0, plan.verdict().contains("85 % are taken: an alert"), build);
    }
  }

  /** 6 × 112 GiB are 672, whichever way the formula is read. */
  @Test
  void whatIsTheLargerIsTakenBeforeItIsMultiplied() {
    for (String build : List.of("2005", "2108")) {
      Figure<?> room =
          eight(build)
              .memory(m -> m.vm("Standard_D14_v2", 1))
              .why("room for the largest VM")
              .figure();
      assertEquals("(the larger of 112 GiB and 12 GiB) × (8 − 2)", room.substituted());
      assertEquals(Bytes.parse("672 GiB"), room.value());
    }
  }

  /** 56 GiB of the VM and 6 × 56 of the reserve come back. */
  @Test
  void aVmThatShrinksFreesMemory() {
    MemoryPlan plan = eight("1802").memory(m -> m.vm("Standard_D14_v2", 1)).grow("Standard_D5_v2");
    assertTrue(
        plan.verdict()
            .endsWith(
                "The VM that shrinks frees 392 GiB (56 GiB + 336 GiB: itself and the reserve)."),
        plan.verdict());
    MemoryPlan back = plan.grow("Standard_D14_v2");
    assertTrue(
        back.verdict()
            .endsWith(
                "The VM that grows takes 392 GiB more (56 GiB + 336 GiB: itself and the reserve)."),
        back.verdict());
  }

  /** 2108: 8 × 57.6 + 6 × 12 + min(326.4, 142) = 674.8; 268 + 32 = 300 of infrastructure. */
  @Test
  void theReserveOfLaterBuildsCountsHighlyAvailableVmsOnly() {
    MemoryPlan plan = eight("2108").memory();
    assertEquals(674.8, Stamps.gib(plan, "resiliency reserve"), 1e-6);
    assertEquals(3072 - 674.8 - 300, Stamps.gib(plan, "available"), 1e-6);
    assertTrue(plan.available().confidence().starred());
    MemoryPlan gpu = eight("2108").memory(m -> m.vm("Standard_NC6s_v3", 1));
    assertEquals(674.8, Stamps.gib(gpu, "resiliency reserve"), 1e-6);
    // With 112 that is highly available: 460.8 + 672 + min(326.4, 254).
    MemoryPlan large = eight("2108").memory(m -> m.vm("Standard_D14_v2", 1));
    assertEquals(460.8 + 672 + 254, Stamps.gib(large, "resiliency reserve"), 1e-6);
    // With four of them the sum is capped: 460.8 + 672 + 326.4, what the older formula gives.
    MemoryPlan many = eight("2108").memory(m -> m.vm("Standard_D14_v2", 4));
    assertEquals(460.8 + 672 + 326.4, Stamps.gib(many, "resiliency reserve"), 1e-6);
    MemoryPlan old = eight("2008").memory(m -> m.vm("Standard_D14_v2", 4));
    assertEquals(460.8 + 672 + 326.4, Stamps.gib(old, "resiliency reserve"), 1e-6);
  }

  /** The engine's reserve is the one that is shown. */
  @Test
  void theShownReserveIsTheOneThatDecides() {
    for (String build : List.of("1802", "1905", "2008", "2108", "2506")) {
      for (String size : List.of("Standard_D2_v2", "Standard_D14_v2", "Standard_DS3")) {
        Compute compute = Stamps.compute(build, 6, 512);
        int fit = (int) compute.fit(size).vms();
        MemoryPlan full = compute.memory(m -> m.vm(size, fit));
        MemoryPlan over = compute.memory(m -> m.vm(size, fit + 1));
        assertTrue(full.available().value().compareTo(Bytes.ZERO) >= 0, build + size);
        assertTrue(over.available().value().compareTo(Bytes.ZERO) < 0, build + size);
      }
    }
  }

  @Test
  void confidenceIsThatOfTheFormulasPage() {
    assertEquals(Confidence.DERIVED, eight("1905").memory().available().confidence());
    assertEquals(Confidence.ASSUMED, eight("1802").memory().available().confidence());
    assertEquals(Confidence.REPORTED, eight("2108").memory().available().confidence());
  }

  @Test
  void memoryInDecimalUnitsGetsAHint() {
    Compute decimal =
        Compute.of(
            Stamp.describe(
                "oslo",
                s ->
                    s.build("1802")
                        .servers(
                            4,
                            n ->
                                n.memory(Bytes.parse("384 GB"))
                                    .cores(40)
                                    .capacity(4, Media.SSD, Bytes.parse("1 TB")))));
    assertTrue(
        decimal.memory().data().notes().stream().anyMatch(note -> note.contains("gib(384)")));
    assertTrue(
        eight("1802").memory().data().notes().stream().noneMatch(note -> note.contains("gib(")));
  }

  @Test
  void theCacheTakesFourGibibytesForEachTerabyte() {
    assertEquals(12.8, Stamps.gib(eight("1802").memory(), "cache memory per server"), 1e-6);
  }

  @Test
  void fewerProcessorsThanTheLargestSizeNeedsAreRefused() {
    refused(
        () -> Compute.of(Stamps.stamp("2008", 4, 384, 28)).fit("Standard_F64s_v2"),
        "fit(\"Standard_F64s_v2\")",
        "needs servers with 64 logical processors; these have 28 × 2 = 56*",
        "more cores");
    assertTrue(Compute.of(Stamps.stamp("2008", 4, 384, 32)).fit("Standard_F64s_v2").vms() > 0);
  }

  /** Those that do not fit are not silently left out: 112 GiB fit four times. */
  @Test
  void whatDoesNotFitItselfHasNoRoomForMore() {
    MemoryPlan five = Stamps.compute("1905", 4, 384).memory(m -> m.vm("Standard_D14_v2", 5));
    refused(
        () -> five.fit("Standard_A1"),
        "fit(\"Standard_A1\")",
        "D14_v2-5 is stopped by resiliency reserve",
        "fewer");
    MemoryPlan four = Stamps.compute("1905", 4, 384).memory(m -> m.vm("Standard_D14_v2", 4));
    assertEquals(28, four.fit("Standard_A1").vms());
  }

  /**
   * The formula counts the largest VM in the scale unit, and recovery consoles of 12 GiB since
   * 1902, of 8 before, are in it: 4 servers, so twice. In 2102 the largest that is public has 14.
   */
  @Test
  void theLargestVmMayBeOneOfTheInfrastructure() {
    String room = "room for the largest VM";
    assertEquals(2 * 8, Stamps.gib(Stamps.compute("1901", 4, 384).memory(), room));
    assertEquals(2 * 12, Stamps.gib(Stamps.compute("1905", 4, 384).memory(), room));
    assertEquals(2 * 14, Stamps.gib(Stamps.compute("2102", 4, 384).memory(), room));
    Compute compute = Stamps.compute("1905", 4, 384);
    assertEquals(24, Stamps.gib(compute.memory(m -> m.vm("Standard_D2_v2", 1)), room));
    assertEquals(28, Stamps.gib(compute.memory(m -> m.vm("Standard_D11_v2", 1)), room));
    VmTrace trace = compute.place(p -> p.vm("Standard_D2_v2", 1)).trace("D2_v2-1");
    assertFalse(trace.steps().get(1).found().contains("grows"), trace.steps().get(1).found());
    trace = compute.place(p -> p.vm("Standard_D11_v2", 1)).trace("D11_v2-1");
    assertTrue(trace.steps().get(1).found().contains("grows"), trace.steps().get(1).found());
  }

  /** 12 × 7 + 3 × 56 GiB, 12 × 2 + 3 × 16 processors. */
  @Test
  void sumsOverVmsSayHowTheyAreComputed() {
    MemoryPlan plan = eight("1802").memory(m -> m.vm("Standard_D2_v2", 12).vm("Standard_D5_v2", 3));
    Figure<?> tenants = plan.why("VMs of tenants").figure();
    assertEquals(12 * 7 + 3 * 56, Stamps.gib(plan, "VMs of tenants"));
    assertEquals("12 × 7 GiB + 3 × 56 GiB", tenants.substituted());
    assertEquals(
        "number of Standard_D2_v2 × memory of Standard_D2_v2"
            + " + number of Standard_D5_v2 × memory of Standard_D5_v2",
        tenants.formula());
    assertEquals("12 × 2 + 3 × 16", plan.why("vCPUs of VMs").figure().substituted());
    assertEquals("the largest of 7 GiB, 56 GiB", plan.why("largest VM").figure().substituted());
    MemoryPlan more =
        eight("1802")
            .memory(
                m ->
                    m.vm("Standard_D2_v2", 1).using(Bytes.parse("100 GiB"), Bytes.parse("28 GiB")));
    assertEquals("1 × 7 GiB + 100 GiB", more.why("VMs of tenants").figure().substituted());
    // What runs was counted in a placement, which rests on an assumption.
    MemoryPlan placed = eight("1802").place(p -> p.vm("Standard_D2_v2", 2)).memory();
    assertTrue(placed.why("VMs of tenants").figure().confidence().starred());
    assertFalse(plan.why("VMs of tenants").figure().confidence().starred());
  }

  /** 7 of 480 are there, so 473 more; they have one processor each. */
  @Test
  void theLimitThatBindsIsAnInput() {
    VmFit fit = eight("1901").place(p -> p.vm("Standard_D2_v2", 7)).fit("Basic_A0");
    assertEquals(473, fit.vms());
    Figure<?> limit = fit.why("allowed by the VM limit").figure();
    assertEquals("480 − 7", limit.substituted());
    assertEquals(473L, limit.value());
    assertTrue(fit.why("fit").figure().inputs().contains(limit), fit.why("fit").toString());
    Figure<?> vcpus = fit.why("vCPUs per core").figure().inputs().get(0);
    assertEquals("14 + 473 × 1", vcpus.substituted());
    assertTrue(fit.verdict().contains("* vCPUs per core"), fit.verdict());
    assertFalse(eight("1811").fit("Basic_A0").why("fit").figure().formula().contains("limit"));
  }

  @Test
  void fitGoesByTheBuild() {
    refused(
        () -> eight("1802").fit("Standard_E2_v3"),
        "fit(\"Standard_E2_v3\")",
        "since build 2102",
        "2102");
  }

  private static void mixed(VmPlacementOptions p) {
    p.vm("Standard_D2_v2", 12)
        .availabilitySet("web", 3, a -> a.vm("Standard_D3_v2", 5))
        .scaleSet("batch", "Standard_D2_v2", 3);
  }

  @Test
  void alikeVmsAreSpreadEvenly() {
    VmPlacement placed = eight("1802").place(p -> p.vm("Standard_D2_v2", 16));
    for (List<Cell> row : placed.data().rows()) {
      assertEquals(2, row.get(2).value());
    }
  }

  @Test
  void faultDomainsOfASetAreApart() {
    VmPlacement placed = eight("1802").place(VmPlacementTest::mixed);
    for (int i = 1; i <= 5; i++) {
      for (int j = 1; j < i; j++) {
        if (i % 3 != j % 3) {
          assertNotEquals(placed.server("web-" + i), placed.server("web-" + j));
        }
      }
    }
    Set<String> batch = new HashSet<>();
    IntStream.rangeClosed(1, 3).forEach(i -> batch.add(placed.server("batch-" + i).orElseThrow()));
    assertEquals(3, batch.size());
  }

  /** Three fault domains for five instances: the fourth shares that of the first. */
  @Test
  void whatIsAssumedOfScaleSetsIsSaid() {
    VmPlacement five = eight("1905").place(p -> p.scaleSet("batch", "Standard_D2_v2", 5));
    assertEquals(
        List.of("0", "1", "2", "0", "1"),
        five.vms().data().rows().stream().map(row -> String.valueOf(row.get(4).value())).toList());
    VmPlacement none =
        eight("1905").place(p -> p.availabilitySet("web", 3, a -> a.vm("Standard_D2_v2", 5)));
    for (boolean scales : List.of(true, false)) {
      VmPlacement placed = scales ? five : none;
      for (Result result :
          List.of(placed, placed.vms(), placed.trace(scales ? "batch-4" : "web-4"))) {
        assertEquals(
            scales,
            result.data().notes().stream().anyMatch(note -> note.contains("of a scale set")),
            result.title());
      }
    }
  }

  /**
   * The fourth of five instances is in the domain of the first, and the empty server has more
   * memory than that of the first. For the fifth only the server of the second is left, as the
   * others have other domains. Whether they may share it no page tells.
   */
  @Test
  void moreInstancesThanFaultDomainsMayShareAServerAndTheStepsSaySo() {
    VmPlacement five =
        Stamps.compute("1905", 4, 384).place(p -> p.scaleSet("batch", "Standard_D2_v2", 5));
    Set<String> four = new HashSet<>();
    IntStream.rangeClosed(1, 4).forEach(i -> four.add(five.server("batch-" + i).orElseThrow()));
    assertEquals(4, four.size());
    assertEquals(five.server("batch-2"), five.server("batch-5"));
    String sharing = five.trace("batch-5").steps().get(4).found();
    assertTrue(
        sharing.endsWith("in fault domain 1, as batch-2 is: they may share a server*"), sharing);
    assertFalse(five.trace("batch-2").steps().get(4).found().contains("share"));
    VmPlacement seven =
        Stamps.compute("1905", 4, 384).place(p -> p.scaleSet("batch", "Standard_D2_v2", 7));
    String third = seven.trace("batch-7").steps().get(4).found();
    assertTrue(third.contains("as batch-1 and 1 more are"), third);
    VmPlacement web =
        Stamps.compute("1905", 4, 384)
            .place(p -> p.availabilitySet("web", 3, a -> a.vm("Standard_D2_v2", 5)));
    assertFalse(web.trace("web-5").steps().get(4).found().contains("share"));
  }

  /**
   * n1 has most memory free and holds the other domain, so it is not one of those that are left.
   */
  @Test
  void theServerWithMostFreeMemoryIsTheOneOfThoseThatAreLeft() {
    VmPlacement placed =
        Stamps.compute("1905", 4, 384)
            .place(
                p ->
                    p.on("n2", "Standard_D13_v2", 1)
                        .on("n3", "Standard_D13_v2", 1)
                        .on("n4", "Standard_D13_v2", 1)
                        .availabilitySet("web", 2, a -> a.vm("Standard_D2_v2", 2)));
    assertEquals("n1", placed.server("web-1").orElse(""));
    Step last = placed.trace("web-2").steps().get(5);
    assertTrue(last.found().endsWith("free, no other of those has more"), last.found());
  }

  @Test
  void beforeTheUpdateThatBroughtThemThereIsOneFaultDomain() {
    refused(
        () -> eight("1712").place(p -> p.availabilitySet("web", 3, a -> a.vm("Standard_D2_v2", 3))),
        "availabilitySet(\"web\", 3, …)",
        "1 to 1 fault domains in build 1712",
        "1802");
    assertTrue(
        eight("1712")
            .place(p -> p.availabilitySet("web", 1, a -> a.vm("Standard_D2_v2", 3)))
            .disposition("web-3")
            .runs());
  }

  @Test
  void everyVmOfAFailedServerRestarts() {
    VmPlacement placed = eight("1802").place(VmPlacementTest::mixed);
    String at = placed.server("web-1").orElseThrow();
    VmPlacement failed = placed.fail(at);
    assertEquals(VmDisposition.RESTARTED, failed.disposition("web-1"));
    assertNotEquals(at, failed.server("web-1").orElseThrow());
    assertEquals(VmDisposition.PLACED, placed.disposition("web-1"));
    assertEquals(20, Stamps.number(failed, "VMs that run"));
    assertEquals(failed.verdict(), placed.fail(at).verdict());
  }

  @Test
  void gpuVmsDoNotRestart() {
    VmPlacement placed =
        eight("2102").place(p -> p.vm("Standard_NC6s_v3", 1).vm("Standard_D2_v2", 1));
    String at = placed.server("NC6s_v3-1").orElseThrow();
    VmPlacement failed = placed.fail(at);
    assertEquals(VmDisposition.NOT_HIGHLY_AVAILABLE, failed.disposition("NC6s_v3-1"));
    assertTrue(failed.server("NC6s_v3-1").isEmpty());
    assertTrue(failed.verdict().contains("Not running (not highly available): NC6s_v3-1."));
    assertTrue(failed.disposition("D2_v2-1").runs());
  }

  /** Two of four servers gone: 2 × 261.9 less 129 of infrastructure are 394.8 for 448. */
  @Test
  void withTwoServersLessSomeDoNotRestart() {
    VmPlacement failed =
        Stamps.compute("1905", 4, 384).place(p -> p.vm("Standard_D14_v2", 4)).fail("n1").fail("n2");
    long run =
        IntStream.rangeClosed(1, 4).filter(i -> failed.disposition("D14_v2-" + i).runs()).count();
    assertEquals(2, run);
    assertEquals(2, Stamps.number(failed, "VMs not restarted"));
  }

  /**
   * Three of four servers gone: one of four votes of the cluster is left, two with the witness of
   * five, and 6 of 24 drives. In turn the cluster goes on with one server, the pool does not.
   */
  @Test
  void withoutQuorumNoVmRuns() {
    VmPlacement placed =
        Stamps.compute("2005", 4, 384)
            .place(p -> p.vm("Standard_D2_v2", 4).vm("Standard_NC6s_v3", 1));
    VmPlacement failed = placed.fail("n1", "n2", "n3");
    for (int i = 1; i <= 4; i++) {
      String vm = "D2_v2-" + i;
      assertEquals(VmDisposition.NO_QUORUM, failed.disposition(vm));
      assertTrue(failed.server(vm).isEmpty());
      assertEquals(VmDisposition.NO_QUORUM, failed.trace(vm).disposition());
      List<Step> steps = failed.trace(vm).steps();
      assertEquals("failure of n1, n2, n3", steps.get(steps.size() - 1).rule());
    }
    assertEquals(0, Stamps.number(failed, "VMs that run"));
    assertEquals(5, Stamps.number(failed, "VMs stopped without quorum"));
    assertEquals("No", failed.why("cluster quorum").figure().value());
    assertEquals("No", failed.why("pool quorum").figure().value());
    assertTrue(
        failed.verdict().startsWith("Cluster and storage pool lose their quorum"),
        failed.verdict());
    assertTrue(failed.verdict().contains("0* of 5 VMs run"), failed.verdict());
    assertTrue(
        failed.data().notes().stream().anyMatch(note -> note.contains("infrastructure().stop(")));
    VmPlacement inTurn = placed.fail("n1").fail("n2").fail("n3");
    assertEquals("Yes", inTurn.why("cluster quorum").figure().value());
    assertTrue(inTurn.verdict().startsWith("The storage pool loses its quorum"), inTurn.verdict());
    assertEquals(0, Stamps.number(inTurn, "VMs that run"));
    // Half of the drives and the vote of the pool's owner: 13 of 25.
    assertEquals("Yes", placed.fail("n1", "n2").why("pool quorum").figure().value());
    assertTrue(placed.fail("n1", "n2").disposition("D2_v2-1").runs());
  }

  /** Four servers with three fault domains and two gone: two fault domains share a server. */
  @Test
  void ifThereIsNoOtherWayTheyRestartTogether() {
    VmPlacement failed =
        Stamps.compute("1905", 4, 384)
            .place(p -> p.scaleSet("batch", "Standard_D2_v2", 3))
            .fail("n1", "n2");
    List<VmDisposition> all =
        IntStream.rangeClosed(1, 3).mapToObj(i -> failed.disposition("batch-" + i)).toList();
    assertTrue(all.contains(VmDisposition.RESTARTED_TOGETHER), all.toString());
    assertTrue(all.stream().allMatch(VmDisposition::runs));
    assertTrue(failed.verdict().contains("Restarted together: batch-"));
  }

  @Test
  void aTraceTellsTheStepsInTheirOrder() {
    VmPlacement placed = eight("1905").place(VmPlacementTest::mixed);
    VmTrace trace = placed.trace("web-2");
    assertEquals(
        List.of(
            "VM limit",
            "resiliency reserve",
            "server memory",
            "VM limit of a server",
            "fault domain",
            "most free memory"),
        trace.steps().stream().map(Step::rule).toList());
    assertEquals("it would be VM 14 of 480", trace.steps().get(0).found());
    assertEquals("all servers have the memory", trace.steps().get(2).found());
    assertEquals("all of them have fewer than 60 VMs", trace.steps().get(3).found());
    String at = placed.server("web-2").orElseThrow();
    assertEquals("placed on " + at, trace.steps().get(5).outcome());
    assertEquals(VmDisposition.PLACED, trace.disposition());
    String other = placed.server("web-1").orElseThrow();
    assertFalse(trace.steps().get(4).found().contains(other + ","));
    List<Step> after = placed.fail(at).trace("web-2").steps();
    assertEquals("failure of " + at, after.get(6).rule());
    assertTrue(after.get(6).outcome().startsWith("restarted on n"));
  }

  /** Every trace ends where the placement says, also for those that are not placed. */
  @Test
  void aTraceEndsWithTheDispositionOfTheVm() {
    VmPlacement placed =
        Stamps.compute("2008", 4, 384)
            .place(
                p ->
                    p.on("n1", "Standard_D14_v2", 3)
                        .vm("Standard_D14_v2", 3)
                        .vm("Standard_NC6s_v3", 1)
                        .vm("Standard_D2_v2", 2));
    assertEquals(VmDisposition.SERVER_MEMORY, placed.disposition("D14_v2-3"));
    VmPlacement failed = placed.fail("n1");
    for (String vm : List.of("D14_v2-1", "D14_v2-3", "D14_v2-6", "D2_v2-2")) {
      assertEquals(placed.disposition(vm), placed.trace(vm).disposition());
      List<Step> steps = placed.trace(vm).steps();
      assertTrue(steps.get(steps.size() - 1).outcome().startsWith(placed.disposition(vm).word()));
      assertEquals(failed.disposition(vm), failed.trace(vm).disposition());
    }
  }

  @Test
  void wrongInputIsRefusedWhereItIsTyped() {
    VmPlacement placed = eight("1802").place(VmPlacementTest::mixed);
    Refusal name =
        refused(() -> placed.server("wep-1"), "server(\"wep-1\")", "no such VM", "vms()");
    assertEquals("web-1", name.nearest().orElse(""));
    refused(() -> placed.fail("n9"), "fail(\"n9\")", "no such server", "");
    refused(() -> placed.fail("n3", "n3"), "fail(\"n3\")", "failed already", "another");
    refused(
        () -> placed.fail("n3").fit("Standard_D2_v2"),
        "fit(\"Standard_D2_v2\")",
        "all up",
        "before");
    refused(() -> placed.fail("n3").memory(), "memory()", "all up", "before");
    refused(
        () -> eight("1802").place(p -> p.vm("Standard_D2_v2", 0)),
        "vm(\"Standard_D2_v2\", 0)",
        "one or more",
        "how many");
    refused(
        () -> eight("1802").memory(m -> m.vm("Standard_D2_v2", Integer.MAX_VALUE)),
        "vm(\"Standard_D2_v2\", 2147483647)",
        "to 100,000",
        "how many");
    refused(
        () -> eight("1802").memory(m -> m.using(Bytes.parse("4 TiB"), Bytes.parse("8 GiB"))),
        "using(4 TiB, 8 GiB)",
        "the servers have 3,072 GiB",
        "unit");
    refused(
        () -> eight("1802").place(p -> p.availabilitySet("web", 2, a -> {})),
        "availabilitySet(\"web\", 2, …)",
        "no VMs",
        "a.vm");
    refused(
        () ->
            eight("1802")
                .place(
                    p ->
                        p.scaleSet("web", "Standard_D2_v2", 1)
                            .scaleSet("web", "Standard_D2_v2", 1)),
        "scaleSet(\"web\", \"Standard_D2_v2\", 1)",
        "called web already",
        "another");
    refused(
        () -> eight("1802").memory().grow("Standard_D2_v2"),
        "grow(\"Standard_D2_v2\")",
        "no VM to grow",
        "memory(");
    refused(
        () -> eight("1802").memory(m -> m.vm("Standard_D3", 1)).grow("Standard_D2", "Standard_D4"),
        "grow(\"Standard_D2\", \"Standard_D4\")",
        "no VM of size",
        "Standard_D3");
    refused(
        () -> eight("1802").place(p -> p.seed(1).seed(2)), "seed(2)", "set to 1 already", "keep");
    refused(
        () -> placed.fail("n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8"),
        "fail(…)",
        "no server would be left",
        "up");
    refused(
        () ->
            eight("1802")
                .memory(
                    m ->
                        m.using(
                            Bytes.of(1L << 30, ByteUnit.GIB), Bytes.of(2L << 30, ByteUnit.GIB))),
        "using(1 GiB, 2 GiB)",
        "largest VM",
        "all memory first");
  }

  @Test
  void everyResultShowsItselfAndSaysWhy() {
    VmPlacement placed = eight("2102").place(VmPlacementTest::mixed);
    for (Result result :
        List.of(
            placed,
            placed.fail("n1"),
            placed.vms(),
            placed.trace("web-1"),
            placed.memory(),
            placed.memory().grow("Standard_D14_v2"),
            placed.fit("Standard_D2_v2"),
            eight("2002").batches(),
            eight("2108").memory())) {
      assertTrue(result.toString().length() > 100, result.title());
      assertFalse(result.data().rows().isEmpty(), result.title());
      for (Figure<?> figure : result.figures()) {
        result.why(figure.name());
      }
      Set<String> names = new HashSet<>();
      result.figures().forEach(f -> assertTrue(names.add(f.name()), f.name() + " twice"));
    }
  }

  /** Eight D2_v2 have 16 virtual processors; of 4 servers with 40 cores, 3 are left. */
  @Test
  void coresOfFailedServersDoNotCount() {
    VmPlacement placed = Stamps.compute("1905", 4, 384).place(p -> p.vm("Standard_D2_v2", 8));
    assertTrue(placed.verdict().contains(" 0.1* vCPUs per core"), placed.verdict());
    VmPlacement failed = placed.fail("n2");
    assertTrue(failed.verdict().contains(" 0.13* vCPUs per core"), failed.verdict());
    assertEquals(
        "(4 − 1) × 40", failed.why("vCPUs per core").figure().inputs().get(1).substituted());
  }
}
