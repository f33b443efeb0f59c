package org.stackbook.network.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Who reaches whom with one kind of packet. The filters of each end are asked once for all
 * addresses, not once for each other end: what passes is ranges of addresses, and the ends in a
 * range lie side by side once they are sorted.
 */
public final class ReachMatrix {

  private final BitSet[] rows;

  private ReachMatrix(BitSet[] rows) {
    this.rows = rows;
  }

  /**
   * Asks for all pairs.
   *
   * @param ends their addresses all different
   * @param kind protocol and ports of the packets; its addresses do not count
   * @throws CancellationException if the thread is interrupted
   */
  public static ReachMatrix of(List<ReachEnd> ends, AclPacket kind) {
    int[] order =
        IntStream.range(0, ends.size())
            .boxed()
            .sorted(Comparator.comparingLong(i -> ends.get(i).address()))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] addresses = Arrays.stream(order).mapToLong(i -> ends.get(i).address()).toArray();
    if (addresses.length == 0) {
      return new ReachMatrix(new BitSet[0]);
    }
    AclRanges all = AclRanges.of(addresses[0], addresses[addresses.length - 1]);
    BitSet[] rows = new BitSet[order.length];
    BitSet[] from = new BitSet[order.length];
    for (int i = 0; i < order.length; i++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException();
      }
      ReachEnd end = ends.get(i);
      rows[i] = ends(end.destinations(kind, all), addresses, order);
      from[i] = ends(end.sources(kind, all), addresses, order);
    }
    for (int to = 0; to < order.length; to++) {
      for (int i = 0; i < order.length; i++) {
        if (!from[to].get(i)) {
          rows[i].clear(to);
        }
      }
    }
    return new ReachMatrix(rows);
  }

  private static BitSet ends(AclRanges ranges, long[] addresses, int[] order) {
    BitSet ends = new BitSet(order.length);
    for (int range = 0; range < ranges.count(); range++) {
      int i = Arrays.binarySearch(addresses, ranges.first(range));
      for (i = i < 0 ? -i - 1 : i; i < order.length && addresses[i] <= ranges.last(range); i++) {
        ends.set(order[i]);
      }
    }
    return ends;
  }

  /** Whether packets of one end come to another; of an end and itself, what its filters say. */
  public boolean reaches(int from, int to) {
    return rows[from].get(to);
  }

  /** The ends that packets of one end come to, perhaps itself among them. */
  public BitSet from(int end) {
    return (BitSet) rows[end].clone();
  }

  /** How many pairs of two different ends reach, each way counted for itself. */
  public long pairs() {
    long pairs = 0;
    for (int i = 0; i < rows.length; i++) {
      pairs += rows[i].cardinality() - (rows[i].get(i) ? 1 : 0);
    }
    return pairs;
  }
}
