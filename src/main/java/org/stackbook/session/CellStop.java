package org.stackbook.session;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stops the code of one interrupted cell: on the thread of the cell, on threads that it has
 * started, and in its tasks on the common pool. Code that an earlier cell left running, or that a
 * later one starts, goes on.
 *
 * <p>Once no code of the cell is seen any more, or the session waits no longer, the stop means only
 * the threads that are still inside such code: executors of the interrupted cell serve later cells.
 */
final class CellStop {

  /** So many looks in a row must find nothing; a pool may be between two tasks at any one. */
  private static final int QUIET_LOOKS = 3;

  private static final Duration LOOK = Duration.ofMillis(5);

  /** Between looks at threads that the session no longer waits for. */
  private static final Duration LATE_LOOK = Duration.ofMillis(200);

  private final OwnedOutput cell;
  private final long firstThread;
  private final Set<Thread> spared;
  private final Predicate<String> isCellCode;
  private final CellStopped error;

  /** The threads that are still meant; {@code null} while all of the cell are. */
  private volatile @Nullable Set<Thread> left;

  /**
   * @param cell what the threads of the cell own
   * @param firstThread id of the first thread of the cell; those started since have higher ones
   * @param spared workers of the common pool that were busy before the cell began
   * @param isCellCode whether a class, by its name, is compiled from a cell
   * @param where what the cell is doing
   */
  CellStop(
      OwnedOutput cell,
      long firstThread,
      Set<Thread> spared,
      Predicate<String> isCellCode,
      StackTraceElement[] where) {
    this.cell = cell;
    this.firstThread = firstThread;
    this.spared = spared;
    this.isCellCode = isCellCode;
    this.error = new CellStopped(where);
  }

  CellStopped error() {
    return error;
  }

  boolean meansThisThread() {
    Thread thread = Thread.currentThread();
    Set<Thread> only = left;
    if (only != null && !only.contains(thread)) {
      return false;
    }
    return OwnedOutput.isCommonWorker(thread)
        ? !spared.contains(thread)
        : OwnedOutput.ofThisThread() == cell;
  }

  /**
   * Waits until no code of the cell runs; what runs longer is left to end at its next check.
   *
   * @param patience how long to wait at most
   */
  void settle(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Set<Thread> busy = busy();
    for (int quiet = busy.isEmpty() ? 1 : 0;
        quiet < QUIET_LOOKS && System.nanoTime() < end;
        quiet = busy.isEmpty() ? quiet + 1 : 0) {
      Thread.sleep(LOOK.toMillis());
      busy = busy();
    }
    if (busy.isEmpty()) {
      StopCheck.lower(this);
      return;
    }
    Set<Thread> only = ConcurrentHashMap.newKeySet();
    only.addAll(busy);
    left = only;
    Thread watcher = new Thread(() -> watch(only), "cell-stop");
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Means no longer the workers of the common pool that have left the code of the cell. */
  void spareAllBut(Set<Thread> busy) {
    Set<Thread> only = left;
    if (only != null) {
      only.removeIf(thread -> OwnedOutput.isCommonWorker(thread) && !busy.contains(thread));
    }
  }

  private void watch(Set<Thread> only) {
    try {
      while (!only.isEmpty()) {
        Thread.sleep(LATE_LOOK.toMillis());
        only.retainAll(busy());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      StopCheck.lower(this);
    }
  }

  /** The threads of the cell that are inside code of cells. */
  private Set<Thread> busy() {
    return threadsIn(isCellCode, this::mayBeOfTheCell);
  }

  private boolean mayBeOfTheCell(Thread thread) {
    return OwnedOutput.isCommonWorker(thread)
        ? !spared.contains(thread)
        : thread.getId() >= firstThread;
  }

  /**
   * The workers of the common pool that are inside code of cells. The pool's own account of busy
   * workers is an estimate, and may be none while one works.
   */
  static Set<Thread> busyWorkers(Predicate<String> isCellCode) {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    while (all.getParent() != null) {
      all = all.getParent();
    }
    Thread[] threads = new Thread[2 * all.activeCount() + 16];
    Set<Thread> found = new HashSet<>();
    for (Thread thread : Arrays.asList(threads).subList(0, all.enumerate(threads))) {
      if (OwnedOutput.isCommonWorker(thread) && isIn(isCellCode, thread.getStackTrace())) {
        found.add(thread);
      }
    }
    return found;
  }

  private static boolean isIn(Predicate<String> isCellCode, StackTraceElement[] frames) {
    return Arrays.stream(frames).anyMatch(frame -> isCellCode.test(frame.getClassName()));
  }

  /** The threads that are inside code of cells, of those asked for. */
  private static Set<Thread> threadsIn(Predicate<String> isCellCode, Predicate<Thread> wanted) {
    Set<Thread> found = new HashSet<>();
    Thread.getAllStackTraces()
        .forEach(
            (thread, frames) -> {
              if (wanted.test(thread) && isIn(isCellCode, frames)) {
                found.add(thread);
              }
            });
    return found;
  }
}
