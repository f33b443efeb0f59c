package org.stackbook.session;

/** Thrown to code that runs other code with {@link Notebook#eval} when that code fails. */
public final class CellException extends Exception {

  private final transient CellError error;

  CellException(CellError error) {
    super(error.name() + (error.message().isEmpty() ? "" : ": " + error.message()));
    this.error = error;
  }

  /** What stopped the inner code. */
  public CellError error() {
    return error;
  }
}
