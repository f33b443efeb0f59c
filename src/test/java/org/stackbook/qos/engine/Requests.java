package org.stackbook.qos.engine;

import java.util.List;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.trace.engine.RequestSource;

/** Requests one by one, for tests. */
record Requests(List<Requests.One> all) {

  /** When it comes, to which disk, what it does, and how large it is. */
  record One(long nanos, int disk, boolean write, int bytes) {}

  /** A source of them, in small batches. */
  RequestSource source() {
    return new RequestSource() {
      private int given;

      @Override
      public boolean read(RequestBatch batch) {
        batch.count = 0;
        while (given < all.size() && batch.count < 7) {
          One one = all.get(given++);
          batch.nanos[batch.count] = one.nanos();
          batch.tenant[batch.count] = one.disk();
          batch.write[batch.count] = one.write();
          batch.bytes[batch.count] = one.bytes();
          batch.count++;
        }
        return batch.count > 0;
      }
    };
  }
}
