package org.stackbook.cache.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.stackbook.trace.engine.Pages;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.trace.engine.SlotTable;

/**
 * How often each slab was asked for in each part of a trace. The parts grow with the trace: when it
 * goes beyond the last, two and two become one.
 */
public final class SlabHeat {

  /** Parts of time: at the end of a trace, half of them or more are used. */
  public static final int PARTS = 32;

  /** What a slab takes in memory, in bytes: its counts, its place in a table, its turn by heat. */
  public static final int BYTES_EACH = PARTS * Long.BYTES + 128;

  private static final int FEW = 256;

  private final long slabBytes;
  private final int mostSlabs;
  private long partNanos;
  private SlotTable table = new SlotTable(FEW);
  private long[][] requests = new long[FEW][];
  private long[] writes = new long[FEW];
  private int slabs;
  private long end;

  /**
   * Nothing was asked for yet.
   *
   * @param slabBytes size of a slab, 512 or more
   * @param partNanos of the parts of time to begin with, 1 or more
   * @param mostSlabs that are told apart, 1 or more
   */
  public SlabHeat(long slabBytes, long partNanos, int mostSlabs) {
    this.slabBytes = slabBytes;
    this.mostSlabs = mostSlabs;
    this.partNanos = partNanos;
  }

  /**
   * Counts requests; one that crosses a border counts for both slabs.
   *
   * @throws ArithmeticException if they are for more slabs than are told apart
   * @throws CancellationException if the thread is interrupted
   */
  public void add(RequestBatch batch) {
    for (int i = 0; i < batch.count; i++) {
      // A single request can be for millions of small slabs.
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException();
      }
      end = batch.nanos[i];
      while (end / partNanos >= PARTS) {
        join();
      }
      int part = (int) (end / partNanos);
      long first = batch.address[i] / slabBytes;
      long last = (batch.address[i] + batch.bytes[i] - 1) / slabBytes;
      for (long slab = first; slab <= last; slab++) {
        int slot = slotOf(Pages.key(batch.tenant[i], slab));
        requests[slot][part]++;
        writes[slot] += batch.write[i] ? 1 : 0;
      }
    }
  }

  private int slotOf(long key) {
    int slot = table.find(key);
    if (slot == SlotTable.NONE) {
      if (slabs == mostSlabs) {
        throw new ArithmeticException(
            String.format(Locale.ROOT, "more than %,d slabs are asked for", mostSlabs));
      }
      if (slabs == writes.length) {
        table = table.grownTo(2 * slabs);
        requests = Arrays.copyOf(requests, 2 * slabs);
        writes = Arrays.copyOf(writes, 2 * slabs);
      }
      slot = slabs++;
      table.put(key, slot);
      requests[slot] = new long[PARTS];
    }
    return slot;
  }

  private void join() {
    for (int slot = 0; slot < slabs; slot++) {
      long[] of = requests[slot];
      for (int part = 0; part < PARTS; part++) {
        of[part] = 2 * part < PARTS ? of[2 * part] + of[2 * part + 1] : 0;
      }
    }
    partNanos *= 2;
  }

  /** How many slabs were asked for. */
  public int slabs() {
    return slabs;
  }

  /** How long a part of time is. */
  public long partNanos() {
    return partNanos;
  }

  /** How many parts of time there are, the last perhaps not full. */
  public int parts() {
    return (int) (end / partNanos) + 1;
  }

  /** The slabs from the hottest to the coldest; of those alike, the first to be asked for first. */
  public int[] hottestFirst() {
    long[] totals = IntStream.range(0, slabs).mapToLong(this::requests).toArray();
    return IntStream.range(0, slabs)
        .boxed()
        .sorted((a, b) -> Long.compare(totals[b], totals[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** How often a slab was asked for. */
  public long requests(int slab) {
    return Arrays.stream(requests[slab]).sum();
  }

  /** How often a slab was asked for in a part of time. */
  public long requests(int slab, int part) {
    return requests[slab][part];
  }

  /** How many of the requests of a slab were writes. */
  public long writes(int slab) {
    return writes[slab];
  }

  /** The disk of a slab. */
  public int tenant(int slab) {
    return Pages.tenant(table.key(slab));
  }

  /** The place of a slab on its disk, from 0. */
  public long number(int slab) {
    return table.key(slab) - Pages.key(tenant(slab), 0);
  }
}
