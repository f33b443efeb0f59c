package org.stackbook.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.CellError;
import org.stackbook.session.CellOutput;
import org.stackbook.session.CellResult;
import org.stackbook.session.Session;

/**
 * Executes a notebook top to bottom, as Jupyter would in a fresh kernel.
 *
 * <p>It stops at the first cell that fails; a cell tagged {@code raises-exception} may fail.
 * Outputs up to there are kept, and no output of an earlier run is: what the executed notebook
 * shows came from this run.
 *
 * <pre>{@code
 * NotebookRun run = NotebookRun.in(session);
 * NotebookOutcome outcome = run.run(Notebook.read(file), NotebookRun.Progress.SILENT);
 * outcome.notebook().write(Path.of("out/quickstart.ipynb"));
 * }</pre>
 */
public final class NotebookRun {

  private static final Duration TICK = Duration.ofMillis(100);

  private final CellRunner runner;
  private final LongSupplier nanos;
  private final Duration patience;
  private volatile boolean interrupted;

  /**
   * @param nanos a clock that only goes forward, in nanoseconds
   * @param patience how long an interrupted cell may take to stop before it is left behind
   */
  NotebookRun(CellRunner runner, LongSupplier nanos, Duration patience) {
    this.runner = runner;
    this.nanos = nanos;
    this.patience = patience;
  }

  /**
   * A run whose cells are evaluated in {@code session}, which stays open afterwards.
   *
   * @param session a fresh session; what earlier cells defined in it is seen by the notebook
   */
  public static NotebookRun in(Session session) {
    return new NotebookRun(
        new CellRunner() {
          @Override
          public CellResult run(String cell, CellOutput out) {
            return session.run(cell, out);
          }

          @Override
          public void interrupt() {
            session.interrupt();
          }
        },
        System::nanoTime,
        Duration.ofSeconds(3));
  }

  /** Told how a run goes on; called from the thread that called {@link #run}. */
  public interface Progress {

    /** Tells nobody. */
    Progress SILENT =
        new Progress() {
          @Override
          public void started(int number, int total, String code) {}

          @Override
          public void running(Duration elapsed) {}

          @Override
          public void ended(Duration elapsed, CellEnd end) {}
        };

    /**
     * A code cell starts.
     *
     * @param number which code cell, from 1
     * @param total how many code cells the notebook has
     * @param code its source
     */
    void started(int number, int total, String code);

    /**
     * The cell is still running; called several times a second.
     *
     * @param elapsed since it started
     */
    void running(Duration elapsed);

    /**
     * The cell has ended.
     *
     * @param elapsed since it started
     * @param end how
     */
    void ended(Duration elapsed, CellEnd end);
  }

  /** How a cell of a run ended. */
  public enum CellEnd {
    /** As it should; with an exception, if it is tagged {@code raises-exception}. */
    WELL,
    /** With an error, which stops the run. */
    FAILED,
    /** Before its end, because the run was interrupted. */
    INTERRUPTED
  }

  /**
   * Executes every code cell in order. The notebook given is not changed.
   *
   * @param notebook what to execute
   * @param progress told before, during and after each code cell
   * @return the executed notebook and how far the run came
   */
  public NotebookOutcome run(Notebook notebook, Progress progress) {
    Notebook executed = notebook.withoutOutputs();
    List<Notebook.Cell> cells =
        executed.cells().stream()
            .filter(cell -> cell.isCode() && !cell.source().isBlank())
            .toList();
    Map<String, List<ObjectNode>> displays = new HashMap<>();
    ExecutorService worker = Executors.newSingleThreadExecutor(NotebookRun::daemon);
    try {
      for (int i = 0; i < cells.size() && !interrupted; i++) {
        Notebook.Cell cell = cells.get(i);
        int number = i + 1;
        progress.started(number, cells.size(), cell.source());
        long start = nanos.getAsLong();
        CellError error = execute(cell, number, displays, worker, progress);
        CellEnd end =
            interrupted
                ? CellEnd.INTERRUPTED
                : error == null || cell.hasTag("raises-exception") ? CellEnd.WELL : CellEnd.FAILED;
        progress.ended(since(start), end);
        if (end == CellEnd.INTERRUPTED) {
          return new NotebookOutcome(executed, cells.size(), number - 1, null, true);
        }
        if (error != null && end == CellEnd.FAILED) {
          return new NotebookOutcome(
              executed,
              cells.size(),
              number - 1,
              new NotebookOutcome.Failure(number, cell.source(), error),
              false);
        }
      }
    } finally {
      worker.shutdownNow();
    }
    return new NotebookOutcome(executed, cells.size(), cells.size(), null, interrupted);
  }

  /**
   * Stops the run: the running cell is interrupted, no further one starts, and {@link #run} returns
   * with the outputs so far. May be called from any thread.
   */
  public void interrupt() {
    interrupted = true;
    runner.interrupt();
  }

  private @Nullable CellError execute(
      Notebook.Cell cell,
      int number,
      Map<String, List<ObjectNode>> displays,
      ExecutorService worker,
      Progress progress) {
    OutputRecorder recorder = new OutputRecorder(displays);
    long start = nanos.getAsLong();
    CompletableFuture<CellResult> running =
        CompletableFuture.supplyAsync(() -> runner.run(cell.source(), recorder), worker);
    CellError error;
    try {
      CellResult result = await(running, start, progress);
      if (result.shown() != null) {
        recorder.result(result.shown(), number);
      }
      error = result.error();
    } catch (CancellationException e) {
      error = plainError("Interrupted", "the cell did not stop when asked to; it was left behind");
    } catch (ExecutionException e) {
      // A cell may take the session down with it, by using up the memory for one.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      error = plainError(cause.getClass().getName(), String.valueOf(cause.getMessage()));
    }
    if (error != null) {
      recorder.error(error);
    }
    cell.node().set("outputs", recorder.end());
    cell.executed(number);
    return error;
  }

  /**
   * Waits for the cell, telling of its progress meanwhile.
   *
   * @throws CancellationException if the cell was interrupted and did not stop in time
   * @throws ExecutionException if the session itself failed
   */
  private CellResult await(CompletableFuture<CellResult> running, long start, Progress progress)
      throws ExecutionException {
    long givenUp = Long.MAX_VALUE;
    while (true) {
      try {
        return running.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = since(start).toNanos();
        if (interrupted && givenUp == Long.MAX_VALUE) {
          givenUp = now + patience.toNanos();
        }
        if (now > givenUp) {
          throw new CancellationException();
        }
        progress.running(Duration.ofNanos(now));
      } catch (InterruptedException e) {
        interrupt();
      }
    }
  }

  private static CellError plainError(String name, String message) {
    return new CellError(name, message, 0, 0, List.of(name + ": " + message), null);
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanos.getAsLong() - start);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cells");
    thread.setDaemon(true);
    return thread;
  }
}
