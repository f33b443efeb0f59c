package org.stackbook.kernel;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.Session;

/**
 * Carries interrupts to the cell that is meant: the one that runs, or the one whose request is on
 * its way. An interrupt that comes while there is nothing to do is forgotten.
 */
final class Interrupts {

  /**
   * How long after an interrupt a request may arrive that was sent before it, on a way of its own.
   */
  private static final long OVERTAKING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private @Nullable Session session;
  private boolean early;
  private boolean idle;

  /** The session is there now; an interrupt that came before it finds its cell. */
  synchronized void follow(Session built) {
    session = built;
    if (early) {
      built.interruptNext();
    }
  }

  /** Interrupts the cell that runs or waits. */
  synchronized void request() {
    long end = System.nanoTime() + OVERTAKING_NANOS;
    try {
      for (long left = OVERTAKING_NANOS; idle && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!idle && session != null) {
      session.interruptNext();
    } else {
      early = !idle;
    }
  }

  /** There is a request to answer. */
  synchronized void busy() {
    idle = false;
    notifyAll();
  }

  /** All requests are answered. */
  synchronized void idle() {
    idle = true;
    early = false;
    if (session != null) {
      session.forgetInterrupt();
    }
  }
}
