package org.stackbook.session;

import org.jspecify.annotations.Nullable;
import org.stackbook.view.MimeBundle;

/**
 * How a cell ended.
 *
 * @param value the value of its last expression, or {@code null} if it has none
 * @param shown that value as it shows itself, or {@code null} if there is nothing to show
 * @param error what stopped it, or {@code null} if it ran to its end
 */
public record CellResult(
    @Nullable Object value, @Nullable MimeBundle shown, @Nullable CellError error) {

  /** Whether the cell ran to its end. */
  public boolean ok() {
    return error == null;
  }
}
