package org.stackbook.trace.engine;

import java.util.Arrays;
import java.util.Locale;

/**
 * Spreads the requests of a second evenly over it, as long as a trace tells whole seconds only.
 * From the first batch on that tells more, times stay as they are told. No time is before the one
 * before it.
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
  private boolean whole = true;
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
    if (!whole && given == count && nextAhead == ahead.count) {
      return source.read(batch);
    }
    batch.count = 0;
    while (batch.count < RequestBatch.SIZE && (given < count || holdNext())) {
      RequestBatch from = held[(int) (given / RequestBatch.SIZE)];
      copy(from, (int) (given % RequestBatch.SIZE), batch);
      if (whole) {
        batch.nanos[batch.count - 1] += (long) ((double) SECOND * given / count);
      }
      given++;
    }
    return batch.count > 0;
  }

  /** Whether the times of its requests are spread. */
  public boolean spread() {
    return spread;
  }

  private boolean fetch() {
    nextAhead = 0;
    if (!source.read(ahead)) {
      ahead.count = 0;
      return false;
    }
    whole = whole && source.inWholeSeconds() && isWhole(ahead);
    return true;
  }

  private static boolean isWhole(RequestBatch batch) {
    for (int i = 0; i < batch.count; i++) {
      if (batch.nanos[i] % SECOND != 0) {
        return false;
      }
    }
    return true;
  }

  /** Holds what is next: all requests of a second, or the rest of a batch if none is spread. */
  private boolean holdNext() {
    count = 0;
    given = 0;
    if (nextAhead == ahead.count && !fetch()) {
      return false;
    }
    if (whole) {
      holdSecond();
    } else {
      while (nextAhead < ahead.count) {
        hold();
      }
    }
    spread |= whole && count > 1;
    return true;
  }

  /** What follows a second is looked at before the second is given: it may tell of fractions. */
  private void holdSecond() {
    long second = ahead.nanos[nextAhead];
    do {
      hold();
    } while ((nextAhead < ahead.count || fetch()) && whole && ahead.nanos[nextAhead] == second);
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
