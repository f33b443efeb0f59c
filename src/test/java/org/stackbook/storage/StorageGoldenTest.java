package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.GoldenExamples;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.fact.GoldenExample;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.engine.MirrorOptimum;
import org.stackbook.storage.engine.StripeLayout;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

@Tag("golden")
class StorageGoldenTest {

  private static Bytes tb(double amount) {
    return Bytes.in(amount, ByteUnit.TB);
  }

  private static Stamp stamp(int servers, int capacityDrives, Bytes drive) {
    return Stamp.describe(
        "golden",
        s ->
            s.build("1908")
                .servers(
                    servers,
                    n ->
                        n.memory(Bytes.parse("384 GB"))
                            .cores(40)
                            .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                            .capacity(capacityDrives, Media.HDD, drive)));
  }

  @Test
  void rawReserveAndAvailable() {
    GoldenExample example = GoldenExamples.named("S2D-CAP-01");
    JsonNode in = example.in();
    CapacityPlan plan =
        Storage.of(
                stamp(
                    in.path("servers").asInt(),
                    in.path("capacityDrivesPerServer").asInt(),
                    tb(in.path("driveTB").asDouble())))
            .capacity(ReserveRule.STORAGE_SPACES_DIRECT);
    assertEquals(tb(example.expect().path("rawTB").asDouble()), plan.why("raw").figure().value());
    assertEquals(
        tb(example.expect().path("reserveTB").asDouble()), plan.why("reserve").figure().value());
    assertEquals(
        tb(example.expect().path("availableTB").asDouble()),
        plan.pool().raw().value().minus(plan.pool().reserve().value()));
    assertEquals(Bytes.ZERO, plan.why("stranded").figure().value());
  }

  @Test
  void volumesThatFitExactly() {
    GoldenExample example = GoldenExamples.named("S2D-CAP-02");
    int servers = example.in().path("servers").asInt();
    Bytes total = Bytes.ZERO;
    int at = 0;
    for (JsonNode volume : example.in().path("volumes")) {
      Resiliency type = resiliency(volume.path("resiliency").asText());
      for (int i = 0; i < volume.path("count").asInt(); i++) {
        Bytes footprint =
            type.footprint(tb(volume.path("sizeTB").asDouble()), servers, false).value();
        assertEquals(tb(example.expect().path("footprintsTB").path(at++).asDouble()), footprint);
        total = total.plus(footprint);
      }
    }
    assertEquals(tb(example.expect().path("totalFootprintTB").asDouble()), total);
    assertEquals(
        tb(example.expect().path("remainingTB").asDouble()),
        tb(example.in().path("availableTB").asDouble()).minus(total));
  }

