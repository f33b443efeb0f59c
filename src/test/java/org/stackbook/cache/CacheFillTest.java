package org.stackbook.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.Media;
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
    assertEquals("Full after 3 h 2 min*: 300 MB* a second", fill.verdict().substring(0, 39));
    assertTrue(fill.why("full after").figure().confidence().starred());
    assertTrue(fill.picture().isPresent());
    assertEquals(8, fill.data().rows().size());
  }

  @Test
  void busyDrivesTakeLess() {
    CacheFill half = fill(f -> f.writes(Bytes.parse("800 MB")).busy(Ratio.percent(50)).copies(2));
    double out = 5 * 16_384 / (0.012 + 16_384 / 150e6);
    double expected = 2 * (1.6e12 - (32L << 30)) / (200e6 - out);
    assertEquals(
        expected, ((Timespan) half.why("full after").figure().value()).seconds(), expected * 1e-6);
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
