package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("oracle")
class SharedOptimumTest {

  private static final int CASES = 2_000;

  @Test
  void withOneKindOfGroupItIsThatOfAMirror() {
    Random random = new Random(1);
    for (int i = 0; i < CASES; i++) {
      long[] capacities = random.longs(1 + random.nextInt(8), 0, 50).toArray();
      int copies = 1 + random.nextInt(4);
      double most = SharedOptimum.of(capacities, new int[] {copies}, new double[] {1});
      assertEquals(
          MirrorOptimum.of(capacities, copies),
          (long) Math.floor(most + 1e-9),
          () -> Arrays.toString(capacities) + " × " + copies);
    }
  }

  /** What the optimum calls possible is exactly what can be placed, group by group. */
  @Test
  void twoKindsOfGroupsFitWhenTryingAllPlacesFindsRoomForThem() {
    Random random = new Random(2);
    int fitting = 0;
    for (int i = 0; i < CASES; i++) {
      long[] capacities = random.longs(2 + random.nextInt(4), 0, 5).toArray();
      int narrow = 1 + random.nextInt(2);
      int wide = narrow + 1 + random.nextInt(2);
      int ofNarrow = 1 + random.nextInt(3);
      int ofWide = 1 + random.nextInt(3);
      boolean fits = fits(capacities, narrow, ofNarrow, wide, ofWide, 1);
      fitting += fits ? 1 : 0;
      double most =
          SharedOptimum.of(capacities, new int[] {narrow, wide}, new double[] {ofNarrow, ofWide});
      assertEquals(
          fits,
          most >= 1 - 1e-9,
          () ->
              Arrays.toString(capacities)
                  + (": " + ofNarrow + "×" + narrow + " and " + ofWide + "×" + wide + " → "
                      + most));
    }
    assertEquals(true, fitting > CASES / 20 && fitting < CASES * 19 / 20, "fitting: " + fitting);
  }

  private static boolean fits(
      long[] capacities, int narrow, int ofNarrow, int wide, int ofWide, int firstSet) {
    if (ofNarrow == 0 && ofWide == 0) {
      return true;
    }
    int width = ofNarrow > 0 ? narrow : wide;
    for (int set = firstSet; set < 1 << capacities.length; set++) {
      if (Integer.bitCount(set) != width) {
        continue;
      }
      long[] rest = capacities.clone();
      boolean room = true;
      for (int server = 0; server < rest.length; server++) {
        if ((set >> server & 1) == 1) {
          room &= --rest[server] >= 0;
        }
      }
      boolean last = ofNarrow == 1;
      if (room
          && fits(
              rest,
              narrow,
              Math.max(0, ofNarrow - 1),
              wide,
              ofNarrow > 0 ? ofWide : ofWide - 1,
              last ? 1 : set)) {
        return true;
      }
    }
    return false;
  }
}
