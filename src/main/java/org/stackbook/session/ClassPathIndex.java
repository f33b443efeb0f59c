package org.stackbook.session;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jshell.SourceCodeAnalysis;
import org.jspecify.annotations.Nullable;

/**
 * The index in which JShell looks up packages and classes for help. It begins to read the whole
 * class path in the background as soon as there is a session, and what it leaves to the garbage
 * collector would hold up the first cells. So it is held until no cell has run for a while, or
 * until help is asked for.
 *
 * <p>JShell has the words for this, but not for others. It is reached into where the process opens
 * it, as the manifest of our jar does; elsewhere the index is read at once.
 */
final class ClassPathIndex {

  private static final Duration QUIET = Duration.ofMillis(500);

  private final SourceCodeAnalysis analysis;
  private final @Nullable Method resume;
  private final Executor afterQuiet;
  private final AtomicInteger cells = new AtomicInteger();
  private boolean held;

  /**
   * Holds the index.
   *
   * @param analysis just made: its index has hardly begun
   */
  ClassPathIndex(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
    this.afterQuiet = CompletableFuture.delayedExecutor(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    Method found = null;
    try {
      Method suspend = method("suspendIndexing");
      found = method("resumeIndexing");
      suspend.invoke(analysis);
      held = true;
    } catch (ReflectiveOperationException | InaccessibleObjectException ignored) {
      // not opened here, or a JDK that has other words
    }
    this.resume = found;
  }

  private Method method(String name) throws ReflectiveOperationException {
    Method method = analysis.getClass().getDeclaredMethod(name);
    method.setAccessible(true);
    return method;
  }

  /** Whether it waits for quiet. */
  synchronized boolean isHeld() {
    return held;
  }

  void cellBegins() {
    cells.incrementAndGet();
  }

  void cellEnded() {
    if (isHeld()) {
      int seen = cells.get();
      afterQuiet.execute(
          () -> {
            if (cells.get() == seen) {
              letGo();
            }
          });
    }
  }

  /** Lets the index be read, if it has not been yet. */
  synchronized void letGo() {
    if (held && resume != null) {
      held = false;
      try {
        resume.invoke(analysis);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
