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
