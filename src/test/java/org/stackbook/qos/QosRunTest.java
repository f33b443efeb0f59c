package org.stackbook.qos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.Meter;
import org.stackbook.qos.engine.Tally;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.trace.Trace;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Why;

/** Words of queues, and what small cases of them give by hand. */
@Tag("unit")
class QosRunTest {

  private static final Stamp OSLO =
      Stamp.describe(
          "oslo",
          s ->
              s.build("1802")
                  .servers(
                      8,
                      n ->
                          n.memory(Bytes.parse("384 GB"))
                              .cores(40)
                              .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                              .capacity(10, Media.HDD, Bytes.parse("8 TB"))));

  private static final Timespan TEN_SECONDS = new Timespan(10);

  private static Iops iops(double rate) {
    return new Iops(rate);
  }

  private static Bytes kib(double size) {
    return Bytes.in(size, ByteUnit.KIB);
  }

  /** One tenant that only reads, all from the cache, for ten seconds. */
  private static Meter meter(Consumer<TenantDemand> words) {
    return run(words).outcome().tenants().get(0);
  }

  private static QosRun run(Consumer<TenantDemand> words) {
    return Qos.of(OSLO)
        .run(
            q ->
                q.tenant(
                        "sql",
                        t -> {
                          t.reads(Ratio.percent(100));
                          words.accept(t);
                        })
                    .hits(Ratio.percent(100))
                    .duration(TEN_SECONDS));
  }

  private static void assertNear(double expected, long is, double slack) {
    assertEquals(expected, (double) is, slack);
  }

  private static String refusal(Runnable words) {
    return assertThrows(Refusal.class, words::run).getMessage();
  }

  @Test
  void belowItsCapADiskTakesAsLongAsADrive() {
    Meter meter = meter(t -> t.disks(1, iops(500)).even(iops(400)));
    assertEquals(4000, meter.offered());
    assertEquals(0, meter.throttled());
    // 90 µs, and 8 KiB at 1.5 GB/s.
    assertEquals(90e-6 + 8192 / 1.5e9, meter.latencies().percentile(99), 1e-7);
  }

  @Test
  void aboveItsCapADiskGetsItsCapAndWhatItSavedUp() {
    Meter meter = meter(t -> t.disks(1, iops(500)).even(iops(900)));
    assertEquals(9000, meter.offered());
    // A tenth of a second's tokens at the beginning, 500 every second.
    assertNear(50 + 5000, meter.served(), 1);
    assertEquals(9000 - meter.served(), meter.queued());
    // The n-th request comes at n ÷ 900 and goes at (n − 50) ÷ 500; the last done is the 5,050th.
    assertEquals(10 - 5050 / 900.0, meter.latencies().percentile(100), 0.02);
  }

  @Test
  void aLargeRequestCostsAsMuchAsManySmallOnes() {
    Meter large = meter(t -> t.disks(1, iops(500)).even(iops(900)).size(kib(64)));
    assertNear(5050 / 8.0, large.served(), 1);
    Meter begun = meter(t -> t.disks(1, iops(500)).even(iops(900)).size(kib(8.5)));
    assertNear(5050 / 2.0, begun.served(), 1);
  }

  @Test
  void theSizeOfAVmGivesTheCap() {
    QosRun run = run(t -> t.vm("Standard_D2_v2", 1).dataDisks(4).open(iops(9000)));
    assertNear(4 * 5050, run.outcome().tenants().get(0).served(), 8);
    assertEquals(4, run.disks().data().rows().size());
    assertTrue(run.why("sql p99").toString().contains("VM sizes supported"));
  }

  @Test
  void aVmHasACapToo() {
    Meter meter = meter(t -> t.disks(4, iops(500)).total(iops(1200)).open(iops(5000)));
    // 120 saved up by the machine; its disks let no more than four times 500 come to it.
    assertNear(120 + 12_000, meter.served(), 2);
  }

  @Test
  void machinesThatAreAlikeHaveCapsOfTheirOwn() {
    assertNear(3 * 5050, meter(t -> t.vms(3).disks(1, iops(500)).even(iops(900))).served(), 3);
  }

  @Test
  void whatFindsTooManyWaitingIsRefused() {
    Meter meter = meter(t -> t.disks(1, iops(500)).even(iops(900)).queue(10));
    assertNear(5050, meter.served(), 2);
    assertNear(10, meter.waiting(), 1);
    assertEquals(9000, meter.served() + meter.refused() + meter.queued());
    Meter policed = meter(t -> t.disks(1, iops(500)).even(iops(900)).queue(0));
    assertEquals(0, policed.throttled());
    assertEquals(9000, policed.served() + policed.refused());
  }

  @Test
  void recordedRequestsComeAtTheirTimes() {
    Trace trace = Trace.workload("vdi", w -> w.requests(5000).objects(100).rate(iops(2000)));
    QosRun run =
        Qos.of(OSLO)
            .run(
                q ->
                    q.tenant("vdi", t -> t.recorded(trace).from(new Timespan(5)))
                        .duration(TEN_SECONDS));
    Meter meter = run.outcome().tenants().get(0);
    assertEquals(5000, meter.offered());
    assertEquals(0, meter.course().depth()[100]);
    assertTrue(meter.course().depth()[140] > 0);
  }

