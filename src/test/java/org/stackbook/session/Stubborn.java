package org.stackbook.session;

import java.util.concurrent.atomic.AtomicLong;

/** Library code that never looks at an interrupt, prints, and outlives whatever is thrown at it. */
public final class Stubborn {

  static final AtomicLong ROUNDS = new AtomicLong();
  public static volatile boolean end;

  private Stubborn() {}

  public static void run() {
    while (!end) {
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