  private static Resiliency resiliency(String title) {
    return Arrays.stream(Resiliency.values())
        .filter(r -> r.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  static List<GoldenExample> reserves() {
    return GoldenExamples.of("S2D-RES-01", "S2D-RES-02", "S2D-RES-03", "S2D-RES-05", "S2D-RES-06");
  }

  @ParameterizedTest
  @MethodSource("reserves")
  void reserve(GoldenExample example) {
    int drives =
        ReserveRule.STORAGE_SPACES_DIRECT.drives(example.in().path("servers").asInt()).value();
    assertEquals(
        tb(example.expect().path("reserveTB").asDouble()),
        tb(example.in().path("driveTB").asDouble()).times(drives));
  }

  @Test
  void reserveOfEachTypeWhereThereAreThree() {
    GoldenExample example = GoldenExamples.named("S2D-RES-07");
    int drives =
        ReserveRule.STORAGE_SPACES_DIRECT.drives(example.in().path("servers").asInt()).value();
    assertEquals(example.expect().path("reserveSsdDrives").asInt(), drives);
    assertEquals(example.expect().path("reserveHddDrives").asInt(), drives);
    for (int servers : new int[] {example.in().path("servers").asInt(), 8}) {
      Stamp three =
          Stamp.describe(
              "three",
              s ->
                  s.build("1908")
                      .servers(
                          servers,
                          n ->
                              n.memory(tb(1))
                                  .cores(40)
                                  .threeTypes()
                                  .cache(2, Media.NVME, tb(3.2))
                                  .capacity(4, Media.SSD, tb(2))
                                  .capacity(4, Media.HDD, tb(8))));
      Bytes reserve =
          (Bytes)
              Storage.of(three)
                  .capacity(ReserveRule.STORAGE_SPACES_DIRECT)
                  .why("reserve")
                  .figure()
                  .value();
      assertEquals(
          tb(2)
              .times(example.expect().path("reserveSsdDrives").asInt())
              .plus(tb(8).times(example.expect().path("reserveHddDrives").asInt())),
          reserve);
    }
  }

  static List<GoldenExample> footprints() {
    return GoldenExamples.of("S2D-FOOT-02", "S2D-FOOT-03", "S2D-FOOT-04", "S2D-FOOT-06");
  }

  @ParameterizedTest
  @MethodSource("footprints")
  void footprint(GoldenExample example) {
    int servers = example.in().path("servers").asInt(4);
    assertEquals(
        tb(example.expect().path("footprintTB").asDouble()),
        resiliency(example.in().path("resiliency").asText())
            .footprint(tb(example.in().path("sizeTB").asDouble()), servers, false)
            .value());
  }

  static List<GoldenExample> parities() {
    return GoldenExamples.of("S2D-DPH-", "S2D-DPF-");
  }

  @ParameterizedTest
  @MethodSource("parities")
  void dualParityLayoutAndEfficiency(GoldenExample example) {
    int servers = example.in().path("faultDomains").asInt();
    boolean allFlash = example.in().path("media").asText().equals("all-flash");
    assertEquals(
        example.expect().path("layout").asText(), Resiliency.DUAL_PARITY.layout(servers, allFlash));
    assertEquals(
        example.expect().path("efficiencyPct").asDouble(),
        Resiliency.DUAL_PARITY.efficiency(servers, allFlash).value().toPercent(),
        0.05);
  }

  @Test
  void dualParityNeedsFourServers() {
    GoldenExample example = GoldenExamples.named("S2D-DP-LT4");
    int servers = example.in().path("faultDomains").asInt();
    assertFalse(example.expect().path("allowed").asBoolean());
    Refusal refused =
        assertThrows(Refusal.class, () -> Resiliency.DUAL_PARITY.efficiency(servers, false));
    assertTrue(refused.wayOut().orElse("").contains("three-way mirror"), refused.getMessage());
  }

  static List<GoldenExample> nested() {
    return GoldenExamples.of("S2D-NMAP-");
  }

  @ParameterizedTest
  @MethodSource("nested")
  void nestedMirrorAcceleratedParityEfficiency(GoldenExample example) {
    String drives = example.in().path("capacityDrivesPerServer").asText();
    double mirror = example.in().path("mirrorPct").asDouble();
    int least = Integer.parseInt(drives.replace("+", ""));
    for (int count = least; count <= (drives.endsWith("+") ? 12 : least); count++) {
      assertEquals(
          example.expect().path("efficiencyPct").asDouble(),
          Resiliency.NESTED_MIRROR_ACCELERATED_PARITY
              .over(PoolShape.of(2).withCapacityDrives(count), Ratio.percent(mirror))
              .efficiency()
              .value()
              .toPercent(),
          0.051);
    }
  }

  @Test
  void aVolumeKeepsItsLayoutWhenServersAreAdded() {
    GoldenExample example = GoldenExamples.named("S2D-DP-GROW");
    int created = example.in().path("createdAtServers").asInt();
    int now = example.in().path("nowServers").asInt();
    assertEquals(
        example.expect().path("existingVolumeLayout").asText(),
        Resiliency.DUAL_PARITY.layoutAfterGrowth(created, now, false).value());
    assertEquals(
        example.expect().path("newVolumeLayout").asText(),
        Resiliency.DUAL_PARITY.layout(now, false));
  }

  @Test
  void theTiersOfANestedVolume() {
    GoldenExample example = GoldenExamples.named("S2D-NEST-VOL");
    List<String> parts =
        Resiliency.NESTED_MIRROR_ACCELERATED_PARITY
            .over(PoolShape.of(2), Ratio.percent(example.in().path("mirrorPct").asDouble()))
            .footprint(Bytes.in(example.in().path("volumeGB").asDouble(), ByteUnit.GB))
            .inputs()
            .stream()
            .map(part -> part.inputs().get(0).toString())
            .toList();
    assertEquals(
        List.of(
            "mirror part = " + example.expect().path("NestedMirrorGB").asInt() + " GB",
            "parity part = " + example.expect().path("NestedParityGB").asInt() + " GB"),
        parts);
  }

  @Test
  void mixesOfMirrorAndParityLieBetweenTheTwo() {
    GoldenExample example = GoldenExamples.named("S2D-MAP-DEMO");
    PoolShape pool = PoolShape.of(example.in().path("servers").asInt());
    double most = Resiliency.DUAL_PARITY.over(pool).efficiency().value().toPercent();
    double least = Resiliency.THREE_WAY_MIRROR.over(pool).efficiency().value().toPercent();
    double last = most;
    List<Double> printed = doubles(example.expect().path("efficiencyPct"));
    boolean[] reached = new boolean[printed.size()];
    for (int mirror = 1; mirror < 100; mirror++) {
      double mixed =
          Resiliency.MIRROR_ACCELERATED_PARITY
              .over(pool, Ratio.percent(mirror))
              .efficiency()
              .value()
              .toPercent();
      assertTrue(mixed < last && mixed > least, "at " + mirror + " %: " + mixed);
      for (int i = 0; i < reached.length; i++) {
        reached[i] |= mixed <= printed.get(i) && last >= printed.get(i);
      }
      last = mixed;
    }
    for (boolean found : reached) {
      assertTrue(found, "no mix gives one of " + printed);
    }
  }

  private static List<Double> doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asDouble).toList();
  }

