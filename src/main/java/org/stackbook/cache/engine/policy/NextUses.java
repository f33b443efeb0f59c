package org.stackbook.cache.engine.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.stackbook.trace.engine.KeySource;

/**
 * The future of a trace: when the key of each access is used next. 4 bytes an access; while the
 * trace is read also some 30 to 90 bytes for each different key. The keys themselves are not kept.
 */
public final class NextUses {

  /** The key is not used again. */
  static final int NEVER = Integer.MAX_VALUE;

  private static final int CHUNK_BITS = 20;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int BATCH = 8192;

  private final List<int[]> chunks = new ArrayList<>();
  private int size;

  private NextUses() {}

  /**
   * Reads a trace to its end.
   *
   * @param keys of what is accessed, fewer than 2<sup>31</sup> − 1
   * @throws CancellationException if the thread is interrupted
   * @throws ArithmeticException if there are more
   */
  public static NextUses read(KeySource keys) {
    NextUses uses = new NextUses();
    KeyNumbers numbers = new KeyNumbers();
    int[] last = new int[BATCH];
    long[] batch = new long[BATCH];
    for (int read = keys.read(batch); read > 0; read = keys.read(batch)) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the future of a trace");
      }
      for (int i = 0; i < read; i++) {
        int known = numbers.size();
        int number = numbers.of(batch[i]);
        if (number < known) {
          uses.set(last[number], uses.size);
        } else if (number == last.length) {
          last = Arrays.copyOf(last, Math.multiplyExact(last.length, 2));
        }
        last[number] = uses.size;
        uses.add();
      }
    }
    return uses;
  }

  /** The most accesses that are told apart. */
  public static long most() {
    return NEVER - 1L;
  }

  /**
   * Memory that a trace takes at most while it is read, in bytes.
   *
   * @param accesses of the trace
   * @param distinct how many different keys it has
   */
  public static long bytes(long accesses, long distinct) {
    long parts = (accesses + CHUNK - 1) >>> CHUNK_BITS;
    long room = BATCH;
    while (room < distinct) {
      room *= 2;
    }
    long last = room == BATCH ? room : room + room / 2; // while it grows
    return Integer.BYTES * (parts * CHUNK + last) + KeyNumbers.bytes(distinct);
  }

  /** How many accesses the trace has. */
  public int size() {
    return size;
  }

  /** The accesses again, as many as there were, with nothing for keys. */
  KeySource accesses() {
    return new KeySource() {
      private int left = size;

      @Override
      public int read(long[] keys) {
        int read = Math.min(left, keys.length);
        left -= read;
        return read;
      }
    };
  }

  /** When the key of an access is used next: the number of that access, or {@link #NEVER}. */
  int next(int access) {
    return chunks.get(access >>> CHUNK_BITS)[access & (CHUNK - 1)];
  }

  private void add() {
    if (size == most()) {
      throw new ArithmeticException("a trace of more than 2^31 - 2 accesses");
    }
    if ((size & (CHUNK - 1)) == 0) {
      int[] chunk = new int[CHUNK];
      Arrays.fill(chunk, NEVER);
      chunks.add(chunk);
    }
    size++;
  }

  private void set(int access, int next) {
    chunks.get(access >>> CHUNK_BITS)[access & (CHUNK - 1)] = next;
  }
}
