package org.stackbook.session;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Library code that never looks at an interrupt, prints, and outlives whatever is thrown at it. */
public final class Stubborn {

  static final AtomicLong ROUNDS = new AtomicLong();
  private static final AtomicInteger GENERATION = new AtomicInteger();

  private Stubborn() {}

  /** Lets those end that run now. */
  public static void release() {
    GENERATION.incrementAndGet();
  }

  public static void run() {
    int mine = GENERATION.get();
    while (mine == GENERATION.get()) {
      try {
        ROUNDS.incrementAndGet();
        System.out.println("round");
        Thread.sleep(5);
      } catch (Throwable e) {
        // stubborn
      }
    }
  }
}
