package org.stackbook.cache.engine.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.stackbook.trace.engine.KeySource;

/** What no policy can do better than, by name. */
public enum Bounds {
  /** The fewest misses of a cache that takes in everything it misses. */
  BELADY("belady"),

  /** The fewest misses of a cache that may leave outside what it misses. */
  BELADY_BYPASS("belady-bypass"),

  /** First uses only: the misses of a cache that holds everything, whatever its capacity. */
  UNBOUNDED("unbounded");

  private static final int BATCH = 8192;

  private final String title;

  Bounds(String title) {
    this.title = title;
  }

  /** How people write it. */
  public String title() {
    return title;
  }

  /** What it has to know of a trace. */
  public Set<Need> needs() {
    return this == UNBOUNDED ? Set.of() : Set.of(Need.FUTURE);
  }

  /**
   * An empty cache that plays the bound, for all keys of the trace in their order.
   *
   * @param capacity how many things it holds, 1 or more
   * @param future of the trace, asked for only if it is needed; it may be shared by many
   */
  public Policy of(int capacity, Supplier<NextUses> future) {
    return switch (this) {
      case BELADY -> new Belady(capacity, future.get(), false);
      case BELADY_BYPASS -> new Belady(capacity, future.get(), true);
      case UNBOUNDED -> new Unbounded();
    };
  }

  /**
   * Memory that a cache of this bound takes, in bytes, whatever its capacity; the future of the
   * trace, which all of them share, is not counted: see {@link NextUses#bytes}.
   *
   * @param accesses of the trace
   * @param distinct how many different keys it has
   */
  public long bytes(long accesses, long distinct) {
    return this == UNBOUNDED ? KeyNumbers.bytes(distinct) : PositionSet.bytes(accesses);
  }

  /**
   * The misses of a trace, read once and to its end. What needs the future holds it meanwhile: see
   * {@link NextUses} for the memory.
   *
   * @param keys of what is accessed
   * @param capacity how many things the cache holds, 1 or more
   * @throws CancellationException if the thread is interrupted
   */
  public long misses(KeySource keys, int capacity) {
    if (!needs().contains(Need.FUTURE)) {
      return misses(of(capacity, () -> NextUses.read(keys)), keys);
    }
    NextUses future = NextUses.read(keys);
    return misses(of(capacity, () -> future), future.accesses());
  }

  /**
   * The misses of a trace whose future is known already.
   *
   * @param future of the trace
   * @param capacity how many things the cache holds, 1 or more
   * @throws CancellationException if the thread is interrupted
   */
  public long misses(NextUses future, int capacity) {
    return misses(of(capacity, () -> future), future.accesses());
  }

  private static long misses(Policy cache, KeySource keys) {
    long misses = 0;
    long[] batch = new long[BATCH];
    for (int read = keys.read(batch); read > 0; read = keys.read(batch)) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the bound of a trace");
      }
      misses += read - cache.hits(batch, 0, read);
    }
    return misses;
  }

  /** The bound of a name. */
  public static Optional<Bounds> named(String title) {
    return Stream.of(values()).filter(bound -> bound.title.equals(title)).findFirst();
  }

  /** All names. */
  public static List<String> titles() {
    return Stream.of(values()).map(Bounds::title).toList();
  }
}
