package org.stackbook.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable.Cell;

@Tag("golden")
class CacheGoldenTest {

  /** The drives of the example in each of four servers. */
  private static CacheBinding binding(JsonNode in) {
    return Cache.of(
            Stamp.describe(
                "example",
                s ->
                    s.build("1802")
                        .servers(
                            4,
                            n ->
                                n.memory(Bytes.parse("384 GB"))
                                    .cores(40)
                                    .cache(
                                        in.path("cacheDrives").asInt(),
                                        Media.SSD,
                                        Bytes.parse("1.6 TB"))
                                    .capacity(
                                        in.path("capacityDrives").asInt(),
                                        Media.HDD,
                                        Bytes.parse("8 TB")))))
        .binding();
  }

  @Test
  void theCacheDriveThatIsLeftServesAllCapacityDrives() {
    GoldenExample example = GoldenExamples.named("S2D-CACHE-05");
    assertEquals(1, example.in().path("failed").asInt());
    CacheBinding left = binding(example.in()).fail("n2/disk1");
    assertEquals(example.expect().path("boundToSurvivor").asInt(), left.boundTo("n2/disk2"));
    assertEquals(0, left.boundTo("n2/disk1"));
    assertTrue(left.data().notes().toString().contains("appear unhealthy until rebinding"));
  }

  @Test
  void eachCapacityDriveBehindACacheIsAHybridDisk() {
    GoldenExample example = GoldenExamples.named("S2D-CACHE-03");
    assertEquals(
        String.valueOf(4 * example.expect().path("hybridDiskInstances").asInt()),
        binding(example.in()).why("hybrid disk instances").figure().valueText());
  }

  private static Stream<GoldenExample> nested() {
    return GoldenExamples.of("S2D-NWC-").stream();
  }

  @ParameterizedTest
  @MethodSource("nested")
  void nestedResiliencyKeepsAndToleratesWhatThePageSays(GoldenExample example) {
    List<String> expected =
        List.of(
            example.in().path("situation").asText(),
            example.expect().path("cache").asText(),
            example.expect().path("toleratesCacheDriveLoss").asText());
    assertTrue(
        new NestedCache()
            .data().rows().stream()
                .map(row -> row.stream().map(Cell::value).toList())
                .anyMatch(expected::equals),
        () -> "no row " + expected);
  }
}
