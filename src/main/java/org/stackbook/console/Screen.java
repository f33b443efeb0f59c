package org.stackbook.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.CellError;
import org.stackbook.session.CellOutput;
import org.stackbook.session.CellResult;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Progress;

/** Where cells print and show their values, as text. */
final class Screen implements CellOutput {

  private static final String START_OF_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final PrintWriter err;
  private final Paint paint;
  private final ChartFiles charts;
  private boolean lineOpen;
  private boolean progressShown;

  Screen(PrintWriter out, PrintWriter err, Paint paint, ChartFiles charts) {
    this.out = out;
    this.err = err;
    this.paint = paint;
    this.charts = charts;
  }

  @Override
  public synchronized void stream(Stream stream, String text) {
    if (text.isEmpty()) {
      return;
    }
    hideProgress();
    PrintWriter to = stream == Stream.STDOUT ? out : err;
    to.print(text);
    to.flush();
    lineOpen = !text.endsWith("\n");
  }

  /** An update is shown like a first display: what a terminal has shown, it has shown. */
  @Override
  public synchronized void display(MimeBundle shown, @Nullable String id, boolean update) {
    closeLine();
    out.println(shown.text());
    noteChart();
    out.flush();
  }

  /** On a line of its own that is written over; nowhere without colours: what is written may stay. */
  @Override
  public synchronized void progress(Progress progress, Progress.State state) {
    if (!paint.on()) {
      return;
    }
    if (!progressShown) {
      closeLine();
    }
    hideProgress();
    if (state != Progress.State.ENDED) {
      out.print(paint.aside(progress.text()));
      progressShown = true;
    }
    out.flush();
  }

  private void hideProgress() {
    if (progressShown) {
      out.print(START_OF_LINE);
      progressShown = false;
    }
  }

  /** What a terminal has shown, it has shown. */
  @Override
  public void clear(boolean wait) {}

  /**
   * Shows how a cell ended.
   *
   * @param cell what was run
   */
  synchronized void result(String cell, CellResult result) {
    closeLine();
    if (result.shown() != null && result.value() != null) {
      out.println(paint.value(result.value(), result.shown().text()));
      noteChart();
      out.flush();
    }
    if (result.error() != null) {
      error(cell, result.error());
    }
  }

  private void error(String cell, CellError error) {
    MimeBundle card = error.card();
    if (card == null) {
      error.traceback().forEach(line -> err.println(paint.painted(line)));
    } else {
      String text = card.text();
      int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
      err.println(paint.error(text.substring(0, end)) + text.substring(end));
      // Where it was needs no saying if the cell is the line above.
      if (cell.strip().indexOf('\n') >= 0) {
        List<String> place = error.traceback();
        place
            .subList(Math.min(1, place.size()), place.size())
            .forEach(line -> err.println(paint.painted(line)));
      }
    }
    err.flush();
  }

  private void noteChart() {
    try {
      charts.note().ifPresent(note -> out.println(paint.aside(note)));
    } catch (IOException e) {
      throw new UncheckedIOException("the chart could not be written", e);
    }
  }

  void println(String text) {
    out.println(text);
    out.flush();
  }

  void complain(String text) {
    int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
    err.println(paint.error(text.substring(0, end)) + text.substring(end));
    err.flush();
  }

  void aside(String text) {
    println(paint.aside(text));
  }

  /** What was printed without a line end keeps its line to itself. */
  private void closeLine() {
    hideProgress();
    if (lineOpen) {
      out.println();
      out.flush();
      lineOpen = false;
    }
  }
}
