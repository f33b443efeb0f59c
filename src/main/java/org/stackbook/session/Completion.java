package org.stackbook.session;

import java.util.List;

/**
 * What may stand where the cursor is.
 *
 * @param start where the text to be replaced begins, as an index into the code
 * @param end where it ends, exclusive
 * @param candidates texts to choose from, the best fitting first
 */
public record Completion(int start, int end, List<String> candidates) {

  /** Copies the candidates. */
  public Completion {
    candidates = List.copyOf(candidates);
  }
}
