package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/** What holds for every stamp: seeded, so that a failure comes again. */
@Tag("property")
class StampRoundTripTest {

  private static final int STAMPS = 150;
  private static final String[] NAMES = {
    "oslo", "no", "Y", "null", "1e3", "0x1F", "Ålesund 2", "a_b-c.d", "true", "1802", "x:y", "~"
  };

  @Test
  void readingWhatWasWrittenGivesAnEqualStamp() {
    for (int seed = 0; seed < STAMPS; seed++) {
      Stamp stamp = RandomStamps.of(new Random(seed));
      Stamp yaml = StampFile.readYaml(stamp.toYaml());
      Stamp json = StampFile.readJson(stamp.toJson());
      assertEquals(stamp, yaml, "seed " + seed + "\n" + stamp.toYaml());
      assertEquals(stamp, json, "seed " + seed + "\n" + stamp.toJson());
      // The text too, so that a unit or an order that equality does not see is not lost.
      assertEquals(stamp.toYaml(), yaml.toYaml(), "seed " + seed);
      assertEquals(stamp.toYaml(), json.toYaml(), "seed " + seed);
    }
  }

  @Test
  void jsonIsReadAsYamlToo() {
    for (int seed = 0; seed < 20; seed++) {
      Stamp stamp = RandomStamps.of(new Random(seed));
      assertEquals(stamp, StampFile.readYaml(stamp.toJson()), "seed " + seed);
    }
  }

  /** A broken file ends in a refusal with a place, or in a stamp that can be written: no crash. */
  @Test
  void noFileMakesTheReaderFail() {
    String[] pieces = {
      "{", "}", "[", "]", ":", "\n", "  ", "-", "&a", "*a", "!", "\"", "'", "9", "\t", "|", "? ",
      "\u2028", "\ud800", "%", "#", "e"
    };
    int refused = 0;
    for (int seed = 0; seed < 4 * STAMPS; seed++) {
      Random random = new Random(seed);
      Stamp stamp = RandomStamps.of(random);
      boolean yaml = random.nextBoolean();
      StringBuilder text = new StringBuilder(yaml ? stamp.toYaml() : stamp.toJson());
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.insert(at, pieces[random.nextInt(pieces.length)]);
          case 1 -> text.deleteCharAt(at);
          default -> text.setLength(at + 1);
        }
      }
      Consumer<String> reader = yaml ? StampFile::readYaml : StampFile::readJson;
      try {
        reader.accept(text.toString());
      } catch (Refusal refusal) {
        refused++;
        assertTrue(
            refusal.place().orElse("").matches("line [1-9]\\d*, column [1-9]\\d*"),
            "seed " + seed + ": " + refusal.getMessage());
        assertTrue(refusal.wayOut().isPresent(), "seed " + seed + ": " + refusal.getMessage());
      }
    }
    assertTrue(refused > STAMPS, "too few of them were broken: " + refused);
  }

  /** Stamps in keeping with all rules, with mixed groups, sizes and units. */
  static final class RandomStamps {
    private RandomStamps() {}

    static Stamp of(Random r) {
      Media[][] kinds = {
        {Media.NVME, Media.HDD},
        {Media.SSD, Media.HDD},
        {Media.NVME, Media.SSD},
        {Media.SSD},
        {Media.NVME, Media.SSD, Media.HDD}
      };
      Media[] media = kinds[r.nextInt(kinds.length)];
      int cache = media.length == 1 ? 0 : 2 + r.nextInt(3);
      int capacity = 4 + r.nextInt(8);
      Bytes memory = size(r, 200, 900, ByteUnit.GB, ByteUnit.GIB, ByteUnit.MIB);
      int cores = 1 + r.nextInt(128);
      String name = NAMES[r.nextInt(9)];
      String build = r.nextBoolean() ? "1908" : Build.all().get(r.nextInt(20)).name();
      return Stamp.describe(
          name,
          s -> {
            s.build(build);
            int left = 4 + r.nextInt(8);
            if (r.nextBoolean()) {
              s.lifecycleHost(
                  h -> {
                    if (r.nextBoolean()) {
                      h.memory(memory);
                    }
                    if (r.nextBoolean()) {
                      h.cores(cores).name("h0" + r.nextInt(9));
                    }
                  });
            }
            while (left > 0) {
              int some = 1 + r.nextInt(left);
              left -= some;
              String rack = "rack " + left;
              boolean placed = r.nextInt(3) == 0;
              Consumer<ServerBuilder> spec =
                  n -> {
                    n.memory(memory).cores(cores);
                    if (r.nextBoolean()) {
                      n.boot(Media.SSD, Bytes.of(480_000_000_000L + r.nextInt(9), ByteUnit.GB));
                    }
                    if (placed) {
                      n.chassis(rack + "_c").rack(rack).site(NAMES[0]);
                    }
                    drives(r, capacity, (c, size) -> n.capacity(c, media[media.length - 1], size));
                    if (media.length == 3) {
                      n.threeTypes();
                      drives(r, capacity, (c, size) -> n.capacity(c, Media.SSD, size));
                    }
                    drives(r, cache, (c, size) -> n.cache(c, media[0], size));
                  };
              if (some == 1) {
                s.server("x" + left + (char) ('a' + r.nextInt(26)), spec);
              } else {
                s.servers(some, spec);
              }
            }
            for (int v = r.nextInt(6); v > 0; v--) {
              s.volume(
                  (r.nextBoolean() ? "Obj Store_" : "") + v,
                  size(r, 1, 20_000, ByteUnit.GB, ByteUnit.GIB, ByteUnit.MB));
            }
          });
    }

    private interface Word {
      void say(int count, Bytes size);
    }

    /** So many drives in one or several groups. */
    private static void drives(Random r, int count, Word word) {
      int left = count;
      while (left > 0) {
        int some = 1 + r.nextInt(left);
        left -= some;
        word.say(some, size(r, 400, 2_000, ByteUnit.GB, ByteUnit.GIB, ByteUnit.B));
      }
    }

    /** Some GB, told in one of the units, not always a round number of it. */
    private static Bytes size(Random r, int least, int most, ByteUnit... units) {
      long gigabytes = (long) least + r.nextInt(most - least);
      long odd = r.nextInt(4) == 0 ? r.nextInt(1_000_000_000) : 0;
      return Bytes.of(gigabytes * 1_000_000_000L + odd, units[r.nextInt(units.length)]);
    }
  }
}
