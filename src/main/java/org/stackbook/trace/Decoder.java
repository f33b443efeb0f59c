package org.stackbook.trace;

import java.io.IOException;
import org.stackbook.trace.engine.RequestBatch;

/** Turns what a trace is made of into requests, from first to last, and counts on the way. */
interface Decoder extends AutoCloseable {

  /**
   * Fills a batch.
   *
   * @param most requests wanted, from 1 to {@link RequestBatch#SIZE}
   * @return whether there were any; false at the end
   * @throws IOException if the bytes cannot be read
   */
  boolean read(RequestBatch batch, int most) throws IOException;

  /** Whether all that was read so far tells its times in seconds, and none with a fraction. */
  default boolean inWholeSeconds() {
    return false;
  }

  @Override
  void close() throws IOException;

  /** A decoder that reaches the ids of objects faster than by way of requests. */
  interface OfIds extends Decoder {

    /**
     * Fills an array with the ids that follow.
     *
     * @param most ids wanted, 1 or more
     * @return how many there were; 0 at the end
     */
    int read(long[] ids, int most) throws IOException;
  }
}
