package org.stackbook.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stackbook.trace.engine.RequestBatch;

/**
 * Reads libCacheSim's {@code oracleGeneral}: little-endian records of 24 bytes without a gap, each
 * with the time in seconds (32 bits), the id of an object (64), its size in bytes (32) and the
 * number of the next request for it (64).
 *
 * <p>Source: libCacheSim, oracleGeneralBin.h.
 */
final class OracleGeneralDecoder implements Decoder.OfIds {

  static final int LENGTH = 24;
  static final int ID = 4;
  static final int SIZE = 12;
  static final int NEXT = 16;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Records records;
  private final Tally tally;
  private final Clock clock = new Clock(NANOS_PER_SECOND);

  OracleGeneralDecoder(TraceBytes bytes, Tally tally) {
    this.records = new Records(bytes, LENGTH, tally);
    this.tally = tally;
  }

  @Override
  public boolean read(RequestBatch batch, int most) throws IOException {
    ByteBuffer buffer = records.buffer;
    int count = 0;
    while (count < most) {
      int available = records.available();
      if (available == 0) {
        break;
      }
      int at = buffer.position();
      for (int left = available; left > 0 && count < most; left--, at += LENGTH) {
        tally.rows++;
        Defect defect = defect(buffer.getInt(at + SIZE));
        if (defect != null) {
          records.note(defect, at);
          continue;
        }
        clock.set(Integer.toUnsignedLong(buffer.getInt(at)), 0);
        if (clock.wentBack()) {
          records.note(Defect.TIME_BACK, at);
        }
        batch.nanos[count] = clock.now();
        batch.address[count] = buffer.getLong(at + ID);
        batch.bytes[count] = buffer.getInt(at + SIZE);
        batch.tenant[count] = 0;
        batch.write[count] = false;
        count++;
      }
      buffer.position(at);
    }
    batch.count = count;
    return count > 0;
  }

  @Override
  public int read(long[] ids, int most) throws IOException {
    ByteBuffer buffer = records.buffer;
    int count = 0;
    while (count < most) {
      int available = Math.min(records.available(), most - count);
      if (available == 0) {
        break;
      }
      int at = buffer.position();
      int begin = at;
      int end = at + available * LENGTH;
      long before = tally.rows;
      for (; at < end; at += LENGTH) {
        long id = buffer.getLong(at + ID);
        int size = buffer.getInt(at + SIZE);
        if (size > 0) {
          ids[count++] = id;
        } else {
          tally.rows = before + (at - begin) / LENGTH + 1;
          records.note(Objects.requireNonNull(defect(size)), at);
        }
      }
      tally.rows = before + available;
      buffer.position(end);
    }
    return count;
  }

  @Override
  public boolean inWholeSeconds() {
    return true;
  }

  /** Any 64 bits are an id. */
  private static @Nullable Defect defect(int size) {
    if (size > 0) {
      return null;
    }
    return size == 0 ? Defect.NO_SIZE : Defect.SIZE_TOO_LARGE;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
