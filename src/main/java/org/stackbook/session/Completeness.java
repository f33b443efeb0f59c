package org.stackbook.session;

/**
 * Whether code can be run as it stands, for consoles that decide what the Enter key does.
 *
 * @param status how far the code has come
 * @param indent white space to start the next line with; empty unless incomplete
 */
public record Completeness(Status status, String indent) {

  /** How far code has come. */
  public enum Status {
    /** Ready to run. */
    COMPLETE,
    /** Something is still open: more lines may follow. */
    INCOMPLETE,
    /** No continuation makes it valid. */
    INVALID,
    /** Cannot be said. */
    UNKNOWN
  }
}
