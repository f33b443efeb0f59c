package org.stackbook.trace.engine;

import java.util.Arrays;
import java.util.Locale;

/**
 * Spreads the requests of a second evenly over it, if a trace tells whole seconds only: if those of
 * its first batch do, and two of them came in one second.
 */
public final class EvenSeconds implements RequestSource {

  private static final long SECOND = 1_000_000_000L;

  /** More in one second are not believed, and not held: some 120 MB. */
  private static final int MOST_BATCHES = (1 << 22) / RequestBatch.SIZE;

  private final RequestSource source;
  private final RequestBatch ahead = new RequestBatch();
  private RequestBatch[] held = new RequestBatch[0];
  private int nextAhead;
  private long count;
  private long given;
  private boolean started;
  private boolean spread;

  /**
   * @param source is closed together with this
   */
  public EvenSeconds(RequestSource source) {
    this.source = source;
  }

  /**
   * Fills a batch with the requests that follow.
   *
   * @throws ArithmeticException if more come in one second than can be held
   */
  @Override
  public boolean read(RequestBatch batch) {
    if (!started) {
      started = true;
      fetch();
      spread = wholeSeconds();
    }
    if (!spread) {
      return pass(batch);
    }
    batch.count = 0;
    while (batch.count < RequestBatch.SIZE && (given < count || holdSecond())) {
      RequestBatch from = held[(int) (given / RequestBatch.SIZE)];
      int i = (int) (given % RequestBatch.SIZE);
      copy(from, i, batch);
      batch.nanos[batch.count - 1] += (long) ((double) SECOND * given / count);
      given++;
    }
    return batch.count > 0;
  }

  /** Whether the times of its requests are spread. */
  public boolean spread() {
    return spread;
  }

  private boolean wholeSeconds() {
    boolean together = false;
    for (int i = 0; i < ahead.count; i++) {
      if (ahead.nanos[i] % SECOND != 0) {
        return false;
      }
      together |= i > 0 && ahead.nanos[i] == ahead.nanos[i - 1];
    }
    return together;
  }

  private boolean pass(RequestBatch batch) {
    if (nextAhead == 0 && ahead.count > 0) {
      batch.count = 0;
      while (nextAhead < ahead.count) {
        copy(ahead, nextAhead++, batch);
      }
      return true;
    }
    return source.read(batch);
  }

  private boolean fetch() {
    nextAhead = 0;
    if (!source.read(ahead)) {
      ahead.count = 0;
    }
    return ahead.count > 0;
  }

  /** Holds all requests of the second that is next. */
  private boolean holdSecond() {
    count = 0;
    given = 0;
    if (nextAhead == ahead.count && !fetch()) {
      return false;
    }
    long second = ahead.nanos[nextAhead];
    do {
      if (ahead.nanos[nextAhead] != second) {
        break;
      }
      hold();
    } while (nextAhead < ahead.count || fetch());
    return true;
  }

  private void hold() {
    int batch = (int) (count / RequestBatch.SIZE);
    if (batch == MOST_BATCHES) {
      throw new ArithmeticException(
          String.format(Locale.ROOT, "more than %,d requests come in one second", count));
    }
    if (batch == held.length) {
      held = Arrays.copyOf(held, batch + 1);
      held[batch] = new RequestBatch();
    }
    if (count % RequestBatch.SIZE == 0) {
      held[batch].count = 0;
    }
    copy(ahead, nextAhead++, held[batch]);
    count++;
  }

  private static void copy(RequestBatch from, int i, RequestBatch to) {
    int j = to.count++;
    to.nanos[j] = from.nanos[i];
    to.address[j] = from.address[i];
    to.bytes[j] = from.bytes[i];
    to.tenant[j] = from.tenant[i];
    to.write[j] = from.write[i];
  }

  @Override
  public void close() {
    source.close();
  }
}
