package org.stackbook.storage;

import java.util.List;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * How a volume is encoded over the servers of a pool, and what it takes for what it holds. It is
 * fixed when the volume is made: servers that are added later do not change it.
 *
 * <pre>{@code
 * var layout = Resiliency.MIRROR_ACCELERATED_PARITY.over(PoolShape.of(8), pct(20));
 * layout.text() // → 20 % three-way mirror, 80 % RS 4+2
 * layout.efficiency().value() // → 55.6 %
 * }</pre>
 */
public sealed interface VolumeLayout permits MirrorLayout, ParityLayout, TieredLayout {

  /** As the pages write it: {@code three-way mirror}, {@code RS 4+2}, {@code LRC (8, 2, 1)}. */
  String text();

  /** What share of the pool capacity that the volume takes is its size. */
  Figure<Ratio> efficiency();

  /**
   * What the volume takes from the pool.
   *
   * @param size of the volume
   */
  Figure<Bytes> footprint(Figure<Bytes> size);

  /**
   * What the volume takes from the pool.
   *
   * @param size of the volume
   */
  default Figure<Bytes> footprint(Bytes size) {
    return footprint(Figure.given("size", size, "size of the volume"));
  }

  /** The kinds of groups whose symbols lie in different servers. */
  List<Group> groups();

  /**
   * Groups of one kind.
   *
   * @param width symbols, or copies, each of them in another server
   * @param symbol bytes of each symbol for a byte of data of the volume
   */
  record Group(int width, double symbol) {}
}
