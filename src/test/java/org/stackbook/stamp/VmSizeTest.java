package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.stamp.Samples.assertSays;
import static org.stackbook.stamp.Samples.refusedBy;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.word.Vocabulary.Place;

@Tag("unit")
class VmSizeTest {

  private static VmSizes of(String build) {
    return VmSizes.of(Build.named(build));
  }

  /** The rows of two sizes, read by hand in the page. */
  @Test
  void aSizeSaysWhatThePageSays() {
    VmSize size = VmSizes.named("Standard_A8_v2");
    assertEquals("Av2", size.series());
    assertEquals(8, size.vcpus().value());
    assertEquals(Bytes.parse("16 GiB"), size.memory().value());
    assertEquals(Bytes.parse("80 GiB"), size.tempDisk().orElseThrow().value());
    assertEquals(new Iops(500), size.osDiskIops().orElseThrow().value());
    assertEquals(new Iops(8000), size.tempIops().orElseThrow().value());
    assertEquals(16, size.dataDisks().value());
    assertEquals(8, size.nics().value());
    assertEquals("1804", size.since().name());
    assertFalse(size.hasPremiumStorage());
    assertTrue(size.isHighlyAvailable());
    assertTrue(size.gpus().isEmpty());
    VmSize gpu = VmSizes.named("Standard_NV4as_v4");
    assertEquals("NVv4", gpu.series());
    assertEquals("1/8", gpu.gpus().orElseThrow().value());
    assertEquals("2005", gpu.since().name());
    assertFalse(gpu.isHighlyAvailable());
    assertTrue(gpu.dataDiskIops().confidence().starred());
    assertTrue(VmSizes.named("Standard_DS2").hasPremiumStorage());
  }

  @Test
  void whatIsNotPrintedIsNotThere() {
    VmSize size = VmSizes.named("Standard_D2_v3");
    assertTrue(size.osDiskIops().isEmpty());
    assertTrue(size.tempIops().isEmpty());
    assertTrue(VmSizes.named("Standard_NC4as_T4_v3").tempDisk().isEmpty());
  }

  /** 86 sizes with a row and 8 with a GPU; rule and row agree on the cap. */
  @Test
  void capsFollowFromTheSeries() {
    assertEquals(94, VmSizes.latest().sizes().size());
    for (VmSize size : VmSizes.latest().sizes()) {
      double cap = size.name().startsWith("Basic") ? 300 : size.hasPremiumStorage() ? 2300 : 500;
      assertEquals(cap, size.dataDiskIops().value().perSecond(), size.name());
      assertTrue(size.allDataDisksIops().value().perSecond() <= 64 * 2300);
    }
  }

  @Test
  void buildsDecideWhatIsOffered() {
    Set<String> ga = series("1802");
    assertEquals(Set.of("Basic A", "Standard A", "D", "DS", "Dv2", "DSv2"), ga);
    assertTrue(series("1804").containsAll(Set.of("Av2", "F", "Fs", "Fsv2")));
    assertFalse(series("2008").contains("Dv3"));
    assertTrue(series("2102").containsAll(Set.of("Dv3", "Ev3", "DS-n_v2")));
    assertFalse(series("2005").contains("NCasT4_v3"));
    assertTrue(series("2008").contains("NCasT4_v3"));
  }

  private static Set<String> series(String build) {
    return of(build).sizes().stream().map(VmSize::series).collect(Collectors.toSet());
  }

  @Test
  void bothSmallestSizesHaveTheSameMemory() {
    Bytes memory = Bytes.parse("768 MiB");
    assertEquals(memory, VmSizes.named("Basic_A0").memory().value());
    assertEquals(memory, VmSizes.named("Standard_A0").memory().value());
    assertEquals(1, VmSizes.named("Standard_A0").remarks().size());
  }

  @Test
  void contradictionsOfThePagesAreTold() {
    assertTrue(
        VmSizes.named("Standard_DS12_v2").data().notes().stream()
            .anyMatch(note -> note.contains("that of 2022")));
    assertTrue(
        VmSizes.named("Standard_D14_v2").data().notes().stream()
            .anyMatch(note -> note.contains("Known issues of 1809")));
    assertTrue(VmSizes.named("Standard_D2_v2").remarks().isEmpty());
  }

