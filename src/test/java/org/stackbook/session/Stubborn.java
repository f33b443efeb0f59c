package org.stackbook.session;

/** Library code that never looks at an interrupt, prints, and outlives whatever is thrown at it. */
public final class Stubborn {

  static volatile long rounds;
  static volatile boolean end;

  private Stubborn() {}

  public static void run() {
    while (!end) {
      try {
        rounds++;
        System.out.println("round");
        Thread.sleep(5);
      } catch (Throwable e) {
        // stubborn
      }
    }
  }
}
