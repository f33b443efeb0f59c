package org.stackbook.cache.engine.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The policies by their names. */
public enum Policies {
  LRU("lru", Lru::new),
  FIFO("fifo", Fifo::new),
  CLOCK("clock", Clock::new),
  SIEVE("sieve", Sieve::new);

  private final String title;
  private final IntFunction<Policy> maker;

  Policies(String title, IntFunction<Policy> maker) {
    this.title = title;
    this.maker = maker;
  }

  /** How people write it. */
  public String title() {
    return title;
  }

  /**
   * An empty cache.
   *
   * @param capacity how many things it holds, 1 or more
   */
  public Policy of(int capacity) {
    return maker.apply(capacity);
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
