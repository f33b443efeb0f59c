package org.stackbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stackbook.report.NotebookRun.CellEnd;
import org.stackbook.session.CellError;
import org.stackbook.session.CellOutput;
import org.stackbook.session.CellOutput.Stream;
import org.stackbook.session.CellResult;
import org.stackbook.view.MimeBundle;

@Tag("unit")
@Timeout(30)
class NotebookRunTest {

  private static final CellResult NOTHING = new CellResult(null, null, null);
  private final List<String> ran = new ArrayList<>();

  /** What a cell of a test does, by its source. */
  private interface Cells {
    CellResult run(String cell, CellOutput out);
  }

  @Test
  void keepsWhatCellsPutOutInTheOrderItCame() {
    JsonNode cell =
        outputs(
            (source, out) -> {
              out.stream(Stream.STDOUT, "a");
              out.stream(Stream.STDOUT, "b\n");
              out.stream(Stream.STDERR, "careful");
              out.display(MimeBundle.html("<b>x</b>", "x"), null, false);
              out.stream(Stream.STDOUT, "c");
              return new CellResult(7, MimeBundle.text("7"), null);
            });
    assertEquals(5, cell.size());
    assertEquals("ab\n", cell.at("/0/text").asText());
    assertEquals("stderr", cell.at("/1/name").asText());
    assertEquals("<b>x</b>", cell.path(2).path("data").path("text/html").asText());
    assertEquals("c", cell.at("/3/text").asText());
    assertEquals("execute_result", cell.at("/4/output_type").asText());
    assertEquals(1, cell.at("/4/execution_count").asInt());
  }

  @Test
  void aDisplayIsUpdatedWhereItStandsEvenFromALaterCell() {
    Notebook notebook = new Notebooks().code("first").code("second").notebook();
    NotebookOutcome outcome =
        run(
            notebook,
            (source, out) -> {
              boolean later = source.equals("second");
              out.display(MimeBundle.text(later ? "100 %" : "0 %"), "bar", later);
              return NOTHING;
            });
    List<Notebook.Cell> cells = outcome.notebook().cells();
    assertEquals("100 %", cells.get(0).outputs().path(0).path("data").path("text/plain").asText());
    assertEquals(0, cells.get(1).outputs().size());
  }

  @Test
  void clearingThatWaitsTakesEffectWithTheNextOutput() {
    JsonNode replaced =
        outputs(
            (source, out) -> {
              out.stream(Stream.STDOUT, "old");
              out.clear(true);
              out.stream(Stream.STDOUT, "new");
              return NOTHING;
            });
    assertEquals("new", replaced.at("/0/text").asText());
    assertEquals(1, replaced.size());
    JsonNode kept =
        outputs(
            (source, out) -> {
              out.stream(Stream.STDOUT, "old");
              out.clear(true);
              return NOTHING;
            });
    assertEquals("old", kept.at("/0/text").asText());
  }

  @Test
  void stopsAtTheFirstFailureAndKeepsWhatCameBefore() {
    Notebook notebook =
        new Notebooks()
            .codeWithOldOutput("fine")
            .codeWithOldOutput("bad")
            .codeWithOldOutput("after")
            .notebook();
    NotebookOutcome outcome =
        run(
            notebook,
            (source, out) -> {
              out.stream(Stream.STDOUT, "out of " + source);
              return source.equals("bad") ? failed() : NOTHING;
            });
    assertEquals(List.of("fine", "bad"), ran);
    assertFalse(outcome.ok());
    assertEquals(1, outcome.done());
    NotebookOutcome.Failure failure = outcome.failure();
    assertNotNull(failure);
    assertEquals(2, failure.number());
    assertEquals("Oops: no quorum", failure.account(false));
    String json = outcome.notebook().json();
    assertTrue(json.contains("out of fine"), json);
    assertTrue(json.contains("out of bad"), json);
    assertTrue(json.contains("\"ename\": \"Oops\""), json);
    assertFalse(json.contains("STALE"), "outputs of an earlier run would pass for this one's");
    assertFalse(json.contains("99"), json);
  }

  @Test
  void aCellThatMayFailDoesNotStopTheRun() {
    Notebook notebook = new Notebooks().code("bad", "raises-exception").code("after").notebook();
    NotebookOutcome outcome =
        run(notebook, (source, out) -> source.equals("bad") ? failed() : NOTHING);
    assertTrue(outcome.ok());
    assertEquals(List.of("bad", "after"), ran);
    assertTrue(outcome.notebook().json().contains("\"ename\": \"Oops\""));
  }

  @Test
  void emptyCellsAreNeitherRunNorCounted() {
    Notebook notebook = new Notebooks().code(" \n").code("only").notebook();
    NotebookOutcome outcome = run(notebook, (source, out) -> NOTHING);
    assertEquals(List.of("only"), ran);
    assertEquals(1, outcome.total());
    assertEquals(1, outcome.notebook().cells().get(1).executionCount());
  }

