package org.stackbook.session;

/** Thrown where a cell would end the process, which shall not end the whole session. */
public final class SystemExit extends Error {

  private SystemExit(String call, int status) {
    super(
        call
            + "("
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
    throw new SystemExit("System.exit", status);
  }

  /**
   * What {@code Runtime.exit} is in a cell.
   *
   * @throws SystemExit always
   */
  @SuppressWarnings("DoNotCallSuggester") // compiled calls are led here
  public static void exit(Runtime runtime, int status) {
    throw new SystemExit("Runtime.exit", status);
  }

  /**
   * What {@code Runtime.halt} is in a cell.
   *
   * @throws SystemExit always
   */
  @SuppressWarnings("DoNotCallSuggester") // compiled calls are led here
  public static void halt(Runtime runtime, int status) {
    throw new SystemExit("Runtime.halt", status);
  }
}
