package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.storage.engine.StripeLayout.Part;

/** Against a disk that is filled byte by byte. */
@Tag("oracle")
class StripeLayoutTest {

  /** Where a byte stands: its slab, and its place there. */
  private record Home(int slab, long at) {}

  /** Deals out the bytes as a stripe set does: an interleave to each column in turn. */
  private static List<Home> filled(StripeLayout layout) {
    List<Home> homes = new ArrayList<>();
    for (int first = 0; first < layout.slabs(); first += layout.columns()) {
      int side = Math.min(layout.columns(), layout.slabs() - first);
      for (long row = 0; row < layout.slab(); row += layout.interleave()) {
        for (int column = 0; column < side; column++) {
          for (long b = 0; b < layout.interleave(); b++) {
            homes.add(new Home(first + column, row + b));
          }
        }
      }
    }
    return homes;
  }

  @Test
  void everyRangeIsWhereItsBytesWerePut() {
    Random random = new Random(21);
    for (int i = 0; i < 3_000; i++) {
      long interleave = 1L + random.nextInt(4);
      StripeLayout layout =
          new StripeLayout(
              interleave * (1L + random.nextInt(4)),
              interleave,
              1 + random.nextInt(4),
              1 + random.nextInt(9));
      List<Home> homes = filled(layout);
      assertEquals(homes.size(), layout.size());
      int offset = random.nextInt(homes.size());
      int length = 1 + random.nextInt(homes.size() - offset);
      List<Part> parts = layout.locate(offset, length);
      long[] bytes = new long[layout.slabs()];
      for (int b = offset; b < offset + length; b++) {
        bytes[homes.get(b).slab()]++;
      }
      long before = -1;
      long total = 0;
      for (Part part : parts) {
        assertEquals(bytes[part.slab()], part.bytes(), layout + " " + part);
        assertEquals(new Home(part.slab(), part.offset()), homes.get((int) part.first()));
        assertEquals(part.slab() % layout.columns(), part.column());
        assertEquals(-1, Math.signum(Long.compare(before, part.first())), "in order");
        before = part.first();
        total += part.bytes();
      }
      assertEquals(length, total);
    }
  }

  @Test
  void aStripeIsColumnsTimesInterleave() {
    // Two columns of 256 KB make a stripe of 512 KB: the third interleave is in the first column.
    StripeLayout layout = new StripeLayout(1 << 20, 256 << 10, 2, 2);
    assertEquals(1, layout.locate(256 << 10, 1).get(0).column());
    assertEquals(new Part(0, 0, 256 << 10, 512 << 10, 1), layout.locate(512 << 10, 1).get(0));
  }

  @Test
  void whatIsOutsideIsRefused() {
    StripeLayout layout = new StripeLayout(8, 4, 2, 2);
    assertThrows(IllegalArgumentException.class, () -> layout.locate(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> layout.locate(0, 0));
    assertThrows(IllegalArgumentException.class, () -> layout.locate(16, 1));
    assertThrows(IllegalArgumentException.class, () -> layout.locate(1, Long.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> new StripeLayout(10, 4, 2, 2));
  }
}
