package org.stackbook.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.GoldenExamples;
import org.stackbook.error.Refusal;
import org.stackbook.fact.GoldenExample;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable.Cell;

/**
 * The examples of the facts about memory, limits and sets of VMs. The pages print GB for what is
 * base 2; build 1905 is the first that their formulas are stated for.
 */
@Tag("golden")
class ComputeGoldenTest {

  private static final String BUILD = "1905";

  private static Bytes gib(double size) {
    return Bytes.in(size, ByteUnit.GIB);
  }

  static Stream<GoldenExample> reserves() {
    return GoldenExamples.of("ASH-RES-01", "ASH-RES-02", "ASH-RES-04").stream();
  }

  @ParameterizedTest
  @MethodSource("reserves")
  void reserveAndWhatIsLeft(GoldenExample example) {
    JsonNode in = example.in();
    JsonNode expect = example.expect();
    double tenants = in.path("tenantGB").asDouble(in.path("V").asDouble());
    MemoryPlan plan =
        Stamps.compute(BUILD, in.path("N").asInt(), in.path("H").asInt())
            .memory(m -> m.using(gib(tenants), gib(in.path("V").asDouble())));
    assertEquals(
        in.path("R").asDouble(),
        ((Ratio) plan.why("operating systems").figure().inputs().get(0).value()).value());
    List<String> terms = List.of("one server", "operating systems", "room for the largest VM");
    for (int i = 0; i < terms.size(); i++) {
      assertEquals(expect.path("terms").get(i).asDouble(), Stamps.gib(plan, terms.get(i)), 1e-6);
    }
    assertEquals(expect.path("reserveGB").asDouble(), Stamps.gib(plan, "resiliency reserve"), 1e-6);
    if (expect.has("availableGB")) {
      assertEquals(expect.path("totalGB").asDouble(), Stamps.gib(plan, "host memory"), 1e-9);
      assertEquals(expect.path("infraGB").asDouble(), Stamps.gib(plan, "infrastructure"), 1e-9);
      String about = expect.path("availableGB").asText();
      assertEquals(Double.parseDouble(about.replace("~", "")), Stamps.gib(plan, "available"), 0.5);
    }
    if (expect.has("reservedTotalGB")) {
      assertEquals(expect.path("reservedTotalGB").asDouble(), Stamps.gib(plan, "taken"), 1e-6);
    }
  }

  @Test
  void theFirstVmThatGrowsTakesItsMemoryAndThatOfTheReserve() {
    GoldenExample example = GoldenExamples.named("ASH-RES-05");
    assertEquals("[56,56,56]", example.in().path("tenantVMsGB").toString());
    assertEquals(112, example.in().path("resizeOneTo").asInt());
    MemoryPlan grown =
        Stamps.compute(BUILD, example.in().path("N").asInt(), 512)
            .memory(m -> m.vm("Standard_D5_v2", 3))
            .grow("Standard_D14_v2");
    JsonNode expect = example.expect();
    assertEquals(expect.path("usageIncreaseGB").asDouble(), Stamps.gib(grown, "growth"));
    assertEquals(expect.at("/ofWhich/vm").asDouble(), Stamps.gib(grown, "growth of VMs"));
    assertEquals(
        expect.at("/ofWhich/reserve").asDouble(), Stamps.gib(grown, "growth of the reserve"));
  }

  @Test
  void laterOnesTakeTheirMemoryOnly() {
    GoldenExample example = GoldenExamples.named("ASH-RES-06");
    assertEquals("56 -> 112", example.in().path("resize").asText());
    assertEquals(112, example.in().path("largestVmGB").asInt());
    MemoryPlan grown =
        Stamps.compute(BUILD, example.in().path("N").asInt(), 512)
            .memory(m -> m.vm("Standard_D5_v2", 2).vm("Standard_D14_v2", 1))
            .grow("Standard_D5_v2", "Standard_D14_v2");
    double expected = example.expect().path("usageIncreaseGB").asDouble();
    assertEquals(expected, Stamps.gib(grown, "growth"));
    assertEquals(0, Stamps.gib(grown, "growth of the reserve"));
  }

  static Stream<GoldenExample> infrastructures() {
    return GoldenExamples.of("ASH-INF-").stream();
  }

  @ParameterizedTest
  @MethodSource("infrastructures")
  void infrastructure(GoldenExample example) {
    MemoryPlan plan = Stamps.compute(BUILD, example.in().path("N").asInt(), 384).memory();
    assertEquals(example.expect().path("infraGB").asDouble(), Stamps.gib(plan, "infrastructure"));
  }

  static Stream<GoldenExample> increases() {
    return GoldenExamples.of("ASH-1905-").stream();
  }

  /** Two ways to the same number: the notes of 1905, and the pages before and since. */
  @ParameterizedTest
  @MethodSource("increases")
  void increaseOf1905(GoldenExample example) {
    int servers = example.in().path("N").asInt();
    MemoryPlan after = Stamps.compute("1905", servers, 384).memory();
    MemoryPlan before = Stamps.compute("1904", servers, 384).memory();
    double memory = example.expect().path("memoryGB").asDouble();
    assertEquals(memory, Stamps.gib(after, "increase of 1905"));
    assertEquals(
        memory, Stamps.gib(after, "infrastructure") - Stamps.gib(before, "infrastructure"));
    assertEquals(
        example.expect().path("vCPU").asInt(), Stamps.number(after, "vCPU increase of 1905"));
    assertTrue(before.figures().stream().noneMatch(f -> f.name().equals("increase of 1905")));
  }

