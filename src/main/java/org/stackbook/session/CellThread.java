package org.stackbook.session;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of the user on a thread of its own, so that it can be interrupted, stopped if it does
 * not listen, and abandoned if even that does not help.
 */
final class CellThread {

  /** How long code may take to notice an interrupt before it is stopped. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** How long stopping may take before the thread is left to itself. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Ends code that does not heed an interrupt, if the JDK has a way. */
  interface Stopper {
    void stop(Thread thread);
  }

  /** Thrown to the caller when the thread is left to itself. */
  static final class Abandoned extends Exception {
    Abandoned() {
      super("The code did not stop. It was left running in the background.");
    }
  }

  private final ClassLoader contextLoader;
  private final Duration timeout;
  private final Stopper stopper;
  private @Nullable Task running;
  private boolean interrupted;

  /**
   * @param timeout after how long a task is interrupted; zero for never
   */
  CellThread(ClassLoader contextLoader, Duration timeout, Stopper stopper) {
    this.contextLoader = contextLoader;
    this.timeout = timeout;
    this.stopper = stopper;
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

  /** Forgets an interrupt: a new cell begins. */
  synchronized void begin() {
    interrupted = false;
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
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Object value;
    private volatile @Nullable Throwable failure;
    private volatile long interruptedAt;
    private boolean timedOut;

    Task(Callable<? extends @Nullable Object> callable) {
      this.callable = callable;
      this.thread = new Thread(this, "cell");
      this.thread.setContextClassLoader(contextLoader);
      this.thread.setDaemon(true);
    }

    @Override
    public void run() {
      OwnedOutput.own(output);
      try {
        value = callable.call();
      } catch (Throwable e) {
        failure = e;
      } finally {
        done.countDown();
      }
    }

    void interrupt() {
      if (interruptedAt == 0) {
        interruptedAt = System.nanoTime();
      }
      thread.interrupt();
    }

    /** Waits for the end and, once interrupted, steps up the means. */
    void await(Duration limit) throws InterruptedException {
      long started = System.nanoTime();
      boolean stopped = false;
      while (!done.await(50, TimeUnit.MILLISECONDS) && thread.isAlive()) {
        long now = System.nanoTime();
        if (interruptedAt == 0) {
          if (!limit.isZero() && now - started > limit.toNanos()) {
            timedOut = true;
            interrupt();
          }
          continue;
        }
        long waited = now - interruptedAt;
        if (!stopped && waited > GRACE.toNanos()) {
          stopped = true;
          stopper.stop(thread);
        } else if (waited > PATIENCE.toNanos()) {
          failure = new Abandoned();
          if (output != null) {
            output.mute();
          }
          return;
        }
      }
    }

    @Nullable Object result() throws Throwable {
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
