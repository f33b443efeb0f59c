package org.stackbook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.fact.Figure;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;

/** A trace that a person can count. */
@Tag("unit")
class TraceSummaryTest {

  private static final String ROWS =
      "time,op,disk,offset,size\n"
          + "10,R,a,0,4096\n" // page 0
          + "10,W,a,4095,2\n" // pages 0 and 1
          + "11,R,b,0,8192\n" // pages 0 and 1 of the other disk
          + "12,R,b,-1,8192\n"
          + "14,R,a,0,512\n"; // page 0 again

  @TempDir Path folder = Path.of("");

  private TraceSummary summary(String text) throws IOException {
    return Trace.of(TraceFiles.write(folder.resolve("t.csv"), text), t -> {}).summary();
  }

  private static String figure(TraceSummary summary, String name) {
    return summary.figures().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow()
        .valueText();
  }

  @Test
  void figuresCountedByHand() throws IOException {
    TraceSummary summary = summary(ROWS);
    assertEquals("4", figure(summary, "requests"));
    assertEquals("75 %", figure(summary, "reads"));
    assertEquals("4 s", figure(summary, "time"));
    assertEquals("1 IOPS", figure(summary, "rate"));
    assertEquals("3", figure(summary, "objects"), "a at 0, a at 4095, b at 0");
    assertEquals("4", figure(summary, "pages"));
    assertEquals(4 * 4096, bytes(summary, "footprint"));
    assertEquals(4096 + 8192 + 512, bytes(summary, "bytes read"));
    assertEquals(2, bytes(summary, "bytes written"));
    assertEquals(512, bytes(summary, "median size"));
    assertEquals(8192, bytes(summary, "largest size"));
    assertEquals("1", figure(summary, "broken rows"));
  }

  private static long bytes(TraceSummary summary, String name) {
    return summary.figures().stream()
        .filter(f -> f.name().equals(name))
        .map(f -> ((org.stackbook.unit.Bytes) f.value()).count())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRowForEachDisk() throws IOException {
    List<List<Object>> rows =
        summary(ROWS).data().rows().stream()
            .map(
                row ->
                    row.stream()
                        .limit(3)
                        .map(Cell::value)
                        .map(v -> (Object) String.valueOf(v))
                        .toList())
            .toList();
    assertEquals(List.of(List.of("a", "3", "66.66666666666667"), List.of("b", "1", "100.0")), rows);
  }

  @Test
  void brokenRowsAreShown() throws IOException {
    String shown = summary(ROWS).toString();
    assertTrue(shown.contains("1 of 5 rows are broken"), shown);
    assertTrue(shown.contains("line 5: negative address"), shown);
  }

  @Test
  void theChartAddsUpToTheRequests() {
    Trace trace = Trace.workload("w", w -> w.requests(50_000).objects(100));
    Picture.Lines lines = (Picture.Lines) trace.summary().picture().orElseThrow();
    double slot = lines.lines().get(0).xs().get(1);
    double all =
        lines.lines().stream().flatMap(l -> l.ys().stream()).mapToDouble(y -> y * slot).sum();
    int slots = lines.lines().get(0).xs().size();
    assertTrue(slots >= 63 && slots < 128, slots + " slots");
    assertEquals(50_000, all, 1000, "all but those of the last slot");
  }

  @Test
  void withoutTimesThereIsNoRate() throws IOException {
    TraceSummary summary = summary("offset,size\n0,512\n512,512\n");
    assertTrue(summary.picture().isEmpty());
    assertFalse(summary.figures().stream().anyMatch(f -> f.name().equals("rate")));
    assertFalse(summary.toString().isEmpty());
  }

  /** Pages of disk a and b in turn: a0; a0, a1; b0, b1; a0. */
  @Test
  void reuseCountedByHand() throws IOException {
    TraceSummary summary = summary(ROWS);
    assertEquals("6", figure(summary, "uses of pages"));
    assertEquals("33.3 %", figure(summary, "come back"));
    assertEquals(0, bytes(summary, "median reuse distance"), "a0 again at once");
    assertEquals(3 * 4096, bytes(summary, "99th percentile of reuse distance"), "a1, b0, b1");
    RequestReuse reuse = summary.reuse();
    assertTrue(
        reuse
            .verdict()
            .startsWith("33.3 %* of 6* uses of pages come back: half of them after at most 0 MB*"),
        reuse.verdict());
    assertEquals(7, reuse.data().rows().size());
    assertTrue(reuse.svg().contains("Uses that come back"));
    assertEquals(
        List.of(1.0, 0.0, 1.0),
        ((Picture.Bars) reuse.picture().orElseThrow()).series().get(0).values(),
        "from 0, from 1, from 2");
  }

  /** Of pages of another size there would be others; ours is assumed. */
  @Test
  void whatIsCountedInPagesIsStarred() throws IOException {
    TraceSummary summary = summary(ROWS);
    assertTrue(summary.verdict().contains("for 4* different pages of 4 KiB*."), summary.verdict());
    for (String name :
        List.of("pages", "footprint", "uses of pages", "come back", "median reuse distance")) {
      Figure<?> figure = summary.why(name).figure();
      assertTrue(figure.confidence().starred(), name);
      assertTrue(figure.assumptions().stream().anyMatch(f -> f.name().equals("page")), name);
    }
    for (String name : List.of("requests", "objects", "reads", "bytes read")) {
      assertFalse(summary.why(name).figure().confidence().starred(), name);
    }
    assertTrue(summary.reuse().data().rows().get(0).get(1).starred());
  }

  @Test
  void withoutReuseThereIsNoDistance() throws IOException {
    RequestReuse reuse = summary("offset,size\n0,512\n8192,512\n").reuse();
    assertTrue(
        reuse.verdict().contains("None of the 2* uses of pages comes back"), reuse.verdict());
    assertTrue(reuse.picture().isEmpty());
    assertFalse(reuse.toString().isEmpty());
  }

  @Test
  void aSampleSaysThatItIsOne() {
    Trace trace =
        Trace.workload("w", w -> w.requests(1_200_000).objects(600_000).scans(600_000).size(EIGHT));
    TraceSummary summary = trace.summary();
    assertEquals("1200000", figure(summary, "pages").replace(",", ""));
    assertTrue(summary.reuse().toString().contains("Estimated (SHARDS): of the pages"));
    assertTrue(summary.why("median reuse distance").toString().contains("one in 2"));
  }

  private static final org.stackbook.unit.Bytes EIGHT =
      org.stackbook.unit.Bytes.in(8, org.stackbook.unit.ByteUnit.KIB);

  @Test
  void sizesByPowersOfTwo() throws IOException {
    RequestSizes sizes = summary(ROWS).sizes();
    List<Object> first =
        sizes.data().rows().stream().map(r -> (Object) String.valueOf(r.get(0).value())).toList();
    assertEquals("2 B", first.get(0));
    assertEquals("8 KiB", first.get(first.size() - 1));
    assertTrue(sizes.verdict().contains("the largest is 8 KiB"), sizes.verdict());
    assertTrue(sizes.svg().contains("Requests by size"));
  }

  @Test
  void anInterruptEndsIt() {
    Trace trace = Trace.workload("w", w -> w.requests(1L << 40).objects(100));
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, trace::summary);
    assertTrue(Thread.interrupted());
  }
}
