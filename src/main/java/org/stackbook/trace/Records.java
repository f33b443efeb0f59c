package org.stackbook.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CancellationException;

/** Binary records of one length, in a buffer that is filled again and again. */
final class Records {

  /** Large enough that calls cost nothing, small enough to stay in a processor's cache. */
  private static final int BUFFER = 1 << 18;

  private final TraceBytes bytes;
  private final int length;
  private final Tally tally;

  /** The records; what is left starts at its position. */
  final ByteBuffer buffer;

  private long passed;
  private boolean cutOff;

  Records(TraceBytes bytes, int length, Tally tally) {
    this.bytes = bytes;
    this.length = length;
    this.tally = tally;
    this.buffer =
        ByteBuffer.allocateDirect(BUFFER / length * length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.limit(0);
  }

  /** How many whole records are in the buffer, after reading more if there were none; 0 at end. */
  int available() throws IOException {
    if (buffer.remaining() < length && !cutOff) {
      fill();
    }
    return buffer.remaining() / length;
  }

  private void fill() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
    passed += buffer.position();
    buffer.compact();
    int count = 0;
    while (buffer.position() < length && count >= 0) {
      count = bytes.read(buffer);
    }
    buffer.flip();
    tally.bytes = bytes.position();
    if (count < 0 && buffer.remaining() % length != 0 && buffer.remaining() < length) {
      cutOff = true;
      tally.rows++;
      note(Defect.CUT_OFF, buffer.position());
    }
  }

  /**
   * Counts a record that is not what it should be.
   *
   * @param at where it begins in the buffer
   */
  void note(Defect defect, int at) {
    long offset = passed + at;
    tally.defect(defect, "record " + (offset / length + 1) + " at byte " + offset, "");
  }

  void close() throws IOException {
    bytes.close();
  }
}
