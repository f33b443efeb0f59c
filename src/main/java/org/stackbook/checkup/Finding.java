package org.stackbook.checkup;

/**
 * What one check found.
 *
 * @param what what was looked for, in a word
 * @param state whether it is there
 * @param found what was found, or what is wrong
 * @param wayOut what to do; empty if nothing need be done
 */
public record Finding(String what, State state, String found, String wayOut) {

  /** Whether a thing is there. */
  public enum State {
    /** It is there and good. */
    FOUND,
    /** It is not there, and most of Stackbook works without it. */
    ABSENT,
    /** It is not there, and Stackbook needs it. */
    MISSING
  }

  /** It is there. */
  public static Finding found(String what, String found) {
    return new Finding(what, State.FOUND, found, "");
  }

  /** It is not there, and need not be. */
  public static Finding absent(String what, String found, String wayOut) {
    return new Finding(what, State.ABSENT, found, wayOut);
  }

  /** It is not there, and must be. */
  public static Finding missing(String what, String found, String wayOut) {
    return new Finding(what, State.MISSING, found, wayOut);
  }
}
