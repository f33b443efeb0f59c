package org.stackbook.trace.engine;

/** Requests that are read once, from first to last. */
public interface RequestSource extends AutoCloseable {

  /**
   * Fills a batch with the requests that follow.
   *
   * @return whether there were any; false at the end
   */
  boolean read(RequestBatch batch);

  /**
   * Whether all that was read so far tells its times in whole seconds, and so leaves open when
   * within its second a request came.
   */
  default boolean inWholeSeconds() {
    return false;
  }

  /** Lets go of what is read from. */
  @Override
  default void close() {}
}
