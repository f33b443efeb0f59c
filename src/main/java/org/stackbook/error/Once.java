package org.stackbook.error;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    set(said, word + "(" + asWritten + ")", asWritten);
  }

  /**
   * Says what several words may say.
   *
   * @param said its value
   * @param call the word that was written, such as {@code zipf(0.9)}
   * @throws Refusal if one of the words was said before
   */
  public void setBy(T said, String call) {
    set(said, call, call);
  }

  private void set(T said, String call, String asWritten) {
    if (value != null) {
      throw Refusal.of(call, word + " is set to " + written + " already")
          .wayOut("keep one of the two")
          .asException();
    }
    value = Objects.requireNonNull(said);
    written = asWritten;
  }

  /** What was said, if anything. */
  public Optional<T> get() {
    return Optional.ofNullable(value);
  }
}
