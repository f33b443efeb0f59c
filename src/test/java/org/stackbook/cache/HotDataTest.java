package org.stackbook.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.trace.Trace;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

@Tag("unit")
class HotDataTest {

  private static final Cache CACHE =
      Cache.of(
          Stamp.describe(
              "oslo",
              s ->
                  s.build("1802")
                      .servers(
                          4,
                          n ->
                              n.memory(Bytes.parse("384 GB"))
                                  .cores(40)
                                  .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                                  .capacity(10, Media.HDD, Bytes.parse("8 TB")))));

  private static final Bytes REGION = Bytes.in(64, ByteUnit.MIB);
  private static final long SLAB = 256L << 20;

  @TempDir Path folder = Path.of("");

  private Trace trace(String text) throws IOException {
    Path file = folder.resolve("disk.csv");
    Files.writeString(file, text);
    return Trace.of(file.toString(), t -> {});
  }

  /** Writes to one region after the other, a minute apart. */
  private Trace writes() throws IOException {
    StringBuilder rows = new StringBuilder("time,op,address,size\n");
    for (int i = 0; i < 20; i++) {
      rows.append(60 * i).append(",W,").append(i * REGION.count()).append(",512\n");
    }
    return trace(rows.toString());
  }

  /** Nothing rotates where no time goes by: 0 would be told as a result. */
  @Test
  void aMirrorWithoutTimesIsRefused() throws IOException {
    Trace timeless = trace("op,address,size\nW,0,512\nW,100000000,512\n");
    assertEquals(1, CACHE.heat(timeless).data().rows().size());
    Refusal refusal =
        assertThrows(Refusal.class, () -> CACHE.heat(timeless, h -> h.mirror(REGION)));
    assertEquals("mirror(64 MiB)", refusal.given());
    assertTrue(refusal.rule().contains("does not tell when requests come"), refusal::rule);
    assertTrue(refusal.wayOut().orElse("").contains("t.time("), refusal::getMessage);
  }

  private static boolean restsOn(Figure<?> figure, String name) {
    return figure.name().equals(name)
        || figure.inputs().stream().anyMatch(input -> restsOn(input, name));
  }

  @Test
  void whatRotatesRestsOnTheRateAndOnTheRule() throws IOException {
    HotData heat = CACHE.heat(writes(), h -> h.mirror(REGION.times(4)));
    // 16 of 20 leave a mirror of four: it empties to three of them, the last write is the fourth.
    assertEquals(16 * REGION.count(), ((Bytes) heat.why("rotated").figure().value()).count());
    for (String name :
        List.of(
            "rotated", "back to the mirror", "written to the mirror", "written to the parity")) {
      Figure<?> figure = heat.why(name).figure();
      for (String cause :
          List.of("trace", "mirror", "threshold", "region", "rotation per second")) {
        assertTrue(restsOn(figure, cause), name + " without " + cause);
      }
      assertTrue(figure.confidence().starred(), name);
      assertTrue(heat.why(name).toString().contains("assumed: the page says"), name);
    }
  }

  @Test
  void whatRestsOnTheSizeOfASlabIsStarred() throws IOException {
    Consumer<HeatOptions> mirror = h -> h.mirror(REGION.times(4));
    HotData ours = CACHE.heat(writes(), mirror);
    assertTrue(
        ours.verdict().startsWith("The hottest 1* of 5* slabs take 20 %* of the requests. "),
        ours::verdict);
    assertTrue(
        ours.verdict()
            .matches(
                ".* [0-9.]+ GB\\* rotate to parity, 0 GB\\* come back,"
                    + " 0 GB\\* are written there at once\\."),
        ours::verdict);
    for (String name : List.of("requests", "slabs asked for", "touched")) {
      Figure<?> figure =
          name.equals("slabs asked for")
              ? ours.why("touched").figure().inputs().get(0)
              : ours.why(name).figure();
      assertTrue(figure.confidence().starred() && restsOn(figure, "slab"), name);
    }
    assertTrue(ours.data().rows().get(0).stream().skip(1).allMatch(cell -> cell.starred()));
    HotData said = CACHE.heat(writes(), h -> h.slab(Bytes.of(SLAB, ByteUnit.MIB)));
    assertEquals("The hottest 1 of 5 slabs take 20 % of the requests.", said.verdict());
    assertFalse(said.data().rows().get(0).get(2).starred());
  }

  @Test
  void moreSlabsThanThereIsMemoryForAreRefused() throws IOException {
    Trace one = trace("time,op,address,size\n0,R,0,524288\n");
    HeatOptions small = new HeatOptions().slab(Bytes.of(512, ByteUnit.B));
    Refusal refusal = assertThrows(Refusal.class, () -> HotData.of(one, small, 100_000));
    assertTrue(
        refusal.getMessage().contains("slabs are asked for, of 512 B each"), refusal::getMessage);
    assertTrue(refusal.wayOut().orElse("").contains("slab(…)"), refusal::getMessage);
    assertEquals(24, HotData.of(one, small, 10_000_000).data().rows().size());
  }
}