  @Test
  void anUnknownSizeIsRefusedWithTheNearest() {
    Refusal upper = refusedBy(() -> VmSizes.named("Standard_D2_V2"));
    assertSays(upper, "vmSize(\"Standard_D2_V2\")", "no such VM size", "VM sizes", "vmSizes()");
    assertEquals("Standard_D2_v2", upper.nearest().orElse(""));
    assertEquals(
        "Standard_D2_v2", refusedBy(() -> VmSizes.named("d2_v2")).nearest().orElse("none"));
    Refusal between = refusedBy(() -> VmSizes.named("Standard_D2_v9"));
    assertSays(between, "vmSize(\"Standard_D2_v9\")", "no such", "Standard_D2_v2, Standard_D2_v3");
    assertSays(
        refusedBy(() -> VmSizes.named("m5.large")), "vmSize(\"m5.large\")", "no such", "all 94");
  }

  @Test
  void aSizeWithoutNumbersIsRefusedAsSuch() {
    assertSays(
        refusedBy(() -> VmSizes.named("Standard_E20_v3")),
        "vmSize(\"Standard_E20_v3\")",
        "came with build 2301, and no text",
        "Release notes",
        "vmSizes()");
  }

  /** What is recommended is taken by the same build; what is not says since which build it is. */
  @Test
  void anUnknownSizeOfABuildIsRefusedWithNamesOfThatBuild() {
    Refusal e4 = refusedBy(() -> of("1802").size("Standard_E4_v9"));
    assertSays(
        e4,
        "size(\"Standard_E4_v9\")",
        "no such VM size",
        "VM sizes",
        "later builds have Standard_E4_v3 (since 2102); vmSizes(\"1802\") shows all "
            + of("1802").sizes().size());
    Refusal d2 = refusedBy(() -> of("1802").size("Standard_D2_v9"));
    assertSays(
        d2,
        "size(\"Standard_D2_v9\")",
        "no such",
        "name one such as Standard_D2_v2; later builds have Standard_D2_v3 (since 2102)");
    for (String name :
        List.of("Standard_E4_v9", "Standard_D2_v9", "E4_v3", "d2_v3", "F2", "A1_v9")) {
      for (Build build : Build.all()) {
        Refusal refusal = refusedBy(() -> VmSizes.of(build).size(name));
        refusal.nearest().ifPresent(near -> VmSizes.of(build).size(near));
        String way = refusal.wayOut().orElse("");
        Matcher named =
            Pattern.compile("((?:Standard|Basic)_[\\w-]+)( \\(since (\\d+)\\))?").matcher(way);
        while (named.find()) {
          VmSize size = VmSizes.named(named.group(1));
          assertEquals(named.group(2) == null, size.isOfferedIn(build), build + " " + way);
          if (named.group(2) != null) {
            assertEquals(named.group(3), size.since().name(), way);
          }
        }
      }
    }
  }

  /** The notes name series and processors, not sizes. */
  @Test
  void aSizeOfALaterSeriesIsRefusedWithItsBuild() {
    for (String name : List.of("Standard_E4s_v3", "Standard_D4s_v3", "standard_e16-4s_v3")) {
      assertSays(
          refusedBy(() -> VmSizes.named(name)),
          "vmSize(\"" + name + "\")",
          "came with build 2408 (ESv3 and DSv3",
          "Release notes",
          "vmSizes()");
      assertSays(
          refusedBy(() -> of("1802").size(name)),
          "size(\"" + name + "\")",
          "came with build 2408",
          "vmSizes(\"1802\")");
    }
    assertSays(
        refusedBy(() -> VmSizes.named("Standard_NC24ads_A100_v4")),
        "vmSize(\"Standard_NC24ads_A100_v4\")",
        "came with build 2301 (NVIDIA A100 GPU VMs)",
        "vmSizes()");
    assertSays(
        refusedBy(() -> VmSizes.named("Standard_D4s_v9")),
        "vmSize(\"Standard_D4s_v9\")",
        "no such VM size",
        "Standard_D4_v2");
  }

