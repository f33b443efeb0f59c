package org.stackbook.cache.engine.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stackbook.trace.engine.SlotTable;

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

  /** The cache itself and the heads of its arrays, at most, in bytes. */
  private static final int OBJECTS = 512;

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

  /**
   * The most things that a cache of this policy holds: they, and those it remembers besides, have
   * room in one table.
   */
  public int most() {
    int low = fewest();
    int high = SlotTable.MOST;
    while (low < high) {
      int middle = high - (high - low) / 2;
      if (slots(middle) <= SlotTable.MOST) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private long slots(int capacity) {
    return switch (this) {
      case LRU, FIFO, CLOCK, SIEVE, LFU -> capacity;
      case ARC -> Arc.slots(capacity);
      case TWO_Q -> TwoQ.slots(capacity);
      case LIRS -> Lirs.slots(capacity);
      case S3_FIFO -> S3Fifo.slots(capacity);
      case W_TINY_LFU -> WTinyLfu.slots(capacity);
    };
  }

  /**
   * Memory that a cache takes, in bytes: all of it at once, when it is still empty.
   *
   * @param capacity how many things it holds
   */
  public long bytes(long capacity) {
    return OBJECTS
        + switch (this) {
          case LRU -> Lru.bytes(capacity);
          case FIFO -> SlotTable.bytes(capacity);
          case CLOCK -> Clock.bytes(capacity);
          case SIEVE -> Sieve.bytes(capacity);
          case LFU -> Lfu.bytes(capacity);
          case ARC -> Arc.bytes(capacity);
          case TWO_Q -> TwoQ.bytes(capacity);
          case LIRS -> Lirs.bytes(capacity);
          case S3_FIFO -> S3Fifo.bytes(capacity);
          case W_TINY_LFU -> WTinyLfu.bytes(capacity);
        };
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
