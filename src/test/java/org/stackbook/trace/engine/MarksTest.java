package org.stackbook.trace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.seed.Random64;

/** Marks against a set of bits. */
@Tag("property")
class MarksTest {

  private static final int ASKED = 2_000;

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "64, 2",
    "65, 3",
    "255, 4",
    "4096, 5",
    "70000, 6",
    "3000000, 7",
    "2200000, 8"
  })
  void countsAsABitSetDoes(int places, long seed) {
    Random64 random = new Random64(seed);
    Marks marks = new Marks(places);
    BitSet expected = new BitSet();
    int first = random.nextInt(places);
    marks.restart(first);
    expected.set(0, first);
    check(marks, expected, first, random);
    for (int place = first; place < places; place++) {
      assertEquals(place, marks.add());
      expected.set(place);
      int other = random.nextInt(place + 1);
      if (expected.get(other) && random.nextInt(4) > 0) {
        marks.clear(other);
        expected.clear(other);
      }
    }
    assertEquals(places, marks.places());
    check(marks, expected, places, random);
  }

  private static void check(Marks marks, BitSet expected, int end, Random64 random) {
    for (int i = 0; end > 0 && i < ASKED; i++) {
      int place = random.nextInt(end);
      int upTo = expected.get(0, place + 1).cardinality();
      assertEquals(upTo, marks.upTo(place));
      assertEquals(expected.cardinality() - upTo, marks.behind(place));
      i += end / 1000; // of a long line a few
    }
  }
}
