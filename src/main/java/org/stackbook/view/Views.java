package org.stackbook.view;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place where a front end asks how a value is shown. */
public final class Views {

  private Views() {}

  /**
   * How {@code value} shows itself, or empty if Stackbook has no view of its type and the front
   * end's own rules apply.
   *
   * @param value any value of a cell, or {@code null}
   */
  public static Optional<MimeBundle> of(@Nullable Object value) {
    if (value instanceof Showable showable) {
      return Optional.of(showable.show());
    }
    return Optional.empty();
  }
}