  @Test
  void aSizeOfALaterBuildIsRefusedWithTheBuildAndOneLikeIt() {
    assertSays(
        refusedBy(() -> of("1802").size("Standard_E2_v3")),
        "size(\"Standard_E2_v3\")",
        "offered since build 2102; this is build 1802",
        "VM sizes",
        "take Standard_A5 (2 vCPUs, 14 GiB), or describe build 2102");
  }

  @Test
  void disksForSomeRequests() {
    assertEquals(10, VmSizes.named("Standard_D3_v2").disksFor(new Iops(5000)).disks());
    assertEquals(11, VmSizes.named("Standard_D3_v2").disksFor(new Iops(5001)).disks());
    assertEquals(3, VmSizes.named("Standard_DS2_v2").disksFor(new Iops(5000)).disks());
    assertEquals(1, VmSizes.named("Basic_A1").disksFor(new Iops(1)).disks());
    assertEquals(8, VmSizes.named("Standard_D2_v2").disksFor(new Iops(4000)).disks());
  }

  @Test
  void tooFewDisksAreRefusedWithASizeThatHasEnough() {
    assertSays(
        refusedBy(() -> VmSizes.named("Standard_D2_v2").disksFor(new Iops(5000))),
        "disksFor(5,000 IOPS)",
        "takes 8 data disks of 500 IOPS, 4,000 IOPS together",
        "VM sizes",
        "take Standard_DS2, which does it with 3 data disks");
    assertSays(
        refusedBy(() -> VmSizes.named("Standard_D2_v2").disksFor(new Iops(200_000))),
        "disksFor(200,000 IOPS)",
        "4,000 IOPS together",
        "several VMs");
    assertSays(
        refusedBy(() -> VmSizes.named("Standard_D2_v2").disksFor(new Iops(0))),
        "disksFor(0 IOPS)",
        "more than 0",
        "5_000");
  }

  @Test
  void aDiskIsPremiumOrStandard() {
    VmDisk premium = VmSizes.named("Standard_F2s").disk("premium");
    assertEquals(new Iops(2300), premium.iops().value());
    assertEquals(Bytes.parse("145 MB"), premium.perSecond().orElseThrow().value());
    VmDisk standard = VmSizes.named("Standard_F2s").disk("standard");
    assertEquals(new Iops(2300), standard.iops().value());
    assertTrue(standard.perSecond().isEmpty());
    Refusal refusal = refusedBy(() -> VmSizes.named("Standard_F2s").disk("premum"));
    assertSays(refusal, "disk(\"premum\")", "premium (SSD) or standard (HDD)", "disk(\"premium\")");
    assertEquals("premium", refusal.nearest().orElse(""));
  }

  @Test
  void everyFigureSaysWhy() {
    for (VmSize size : VmSizes.latest().sizes()) {
      for (Figure<?> figure : size.figures()) {
        assertFalse(figure.sources().isEmpty(), size.name() + " " + figure.name());
        size.why(figure.name());
      }
    }
    assertEquals(
        "8 × 500 IOPS",
        VmSizes.named("Standard_D2_v2").why("IOPS of all data disks").figure().substituted());
  }

  @Test
  void limitsOfABuild() {
    Limits old = Build.named("1712").limits();
    assertEquals(1, old.faultDomains().value());
    assertTrue(old.vms().isEmpty());
    Limits later = Build.named("1901").limits();
    assertEquals(3, later.faultDomains().value());
    assertEquals(60, later.vmsPerServer().orElseThrow().value());
    assertEquals(700, later.vms().orElseThrow().value());
    assertEquals(1023, Limits.dataDisk().value().to(ByteUnit.GIB));
  }

  @Test
  void completionOffersWhatTheStampsBuildHas() {
    StampWords.VmSizeNames names = new StampWords.VmSizeNames();
    List<String> ofOslo = names.words(new Place(null, Samples.oslo(), ""));
    assertTrue(ofOslo.contains("Standard_D2_v2"));
    assertFalse(ofOslo.contains("Standard_D2_v3"));
    assertTrue(names.words(new Place(null, null, "")).contains("Standard_D2_v3"));
  }
}