  @Test
  void aCellThatTakesTheSessionDownIsAFailureLikeAnother() {
    NotebookOutcome outcome =
        run(
            new Notebooks().code("big").notebook(),
            (source, out) -> {
              out.stream(Stream.STDOUT, "before");
              throw new OutOfMemoryError("heap");
            });
    NotebookOutcome.Failure failure = outcome.failure();
    assertNotNull(failure);
    assertEquals("java.lang.OutOfMemoryError", failure.error().name());
    assertTrue(outcome.notebook().json().contains("before"));
  }

  @Test
  void outputAfterTheEndOfACellIsDropped() {
    AtomicReference<CellOutput> kept = new AtomicReference<>();
    NotebookOutcome outcome =
        run(
            new Notebooks().code("x").notebook(),
            (source, out) -> {
              kept.set(out);
              out.stream(Stream.STDOUT, "in time");
              return NOTHING;
            });
    kept.get().stream(Stream.STDOUT, "too late");
    kept.get().display(MimeBundle.text("too late"), null, false);
    kept.get().clear(false);
    String json = outcome.notebook().json();
    assertTrue(json.contains("in time"), json);
    assertFalse(json.contains("too late"), json);
  }

  @Test
  void endlessTextIsCut() {
    String block = "x".repeat(1 << 20);
    JsonNode cell =
        outputs(
            (source, out) -> {
              for (int i = 0; i < 20; i++) {
                out.stream(Stream.STDOUT, block);
              }
              return NOTHING;
            });
    String text = cell.at("/0/text").asText();
    assertTrue(text.length() < OutputRecorder.MOST_TEXT + 100, "kept " + text.length());
    assertTrue(text.endsWith("… the rest of this cell's text is left out.\n"));
  }

  @Test
  void anInterruptedRunReturnsWithTheOutputsSoFar() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    Interruption stops = interrupt(asked, asked::countDown, new AtomicLong());
    assertTrue(stops.outcome.interrupted());
    assertNull(stops.outcome.failure());
    assertEquals(List.of("endless"), ran);
    assertTrue(stops.outcome.notebook().json().contains("so far"));
    assertEquals(List.of(CellEnd.INTERRUPTED), stops.ends);
  }

  @Test
  void aCellThatDoesNotStopIsLeftBehind() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    AtomicLong clock = new AtomicLong();
    Interruption ignores =
        interrupt(never, () -> clock.set(Duration.ofMinutes(1).toNanos()), clock);
    never.countDown();
    assertTrue(ignores.outcome.interrupted());
    String json = ignores.outcome.notebook().json();
    assertTrue(json.contains("so far"), json);
    assertTrue(json.contains("left behind"), json);
  }

  private record Interruption(NotebookOutcome outcome, List<CellEnd> ends) {}

  /** Runs a cell that waits for {@code until}, and interrupts it as soon as it has started. */
  private Interruption interrupt(CountDownLatch until, Runnable onInterrupt, AtomicLong clock)
      throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CellRunner runner =
        new CellRunner() {
          @Override
          public CellResult run(String cell, CellOutput out) {
            ran.add(cell);
            out.stream(Stream.STDOUT, "so far");
            started.countDown();
            try {
              until.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return NOTHING;
          }

          @Override
          public void interrupt() {
            onInterrupt.run();
          }
        };
    // The clock moves with every look at it, so that patience ends without anybody waiting.
    NotebookRun run =
        new NotebookRun(runner, () -> clock.addAndGet(1_000_000), Duration.ofMillis(50));
    Thread user =
        new Thread(
            () -> {
              try {
                started.await();
                run.interrupt();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    user.start();
    List<CellEnd> ends = new ArrayList<>();
    NotebookOutcome outcome =
        run.run(new Notebooks().code("endless").code("next").notebook(), recording(ends));
    user.join();
    return new Interruption(outcome, ends);
  }

  private static NotebookRun.Progress recording(List<CellEnd> ends) {
    return new NotebookRun.Progress() {
      @Override
      public void started(int number, int total, String code) {}

      @Override
      public void running(Duration elapsed) {}

      @Override
      public void ended(Duration elapsed, CellEnd end) {
        ends.add(end);
      }
    };
  }

  private JsonNode outputs(Cells cells) {
    return run(new Notebooks().code("cell").notebook(), cells).notebook().cells().get(0).outputs();
  }

  private NotebookOutcome run(Notebook notebook, Cells cells) {
    CellRunner runner =
        new CellRunner() {
          @Override
          public CellResult run(String cell, CellOutput out) {
            ran.add(cell);
            return cells.run(cell, out);
          }

          @Override
          public void interrupt() {}
        };
    return new NotebookRun(runner, System::nanoTime, Duration.ofSeconds(1))
        .run(notebook, NotebookRun.Progress.SILENT);
  }

  private static CellResult failed() {
    return new CellResult(
        null,
        null,
        new CellError(
            "Oops", "no quorum", 0, 0, List.of("\u001b[31mOops\u001b[0m: no quorum"), null));
  }
}
