package org.stackbook.cache.engine.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The policies by their names. */
public enum Policies {
  LRU("lru", Lru::new),
  FIFO("fifo", Fifo::new),
  CLOCK("clock", Clock::new),
  SIEVE("sieve", Sieve::new),
  LFU("lfu", Lfu::new),
  ARC("arc", Arc::new),
  TWO_Q("2q", TwoQ::new),
  LIRS("lirs", Lirs::new),
  S3_FIFO("s3-fifo", S3Fifo::new),
  W_TINY_LFU("w-tinylfu", WTinyLfu::new);

  private interface Maker {
    Policy make(int capacity, long seed);
  }

  private final String title;
  private final Maker maker;

  Policies(String title, Maker maker) {
    this.title = title;
    this.maker = maker;
  }

  Policies(String title, IntFunction<Policy> maker) {
    this(title, (capacity, seed) -> maker.apply(capacity));
  }

  /** How people write it. */
  public String title() {
    return title;
  }

  /** What it has to know of a trace: of these, none needs more than keys. */
  public Set<Need> needs() {
    return Set.of();
  }

  /**
   * An empty cache, with seed 0.
   *
   * @param capacity how many things it holds, 1 or more
   */
  public Policy of(int capacity) {
    return of(capacity, 0);
  }

  /**
   * An empty cache.
   *
   * @param capacity how many things it holds, 1 or more
   * @param seed of a policy that hashes; the others do not look at it
   */
  public Policy of(int capacity, long seed) {
    return maker.make(capacity, seed);
  }

  /** The policy of a name. */
  public static Optional<Policies> named(String title) {
    return Stream.of(values()).filter(policy -> policy.title.equals(title)).findFirst();
  }

  /** All names. */
  public static List<String> titles() {
    return Stream.of(values()).map(Policies::title).toList();
  }
}
