package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Sets of ranges against sets of bits, at both ends of the addresses. */
@Tag("property")
class AclRangesPropertyTest {

  private static final int NUMBERS = 48;
  private static final long[] BASES = {0, 1_000, (1L << 32) - NUMBERS};

  private static BitSet random(Random64 random) {
    BitSet bits = new BitSet();
    for (int ranges = random.nextInt(5); ranges > 0; ranges--) {
      int from = random.nextInt(NUMBERS);
      bits.set(from, Math.min(NUMBERS, from + 1 + random.nextInt(12)));
    }
    return bits;
  }

  /** Number by number, so that touching ranges have to be joined. */
  private static AclRanges ranges(BitSet bits, long base) {
    AclRanges ranges = AclRanges.NONE;
    for (int i = NUMBERS - 1; i >= 0; i--) {
      if (bits.get(i)) {
        ranges = ranges.or(AclRanges.of(base + i, base + i));
      }
    }
    return ranges;
  }

  private static void same(BitSet bits, AclRanges ranges, long base) {
    for (int i = 0; i < NUMBERS; i++) {
      assertEquals(bits.get(i), ranges.contains(base + i), bits + " at " + i + " of " + ranges);
    }
    assertEquals(bits.cardinality(), ranges.size());
    assertEquals(bits.isEmpty(), ranges.isEmpty());
    for (int i = 1; i < ranges.count(); i++) {
      assertTrue(ranges.last(i - 1) + 1 < ranges.first(i), ranges::toString);
    }
  }

  @Test
  void unionsDifferencesAndCutsAreThoseOfSets() {
    Random64 random = new Random64(11);
    for (int i = 0; i < 5_000; i++) {
      long base = BASES[i % BASES.length];
      BitSet a = random(random);
      BitSet b = random(random);
      AclRanges x = ranges(a, base);
      AclRanges y = ranges(b, base);
      same(a, x, base);
      BitSet or = (BitSet) a.clone();
      or.or(b);
      same(or, x.or(y), base);
      BitSet and = (BitSet) a.clone();
      and.and(b);
      same(and, x.and(y), base);
      BitSet minus = (BitSet) a.clone();
      minus.andNot(b);
      same(minus, x.minus(y), base);
      assertEquals(a.intersects(b), x.overlaps(y));
      assertEquals(minus.isEmpty(), y.contains(x));
      assertEquals(a.equals(b), x.equals(y));
      assertEquals(x.or(y), y.or(x));
      assertEquals(x.or(y).hashCode(), y.or(x).hashCode());
    }
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsEmpty() {
    assertEquals(AclRanges.NONE, AclRanges.of(5, 4));
    assertEquals(1L << 32, AclRanges.of(0, (1L << 32) - 1).size());
  }
}
