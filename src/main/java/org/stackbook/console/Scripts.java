package org.stackbook.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.Session;

/** Runs scripts and ends: the first cell that fails stops them. */
public final class Scripts implements AutoCloseable {

  private final Runner runner;

  /**
   * Makes a session ready; nothing runs yet.
   *
   * @param builder of the session
   * @param out where values and prints go
   * @param err where errors go
   * @param colours whether to use colours
   * @param charts the folder that every chart is written to, or {@code null} for on request
   */
  public Scripts(
      Session.Builder builder,
      PrintWriter out,
      PrintWriter err,
      boolean colours,
      @Nullable Path charts) {
    ChartFiles files = new ChartFiles(charts);
    this.runner = new Runner(builder, new Screen(out, err, new Paint(colours), files), files);
  }

  /**
   * Runs a text.
   *
   * @param name what to call it if it fails
   * @return 0, 1 if a cell failed, or what {@code /exit} asked for
   */
  public int run(String name, String script) {
    return status(runner.runAll(name, script));
  }

  /**
   * Runs a file, in the same session as what ran before.
   *
   * @return 0, 1 if a cell failed, or what {@code /exit} asked for
   * @throws org.stackbook.error.Refusal if there is no such file
   * @throws IOException if it cannot be read
   */
  public int run(Path file) throws IOException {
    return status(runner.runFile(file));
  }

  /** Whether {@code /exit} was asked for: nothing more is to run. */
  public boolean ended() {
    return runner.exit().isPresent();
  }

  private int status(boolean ok) {
    return runner.exit().orElse(ok ? 0 : 1);
  }

  @Override
  public void close() {
    runner.close();
  }
}
