package org.stackbook.trace;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.LongToIntFunction;
import org.stackbook.error.Refusal;
import org.stackbook.trace.engine.KeySource;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.trace.engine.RequestSource;

/**
 * A trace that is being read, once, from first to last. Its account says what was read and what was
 * left out.
 *
 * <p>Reading stops where its thread is interrupted.
 */
public final class TraceReader implements RequestSource {

  private final Origin origin;
  private final Tally tally;
  private final Tenants tenants = new Tenants();
  private final Decoder decoder;
  private final List<ReadingProgress> listeners;
  private final RequestBatch batch = new RequestBatch();
  private long left;
  private boolean ended;

  TraceReader(Origin origin, long limit, List<ReadingProgress> listeners) {
    this.origin = origin;
    this.left = limit;
    this.listeners = listeners;
    this.tally = origin.tally();
    try {
      this.decoder = origin.open(tally, tenants);
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /**
   * Fills a batch with the requests that follow.
   *
   * @return whether there were any; false at the end
   * @throws Refusal if the file is damaged, or most of its first rows are broken
   * @throws CancellationException if the thread is interrupted
   */
  @Override
  public boolean read(RequestBatch into) {
    into.count = 0;
    if (stop()) {
      return false;
    }
    try {
      boolean any = decoder.read(into, (int) Math.min(left, RequestBatch.SIZE));
      return went(any ? into.count : 0);
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /**
   * Fills an array with the keys of what follows: the ids of objects, or the addresses with the
   * number of the disk above them.
   */
  private int readKeys(long[] keys) {
    if (stop()) {
      return 0;
    }
    try {
      int count;
      if (decoder instanceof Decoder.OfIds ids) {
        count = ids.read(keys, (int) Math.min(left, keys.length));
      } else {
        count = addresses(keys);
      }
      went(count);
      return count;
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private int addresses(long[] keys) throws IOException {
    int most = (int) Math.min(left, Math.min(keys.length, RequestBatch.SIZE));
    if (!decoder.read(batch, most)) {
      return 0;
    }
    for (int i = 0; i < batch.count; i++) {
      keys[i] = ((long) batch.tenant[i] << DelimitedDecoder.ADDRESS_BITS) + batch.address[i];
    }
    return batch.count;
  }

  private boolean stop() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
    return ended || left == 0;
  }

  private boolean went(int count) {
    left -= count;
    if (count == 0) {
      ended = true;
      tally.end();
    }
    if (!listeners.isEmpty()) {
      Reading now = tally.reading();
      listeners.forEach(listener -> listener.read(now));
    }
    return count > 0;
  }

  private RuntimeException refusal(IOException e) {
    if (e instanceof ClosedByInterruptException) {
      CancellationException cancelled = new CancellationException();
      cancelled.initCause(e);
      return cancelled;
    }
    Reading until = tally.reading();
    return Refusal.of(
            "trace(\"" + origin.name() + "\")",
            String.format(
                Locale.ROOT,
                "%s, after %,d rows and %,d bytes",
                e.getMessage(),
                until.rows(),
                until.bytes()))
        .wayOut(
            until.good() == 0
                ? "get the file again"
                : "get the file again, or take what is whole: limit(" + until.good() + ")")
        .cause(e)
        .asException();
  }

  @Override
  public boolean inWholeSeconds() {
    return decoder.inWholeSeconds();
  }

  /** The account up to now. */
  public Reading reading() {
    return tally.reading();
  }

  /** The names of disks, hosts or volumes up to now, by the numbers that requests have. */
  public List<String> tenants() {
    List<String> names = tenants.names();
    return names.isEmpty() ? List.of(origin.name()) : names;
  }

  /** The number of the disk that an object is on, by its key; ids are all of one. */
  LongToIntFunction tenantOfObject() {
    return decoder instanceof Decoder.OfIds
        ? id -> 0
        : key -> (int) (key >>> DelimitedDecoder.ADDRESS_BITS);
  }

  /** The keys of what is requested, each whole, as one source. */
  KeySource objects() {
    return new KeySource() {
      @Override
      public int read(long[] keys) {
        return readKeys(keys);
      }

      @Override
      public void close() {
        TraceReader.this.close();
      }
    };
  }

  @Override
  public void close() {
    try {
      decoder.close();
    } catch (IOException e) {
      throw refusal(e);
    }
  }
}
