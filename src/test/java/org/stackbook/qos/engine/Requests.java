package org.stackbook.qos.engine;

import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.trace.engine.RequestSource;

/** Requests from arrays, for tests. */
record Requests(long[] nanos, int[] disk, boolean[] write, int[] bytes) {

  /** A source of them, in small batches. */
  RequestSource source() {
    return new RequestSource() {
      private int given;

      @Override
      public boolean read(RequestBatch batch) {
        batch.count = 0;
        while (given < nanos.length && batch.count < 7) {
          batch.nanos[batch.count] = nanos[given];
          batch.tenant[batch.count] = disk[given];
          batch.write[batch.count] = write[given];
          batch.bytes[batch.count] = bytes[given];
          batch.count++;
          given++;
        }
        return batch.count > 0;
      }
    };
  }
}
