package org.stackbook.network.engine;

import java.util.concurrent.CancellationException;

/** Ends long loops where the thread is asked to stop. */
final class Interrupts {

  private static final int EVERY = 1 << 14;

  private Interrupts() {}

  /** Asks now. */
  static void poll() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
  }

  /** Asks in some of the steps of a loop. */
  static void poll(int step) {
    if ((step & EVERY - 1) == 0) {
      poll();
    }
  }
}
