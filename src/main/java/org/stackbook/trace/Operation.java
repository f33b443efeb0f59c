package org.stackbook.trace;

/** Reads and writes, as traces write them. */
final class Operation {

  static final int READ = 0;
  static final int WRITE = 1;
  static final int UNKNOWN = -1;

  private static final byte[] READ_WORD = {'r', 'e', 'a', 'd'};
  private static final byte[] WRITE_WORD = {'w', 'r', 'i', 't', 'e'};

  private Operation() {}

  /** What {@code R}, {@code W}, {@code Read} or {@code Write} means, in small or large letters. */
  static int of(byte[] buffer, int from, int to) {
    while (from < to && (buffer[from] == ' ' || buffer[from] == '"')) {
      from++;
    }
    while (from < to && (buffer[to - 1] == ' ' || buffer[to - 1] == '"')) {
      to--;
    }
    if (from == to) {
      return UNKNOWN;
    }
    boolean read = (buffer[from] | 0x20) == 'r';
    byte[] word = read ? READ_WORD : WRITE_WORD;
    int length = to - from;
    if (length != 1 && length != word.length) {
      return UNKNOWN;
    }
    for (int i = 0; i < length; i++) {
      if ((buffer[from + i] | 0x20) != word[i]) {
        return UNKNOWN;
      }
    }
    return read ? READ : WRITE;
  }

  /**
   * What a SCSI command does: READ and WRITE of 6, 10, 12, 16 bytes.
   *
   * <p>Source: INCITS 514, SCSI Block Commands - 3 (SBC-3).
   *
   * @param code of the operation
   */
  static int ofScsi(int code) {
    return switch (code) {
      case 0x08, 0x28, 0xA8, 0x88 -> READ;
      case 0x0A, 0x2A, 0xAA, 0x8A -> WRITE;
      default -> UNKNOWN;
    };
  }
}
