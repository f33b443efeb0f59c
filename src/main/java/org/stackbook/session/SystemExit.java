package org.stackbook.session;

/** Thrown where a cell calls {@code System.exit}, which shall not end the whole session. */
public final class SystemExit extends Error {

  private SystemExit(int status) {
    super(
        "System.exit("
            + status
            + ") ends the cell, not the session;"
            + " restart or shut down the kernel from the front end");
  }

  /**
   * What {@code System.exit} is in a cell.
   *
   * @throws SystemExit always
   */
  @SuppressWarnings("DoNotCallSuggester") // compiled calls are led here
  public static void exit(int status) {
    throw new SystemExit(status);
  }
}
