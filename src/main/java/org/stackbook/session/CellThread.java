package org.stackbook.session;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of the user on a thread of its own, so that it can be interrupted, stopped if it does
 * not listen, and abandoned if even that does not help.
 */
final class CellThread {

  /**
   * How long code may take to heed an interrupt, and to clean up, before its checks stop it. Short
   * enough to feel like at once; what libraries do for it, such as closing a file, is never cut.
   */
  private static final Duration GRACE = Duration.ofMillis(100);

  /** How long stopping may take before the thread is left to itself. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** How long the end of a stopped cell waits for the threads that it has started. */
  private static final Duration SETTLING = Duration.ofMillis(300);

  /** Between interrupts of code that has swallowed the ones before. */
  private static final Duration AGAIN = Duration.ofMillis(20);

  /** Thrown to the caller when the thread is left to itself. */
  static final class Abandoned extends Exception {
    Abandoned() {
      super("The code did not stop. It was left running in the background.");
    }
  }

  private final SnippetLoader loader;
  private final Duration timeout;
  private OwnedOutput cell = new OwnedOutput(CellOutput.NONE);
  private Set<Thread> busyBefore = Set.of();
  private long firstThread;
  private @Nullable CellStop stop;
  private @Nullable Task running;
  private boolean interrupted;

  /**
   * @param timeout after how long a task is interrupted; zero for never
   */
  CellThread(SnippetLoader loader, Duration timeout) {
    this.loader = loader;
    this.timeout = timeout;
  }

  /**
   * Runs a task and waits for it. A task that itself calls this runs the inner one in place.
   *
   * @throws Throwable what the task threw, or {@link Abandoned}
   */
  @Nullable Object call(Callable<? extends @Nullable Object> callable) throws Throwable {
    Task current;
    synchronized (this) {
      current = running;
    }
    if (current != null && current.thread == Thread.currentThread()) {
      try {
        return callable.call();
      } catch (InvocationTargetException e) {
        throw unwrapped(e);
      }
    }
    Task task = new Task(callable);
    synchronized (this) {
      if (interrupted) {
        throw new InterruptedException();
      }
      if (firstThread == 0) {
        firstThread = task.thread.getId();
      }
      running = task;
    }
    try {
      task.thread.start();
      task.await(timeout);
    } finally {
      synchronized (this) {
        running = null;
      }
    }
    return task.result();
  }

  private static Throwable unwrapped(Throwable thrown) {
    return thrown instanceof InvocationTargetException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  /**
   * A new cell begins; an interrupt of the one before is forgotten.
   *
   * @param output what the threads of the cell own
   */
  void begin(OwnedOutput output) {
    Set<Thread> busy = CellStop.busyWorkers(loader::holds);
    StopCheck.spareAllBut(busy);
    synchronized (this) {
      interrupted = false;
      cell = output;
      busyBefore = busy;
      firstThread = 0;
      stop = null;
    }
  }

  /** The cell ends. If it was stopped, so is what it has started and left running. */
  void end() {
    CellStop raised;
    synchronized (this) {
      raised = stop;
      if (raised == null && interrupted && firstThread != 0) {
        raised = raiseStop(new StackTraceElement[0]);
      }
    }
    if (raised != null) {
      try {
        raised.settle(SETTLING);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized CellStop raiseStop(StackTraceElement[] where) {
    CellStop raised = stop;
    if (raised == null) {
      raised = new CellStop(cell, firstThread, busyBefore, loader::holds, where);
      stop = raised;
      StopCheck.raise(raised);
    }
    return raised;
  }

  /** Whether tasks are interrupted after some time. */
  boolean isTimed() {
    return !timeout.isZero();
  }

  /** Whether the cell that has begun last was interrupted. */
  synchronized boolean interrupted() {
    return interrupted;
  }

  /** Interrupts what runs now and sees to it that it ends; the rest of the cell is not run. */
  void interrupt() {
    Task task;
    synchronized (this) {
      interrupted = true;
      task = running;
    }
    if (task != null) {
      task.interrupt();
    }
  }

  private final class Task implements Runnable {
    final Thread thread;
    private final @Nullable OwnedOutput output = OwnedOutput.ofThisThread();
    private final Callable<? extends @Nullable Object> callable;
    private @Nullable Object value;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean interrupted;
    private boolean timedOut;

    Task(Callable<? extends @Nullable Object> callable) {
      this.callable = callable;
      this.thread = new Thread(this, "cell");
      this.thread.setContextClassLoader(loader.classLoader());
      this.thread.setDaemon(true);
    }

    @Override
    public void run() {
      OwnedOutput.own(output);
      Object result = null;
      Throwable thrown = null;
      try {
        result = callable.call();
      } catch (Throwable e) {
        thrown = e;
      }
      end(result, thrown);
    }

    private synchronized void end(@Nullable Object result, @Nullable Throwable thrown) {
      if (!ended) {
        ended = true;
        value = result;
        failure = thrown;
        notifyAll();
      }
    }

    synchronized void interrupt() {
      interrupted = true;
      thread.interrupt();
      notifyAll();
    }

    /** Waits for the end and, once interrupted, steps up the means. */
    void await(Duration limit) throws InterruptedException {
      if (!awaitEndOrInterrupt(limit)) {
        timedOut = true;
        interrupt();
      }
      if (awaitEnd(GRACE)) {
        return;
      }
      raiseStop(thread.getStackTrace());
      for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
        thread.interrupt();
        if (awaitEnd(AGAIN)) {
          return;
        }
      }
      if (output != null) {
        output.mute();
      }
      end(null, new Abandoned());
    }

    /** Waits until the task has ended or is interrupted; false if the limit passes before. */
    private synchronized boolean awaitEndOrInterrupt(Duration limit) throws InterruptedException {
      long end = System.nanoTime() + limit.toNanos();
      while (!ended && !interrupted) {
        long left = limit.isZero() ? 0 : millisUntil(end);
        if (left < 0) {
          return false;
        }
        wait(left);
      }
      return true;
    }

    private synchronized boolean awaitEnd(Duration limit) throws InterruptedException {
      long end = System.nanoTime() + limit.toNanos();
      for (long left = millisUntil(end); !ended && left > 0; left = millisUntil(end)) {
        wait(left);
      }
      return ended;
    }

    /** At least 1 while there is time left, less than 0 after. */
    private static long millisUntil(long end) {
      long left = end - System.nanoTime();
      return left <= 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(left) + 1;
    }

    synchronized @Nullable Object result() throws Throwable {
      if (timedOut) {
        throw new TimeoutException("ran longer than " + timeout.toMillis() + " ms");
      }
      Throwable thrown = failure;
      if (thrown != null) {
        throw unwrapped(thrown);
      }
      return value;
    }
  }
}