  @Test
  void aTraceWithoutTimesCannotBeRecorded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("timeless.csv");
    Files.writeString(file, "op,address,size\nR,0,512\nR,512,512\n");
    Trace timeless = Trace.of(file.toString(), t -> {});
    Refusal refusal = assertThrows(Refusal.class, () -> meter(t -> t.recorded(timeless)));
    assertTrue(refusal.getMessage().contains("when requests come"), refusal::getMessage);
  }

  private static final Trace LARGE =
      Trace.workload(
          "large",
          w -> w.requests(300).objects(100).rate(iops(20)).reads(Ratio.percent(0)).size(kib(64)));

  /** As a cell says it, without what {@link #run} says of reads. */
  private static QosRun recorded(Consumer<TenantDemand> words) {
    return Qos.of(OSLO)
        .run(q -> q.tenant("vdi", t -> words.accept(t.recorded(LARGE))).duration(TEN_SECONDS));
  }

  @Test
  void aRecordingTellsItselfWhatItsRequestsAre() {
    assertTrue(
        refusal(() -> recorded(t -> t.reads(Ratio.percent(70))))
            .startsWith("recorded(large) with reads(…) or size(…): the trace tells which"));
    assertTrue(refusal(() -> recorded(t -> t.size(kib(8)))).contains("leave reads(…) and size(…)"));
    QosRun run = recorded(t -> t.disks(1, iops(500)));
    String why = run.why("vdi p99").toString();
    assertTrue(why.contains("vdi size = 64 KiB"), why);
    assertTrue(why.contains("vdi reads = 0 %"), why);
    assertFalse(why.contains("8 KiB is a page"), why);
    // The tenth of a second of the cap is 5 tokens, and each of the requests costs 8.
    Meter policed = recorded(t -> t.disks(1, iops(50)).queue(0)).outcome().tenants().get(0);
    assertTrue(policed.served() > 30, policed.served() + " served");
    OverSubscription caps = run.overSubscription();
    assertEquals("1 × 500 IOPS × 1 ÷ 8.0", caps.why("vdi caps").figure().substituted());
    // Three copies on 16 NVMe drives of 16 at once, 30 µs and 64 KiB at 1.5 GB/s each.
    double can = 16 * 16 / 3.0 / (30e-6 + 65_536 / 1.5e9);
    Iops most = (Iops) caps.why("drives can do").figure().value();
    assertEquals(can, most.perSecond(), can * 1e-3);
  }

  @Test
  void aRecordingCountsForAsLongAsItIsLookedAt() {
    // Some ten seconds of reads, of which the run looks at one.
    Trace reads =
        Trace.workload(
            "small", w -> w.requests(100).objects(9).rate(iops(10)).reads(Ratio.percent(100)));
    QosRun run =
        Qos.of(OSLO)
            .run(
                q ->
                    q.tenant("vdi", t -> t.recorded(reads).from(new Timespan(9)))
                        .duration(TEN_SECONDS));
    Figure<?> share =
        run.scenario().tenants().get(0).figures().stream()
            .filter(f -> f.name().equals("vdi reads"))
            .findFirst()
            .orElseThrow();
    long counted = (Long) share.inputs().get(0).value();
    assertTrue(counted > 0 && counted < 50, counted + " counted");
    assertEquals(run.outcome().tenants().get(0).offered(), counted);
  }

  private static Stamp stamp(Consumer<ServerBuilder> drives) {
    return Stamp.describe(
        "bergen",
        s ->
            s.build("1802")
                .servers(
                    4,
                    n -> {
                      n.memory(Bytes.parse("384 GB")).cores(40);
                      drives.accept(n);
                    }));
  }

  private static QosRun reading(Stamp stamp, Consumer<QosOptions> words) {
    return Qos.of(stamp)
        .run(
            q -> {
              q.tenant("sql", t -> t.disks(1, iops(500)).even(iops(400)).reads(Ratio.percent(100)))
                  .duration(TEN_SECONDS);
              words.accept(q);
            });
  }

  @Test
  void aCacheOfFlashServesNoReads() {
    Stamp flash =
        stamp(
            n ->
                n.cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                    .capacity(8, Media.SSD, Bytes.parse("4 TB")));
    QosRun run = reading(flash, q -> {});
    assertEquals(Ratio.percent(0), run.why("cache drives busy").figure().value());
    // 100 µs of an SSD, and 8 KiB at 400 MB/s: nothing from the NVMe drives.
    assertEquals(
        100e-6 + 8192 / 400e6, run.outcome().tenants().get(0).latencies().percentile(0), 1e-7);
    String why = run.why("sql p99").toString();
    assertTrue(why.contains("read hits = 0 %") && why.contains("Understand the cache"), why);
    String refused = refusal(() -> reading(flash, q -> q.hits(Ratio.percent(95))));
    assertTrue(refused.startsWith("hits(95 %): the cache takes only the writes"), refused);
    assertTrue(refused.contains("leave it out"), refused);
    Why other = new Why(Figure.given("read hit ratio", Ratio.percent(37), "replay(…)"));
    assertTrue(refusal(() -> reading(flash, q -> q.hits(other))).contains("only the writes"));
    assertTrue(
        refusal(
                () ->
                    Qos.of(flash).run(q -> q.tenant("a", t -> t.closed(1).hits(Ratio.percent(9)))))
            .contains("only the writes"));
    OverSubscription caps = run.overSubscription();
    double can = 32 * 4 / (100e-6 + 8192 / 400e6);
    Iops most = (Iops) caps.why("drives can do").figure().value();
    assertEquals(can, most.perSecond(), can * 1e-6);
    assertEquals(1, caps.data().rows().size());
    assertTrue(caps.picture().isEmpty());
    Stamp plain = stamp(n -> n.capacity(8, Media.SSD, Bytes.parse("4 TB")));
    assertTrue(
        refusal(() -> reading(plain, q -> q.hits(Ratio.percent(5)))).contains("there is no cache"));
  }

  @Test
  void ofThreeTypesTheCacheServesReadsOfHddOnly() {
    Stamp three =
        stamp(
            n ->
                n.threeTypes()
                    .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                    .capacity(4, Media.SSD, Bytes.parse("4 TB"))
                    .capacity(4, Media.HDD, Bytes.parse("8 TB")));
    QosRun run = reading(three, q -> q.hits(Ratio.percent(100)));
    // Half of the reads are for SSD: they take an SSD's time, whatever hits.
    assertEquals(
        100e-6 + 8192 / 400e6, run.outcome().tenants().get(0).latencies().percentile(100), 2e-7);
    double half = (90e-6 + 8192 / 1.5e9 + 100e-6 + 8192 / 400e6) / 2;
    assertEquals(half, run.outcome().tenants().get(0).latencies().meanSeconds(), half * 0.03);
    assertTrue(run.why("sql p99").toString().contains("read hits of SSD = 0 %"));
  }

  private static double number(DataTable.Cell cell) {
    return ((Number) Objects.requireNonNull(cell.value())).doubleValue();
  }

  @Test
  void eachVmIsTold() {
    QosRun few = run(t -> t.vm("Standard_D2_v2", 3).even(iops(100)));
    assertEquals(3, few.vms().data().rows().size());
    for (List<DataTable.Cell> vm : few.vms().data().rows()) {
      assertEquals(100.0, vm.get(2).value());
    }
    // One data disk is assumed.
    assertTrue(few.why("sql p99").toString().contains("say dataDisks(…)"));
  }

  @Test
  void ofManyVmsEachIsTold() {
    QosRun many = run(t -> t.vms(30).disks(2, iops(50)).even(iops(140)).queue(3));
    Meter all = many.outcome().tenants().get(0);
    assertTrue(all.refused() > 0 && all.throttled() > 0);
    List<List<DataTable.Cell>> vms = many.vms().data().rows();
    assertEquals(30, vms.size());
    assertEquals(all.refused(), vms.stream().mapToLong(vm -> (long) number(vm.get(5))).sum());
    assertEquals(all.queued(), vms.stream().mapToLong(vm -> (long) number(vm.get(6))).sum());
    for (List<DataTable.Cell> vm : vms) {
      assertEquals(140.0, vm.get(2).value());
      assertEquals(
          1400, 10 * number(vm.get(3)) + number(vm.get(5)) + number(vm.get(6)), 1e-6, "conserved");
      assertTrue(number(vm.get(4)) > 10, "throttled");
      // The slowest wait for the three before them.
      assertEquals(0.06, number(vm.get(9)) / 1e3, 0.06 / 16);
    }
    assertTrue(
        many.vms().data().notes().get(0).matches("sql: VM \\d+ is the fastest, VM \\d+ the.*"));
    List<List<DataTable.Cell>> disks = many.disks().data().rows();
    assertEquals(60, disks.size());
    assertEquals(30, disks.get(59).get(1).value());
    assertEquals(2, disks.get(59).get(2).value());
    for (int vm = 0; vm < 30; vm++) {
      assertEquals(
          number(vms.get(vm).get(3)),
          number(disks.get(2 * vm).get(4)) + number(disks.get(2 * vm + 1).get(4)),
          1e-6);
    }
    assertEquals(
        all.served(), many.outcome().machines().get(0).stream().mapToLong(Tally::served).sum());
  }

  @Test
  void ofVeryManyDisksThoseThatAreAlikeAreTogether() {
    QosRun many =
        Qos.of(OSLO)
            .run(
                q ->
                    q.tenant("vdi", t -> t.vms(5_001).disks(2).even(iops(4)))
                        .duration(new Timespan(0.5)));
    assertEquals(5_001, many.vms().data().rows().size());
    List<List<DataTable.Cell>> disks = many.disks().data().rows();
    assertEquals(2, disks.size());
    assertEquals(2, disks.get(1).get(1).value());
    assertTrue(many.disks().data().notes().get(0).startsWith("There are more than 10,000 disks"));
  }

  @Test
  void theDepthOfEachDiskOfATenant() {
    QosRun run = noisy();
    List<List<DataTable.Cell>> rows = run.depth("sql").data().rows();
    assertEquals(256, rows.size());
    List<List<DataTable.Cell>> tenants = run.depth().data().rows();
    for (int part = 0; part < 256; part++) {
      List<DataTable.Cell> row = rows.get(part);
      assertEquals(5, row.size());
      assertEquals(
          number(tenants.get(part).get(1)),
          number(row.get(1)) + number(row.get(2)) + number(row.get(3)) + number(row.get(4)),
          1e-6);
    }
    Picture.Lines lines = (Picture.Lines) run.depth("sql").picture().orElseThrow();
    assertEquals(4, lines.lines().size());
    assertEquals("disk 1", lines.lines().get(0).name());
    String refused = refusal(() -> run.depth("sqll"));
    assertTrue(refused.startsWith("depth(\"sqll\"): no such tenant. Did you mean sql?"), refused);
  }

  @Test
  void depthIsTableAndPicture() {
    QosRun run = noisy();
    List<List<DataTable.Cell>> rows = run.depth().data().rows();
    assertEquals(256, rows.size());
    // The noisy one has 2,000 under way from three seconds on, of ten.
    assertEquals(0.0, rows.get(70).get(3).value());
    assertEquals(2000.0, number(rows.get(200).get(3)), 1e-6);
    QosRun nine =
        Qos.of(OSLO)
            .run(
                q -> {
                  for (int i = 0; i < 9; i++) {
                    int depth = i + 1;
                    q.tenant("t" + i, t -> t.closed(depth));
                  }
                  q.duration(new Timespan(0.1));
                });
    Picture.Lines lines = (Picture.Lines) nine.picture().orElseThrow();
    assertEquals(8, lines.lines().size());
    assertEquals("t1", lines.lines().get(0).name());
    assertTrue(lines.altText().startsWith("8 lines over time, for those of 9 tenants"));
  }

  @Test
  void aSizeNeedsServersWithEnoughProcessors() {
    Stamp small =
        Stamp.describe(
            "molde",
            s ->
                s.build("1908")
                    .servers(
                        4,
                        n ->
                            n.memory(Bytes.parse("384 GB"))
                                .cores(20)
                                .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                                .capacity(8, Media.HDD, Bytes.parse("4 TB"))));
    assertTrue(
        refusal(() -> Qos.of(small).run(q -> q.tenant("a", t -> t.vm("Standard_F64s_v2", 1))))
            .contains("needs servers with 64 logical processors; these have 20 × 2 = 40*"));
  }

  @Test
  void whatIsSaidLaterChangesNothing() {
    List<QosOptions> kept = new ArrayList<>();
    QosRun run = reading(OSLO, kept::add);
    String before = run.fail("n3").json();
    kept.get(0)
        .seed(77)
        .copies(1)
        .unit(kib(64))
        .service(Media.HDD, new Timespan(1), new Timespan(1), 1);
    assertEquals(before, run.fail("n3").json());
  }

  private static double valueOf(Figure<?> figure, String input) {
    Object value =
        figure.inputs().stream()
            .filter(f -> f.name().equals(input))
            .findFirst()
            .orElseThrow()
            .value();
    return value instanceof Timespan time ? time.seconds() : ((Number) value).doubleValue();
  }

  @Test
  void useCanBeComputedAgain() {
    QosRun run = noisy();
    for (String role : List.of("cache", "capacity")) {
      Figure<?> busy = run.why(role + " drives busy").figure();
      assertEquals(
          role + " drives serve for ÷ (duration × " + role + " drives at once)", busy.formula());
      double share =
          valueOf(busy, role + " drives serve for")
              / (valueOf(busy, "duration") * valueOf(busy, role + " drives at once"));
      assertTrue(share > 0);
      assertEquals(((Ratio) busy.value()).value(), share, share * 1e-12);
    }
    Figure<?> lanes = run.why("cache drives busy").figure().inputs().get(2);
    assertEquals("16 × 16", lanes.substituted());
    assertEquals(256, lanes.value());
    Figure<?> mean = run.why("sql mean latency").figure();
    double seconds = valueOf(mean, "sql time taken") / valueOf(mean, "sql done");
    assertEquals(((Timespan) mean.value()).seconds(), seconds, seconds * 1e-12);
  }

  @Test
  void withoutACacheItIsNotBusy() {
    Stamp plain = stamp(n -> n.capacity(8, Media.SSD, Bytes.parse("4 TB")));
    QosRun run = reading(plain, q -> {});
    assertTrue(refusal(() -> run.why("cache drives busy")).contains("no such figure"));
    OverSubscription caps = run.overSubscription();
    assertEquals(1, caps.data().notes().size(), caps.data().notes().toString());
    assertEquals(5, caps.data().columns().size());
    assertFalse(caps.toString().contains("in the long run"));
  }

  /** Names and values of all figures under one. */
  private static Set<String> under(Figure<?> figure) {
    Set<String> all = new TreeSet<>();
    for (Figure<?> input : figure.inputs()) {
      all.add(input.toString());
      all.addAll(under(input));
    }
    return all;
  }

  private static void assertTold(Set<String> told, String... figures) {
    for (String figure : figures) {
      assertTrue(told.contains(figure), figure + " in " + told);
    }
  }

  @Test
  void whyTellsAllThatWasPutIn() {
    QosRun run =
        Qos.of(OSLO)
            .run(
                q ->
                    q.tenant("sql", t -> t.disks(4, iops(500)).open(iops(900)).queue(64))
                        .tenant("late", t -> t.closed(7).from(new Timespan(2)))
                        .varying()
                        .duration(new Timespan(4)));
    Set<String> told = under(run.why("sql p99").figure());
    assertTold(
        told,
        "sql load = open(900 IOPS)",
        "sql cap = 500 IOPS",
        "sql may wait = 64",
        "late load = closed(7)",
        "late from = 2 s",
        "late VMs = 1 *",
        "late disks = 1 *",
        "NVMe drives = 16",
        "NVMe at once = 16 *",
        "HDD drives = 80",
        "HDD per second = 150 MB *",
        "service times = exponentially distributed",
        "duration = 4 s",
        "seed = 1");
    Set<String> failed = under(run.fail("n3").why("sql p99").figure());
    assertNotEquals(told, failed);
    assertTold(failed, "HDD drives = 70", "drives up = 84", "drives down = 12");
    Set<String> free = under(run.withoutCaps().why("sql p99").figure());
    assertFalse(free.contains("sql cap = 500 IOPS"));
    assertFalse(free.contains("sql may wait = 64"));
    assertTold(under(noisy().why("sql served").figure()), "service times = always the same *");
  }

  @Test
  void whyOfNeighboursTellsAllThatWasPutIn() {
    Neighbours found = noisy().neighbours();
    Set<String> together = under(found.why("sql mean latency").figure());
    assertTold(
        together,
        "sql load = open(900 IOPS)",
        "sql cap = 500 IOPS",
        "noisy load = closed(2000)",
        "noisy from = 3 s",
        "duration = 10 s",
        "unit = 8 KiB *",
        "burst = 100 ms *");
    Set<String> alone = under(found.why("sql mean latency alone").figure());
    assertTold(alone, "sql load = open(900 IOPS)", "duration = 10 s");
    assertFalse(alone.contains("noisy load = closed(2000)"));
  }

  @Test
  void whatWasNotSaidIsAssumed() {
    QosRun run = run(t -> t.even(iops(10)));
    List<String> assumed =
        run.why("sql p99").figure().assumptions().stream().map(Figure::name).toList();
    assertTrue(assumed.containsAll(List.of("sql disks", "sql VMs")), assumed.toString());
    QosRun said = run(t -> t.vms(1).disks(1).even(iops(10)));
    assumed = said.why("sql p99").figure().assumptions().stream().map(Figure::name).toList();
    assertFalse(assumed.contains("sql disks") || assumed.contains("sql VMs"), assumed.toString());
  }

  @Test
  void withoutTheQuorumOfThePoolNothingIsServed() {
    Stamp four =
        stamp(
            n ->
                n.cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                    .capacity(8, Media.HDD, Bytes.parse("4 TB")));
    QosRun run = reading(four, q -> {});
    String refused = refusal(() -> run.fail("n1", "n2", "n3"));
    assertTrue(
        refused.startsWith(
            "fail(\"n1\", \"n2\", \"n3\"): the storage pool goes offline, and nothing is served: 10 of"
                + " its 40 drives are left"),
        refused);
    assertTrue(refused.contains("Understanding cluster and pool quorum"), refused);
    assertTrue(refused.contains("infrastructure().stop(\"n1\", \"n2\", \"n3\")"), refused);
    assertTrue(refusal(() -> run.fail("n1").fail("n4", "n2")).contains("10 of its 40"));
    assertTrue(refusal(() -> run.fail("n1", "n2", "n3", "n4")).contains("Way out: fail fewer"));
    // Half of the drives are enough, as the owner of the pool breaks the tie where there is a
    // witness; that there is one is assumed.
    Figure<?> half = run.fail("n1", "n2").why("sql p99").figure();
    assertTold(under(half), "pool quorum = Yes *", "witness = yes *");
    assertTold(under(run.fail("n1").why("sql p99").figure()), "pool quorum = Yes");
  }

  private static QosRun noisy() {
    return Qos.of(OSLO)
        .run(
            q ->
                q.tenant("sql", t -> t.disks(4, iops(500)).open(iops(900)))
                    .tenant("quiet", t -> t.even(iops(50)).hits(Ratio.percent(100)))
                    .tenant(
                        "noisy",
                        t -> t.closed(2000).reads(Ratio.percent(100)).from(new Timespan(3)))
                    .duration(TEN_SECONDS)
                    .seed(7));
  }

  @Test
  void victimsAndCulpritsAreNamed() {
    Neighbours found = noisy().neighbours();
    // The quiet one reads from the cache, which is not busy.
    assertEquals(List.of("sql"), found.victims());
    assertEquals(List.of("noisy"), found.culprits());
    assertTrue(found.verdict().startsWith("sql is hurt by noisy since 3"), found.verdict());
    // Nearly all of its requests are done in the end: only how long they take tells that it is
    // hurt.
    assertTrue((Double) found.why("fairness").figure().value() > 0.98, found.verdict());
    Figure<?> latency = found.why("fairness of latency").figure();
    assertTrue((Double) latency.value() < 0.8, found.verdict());
    double sum = 0;
    double squares = 0;
    for (Figure<?> pace : latency.inputs()) {
      double share = ((Ratio) pace.value()).value();
      sum += share;
      squares += share * share;
    }
    assertEquals(sum * sum / (3 * squares), (Double) latency.value(), 1e-4);
    assertTrue(found.verdict().contains("Fairness of what is served"), found.verdict());
    assertTrue(found.verdict().contains(", of latency 0."), found.verdict());
    assertEquals("noisy", found.why("sql hurt by").figure().value());
    assertTrue(found.picture().isPresent());
  }

  @Test
  void nobodyIsHurtWhereDrivesAreIdle() {
    Neighbours found =
        Qos.of(OSLO)
            .run(
                q ->
                    q.tenant("a", t -> t.even(iops(100)))
                        .tenant("b", t -> t.disks(1, iops(500)).even(iops(100)))
                        .hits(Ratio.percent(100))
                        .duration(TEN_SECONDS))
            .neighbours();
    assertEquals(List.of(), found.victims());
    assertEquals(1.0, found.why("fairness").figure().value());
    assertTrue(found.verdict().startsWith("Nobody is hurt."));
  }

  @Test
  void capsKeepTheNoisyOneFromHurting() {
    QosRun capped =
        Qos.of(OSLO)
            .run(
                q ->
                    q.tenant("sql", t -> t.disks(4, iops(500)).open(iops(900)))
                        .tenant("noisy", t -> t.disks(4, iops(500)).closed(2000))
                        .duration(TEN_SECONDS));
    assertEquals(List.of(), capped.neighbours().victims());
    QosRun free = capped.withoutCaps();
    assertEquals(List.of("sql"), free.neighbours().victims());
    assertEquals("Queues of oslo without caps", free.title());
    assertTrue(free.compareTo(capped).toString().contains("noisy served"));
  }

  @Test
  void fewerDrivesAreBusier() {
    QosRun all = noisy();
    QosRun fewer = all.fail("n3", "n4");
    assertEquals("Queues of oslo without n3, n4", fewer.title());
    long noisyBefore = all.outcome().tenants().get(2).served();
    long noisyAfter = fewer.outcome().tenants().get(2).served();
    // The noisy one is bound by hard disks, of which there are six eighths.
    assertEquals(0.75, (double) noisyAfter / noisyBefore, 0.08);
    assertTrue(refusal(() -> fewer.fail("n3")).contains("it is down already"));
    assertTrue(refusal(() -> all.fail("n33")).contains("Did you mean n3?"));
  }

  @Test
  void theSameSeedGivesTheSameResult() {
    assertEquals(noisy().json(), noisy().json());
    QosRun other =
        Qos.of(OSLO).run(q -> q.tenant("a", t -> t.open(iops(100))).duration(TEN_SECONDS).seed(2));
    QosRun one =
        Qos.of(OSLO).run(q -> q.tenant("a", t -> t.open(iops(100))).duration(TEN_SECONDS).seed(1));
    assertNotEquals(other.json(), one.json());
  }

  @Test
  void resultsExplainThemselves() {
    QosRun run = noisy();
    assertTrue(run.why("sql p99").toString().contains("open(900 IOPS)"));
    assertTrue(run.explain().toString().contains("way of a request"));
    assertTrue(run.verdict().contains("sql gets"), run.verdict());
    assertEquals(3, run.latency().data().rows().size());
    assertEquals(6, run.disks().data().rows().size());
    assertTrue(run.why("sql mean latency").toString().contains("15 batches"));
    assertTrue(run.picture().orElseThrow().altText().contains("sql gets"));
  }

  @Test
  void hitsOfAnotherResult() {
    Why why = new Why(Figure.given("read hit ratio", Ratio.percent(37), "replay(…)"));
    QosRun run =
        Qos.of(OSLO)
            .run(q -> q.tenant("a", t -> t.even(iops(100))).hits(why).duration(TEN_SECONDS));
    assertTrue(run.why("a p99").toString().contains("read hit ratio = 37 %"));
    Why other = new Why(Figure.given("cache", Bytes.parse("3 TB"), "cache(…)"));
    assertTrue(
        refusal(() -> Qos.of(OSLO).run(q -> q.hits(other))).contains("it is not a share from 0"));
  }

  @Test
  void capsAgainstWhatTheDrivesCanDo() {
    OverSubscription found =
        Qos.of(OSLO)
            .run(
                q ->
                    q.tenant("vdi", t -> t.vm("Standard_D2_v2", 40).dataDisks(8).open(iops(20)))
                        .tenant("free", t -> t.open(iops(20)))
                        .duration(new Timespan(1)))
            .overSubscription();
    // 40 × 8 × 500; 80 disks of 12 ms and 8 KiB at 150 MB/s for 70 % reads of which 10 % miss.
    assertEquals(iops(160_000), found.why("sum of caps").figure().value());
    double can = 80 / (0.012 + 8192 / 150e6) / 0.07;
    Iops most = (Iops) found.why("drives can do").figure().value();
    assertEquals(can, most.perSecond(), can * 1e-6);
    Ratio ratio = (Ratio) found.why("over-subscription").figure().value();
    assertEquals(160_000 / can, ratio.value(), 1e-6);
    // In the long run the 30 % that write come to three of the disks as well.
    double later = 80 / (0.012 + 8192 / 150e6) / (0.07 + 3 * 0.3);
    Iops last = (Iops) found.why("drives can do in the long run").figure().value();
    assertEquals(later, last.perSecond(), later * 1e-6);
    Ratio lasting = (Ratio) found.why("over-subscription in the long run").figure().value();
    assertEquals(160_000 / later, lasting.value(), 1e-6);
    assertTrue(found.why("over-subscription in the long run").toString().contains("de-staged"));
    assertEquals("8 × 500 IOPS × 40 ÷ 1.0", found.why("vdi caps").figure().substituted());
    assertEquals("160,000 IOPS", found.why("sum of caps").figure().substituted());
    List<String> inputs =
        found.why("drives can do").figure().inputs().get(0).inputs().stream()
            .map(Figure::name)
            .toList();
    assertTrue(
        inputs.containsAll(
            List.of("HDD drives", "HDD at once", "copies", "vdi reads", "vdi size", "vdi caps")),
        inputs.toString());
    assertTrue(found.verdict().endsWith("promises nothing. Tenants without a cap come on top."));
    assertTrue(found.why("over-subscription").toString().contains("VM sizes supported"));
    String none =
        refusal(
            () ->
                Qos.of(OSLO)
                    .run(q -> q.tenant("a", t -> t.open(iops(1))).duration(new Timespan(1)))
                    .overSubscription());
    assertTrue(none.contains("no tenant has a cap"));
  }

  @Test
  void cardsAreSharedMaxMinFairly() {
    CardShares shares =
        Qos.of(OSLO)
            .card(
                c ->
                    c.port(Bandwidth.gigabits(10))
                        .storage("repair", "n1", "n2", Bandwidth.gigabits(9))
                        .balanced("upload", "n2", "n1", Bandwidth.gigabits(3))
                        .reply("web", "n1", Bandwidth.gigabits(6)));
    // The upload gets its 3; what n1 sends is divided by two.
    assertEquals(Bandwidth.gigabits(5), shares.why("repair gets").figure().value());
    assertEquals(Bandwidth.gigabits(5), shares.why("web gets").figure().value());
    assertEquals(Bandwidth.gigabits(3), shares.why("upload gets").figure().value());
    assertTrue(shares.verdict().contains("web gets 5 Gb/s* of 6 Gb/s beside repair"));
    assertTrue(shares.why("web gets").toString().contains("in-depth architecture"));
    assertEquals(
        "All flows get what they want*.",
        Qos.of(OSLO).card(c -> c.reply("web", "n1", Bandwidth.gigabits(1))).verdict());
  }

  @Test
  void aShareOfACardCanBeComputedAgain() {
    CardShares shares =
        Qos.of(OSLO)
            .card(
                c ->
                    c.port(Bandwidth.gigabits(10))
                        .storage("repair", "n1", "n2", Bandwidth.gigabits(9))
                        .storage("copy", "n1", "n3", Bandwidth.gigabits(1))
                        .reply("web", "n1", Bandwidth.gigabits(6))
                        .balanced("upload", "n2", "n1", Bandwidth.gigabits(3)));
    // The copy gets its 1, and the two others share the 9 that n1 has left.
    Figure<?> web = shares.why("web gets").figure();
    assertEquals(Bandwidth.gigabits(4.5), web.value());
    assertEquals("(port − copy gets) ÷ flows that share what n1 sends", web.formula());
    assertEquals("(10 Gb/s − 1 Gb/s) ÷ 2", web.substituted());
    Set<String> told = under(web);
    assertTold(told, "repair wants = 9 Gb/s", "web wants = 6 Gb/s", "copy wants = 1 Gb/s");
    assertEquals("copy wants", shares.why("copy gets").figure().formula());
  }

  @Test
  void egressCapsBesideMaxMinShares() {
    CardShares shares =
        Qos.of(OSLO)
            .card(
                c ->
                    c.port(Bandwidth.gigabits(10))
                        .storage("repair", "n1", "n2", Bandwidth.gigabits(9))
                        .reply("web", "n1", Bandwidth.gigabits(6), Bandwidth.gigabits(2))
                        .reply("mail", "n2", Bandwidth.gigabits(1), Bandwidth.gigabits(2)));
    assertEquals(Bandwidth.gigabits(5), shares.why("web gets").figure().value());
    Figure<?> capped = shares.why("web gets with the caps").figure();
    assertEquals(Bandwidth.gigabits(2), capped.value());
    assertEquals("min(6 Gb/s, 2 Gb/s)", capped.inputs().get(0).substituted());
    assertEquals(Bandwidth.gigabits(8), shares.why("repair gets with the caps").figure().value());
    assertEquals(Bandwidth.gigabits(1), shares.why("mail gets with the caps").figure().value());
    assertTrue(
        shares
            .verdict()
            .contains("If the caps that are said hold, repair gets 8 Gb/s*, web gets 2"),
        shares.verdict());
    List<DataTable.Cell> web = shares.data().rows().get(1);
    assertEquals(List.of(6.0, 5.0), List.of(number(web.get(2)), number(web.get(3))));
    assertEquals(List.of(2.0, 2.0), List.of(number(web.get(6)), number(web.get(7))));
    assertTrue(shares.data().notes().get(1).contains("the two statements differ"));
    Picture.Bars bars = (Picture.Bars) shares.picture().orElseThrow();
    assertEquals(3, bars.series().size());
    assertTrue(
        refusal(
                () ->
                    Qos.of(OSLO)
                        .card(
                            c ->
                                c.reply("web", "n1", Bandwidth.gigabits(6), Bandwidth.gigabits(0))))
            .contains("a cap lets something pass"));
  }

  @Test
  void wrongWordsAreRefusedWhereTheyAreTyped() {
    assertTrue(refusal(() -> run(t -> {})).contains("it needs to say when requests come"));
    assertTrue(refusal(() -> run(t -> t.open(iops(0)))).startsWith("open(0 IOPS): some requests"));
    assertTrue(
        refusal(() -> run(t -> t.open(iops(1)).closed(1)))
            .startsWith("closed(1): when requests come is set to open(1 IOPS) already"));
    assertTrue(refusal(() -> run(t -> t.disks(1, iops(0.5)))).contains("a whole number"));
    assertTrue(refusal(() -> run(t -> t.disks(65))).contains("1 to 64 disks"));
    assertTrue(
        refusal(() -> run(t -> t.disks(1).vm("Standard_D2_v2", 1)))
            .contains("which disks there are is set to disks(1) already"));
    assertTrue(
        refusal(() -> run(t -> t.vm("Standard_D2_v2", 1).dataDisks(9).closed(1)))
            .startsWith("dataDisks(9): Standard_D2_v2 takes 1 to 8"));
    assertTrue(
        refusal(() -> run(t -> t.dataDisks(2).closed(1))).contains("data disks are those of a VM"));
    assertTrue(
        refusal(() -> run(t -> t.vm("Standard_D2_v2", 3).vms(2)))
            .contains("how many VMs there are is set to vm(\"Standard_D2_v2\", 3) already"));
    String unknown = refusal(() -> run(t -> t.vm("Standard_D2_v9", 4)));
    assertTrue(unknown.startsWith("vm(\"Standard_D2_v9\", 4): no such VM size"), unknown);
    String later = refusal(() -> run(t -> t.vm("Standard_F4s_v2", 4)));
    assertTrue(later.startsWith("vm(\"Standard_F4s_v2\", 4): "), later);
    assertTrue(refusal(() -> run(t -> t.vms(100_001))).contains("1 to 100,000 virtual machines"));
    assertTrue(refusal(() -> run(t -> t.closed(4).queue(3))).startsWith("queue(3): a closed load"));
    assertTrue(refusal(() -> run(t -> t.open(iops(1)).queue(3))).contains("and there is none"));
    assertTrue(refusal(() -> run(t -> t.vms(0))).startsWith("vms(0)"));
    assertTrue(
        refusal(() -> run(t -> t.bursts(iops(10), Timespan.ZERO, TEN_SECONDS)))
            .contains("a burst takes a time"));
    assertTrue(
        refusal(() -> run(t -> t.waves(iops(10), Ratio.percent(120), TEN_SECONDS)))
            .contains("the swing is from 0 to 100 %"));
    assertTrue(refusal(() -> Qos.of(OSLO).run(q -> {})).contains("there is no tenant"));
    assertTrue(refusal(() -> run(t -> t.open(iops(5))).neighbours()).contains("has no neighbours"));
    assertTrue(
        refusal(
                () ->
                    Qos.of(OSLO)
                        .run(q -> q.tenant("a", t -> t.closed(1)).tenant("a", t -> t.closed(1))))
            .contains("a name of its own"));
    assertTrue(
        refusal(() -> Qos.of(OSLO).run(q -> q.duration(Timespan.ZERO))).contains("at most a week"));
    assertTrue(
        refusal(() -> Qos.of(OSLO).run(q -> q.unit(Bytes.parse("100 B"))))
            .startsWith("unit(100 B)"));
    assertTrue(refusal(() -> Qos.of(OSLO).card(c -> {})).contains("there is no flow"));
    assertTrue(
        refusal(() -> Qos.of(OSLO).card(c -> c.storage("x", "n1", "n1", Bandwidth.gigabits(1))))
            .contains("stays within a server"));
  }
}