  static List<GoldenExample> stranded() {
    return GoldenExamples.of("S2D-SYM-01", "S2D-SYM-02");
  }

  @ParameterizedTest
  @MethodSource("stranded")
  void strandedCapacity(GoldenExample example) {
    long[] servers = longs(example.in().path("serverTB"));
    long most = MirrorOptimum.of(servers, 3);
    assertEquals(example.derived().path("usableDataTB").asLong(), most);
    assertEquals(
        example.expect().path("strandedTB").asLong(), Arrays.stream(servers).sum() - 3 * most);
  }

  @Test
  void strandedCapacityOfLargerDrivesInOneServer() {
    GoldenExample example = GoldenExamples.named("S2D-SYM-05");
    long[] servers =
        StreamSupport.stream(example.in().path("servers").spliterator(), false)
            .mapToLong(StorageGoldenTest::hddTerabytes)
            .toArray();
    long most = MirrorOptimum.of(servers, 3);
    assertEquals(
        example.derived().path("strandedTB").asLong(), Arrays.stream(servers).sum() - 3 * most);
  }

  /** Terabytes of a server such as {@code {"NVMe 800GB": 2, "HDD 4TB": 4}}. */
  private static long hddTerabytes(JsonNode server) {
    long total = 0;
    for (var group : server.properties()) {
      if (group.getKey().startsWith("HDD ")) {
        total +=
            Long.parseLong(group.getKey().replaceAll("[^0-9]", "")) * group.getValue().asLong();
      }
    }
    return total;
  }

