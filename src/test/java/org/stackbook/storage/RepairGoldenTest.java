package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.GoldenExamples;
import org.stackbook.fact.GoldenExample;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

@Tag("golden")
class RepairGoldenTest {

  private static Placement placed() {
    Stamp stamp =
        Stamp.describe(
            "golden",
            s ->
                s.build("1908")
                    .servers(
                        4,
                        n ->
                            n.memory(Bytes.parse("256 GiB"))
                                .cores(24)
                                .capacity(4, Media.SSD, Bytes.parse("4 TB")))
                    .volume("v", Bytes.parse("1 TiB")));
    return Storage.of(stamp).place();
  }

  static List<GoldenExample> speeds() {
    return GoldenExamples.of("S2D-SPEED-");
  }

  @ParameterizedTest
  @MethodSource("speeds")
  void queueDepthOfARepairSpeed(GoldenExample example) {
    Repair repair = placed().fail("n1").repair(r -> r.speed(example.in().path("setting").asText()));
    assertEquals(
        example.expect().path("queueDepth").asInt(),
        repair.why("share of a drive").figure().inputs().get(0).value());
  }

  @Test
  void onlyStaleRegionsAreCopiedWhenADriveReturns() {
    GoldenExample example = GoldenExamples.named("S2D-RESYNC-01");
    Placement placed = placed();
    assertEquals(example.in().path("copies").asInt(), placed.map().copies());
    // One letter of five and one more behind them: two of six.
    String[] write = example.in().path("write").asText().split(" -> ", -1);
    long changed =
        IntStream.range(0, write[1].length())
            .filter(i -> i >= write[0].length() || write[0].charAt(i) != write[1].charAt(i))
            .count();
    Ratio stale = Ratio.of((double) changed / write[1].length());
    Placement down = placed.fail("n1");
    Repair repair = down.back("n1", r -> r.dirty(stale));
    assertTrue(example.expect().path("onReturn").asText().contains("only the stale regions"));
    double expected = down.inBytes(down.slabsWith(2)).count() * stale.value() / 1e12;
    List<Double> read = repair.table().doubleColumn("read (TB)").asList();
    List<Double> written = repair.table().doubleColumn("written (TB)").asList();
    // Written to copy 1, read from the others, and nothing else.
    assertEquals(expected, written.get(0), 1e-6);
    assertEquals(List.of(0.0, 0.0, 0.0), written.subList(1, 4));
    assertEquals(0.0, read.get(0));
    assertEquals(expected, read.stream().mapToDouble(d -> d).sum(), 1e-6);
    assertEquals(placed.slabs(), repair.repaired().slabsWith(3));
  }
}
