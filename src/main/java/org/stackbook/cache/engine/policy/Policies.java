package org.stackbook.cache.engine.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The policies by their names. */
public enum Policies {
  LRU("lru"),
  FIFO("fifo"),
  CLOCK("clock"),
  SIEVE("sieve"),
  LFU("lfu"),
  ARC("arc"),
  TWO_Q("2q"),
  LIRS("lirs"),
  S3_FIFO("s3-fifo"),
  W_TINY_LFU("w-tinylfu");

  private final String title;

  Policies(String title) {
    this.title = title;
  }

  /** How people write it. */
  public String title() {
    return title;
  }

  /**
   * The fewest things that a cache of this policy holds. With one, those that divide the cache have
   * nothing left for their second part, and would be another policy.
   */
  public int fewest() {
    return switch (this) {
      case TWO_Q, LIRS, S3_FIFO, W_TINY_LFU -> 2;
      default -> 1;
    };
  }

  /** Memory that a cache of any of them takes for each thing it holds, about, in bytes. */
  public static final int BYTES_EACH = 40;

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
    return switch (this) {
      case LRU -> new Lru(capacity);
      case FIFO -> new Fifo(capacity);
      case CLOCK -> new Clock(capacity);
      case SIEVE -> new Sieve(capacity);
      case LFU -> new Lfu(capacity);
      case ARC -> new Arc(capacity);
      case TWO_Q -> new TwoQ(capacity);
      case LIRS -> new Lirs(capacity);
      case S3_FIFO -> new S3Fifo(capacity);
      case W_TINY_LFU -> new WTinyLfu(capacity, seed);
    };
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
