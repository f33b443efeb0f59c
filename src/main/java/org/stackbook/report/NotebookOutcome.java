package org.stackbook.report;

import org.jspecify.annotations.Nullable;
import org.stackbook.session.CellError;

/**
 * How a run of a notebook ended.
 *
 * @param notebook the executed notebook, with the outputs so far
 * @param total how many code cells it has, empty ones left out
 * @param done how many of them ran as they should, from the top
 * @param failure the cell that stopped the run, or {@code null}
 * @param interrupted whether the run was interrupted before its end
 */
public record NotebookOutcome(
    Notebook notebook, int total, int done, @Nullable Failure failure, boolean interrupted) {

  /** Whether every cell ran as it should. */
  public boolean ok() {
    return failure == null && !interrupted;
  }

  /**
   * The cell that stopped a run.
   *
   * @param number which code cell, from 1
   * @param source its code
   * @param error what stopped it
   */
  public record Failure(int number, String source, CellError error) {

    /**
     * The error as a terminal shows it.
     *
     * @param colours whether the terminal has colours
     */
    public String account(boolean colours) {
      String text = String.join("\n", error.traceback());
      if (text.isBlank()) {
        text = error.name() + ": " + error.message();
      }
      return colours ? text : Ansi.strip(text);
    }
  }
}
