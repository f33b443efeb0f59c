package org.stackbook.session;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where compiled snippets look whether they shall stop; {@link SnippetWeaver} puts the calls. */
public final class StopCheck {

  /**
   * Whether any cell is being stopped. Volatile, or else a compiled loop may read it once and for
   * all; the read itself is a plain load on the usual processors.
   */
  private static volatile boolean raised;

  private static final List<CellStop> STOPS = new CopyOnWriteArrayList<>();

  private StopCheck() {}

  /**
   * Returns at once, unless the cell that the running thread belongs to is being stopped.
   *
   * @throws CellStopped if it is
   */
  public static void check() {
    if (raised) {
      stopIfMeant();
    }
  }

  private static void stopIfMeant() {
    for (CellStop stop : STOPS) {
      if (stop.meansThisThread()) {
        throw stop.error();
      }
    }
  }

  static synchronized void raise(CellStop stop) {
    STOPS.add(stop);
    raised = true;
  }

  /**
   * A new cell begins: workers of the common pool that are not busy with old code serve it.
   *
   * @param busy workers that are inside code of cells
   */
  static void spareAllBut(Set<Thread> busy) {
    STOPS.forEach(stop -> stop.spareAllBut(busy));
  }

  static synchronized void lower(CellStop stop) {
    STOPS.remove(stop);
    raised = !STOPS.isEmpty();
  }
}
