package org.stackbook.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;

@Tag("unit")
class CacheFillTest {

  private static Stamp stamp(boolean cache) {
    return Stamp.describe(
        "oslo",
        s ->
            s.build("1802")
                .servers(
                    8,
                    n -> {
                      n.memory(Bytes.parse("384 GB")).cores(40);
                      if (cache) {
                        n.cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                            .capacity(10, Media.HDD, Bytes.parse("8 TB"));
                      } else {
                        n.capacity(10, Media.SSD, Bytes.parse("3.84 TB"));
                      }
                    }));
  }

  private static CacheFill fill(Consumer<FillOptions> words) {
    return Cache.of(stamp(true)).fillUp(words);
  }

  @Test
  void roomByWhatComesInMoreThanGoesOut() {
    CacheFill fill = fill(f -> f.writes(Bytes.parse("800 MB")).random(Bytes.parse("16 KiB")));
    // In: 800 × 3 ÷ 8 = 300 MB/s. Out: ten disks, each 16,384 bytes in 12 ms + 16,384 ÷ 150 MB/s.
    double out = 10 * 16_384 / (0.012 + 16_384 / 150e6);
    double room = 2 * (1.6e12 - (32L << 30));
    double expected = room / (300e6 - out);
    assertEquals(
        expected, ((Timespan) fill.why("full after").figure().value()).seconds(), expected * 1e-6);
    assertTrue(
        fill.verdict().startsWith("n1/disk1 is full after 3 h 2 min*: 30 MB* a second come in"),
        fill.verdict());
    assertTrue(fill.why("full after").figure().confidence().starred());
    assertTrue(fill.picture().isPresent());
    assertEquals(16, fill.data().rows().size());
  }

  @Test
  void busyDrivesTakeLess() {
    CacheFill half = fill(f -> f.writes(Bytes.parse("800 MB")).busy(Ratio.percent(50)).copies(2));
    double out = 5 * 16_384 / (0.012 + 16_384 / 150e6);
    double expected = 2 * (1.6e12 - (32L << 30)) / (200e6 - out);
    assertEquals(
        expected, ((Timespan) half.why("full after").figure().value()).seconds(), expected * 1e-6);
  }

  private static CacheFill fill(Consumer<ServerBuilder> drives, Consumer<FillOptions> words) {
    return Cache.of(
            Stamp.describe(
                "four",
                s ->
                    s.build("1908")
                        .servers(4, n -> drives.accept(n.memory(Bytes.parse("384 GB")).cores(40)))))
        .fillUp(words);
  }

  private static double seconds(CacheFill fill) {
    return ((Timespan) fill.why("full after").figure().value()).seconds();
  }

  /** SSD could take far more than comes in to them; that helps no HDD. */
  @Test
  void whatSsdCouldTakeDoesNotHelpHdd() {
    CacheFill three =
        fill(
            n ->
                n.threeTypes()
                    .cache(2, Media.NVME, Bytes.parse("3.2 TB"))
                    .capacity(4, Media.SSD, Bytes.parse("8 TB"))
                    .capacity(4, Media.HDD, Bytes.parse("8 TB")),
            f -> f.writes(Bytes.parse("100 MB")).random(Bytes.parse("16 KiB")));
    // 100 × 3 ÷ 4 ÷ 8 MB/s for each of the two HDD that are bound to a cache drive.
    double stays = 2 * (9.375e6 - 16_384 / (0.012 + 16_384 / 150e6));
    double expected = (3.2e12 - (32L << 30)) / stays;
    assertEquals(expected, seconds(three), expected * 1e-6);
    assertTrue(three.verdict().contains("can go out to each SSD"), three.verdict());
    assertTrue(three.verdict().contains("can go out to each HDD"), three.verdict());
  }

  /** Ten for four cache drives: three for the first, two for the last. */
  @Test
  void theCacheDriveThatServesMostIsFullFirst() {
    CacheFill uneven =
        fill(
            n ->
                n.cache(4, Media.NVME, Bytes.parse("1.6 TB"))
                    .capacity(10, Media.HDD, Bytes.parse("8 TB")),
            f -> f.writes(Bytes.parse("400 MB")).random(Bytes.parse("16 KiB")));
    double stays = 3 * (30e6 - 16_384 / (0.012 + 16_384 / 150e6));
    double expected = (1.6e12 - (32L << 30)) / stays;
    assertEquals(expected, seconds(uneven), expected * 1e-6);
  }

  @Test
  void drivesServeAsIsSaid() {
    CacheFill fast =
        fill(
            f ->
                f.writes(Bytes.parse("800 MB"))
                    .random(Bytes.parse("16 KiB"))
                    .service(Media.HDD, new Timespan(0.004), new Timespan(0.005), 2));
    Figure<?> out = fast.why("goes out per HDD and second").figure();
    assertEquals(
        2 * 16_384 / (0.005 + 16_384 / 150e6), (double) ((Bytes) out.value()).count(), 0.5);
    for (String said : List.of("HDD at once", "write of HDD")) {
      assertTrue(
          out.inputs().stream().anyMatch(f -> f.name().equals(said) && !f.confidence().starred()),
          said);
    }
    Figure<?> assumed =
        fill(f -> f.writes(Bytes.parse("800 MB"))).why("goes out per HDD and second").figure();
    assertTrue(assumed.assumptions().stream().anyMatch(f -> f.name().equals("HDD at once")));
    assertThrows(
        Refusal.class, () -> fill(f -> f.service(Media.HDD, Timespan.ZERO, Timespan.ZERO, 0)));
  }

  @Test
  void itDoesNotFillWhenAllCanGoOut() {
    CacheFill never = fill(f -> f.writes(Bytes.parse("20 MB")));
    assertTrue(never.verdict().startsWith("It does not fill"), never.verdict());
    assertTrue(never.picture().isEmpty());
    assertFalse(never.toString().isBlank());
    assertThrows(Refusal.class, () -> never.why("full after"));
  }

  @Test
  void wrongWordsAreRefused() {
    assertThrows(Refusal.class, () -> fill(f -> {}));
    assertThrows(Refusal.class, () -> fill(f -> f.writes(Bytes.ZERO)));
    assertThrows(Refusal.class, () -> fill(f -> f.writes(Bytes.parse("1 MB")).copies(9)));
    assertThrows(Refusal.class, () -> fill(f -> f.busy(Ratio.percent(101))));
    assertThrows(
        Refusal.class, () -> Cache.of(stamp(false)).fillUp(f -> f.writes(Bytes.parse("1 MB"))));
  }
}
