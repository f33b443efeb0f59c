package org.stackbook.session;

import java.io.PrintStream;
import java.io.PrintWriter;

/**
 * Thrown by the checks in an interrupted cell, again and again, until its code has ended. Not an
 * exception, which a cell may catch with good reason.
 */
final class CellStopped extends Error {

  /**
   * @param where what the cell was doing when it was told to stop
   */
  CellStopped(StackTraceElement[] where) {
    super("the cell was interrupted", null, false, true);
    setStackTrace(where);
  }

  /** It is made where the stop is raised, not where the code is. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  // A thread that ends with it is reported by the JDK, through these, in one line.

  @Override
  public void printStackTrace(PrintStream out) {
    out.println(getMessage());
  }

  @Override
  public void printStackTrace(PrintWriter out) {
    out.println(getMessage());
  }
}
