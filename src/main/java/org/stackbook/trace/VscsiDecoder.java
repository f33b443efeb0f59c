package org.stackbook.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.stackbook.trace.engine.RequestBatch;

/**
 * Reads CloudPhysics' vscsi traces: little-endian records of 32 bytes in version 1, of 40 in
 * version 2, with the time in microseconds, the length in bytes, the first block of 512 bytes and
 * the code of the SCSI command. The high byte of the field {@code ver} is the version.
 *
 * <p>Source: libCacheSim, vscsi.h.
 */
final class VscsiDecoder implements Decoder {

  private static final long NANOS_PER_MICROSECOND = 1_000;
  private static final int BLOCK = 512;

  /** Where the fields of a record stand. */
  enum Version {
    ONE(1, 32, 14, 12, 4, 16, 24),
    TWO(2, 40, 2, 0, 8, 16, 24);

    final int number;
    final int length;
    final int ver;
    final int command;
    final int size;
    final int block;
    final int time;

    Version(int number, int length, int ver, int command, int size, int block, int time) {
      this.number = number;
      this.length = length;
      this.ver = ver;
      this.command = command;
      this.size = size;
      this.block = block;
      this.time = time;
    }
  }

  private final Version version;
  private final Records records;
  private final Tally tally;
  private final Clock clock = new Clock(NANOS_PER_MICROSECOND);

  VscsiDecoder(Version version, TraceBytes bytes, Tally tally) {
    this.version = version;
    this.records = new Records(bytes, version.length, tally);
    this.tally = tally;
  }

  @Override
  public boolean read(RequestBatch batch, int most) throws IOException {
    ByteBuffer buffer = records.buffer;
    int count = 0;
    while (count < most && records.available() > 0) {
      int at = buffer.position();
      tally.rows++;
      Defect defect = parse(at, batch, count);
      if (defect == null) {
        count++;
        if (clock.wentBack()) {
          records.note(Defect.TIME_BACK, at);
        }
      } else {
        records.note(defect, at);
      }
      buffer.position(at + version.length);
    }
    batch.count = count;
    return count > 0;
  }

  private @Nullable Defect parse(int at, RequestBatch batch, int i) {
    ByteBuffer buffer = records.buffer;
    int size = buffer.getInt(at + version.size);
    if (size <= 0) {
      return size == 0 ? Defect.NO_SIZE : Defect.SIZE_TOO_LARGE;
    }
    long block = buffer.getLong(at + version.block);
    if (block < 0 || block > (DelimitedDecoder.MOST_BYTES - size) / BLOCK) {
      return Defect.ADDRESS_TOO_FAR;
    }
    int op = Operation.ofScsi(buffer.getShort(at + version.command) & 0xFF);
    if (op == Operation.UNKNOWN) {
      return Defect.UNKNOWN_OPERATION;
    }
    long time = buffer.getLong(at + version.time);
    if (time < 0 || !clock.set(time, 0)) {
      return Defect.TIME_TOO_FAR;
    }
    batch.nanos[i] = clock.now();
    batch.address[i] = block * BLOCK;
    batch.bytes[i] = size;
    batch.tenant[i] = 0;
    batch.write[i] = op == Operation.WRITE;
    return null;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