  private static long[] longs(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  static List<GoldenExample> volumeCounts() {
    return GoldenExamples.of("ASH-VOL-04", "ASH-VOL-05");
  }

  @ParameterizedTest
  @MethodSource("volumeCounts")
  void volumesOfAStamp(GoldenExample example) {
    VolumePlan plan =
        Storage.of(stamp(example.in().path("N").asInt(), 10, tb(8))).capacity().volumes();
    assertEquals(example.expect().path("infrastructure").asInt(), count(plan, "Infrastructure"));
    assertEquals(example.expect().path("vmTemp").asInt(), count(plan, "VmTemp"));
    assertEquals(example.expect().path("objectStore").asInt(), count(plan, "ObjStore"));
  }

  private static int count(VolumePlan plan, String kind) {
    return plan.groups().stream()
        .filter(g -> g.kind().equals(kind))
        .mapToInt(g -> g.names().size())
        .sum();
  }

  @Test
  void volumesStayWhenAServerFails() {
    GoldenExample example = GoldenExamples.named("ASH-VOL-06");
    Placement failed =
        Storage.of(stamp(example.in().path("N").asInt(), 4, tb(2)))
            .place(p -> p.slab(Bytes.parse("4 GiB")))
            .fail("n1");
    List<String> volumes = failed.table().stringColumn("volume").asList();
    assertEquals(
        example.expect().path("vmTemp").asInt(),
        volumes.stream().filter(v -> v.startsWith("VmTemp")).count());
    assertEquals(
        example.expect().path("objectStore").asInt(),
        volumes.stream().filter(v -> v.startsWith("ObjStore")).count());
  }

  static List<GoldenExample> alerts() {
    return GoldenExamples.of("ASH-ALERT-01", "ASH-ALERT-02");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void volumesRaiseAlertsAtTheThresholdsOfTheBuild(GoldenExample example) {
    String build = example.in().path("build").asText().replaceAll("[^0-9]", "");
    Stamp stamp =
        Stamp.describe(
            "golden",
            s ->
                s.build(build)
                    .servers(
                        4,
                        n ->
                            n.memory(Bytes.parse("384 GB"))
                                .cores(40)
                                .capacity(10, Media.SSD, Bytes.parse("3.84 TB"))));
    CapacityPlan plan = Storage.of(stamp).capacity();
    assertEquals(
        Ratio.percent(example.expect().path("warningPct").asDouble()),
        plan.why("warning alert").figure().value());
    assertEquals(
        Ratio.percent(example.expect().path("criticalPct").asDouble()),
        plan.why("critical alert").figure().value());
  }

  static List<GoldenExample> survivable() {
    return GoldenExamples.of("S2D-FAIL-02", "S2D-FAIL-03", "S2D-FAIL-04", "S2D-FAIL-06");
  }

  @ParameterizedTest
  @MethodSource("survivable")
  void threeWayMirrorSurvives(GoldenExample example) {
    assertTrue(example.expect().path("volumesOnline").asBoolean());
    String[] failures =
        switch (example.in().path("failure").asText()) {
          case "one server lost" -> new String[] {"n2"};
          case "one server and one drive lost" -> new String[] {"n2", "n5/disk6"};
          case "two drives lost in different servers" -> new String[] {"n2/disk5", "n5/disk6"};
          case "two servers lost" -> new String[] {"n2", "n5"};
          default -> throw new IllegalArgumentException(example.in().toString());
        };
    assertEquals(0, placed().fail(failures).slabsWith(0));
    assertTrue(placed().fail(failures).health().isOnline());
  }

  static List<GoldenExample> fatal() {
    return GoldenExamples.of("S2D-FAIL-07", "S2D-FAIL-08");
  }

  @ParameterizedTest
  @MethodSource("fatal")
  void threeWayMirrorDoesNotSurvive(GoldenExample example) {
    assertFalse(example.expect().path("volumesOnline").asBoolean());
    String[] failures =
        example.in().path("failure").asText().startsWith("drives lost in three")
            ? new String[] {"n1/disk5", "n3/disk5", "n5/disk5"}
            : new String[] {"n1", "n3", "n5"};
    assertTrue(placed().fail(failures).slabsWith(0) > 0);
    assertFalse(placed().fail(failures).health().isOnline());
  }

  private static Placement placed() {
    return Storage.of(stamp(6, 4, tb(8))).place(p -> p.seed(3));
  }

  @Test
  void aStripeIsAsWideAsItsColumns() {
    GoldenExample example = GoldenExamples.named("S2D-COL-01");
    int columns = example.in().get("columns").asInt();
    long interleave = example.in().get("interleaveKB").asLong() << 10;
    long stripe = example.expect().get("stripeKB").asLong() << 10;
    StripeLayout layout = new StripeLayout(stripe * 4, interleave, columns, columns);
    // A stripe takes one interleave of every column; the byte after it is in the first column
    // again.
    assertEquals(columns, layout.locate(0, stripe).size());
    layout.locate(0, stripe).forEach(part -> assertEquals(interleave, part.bytes()));
    assertEquals(columns - 1, layout.locate(stripe - 1, 1).get(0).column());
    assertEquals(0, layout.locate(stripe, 1).get(0).column());
  }

  @Test
  void theMirrorTakesWhatIsWrittenInADay() {
    GoldenExample example = GoldenExamples.named("S2D-MAP-SIZE");
    Bytes ingest = Bytes.parse(example.in().get("dailyIngestGB").asInt() + " GB");
    List<Figure<Bytes>> portion = Resiliency.mirrorPortion(ingest);
    for (int end = 0; end < 2; end++) {
      int gigabytes = example.expect().get("mirrorPortionGB").get(end).asInt();
      assertEquals(Bytes.parse(gigabytes + " GB"), portion.get(end).value());
    }
  }
}
