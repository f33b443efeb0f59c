package org.stackbook.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;

/** Lines of a text, one after the other, within one buffer however long the text is. */
final class Lines {

  /** The longest line that is read. */
  static final int LONGEST = 1 << 16;

  private static final int BUFFER = 1 << 18;
  private static final int SHOWN = 80;

  private final TraceBytes bytes;

  /** What the line stands in. */
  final byte[] buffer = new byte[BUFFER];

  /** Where the line begins. */
  int from;

  /** Where the line ends, without its line break. */
  int to;

  private int next;
  private int filled;
  private long number;
  private boolean tooLong;
  private boolean atEnd;

  Lines(TraceBytes bytes) {
    this.bytes = bytes;
  }

  /** Steps to the next line that is not empty; whether there is one. */
  boolean next() throws IOException {
    do {
      if (!step()) {
        return false;
      }
    } while (to == from && !tooLong);
    return true;
  }

  private boolean step() throws IOException {
    tooLong = false;
    int scan = next;
    while (true) {
      while (scan < filled) {
        if (buffer[scan] == '\n') {
          number++;
          end(scan);
          next = scan + 1;
          return true;
        }
        scan++;
      }
      if (tooLong || filled - next > LONGEST) {
        tooLong = true;
        next = filled;
      }
      scan = more();
      if (atEnd) {
        if (next == filled && !tooLong) {
          return false;
        }
        number++;
        end(filled);
        next = filled;
        return true;
      }
    }
  }

  private void end(int at) {
    from = next;
    to = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
    tooLong |= to - from > LONGEST;
  }

  /** Moves what is left to the front and reads more behind it; where that begins. */
  private int more() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
    int kept = filled - next;
    System.arraycopy(buffer, next, buffer, 0, kept);
    next = 0;
    filled = kept;
    int count = bytes.read(buffer, kept, buffer.length - kept);
    atEnd = count <= 0;
    filled += Math.max(count, 0);
    return kept;
  }

  /** The number of the line, from 1. */
  long number() {
    return number;
  }

  /** Whether the line is longer than {@link #LONGEST}; then only its end stands in the buffer. */
  boolean tooLong() {
    return tooLong;
  }

  /** How the line begins, fit to be shown. */
  String text() {
    return shown(new String(buffer, from, Math.min(to - from, SHOWN), StandardCharsets.UTF_8))
        + (to - from > SHOWN ? "…" : "");
  }

  /** A text without what would not show, or would do more than show. */
  static String shown(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\uFFFD]", "·");
  }
}
