package org.stackbook.stamp;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.stackbook.error.Refusal;

/** A value of a file that knows where it stands. */
sealed interface Located {

  /** Where it begins. */
  Place place();

  /** It as written, shortened, for a message. */
  String written();

  /**
   * Keys and values.
   *
   * @param entries in the order of the file; keys are unique
   */
  record Struct(Place place, List<Entry> entries) implements Located {
    /** The value of a key. */
    Optional<Located> get(String key) {
      return entries.stream().filter(e -> e.key.equals(key)).map(Entry::value).findFirst();
    }

    @Override
    public String written() {
      return "{…}";
    }
  }

  /** A key with its value. */
  record Entry(String key, Place place, Located value) {}

  /** A list. */
  record Items(Place place, List<Located> values) implements Located {
    @Override
    public String written() {
      return "[…]";
    }
  }

  /** A single value. */
  record Scalar(Place place, Kind kind, String text) implements Located {
    private static final int SHOWN = 40;

    @Override
    public String written() {
      String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
      return kind == Kind.TEXT ? Words.quoted(shown) : shown.isEmpty() ? "nothing" : shown;
    }
  }

  /** What a single value is. */
  enum Kind {
    TEXT("a text"),
    WHOLE("a whole number"),
    FRACTION("a number with a fraction"),
    FLAG("true or false"),
    NOTHING("nothing");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** Does what this value says; a refusal is given this place unless it has a nearer one. */
  default void tell(Runnable saying) {
    ask(
        () -> {
          saying.run();
          return this;
        });
  }

  /** What follows from this value; a refusal is given this place unless it has a nearer one. */
  default <T> T ask(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (Refusal refusal) {
      throw refusal.at(place().toString());
    }
  }
}
