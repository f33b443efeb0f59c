package org.stackbook.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.stackbook.report.CellLabel;
import org.stackbook.report.NotebookRun;
import picocli.CommandLine.Help.Ansi;

/**
 * One line for each cell: {@code [ 3/12] placed = oslo.storage() … 0.8 s}. On a terminal the line
 * of the running cell moves.
 */
final class TerminalProgress implements NotebookRun.Progress {

  private static final String START_OF_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean moving;
  private final Ansi ansi;
  private final int width;
  private String head = "";
  private int room;
  private String label = "";
  private String shown = "";

  /**
   * @param moving whether the line of a running cell may be written over
   * @param width columns of the terminal
   */
  TerminalProgress(PrintWriter err, boolean moving, Ansi ansi, int width) {
    this.err = err;
    this.moving = moving;
    this.ansi = ansi;
    this.width = width;
  }

  @Override
  public void started(int number, int total, String code) {
    int digits = Integer.toString(total).length();
    head = String.format(Locale.ROOT, "[%" + digits + "d/%d] ", number, total);
    room = Math.max(10, width - head.length() - 12);
    label = CellLabel.of(code, room);
    shown = "";
    running(Duration.ZERO);
  }

  @Override
  public void running(Duration elapsed) {
    if (!moving) {
      return;
    }
    String line = line(elapsed);
    if (!line.equals(shown)) {
      err.print(START_OF_LINE + line);
      err.flush();
      shown = line;
    }
  }

  @Override
  public void ended(Duration elapsed, NotebookRun.CellEnd end) {
    if (moving) {
      err.print(START_OF_LINE);
    }
    // The code goes through as it is; only what we add is markup.
    String how =
        switch (end) {
          case WELL -> "";
          case FAILED -> ansi.string(" @|bold,red failed|@");
          case INTERRUPTED -> ansi.string(" @|yellow interrupted|@");
        };
    err.println(line(elapsed) + how);
    err.flush();
  }

  private String line(Duration elapsed) {
    return String.format(
        Locale.ROOT, "%s%-" + room + "s %6.1f s", head, label, elapsed.toMillis() / 1000.0);
  }
}
