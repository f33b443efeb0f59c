package org.stackbook.storage.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the bytes of a virtual disk stand in its slabs. As many slabs as there are columns stand
 * side by side and take turns, an interleave each; when they are full, the next ones follow. The
 * last ones may be fewer.
 *
 * @param slab bytes of a slab, a multiple of the interleave
 * @param interleave bytes that go to one column before the next has its turn, 1 or more
 * @param columns slabs side by side, 1 or more
 * @param slabs slabs of the virtual disk
 */
public record StripeLayout(long slab, long interleave, int columns, int slabs) {

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public StripeLayout {
    if (interleave < 1 || columns < 1 || slab < 1 || slabs < 0 || slab % interleave != 0) {
      throw new IllegalArgumentException(
          "slab " + slab + ", interleave " + interleave + ", columns " + columns);
    }
  }

  /**
   * What a slab holds of a range of bytes.
   *
   * @param slab number of the slab in its virtual disk, from 0
   * @param column from 0
   * @param offset where in the slab the first of these bytes stands
   * @param first where in the virtual disk it stands
   * @param bytes how many there are in all
   */
  public record Part(int slab, int column, long offset, long first, long bytes) {}

  /** Bytes that the slabs hold. */
  public long size() {
    return slab * slabs;
  }

  /**
   * The slabs that hold a range of bytes, in the order in which their bytes begin.
   *
   * @param offset first byte, from 0
   * @param length how many bytes, 1 or more; the range ends within {@link #size}
   */
  public List<Part> locate(long offset, long length) {
    if (offset < 0 || length < 1 || offset > size() - length) {
      throw new IllegalArgumentException(offset + " + " + length + " of " + size());
    }
    List<Part> parts = new ArrayList<>();
    long group = slab * columns;
    for (long start = offset / group * group; start < offset + length; start += group) {
      int firstSlab = Math.toIntExact(start / slab);
      int side = Math.min(columns, slabs - firstSlab);
      long from = Math.max(0, offset - start);
      long to = Math.min(slab * side, offset + length - start);
      int before = parts.size();
      for (int column = 0; column < side; column++) {
        long held = heldBefore(to, column, side) - heldBefore(from, column, side);
        if (held > 0) {
          long inSlab = heldBefore(from, column, side);
          long unit = inSlab / interleave * side + column;
          long first = start + unit * interleave + inSlab % interleave;
          parts.add(new Part(firstSlab + column, column, inSlab, first, held));
        }
      }
      parts.subList(before, parts.size()).sort((a, b) -> Long.compare(a.first(), b.first()));
    }
    return List.copyOf(parts);
  }

  /** Bytes that a column holds of the first {@code end} bytes of its group. */
  private long heldBefore(long end, int column, int side) {
    long stripe = interleave * side;
    long rest = end % stripe - column * interleave;
    return end / stripe * interleave + Math.max(0, Math.min(rest, interleave));
  }
}
