package org.stackbook.trace.engine;

/** Requests that are read once, from first to last. */
public interface RequestSource extends AutoCloseable {

  /**
   * Fills a batch with the requests that follow.
   *
   * @return whether there were any; false at the end
   */
  boolean read(RequestBatch batch);

  /** Lets go of what is read from. */
  @Override
  default void close() {}
}
