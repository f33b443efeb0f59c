package org.stackbook.trace;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.trace.engine.RequestBatch;

/** Reads requests from lines of text, without making an object for any of them. */
final class DelimitedDecoder implements Decoder {

  /** The key of an object has so many bits for its address. */
  static final int ADDRESS_BITS = 49;

  /** So much of a disk has addresses. */
  static final long MOST_BYTES = 1L << ADDRESS_BITS;

  /** What lines begin with that are passed over: as a head, or else counted. */
  static final char COMMENT = '#';

  /** Those of 2<sup>63</sup>; so many make no number that is taken for a smaller one. */
  private static final int MOST_DIGITS = 19;

  private static final int FRACTION_DIGITS = 9;

  private final TraceBytes bytes;
  private final Lines lines;
  private final Columns columns;
  private final Tally tally;
  private final Tenants tenants;
  private final Clock clock;
  private boolean titleLine;

  private final Fields fields;
  private final byte[] fullName = new byte[512];

  // What was parsed last: of Java's ways to return two numbers the one without an object.
  private long whole;
  private long fraction;

  private boolean anyFraction;
  private boolean begun;

  private DelimitedDecoder(
      TraceBytes bytes, Columns columns, boolean titleLine, Tally tally, Tenants tenants) {
    this.bytes = bytes;
    this.lines = new Lines(bytes);
    this.columns = columns;
    this.titleLine = titleLine;
    this.tally = tally;
    this.tenants = tenants;
    this.clock = new Clock(columns.nanosPerUnit());
    this.fields = new Fields(columns.separator(), columns.needed());
  }

  /**
   * Opens traces that begin like this one.
   *
   * @param format name of the format
   * @param titled whether the first line names the columns
   * @throws Refusal if the first line is longer than any row, for it may go on for ever
   */
  static TraceFormat.Opener opener(Head head, String format, Columns columns, boolean titled) {
    if (head.endless()) {
      throw Refusal.of("format(\"" + format + "\")", "the first line is longer than 64 KiB")
          .wayOut("look at the file: it is not of lines of text, or begins with something else")
          .asException();
    }
    return (bytes, tally, tenants) -> new DelimitedDecoder(bytes, columns, titled, tally, tenants);
  }

  @Override
  public boolean read(RequestBatch batch, int most) throws IOException {
    int count = 0;
    while (count < most && lines.next()) {
      if (!lines.tooLong() && lines.buffer[lines.from] == COMMENT) {
        if (begun) {
          note(Defect.COMMENT);
        }
        continue;
      }
      begun = true;
      if (titleLine) {
        titleLine = false;
        if (!lines.tooLong()) {
          continue;
        }
      }
      tally.rows++;
      Defect defect = lines.tooLong() ? Defect.LINE_TOO_LONG : parse(batch, count);
      if (defect == null) {
        count++;
        if (clock.wentBack()) {
          note(Defect.TIME_BACK);
        }
      } else {
        note(defect);
      }
    }
    tally.bytes = bytes.position();
    batch.count = count;
    return count > 0;
  }

  private void note(Defect defect) {
    tally.defect(defect, "line " + lines.number(), lines.tooLong() ? "" : lines.text());
  }

  private @Nullable Defect parse(RequestBatch batch, int i) {
    Defect defect = fields.split(lines.buffer, lines.from, lines.to);
    if (defect != null) {
      return defect;
    }
    if (!number(columns.address(), false)) {
      return Defect.NOT_A_NUMBER;
    }
    if (whole < 0) {
      return Defect.NEGATIVE_ADDRESS;
    }
    if (whole >= MOST_BYTES / columns.addressUnit()) {
      return Defect.ADDRESS_TOO_FAR;
    }
    batch.address[i] = whole * columns.addressUnit();
    if (!number(columns.size(), false)) {
      return Defect.NOT_A_NUMBER;
    }
    if (whole <= 0) {
      return whole == 0 ? Defect.NO_SIZE : Defect.NEGATIVE_SIZE;
    }
    if (whole > Integer.MAX_VALUE / columns.sizeUnit()) {
      return Defect.SIZE_TOO_LARGE;
    }
    batch.bytes[i] = (int) whole * columns.sizeUnit();
    if (batch.address[i] + batch.bytes[i] > MOST_BYTES) {
      return Defect.ADDRESS_TOO_FAR;
    }
    if (columns.op() != Columns.NONE) {
      int op = Operation.of(lines.buffer, fields.start(columns.op()), fields.end(columns.op()));
      if (op == Operation.UNKNOWN) {
        return Defect.UNKNOWN_OPERATION;
      }
      batch.write[i] = op == Operation.WRITE;
    } else {
      batch.write[i] = false;
    }
    batch.tenant[i] = tenant();
    if (batch.tenant[i] < 0) {
      return Defect.TOO_MANY_TENANTS;
    }
    // The time last: a row that is left out does not move the clock.
    if (columns.time() != Columns.NONE) {
      if (!number(columns.time(), true) || whole < 0) {
        return Defect.NOT_A_NUMBER;
      }
      if (!clock.set(whole, fraction)) {
        return Defect.TIME_TOO_FAR;
      }
    }
    batch.nanos[i] = clock.now();
    return null;
  }

  private int tenant() {
    if (columns.tenant() == Columns.NONE) {
      return 0;
    }
    if (columns.disk() == Columns.NONE && !fields.doubled()) {
      return tenants.numberOf(
          lines.buffer, fields.start(columns.tenant()), fields.end(columns.tenant()));
    }
    int length = fields.copy(lines.buffer, columns.tenant(), fullName, 0);
    if (columns.disk() != Columns.NONE && length >= 0 && length < fullName.length) {
      fullName[length] = '_';
      length = fields.copy(lines.buffer, columns.disk(), fullName, length + 1);
    }
    return length < 0 ? -1 : tenants.numberOf(fullName, 0, length);
  }

  /**
   * Parses a column into {@link #whole} and, of times, {@link #fraction}.
   *
   * @param time whether there may be a fraction, which is told in nanoseconds
   */
  private boolean number(int column, boolean time) {
    byte[] buffer = lines.buffer;
    int i = fields.start(column);
    int to = fields.end(column);
    while (i < to && (buffer[i] == ' ' || buffer[i] == '"')) {
      i++;
    }
    while (i < to && (buffer[to - 1] == ' ' || buffer[to - 1] == '"')) {
      to--;
    }
    boolean negative = i < to && buffer[i] == '-';
    if (negative) {
      i++;
    }
    int first = i;
    long value = 0;
    while (i < to) {
      int digit = buffer[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      i++;
    }
    if (i == first || i - first > MOST_DIGITS || value < 0) {
      return false;
    }
    whole = negative ? -value : value;
    fraction = 0;
    return i == to || (time && buffer[i] == '.' && fraction(i + 1, to));
  }

  private boolean fraction(int from, int to) {
    long value = 0;
    long scale = 1;
    for (int i = from; i < to; i++) {
      int digit = lines.buffer[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      if (i - from < FRACTION_DIGITS) {
        value = value * 10 + digit;
        scale *= 10;
      }
    }
    fraction = value * clock.nanosPerUnit() / scale;
    anyFraction |= to > from;
    return true;
  }

  @Override
  public boolean inWholeSeconds() {
    return columns.time() != Columns.NONE
        && columns.nanosPerUnit() == TraceOptions.SECOND
        && !anyFraction;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
