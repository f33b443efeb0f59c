package org.stackbook.stamp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;

/**
 * A word that a description says at most once. A second time is refused where it is typed, with
 * what was said first.
 *
 * <pre>{@code
 * Once<Integer> cores = new Once<>("cores");
 * cores.set(40, "40");
 * cores.set(44, "44") // → Refusal: cores(44): cores is set to 40 already…
 * }</pre>
 *
 * @param <T> type of what is said
 */
public final class Once<T> {

  private final String word;
  private @Nullable T value;
  private String written = "";

  /**
   * @param word the word of the builder, such as {@code cores}
   */
  public Once(String word) {
    this.word = word;
  }

  /**
   * Says the word.
   *
   * @param said its value
   * @param asWritten its value as the user wrote it, such as {@code gb(384)}
   * @throws Refusal if it was said before
   */
  public void set(T said, String asWritten) {
    if (value != null) {
      throw Refusal.of(word + "(" + asWritten + ")", word + " is set to " + written + " already")
          .wayOut("keep one of the two")
          .asException();
    }
    value = said;
    written = asWritten;
  }

  /** What was said, if anything. */
  public Optional<T> get() {
    return Optional.ofNullable(value);
  }
}
