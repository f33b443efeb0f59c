package org.stackbook.trace;

/** Is told how far a trace is read, after every few thousand requests. */
@FunctionalInterface
public interface ReadingProgress {

  /**
   * So much is read. Called by the thread that reads; what it throws ends the reading.
   *
   * @param reading the account up to now
   */
  void read(Reading reading);
}
