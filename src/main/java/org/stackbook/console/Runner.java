package org.stackbook.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.stackbook.error.Refusal;
import org.stackbook.session.CellError;
import org.stackbook.session.CellResult;
import org.stackbook.session.Session;

/** Runs cells and words, typed or from a script, and shows what comes of them. */
final class Runner implements AutoCloseable {

  /** Larger files than this are not code. */
  private static final long LARGEST = 16 * 1024 * 1024;

  private final Session.Builder builder;
  private final Screen screen;
  private final ChartFiles charts;
  private final List<String> cells = new ArrayList<>();
  private volatile Session session;
  private OptionalInt exit = OptionalInt.empty();

  Runner(Session.Builder builder, Screen screen, ChartFiles charts) {
    this.builder = builder.renderer(charts::show);
    this.screen = screen;
    this.charts = charts;
    this.session = builder.build();
  }

  Session session() {
    return session;
  }

  Screen screen() {
    return screen;
  }

  ChartFiles charts() {
    return charts;
  }

  /** The cells that ran to their end, oldest first. */
  List<String> cells() {
    return List.copyOf(cells);
  }

  /** The status that {@code /exit} asked for; empty as long as nobody did. */
  OptionalInt exit() {
    return exit;
  }

  void exit(int status) {
    exit = OptionalInt.of(status);
  }

  /** Runs a cell or a word, as typed. */
  void run(String text) {
    run(text, text);
  }

  /** Runs a whole text, cell by cell, until one fails or {@code /exit}. */
  boolean runAll(String name, String script) {
    for (Script.Cell cell : Script.cells(session, script)) {
      OptionalInt failed = run(cell.text(), cell.padded());
      if (failed.isPresent()) {
        int line = Math.max(cell.line(), failed.getAsInt());
        screen.complain("Stopped at " + name + ", line " + line + ".");
        return false;
      }
      if (exit.isPresent()) {
        return exit.getAsInt() == 0;
      }
    }
    return true;
  }

  /** Runs the cells of a file. */
  boolean runFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw Refusal.of(file.toString(), "there is no such file").asException();
    }
    if (Files.size(file) > LARGEST) {
      throw Refusal.of(file.toString(), "a script of more than 16 MiB is none").asException();
    }
    return runAll(file.toString(), Files.readString(file));
  }

  /**
   * Runs a cell or a word.
   *
   * @param padded the cell as the session gets it
   * @return empty if it ran to its end, else the line that failed, 0 if that is unknown
   */
  private OptionalInt run(String text, String padded) {
    if (Words.isWord(text)) {
      return word(text.strip()) ? OptionalInt.empty() : OptionalInt.of(0);
    }
    CellResult result = session.run(padded, screen);
    screen.result(text, result);
    CellError error = result.error();
    if (error == null) {
      cells.add(text);
      return OptionalInt.empty();
    }
    return OptionalInt.of(error.line());
  }

  private boolean word(String line) {
    try {
      return Words.run(line, this);
    } catch (Refusal e) {
      screen.complain(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      screen.complain(e.toString());
    }
    return false;
  }

  /** Forgets all that was declared. */
  void reset() {
    session.close();
    cells.clear();
    session = builder.build();
  }

  @Override
  public void close() {
    session.close();
  }
}
