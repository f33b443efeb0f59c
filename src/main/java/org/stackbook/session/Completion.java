package org.stackbook.session;

import java.util.List;

/**
 * What may stand where the cursor is.
 *
 * @param start where the text to be replaced begins, as an index into the code
 * @param end where it ends, exclusive
 * @param choices what to choose from, the best fitting first
 */
public record Completion(int start, int end, List<Choice> choices) {

  /** Copies the choices. */
  public Completion {
    choices = List.copyOf(choices);
  }

  /** Nothing may stand there that is known. */
  static Completion none(int cursor) {
    return new Completion(cursor, cursor, List.of());
  }

  /** The texts of the choices. */
  public List<String> candidates() {
    return choices.stream().map(Choice::text).toList();
  }

  /**
   * One of the texts.
   *
   * @param text what replaces the text between start and end
   * @param kind what it names
   * @param signature its parameters or its type, as Java; empty if not known
   */
  public record Choice(String text, Kind kind, String signature) {

    /** The same for another text, such as one that ends in a parenthesis. */
    Choice as(String other) {
      return new Choice(other, kind, signature);
    }
  }

  /** What a text names; the names are those that front ends have icons for. */
  public enum Kind {
    /** A method or constructor. */
    FUNCTION,
    /** A variable, field or constant. */
    INSTANCE,
    /** A type. */
    CLASS,
    /** A package. */
    MODULE,
    /** A word of the language. */
    KEYWORD,
    /** A magic. */
    MAGIC,
    /** A file or folder. */
    PATH,
    /** A word of the domain, inside of a text. */
    TEXT
  }
}
