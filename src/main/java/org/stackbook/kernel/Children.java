package org.stackbook.kernel;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The processes that cells have started: they end with the kernel. */
final class Children {

  /** How long they may take to tidy up. */
  private static final long PATIENCE_MILLIS = 200;

  private final Set<ProcessHandle> before =
      ProcessHandle.current().descendants().collect(Collectors.toSet());

  /** Ends those that were started since this object was made. */
  void end() {
    Set<ProcessHandle> ours = alive();
    if (ours.isEmpty()) {
      return;
    }
    ours.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] ends =
        ours.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      alive().forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Set<ProcessHandle> alive() {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> !before.contains(child) && child.isAlive())
        .collect(Collectors.toSet());
  }
}
