package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.GoldenExamples;
import org.stackbook.fact.GoldenExample;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/** The examples of the facts about VM sizes, their disks and blobs. */
@Tag("golden")
class VmSizeGoldenTest {

  static Stream<GoldenExample> aggregates() {
    return GoldenExamples.of("VM-Basic_", "VM-Standard_").stream();
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void capOfAllDataDisks(GoldenExample example) {
    VmSize size = VmSizes.named(example.in().path("size").asText());
    JsonNode expect = example.expect();
    assertEquals(expect.path("maxDataDisks").asInt(), size.dataDisks().value());
    assertEquals(expect.path("perDiskIops").asDouble(), size.dataDiskIops().value().perSecond());
    assertEquals(
        expect.path("aggregateIops").asDouble(), size.allDataDisksIops().value().perSecond());
  }

  @Test
  void thereAreAggregatesToHold() {
    assertEquals(7, aggregates().count());
  }

  @Test
  void aPremiumDiskGetsWhatTheSizeGives() {
    GoldenExample example = GoldenExamples.named("VM-IOPS-01");
    VmDisk disk = VmSizes.named(example.in().path("size").asText()).disk("premium");
    assertEquals("SSD", example.in().path("diskType").asText());
    assertEquals(example.expect().path("perDiskIops").asDouble(), disk.iops().value().perSecond());
    assertTrue(disk.verdict().startsWith("At most 500 IOPS, not the 2,300 IOPS of its type"));
  }

  @Test
  void aCapIsNoGuarantee() {
    GoldenExample example = GoldenExamples.named("VM-IOPS-03");
    assertEquals("below the cap is possible", example.expect().path("iops").asText());
    for (String type : List.of("premium", "standard")) {
      VmDisk disk = VmSizes.named("Standard_F2s").disk(type);
      assertTrue(disk.verdict().endsWith("A cap, never a guarantee."));
      assertTrue(
          disk.iops().rules().stream().anyMatch(rule -> rule.text().contains("never a guarantee")));
    }
  }

  @Test
  void theLargestSizeNeedsLogicalProcessors() {
    GoldenExample example = GoldenExamples.named("VM-CORE-01");
    VmSize largest = VmSizes.named("Standard_F64s_v2");
    int few = example.in().path("logicalProcessorsPerNode").asInt();
    assertFalse(example.expect().path("offered").asBoolean());
    assertFalse(largest.isOfferedOn(few));
    assertFalse(largest.isOfferedOn(63));
    assertTrue(largest.isOfferedOn(64));
    assertTrue(VmSizes.named("Standard_F32s_v2").isOfferedOn(few));
  }

  @Test
  void theLargestBlockBlob() {
    JsonNode expect = GoldenExamples.named("BLOB-01").expect();
    for (Build build : Build.all()) {
      if (build.name().compareTo("1802") < 0) {
        Bytes largest = build.limits().blockBlob().value();
        Bytes block = Bytes.in(expect.path("blockMB").asInt(), ByteUnit.MIB);
        assertEquals(block.times(expect.path("blocks").asInt()), largest);
        assertEquals("about 195 GB", expect.path("max").asText());
        assertEquals(195, largest.to(ByteUnit.GIB), 0.5);
      }
    }
    assertEquals(4.75, Build.named("1802").limits().blockBlob().value().to(ByteUnit.TIB), 0.02);
  }

  @Test
  void theLargestDataDisk() {
    JsonNode expect = GoldenExamples.named("DISK-01").expect();
    assertEquals(expect.path("maxGiB").asDouble(), Limits.dataDisk().value().to(ByteUnit.GIB));
    assertEquals(
        expect.path("pageBlobMaxTB").asDouble(), Limits.pageBlob().value().to(ByteUnit.TB));
  }
}