  static Stream<GoldenExample> limits() {
    return GoldenExamples.of("ASH-VML-").stream();
  }

  @ParameterizedTest
  @MethodSource("limits")
  void mostVms(GoldenExample example) {
    MemoryPlan plan = Stamps.compute("1901", example.in().path("N").asInt(), 384).memory();
    assertEquals(example.expect().path("maxVMs").asInt(), Stamps.number(plan, "most VMs"));
  }

  /** Printed in the page beside the examples: 8 servers may have 480. */
  @Test
  void fewerServersHaveSixtyEach() {
    assertEquals(480, Stamps.number(Stamps.compute("1901", 8, 384).memory(), "most VMs"));
    assertTrue(
        Stamps.compute("1811", 8, 384).memory().figures().stream()
            .noneMatch(f -> f.name().equals("most VMs")));
  }

  @Test
  void faultDomainsAndUpdateDomains() {
    GoldenExample example = GoldenExamples.named("ASH-AS-02");
    String build = example.in().path("build").asText();
    int most = example.expect().path("maxFaultDomains").asInt();
    Compute compute = Stamps.compute(build, 8, 384);
    VmTable table =
        compute.place(p -> p.availabilitySet("web", most, a -> a.vm("Standard_D2_v2", 4))).vms();
    for (List<Cell> row : table.data().rows()) {
      assertEquals(example.expect().path("updateDomainShown").asInt(), row.get(5).value());
    }
    assertThrows(
        Refusal.class,
        () ->
            compute.place(p -> p.availabilitySet("web", most + 1, a -> a.vm("Standard_D2_v2", 4))));
  }

  /**
   * A server has 384 × 0.85 − 258 ÷ 4 = 261.9 GiB for VMs. Two of them have less than 28 GiB left,
   * and three instances need a server each.
   */
  @Test
  void aScaleSetNeedsAServerForEachInstance() {
    GoldenExample example = GoldenExamples.named("ASH-VMSS-01");
    assertEquals(2, example.in().path("nodesWithRoom").asInt());
    assertEquals("can fail", example.expect().path("creation").asText());
    int instances = example.in().path("instances").asInt();
    VmPlacement placed =
        Stamps.compute(BUILD, example.in().path("N").asInt(), 384)
            .place(
                p ->
                    p.on("n1", "Standard_D13_v2", 4)
                        .on("n1", "Standard_D4_v2", 1)
                        .on("n2", "Standard_D13_v2", 4)
                        .on("n2", "Standard_D4_v2", 1)
                        .scaleSet("batch", "Standard_D4_v2", instances));
    assertEquals(
        List.of(VmDisposition.PLACED, VmDisposition.PLACED, VmDisposition.FAULT_DOMAIN),
        Stream.of("batch-1", "batch-2", "batch-3").map(placed::disposition).toList());
    assertEquals(
        Set.of("n3", "n4"),
        Set.of(placed.server("batch-1").orElseThrow(), placed.server("batch-2").orElseThrow()));
  }

  @Test
  void batchesOfCreations() {
    GoldenExample example = GoldenExamples.named("ASH-BATCH-2002");
    for (String build : List.of("1802", "2002")) {
      CreationBatches batches = Stamps.compute(build, 8, 384).batches();
      assertEquals(
          example.expect().path("batch").get(0).asInt(),
          Stamps.number(batches, "least in a batch"));
      assertEquals(
          example.expect().path("batch").get(1).asInt(), Stamps.number(batches, "most in a batch"));
      assertEquals(Timespan.minutes(5), batches.why("pause between batches").figure().value());
    }
  }

  @Test
  void batchesOfOtherOperations() {
    GoldenExample example = GoldenExamples.named("ASH-BATCH-OPS");
    CreationBatches batches = Stamps.compute("2005", 8, 384).batches();
    assertEquals(example.expect().path("batch").asInt(), Stamps.number(batches, "most in a batch"));
    assertEquals(
        Timespan.minutes(example.expect().path("pauseMinutes").asInt()),
        batches.why("pause between batches").figure().value());
  }

  @Test
  void memoryOfTheRecoveryConsoles() {
    GoldenExample example = GoldenExamples.named("ASH-ERCS-1902");
    double before = Stamps.gib(Stamps.compute("1901", 8, 384).memory(), "memory of the ERCS VMs");
    double after = Stamps.gib(Stamps.compute("1902", 8, 384).memory(), "memory of the ERCS VMs");
    int instances = example.in().path("instances").asInt();
    assertEquals(example.in().path("fromGB").asDouble() * instances, before);
    assertEquals(example.in().path("toGB").asDouble() * instances, after);
    assertEquals(example.expect().path("increaseGB").asDouble(), after - before);
  }
}
