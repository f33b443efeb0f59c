package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.stamp.Media.HDD;
import static org.stackbook.stamp.Media.NVME;
import static org.stackbook.stamp.Media.SSD;
import static org.stackbook.stamp.Samples.gb;
import static org.stackbook.stamp.Samples.oslo;
import static org.stackbook.stamp.Samples.tb;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.fact.Confidence;

@Tag("unit")
class AdviceTest {

  /** Follows all advice: 2 × 4 TB is 10 % of 10 × 8 TB, and 10 is a multiple of 2. */
  private static ServerBuilder good(ServerBuilder n) {
    return n.memory(gb(384)).cores(40).cache(2, NVME, tb(4)).capacity(10, HDD, tb(8));
  }

  private static List<Finding> of(Consumer<StampBuilder> more) {
    return Stamp.describe("s", s -> more.accept(s.build("1908"))).findings();
  }

  private static Finding only(List<Finding> findings, String subject, String message) {
    assertEquals(1, findings.size(), findings.toString());
    assertEquals(subject, findings.get(0).subject());
    assertTrue(findings.get(0).message().contains(message), findings.toString());
    assertFalse(findings.get(0).wayOut().isBlank());
    return findings.get(0);
  }

  @Test
  void aStampThatFollowsAllAdviceHasNoFindings() {
    assertEquals(List.of(), of(s -> s.servers(8, AdviceTest::good)));
  }

  @Test
  void aCacheBelowTenPerCentOfHddIsSmall() {
    Finding finding = only(oslo().findings(), "n1..n8", "4 % of capacity; about 10 %");
    assertEquals("more or larger cache drives, 8 TB in each server", finding.wayOut());
    assertTrue(finding.fact().citation().contains("Choosing drives"));
  }

  @Test
  void aCacheOfFlashIsSmallBelowFivePerCent() {
    only(
        of(
            s ->
                s.servers(
                    4,
                    n ->
                        n.memory(gb(384))
                            .cores(40)
                            .cache(2, NVME, gb(400))
                            .capacity(10, SSD, tb(2)))),
        "n1..n4",
        "4 % of capacity; about 5 % is advised for all flash");
  }

  /** 4 × 2 TB of SSD ask for 0.4 TB of cache and 4 × 8 TB of HDD for 3.2 TB. */
  @Test
  void eachOfTwoCapacityTypesAsksForItsOwnShareOfCache() {
    List<Finding> findings = threeTypes(1.6);
    assertTrue(
        findings.get(0).toString().contains("Azure Stack has at most 2"), findings.toString());
    assertTrue(
        findings
            .get(1)
            .toString()
            .contains("5 % is advised for SSD capacity and 10 % is advised for HDD capacity"),
        findings.toString());
    assertTrue(findings.get(1).wayOut().contains("3.6 TB"), findings.toString());
    assertEquals(2, findings.size());
    // Sizes differ by type only, and nobody is advised against that.
    assertEquals(1, threeTypes(1.8).size());
  }

  private static List<Finding> threeTypes(double cacheTb) {
    return of(
        s ->
            s.servers(
                4,
                n ->
                    n.memory(gb(384))
                        .cores(40)
                        .threeTypes()
                        .cache(2, NVME, tb(cacheTb))
                        .capacity(4, SSD, tb(2))
                        .capacity(4, HDD, tb(8))));
  }

  @Test
  void capacityDrivesAreAMultipleOfCacheDrives() {
    Finding finding =
        only(
            of(
                s ->
                    s.servers(
                        4,
                        n ->
                            n.memory(gb(384))
                                .cores(40)
                                .cache(4, NVME, tb(4))
                                .capacity(10, HDD, tb(8)))),
            "n1..n4",
            "10 capacity drives are not a multiple of 4");
    assertEquals("12 capacity drives in each server", finding.wayOut());
  }

  @Test
  void moreThan400TbInAServerIsMuch() {
    only(
        of(
            s ->
                s.servers(
                    4,
                    n ->
                        n.memory(gb(384))
                            .cores(40)
                            .cache(2, NVME, tb(25))
                            .capacity(24, HDD, tb(20)))),
        "n1..n4",
        "480 TB of capacity in a server; no more than 400 TB");
  }

  @Test
  void hardwareBelowThatOf2017IsStarredBecauseItsSourceIsSecondary() {
    List<Finding> findings =
        of(
            s ->
                s.servers(
                    4,
                    n ->
                        n.memory(gb(128))
                            .cores(16)
                            .boot(SSD, gb(340))
                            .cache(2, NVME, tb(4))
                            .capacity(10, HDD, tb(8))));
    assertEquals(3, findings.size(), findings.toString());
    assertTrue(findings.get(0).message().contains("16 cores"), findings.toString());
    assertTrue(findings.get(1).message().contains("128 GB of memory"), findings.toString());
    assertTrue(findings.get(2).message().contains("340 GB"), findings.toString());
    for (Finding finding : findings) {
      assertEquals(Confidence.REPORTED, finding.fact().confidence());
      assertTrue(finding.toString().contains(" *"), finding.toString());
    }
  }

  @Test
  void mixedSizesMayStrandCapacity() {
    only(
        of(
                s ->
                    s.servers(7, AdviceTest::good)
                        .server(
                            "odd",
                            n ->
                                n.memory(gb(384))
                                    .cores(40)
                                    .cache(2, NVME, tb(5))
                                    .capacity(10, HDD, tb(10))))
            .stream()
            .filter(f -> f.subject().startsWith("capacity"))
            .toList(),
        "capacity drives",
        "8 TB, 10 TB");
  }

  @Test
  void volumesAreAMultipleOfServers() {
    Finding finding =
        only(
            of(
                s ->
                    s.servers(4, AdviceTest::good)
                        .volume("a", tb(1))
                        .volume("b", tb(1))
                        .volume("c", tb(1))
                        .volume("d", tb(1))
                        .volume("e", tb(1))),
            "volumes",
            "5 volumes on 4 servers");
    assertEquals("8 volumes", finding.wayOut());
  }

  @Test
  void adviceIsGivenOnceForServersAlike() {
    List<Finding> findings =
        of(
            s ->
                s.servers(2, AdviceTest::good)
                    .servers(
                        2,
                        n ->
                            n.memory(gb(384))
                                .cores(40)
                                .cache(2, NVME, tb(2))
                                .capacity(10, HDD, tb(8)))
                    .servers(1, AdviceTest::good));
    assertEquals(
        List.of("n3, n4", "cache drives"), findings.stream().map(Finding::subject).toList());
  }
}
