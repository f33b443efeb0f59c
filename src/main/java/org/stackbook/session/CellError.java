package org.stackbook.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.MimeBundle;

/**
 * What stopped a cell.
 *
 * @param name the user's exception class, or {@code CompilationException} for code that does not
 *     compile
 * @param message what it says; may be empty
 * @param line line in the cell, from 1; 0 if unknown
 * @param column column in that line, from 1; 0 if unknown
 * @param traceback lines for a terminal, with ANSI colours, without frames of our own
 * @param card the error as a card for front ends that show HTML, or {@code null} where the
 *     traceback says it all
 */
public record CellError(
    String name,
    String message,
    int line,
    int column,
    List<String> traceback,
    @Nullable MimeBundle card) {

  /** Copies the traceback. */
  public CellError {
    traceback = List.copyOf(traceback);
  }
}
