package org.stackbook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.SharedData;
import org.stackbook.trace.TraceFiles.Request;
import org.stackbook.view.DataTable;

/** A real trace of virtual disks, and what its README says of it. */
@Tag("oracle")
class CloudPhysicsTest {

  private static final Optional<Path> FILE = SharedData.file("traces/cloudPhysicsIO.csv.gz");

  @BeforeEach
  void thereIsTheTrace() {
    assumeTrue(FILE.isPresent(), SharedData.ABSENT);
  }

  private static Trace trace() {
    return Trace.of(FILE.orElseThrow().toString(), t -> {});
  }

  @Test
  void requestsReadsAndWrites() {
    TraceReader reader = trace().requests();
    List<Request> all = TraceFiles.all(reader);
    assertEquals(113_872, all.size());
    assertEquals(66_898, all.stream().filter(Request::write).count());
    assertEquals(46_974, all.stream().filter(r -> !r.write()).count());
    assertEquals(113_872, reader.reading().rows());
    assertEquals(0, reader.reading().brokenRows());
    assertEquals(0, reader.reading().backInTime(), "the README: time never decreases");
  }

  @Test
  void distinctAddressesAndBlocks() {
    assertEquals(48_974, new HashSet<>(TraceFiles.keys(trace().objects())).size());
    List<Long> blocks = TraceFiles.keys(trace().pages(4096));
    assertEquals(1_141_869, blocks.size());
    assertEquals(269_210, new HashSet<>(blocks).size());
  }

  @Test
  void itsSummary() {
    TraceSummary summary = trace().summary();
    Map<String, String> figures =
        summary.figures().stream().collect(Collectors.toMap(f -> f.name(), f -> f.valueText()));
    assertEquals("113,872", figures.get("requests"));
    assertEquals("48,974", figures.get("objects"));
    assertEquals("269,210", figures.get("pages"));
    assertEquals("0", figures.get("broken rows"));
    assertEquals("68 KiB", figures.get("largest size"), "the README: 512 to 69632 bytes");
    assertEquals(
        List.of(List.of("cloudPhysicsIO.csv.gz", 113_872L)),
        summary.data().rows().stream()
            .map(row -> row.stream().limit(2).map(DataTable.Cell::value).toList())
            .toList());
  }
}
