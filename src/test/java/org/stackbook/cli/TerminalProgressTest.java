package org.stackbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.report.NotebookRun.CellEnd;
import picocli.CommandLine.Help.Ansi;

@Tag("unit")
class TerminalProgressTest {

  private static final String AGAIN = "\r\u001b[K";

  private final StringWriter shown = new StringWriter();

  /** A terminal of so few columns that the code has the ten that it always has. */
  private TerminalProgress progress(boolean moving) {
    return new TerminalProgress(new PrintWriter(shown), moving, Ansi.OFF, 28);
  }

  private static void run(TerminalProgress progress) {
    progress.started(3, 12, "six * 7");
    progress.running(Duration.ofMillis(240));
    progress.running(Duration.ofMillis(249)); // nothing that would be seen
    progress.running(Duration.ofMillis(1_600));
    progress.ended(Duration.ofMillis(1_700), CellEnd.WELL);
    progress.started(4, 12, "oops();");
    progress.ended(Duration.ofMillis(100), CellEnd.FAILED);
  }

  @Test
  void theLineOfTheRunningCellMovesAndStaysOnceItHasEnded() {
    run(progress(true));
    assertEquals(
        AGAIN
            + "[ 3/12] six * 7       0.0 s"
            + AGAIN
            + "[ 3/12] six * 7       0.2 s"
            + AGAIN
            + "[ 3/12] six * 7       1.6 s"
            + AGAIN
            + "[ 3/12] six * 7       1.7 s\n"
            + AGAIN
            + "[ 4/12] oops();       0.0 s"
            + AGAIN
            + "[ 4/12] oops();       0.1 s failed\n",
        shown.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void whereNothingMovesThereIsALineForEachCell() {
    run(progress(false));
    assertEquals(
        "[ 3/12] six * 7       1.7 s\n[ 4/12] oops();       0.1 s failed\n",
        shown.toString().replace(System.lineSeparator(), "\n"));
  }
}
