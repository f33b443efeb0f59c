package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.stamp.Media.HDD;
import static org.stackbook.stamp.Media.NVME;
import static org.stackbook.stamp.Media.SSD;
import static org.stackbook.stamp.Samples.HYBRID;
import static org.stackbook.stamp.Samples.gb;
import static org.stackbook.stamp.Samples.oslo;
import static org.stackbook.stamp.Samples.tb;
import static org.stackbook.stamp.Samples.tib;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.fact.Figure;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;

@Tag("unit")
class StampResultTest {

  @Test
  void theVerdictSaysWhatTheStampIs() {
    assertEquals(
        "8 servers, 640 TB raw on 80 HDD, 25.6 TB of NVMe cache, build 1802 (Windows Server 2016);"
            + " one piece of advice not followed",
        oslo().verdict());
    assertTrue(
        Stamp.describe(
                "s",
                s ->
                    s.build("1908")
                        .servers(4, n -> n.memory(gb(384)).cores(40).capacity(6, SSD, tb(4))))
            .verdict()
            .startsWith("4 servers, 96 TB raw on 24 SSD, no cache, build 1908"));
  }

  @Test
  void theTableHasARowForEachServer() {
    DataTable table = oslo().data();
    assertEquals(8, table.rows().size());
    assertEquals(
        List.of("n3", 384.0, 40, "2 × NVMe 1.6 TB", 3.2, "10 × HDD 8 TB", 80.0),
        table.rows().get(2).stream().limit(7).map(DataTable.Cell::value).toList());
    assertEquals("GB", table.columns().get(1).unit());
    assertTrue(
        table.notes().stream().anyMatch(n -> n.startsWith("Advice: n1..n8: the cache")),
        table.notes().toString());
  }

  @Test
  void memoryIsShownInTheFamilyOfUnitsThatItWasToldIn() {
    DataTable decimal =
        Stamp.describe(
                "s",
                s ->
                    s.build("1908")
                        .servers(4, n -> n.memory(tb(0.384)).cores(40).capacity(6, SSD, tb(4))))
            .data();
    assertEquals("GB", decimal.columns().get(1).unit());
    assertEquals(384.0, decimal.rows().get(0).get(1).value());
    DataTable binary =
        Stamp.describe(
                "s",
                s ->
                    s.build("1908")
                        .servers(4, n -> n.memory(tib(0.5)).cores(40).capacity(6, SSD, tb(4))))
            .data();
    assertEquals("GiB", binary.columns().get(1).unit());
    assertEquals(512.0, binary.rows().get(0).get(1).value());
  }

  @Test
  void aBootDeviceIsShownWhereThereIsOne() {
    Stamp stamp =
        Stamp.describe(
            "s",
            s ->
                s.build("1802")
                    .servers(3, HYBRID)
                    .servers(1, HYBRID.andThen(n -> n.boot(SSD, gb(480)))));
    assertNull(stamp.data().rows().get(0).get(7).value());
    assertEquals("SSD 480 GB", stamp.data().rows().get(3).get(7).value());
    assertEquals(7, oslo().data().columns().size());
  }

  @Test
  void thePictureStacksCacheOnCapacity() {
    Picture.Bars bars = (Picture.Bars) oslo().picture().orElseThrow();
    assertTrue(bars.stacked());
    assertEquals(8, bars.categories().size());
    assertEquals(
        List.of("capacity", "cache"), bars.series().stream().map(Picture.Series::name).toList());
    assertEquals(80.0, bars.series().get(0).values().get(4));
    assertFalse(bars.altText().isBlank());
  }

  @Test
  void theFiguresAddUpAndSayHow() {
    assertEquals("80 × 8 TB", oslo().why("raw").figure().substituted());
    assertEquals(tb(640), oslo().why("raw").figure().value());
    assertEquals(tb(25.6), oslo().why("cache").figure().value());
    assertEquals("8 × 384 GB", oslo().why("memory").figure().substituted());
    assertEquals(gb(3072), oslo().why("memory").figure().value());
    assertEquals(320, oslo().why("cores").figure().value());
    assertEquals(96, oslo().why("drives").figure().value());
    assertEquals("4 %", oslo().why("cache share").figure().value().toString());
  }

  @Test
  void mixedSizesAreSummedBySize() {
    Stamp mixed =
        Stamp.describe(
            "mixed",
            s ->
                s.build("1802")
                    .servers(4, HYBRID)
                    .servers(
                        2,
                        n ->
                            n.memory(gb(384))
                                .cores(40)
                                .cache(2, NVME, tb(1.6))
                                .capacity(4, HDD, tb(8))
                                .capacity(6, HDD, tb(10))));
    Figure<?> raw = mixed.why("raw").figure();
    assertEquals("48 × 8 TB + 12 × 10 TB", raw.substituted());
    assertEquals(tb(504), raw.value());
  }

  @Test
  void namesOfFiguresAreUnique() {
    List<String> names = oslo().figures().stream().map(Figure::name).toList();
    assertEquals(names.stream().distinct().toList(), names);
  }

  @Test
  void volumesOfOneSizeAreNotedTogether() {
    Stamp stamp =
        Stamp.describe(
            "s",
            s -> {
              s.build("1908").servers(4, HYBRID).volume("logs", tib(1));
              for (int i = 1; i <= 7; i++) {
                s.volume("web_" + i, tb(2));
              }
            });
    assertTrue(
        stamp.data().notes().contains("Volumes: logs (1 TiB), web_1..web_7 (2 TB each)"),
        stamp.data().notes().toString());
  }
}
