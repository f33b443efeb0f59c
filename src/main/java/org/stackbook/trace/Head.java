package org.stackbook.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The first bytes of a trace, decompressed, by which its format is found out. */
final class Head {

  private static final int LENGTH = Lines.LONGEST + 1;

  /** Numbers of 32 and 64 bits have more zeros than this; a damaged text has fewer. */
  private static final int ODD_BYTES_ONE_IN = 32;

  private final String fileName;
  private final byte[] bytes;
  private final TraceBytes.Packing packing;

  Head(String fileName, byte[] bytes, TraceBytes.Packing packing) {
    this.fileName = fileName;
    this.bytes = bytes;
    this.packing = packing;
  }

  static Head of(Path file) throws IOException {
    try (TraceBytes in = TraceBytes.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
      int count = 0;
      while (buffer.hasRemaining() && count >= 0) {
        try {
          count = in.read(buffer);
        } catch (IOException e) {
          if (!hasLine(buffer.array(), buffer.position())) {
            throw e;
          }
          count = -1; // whoever reads all of it will be told
        }
      }
      byte[] bytes = new byte[buffer.position()];
      buffer.flip().get(bytes);
      Path name = file.getFileName();
      return new Head(name == null ? "" : name.toString(), bytes, in.packing());
    }
  }

  /** How the file is compressed. */
  TraceBytes.Packing packing() {
    return packing;
  }

  /** Whether the name of the file holds a word, in small or large letters. */
  boolean named(String word) {
    return fileName.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
  }

  boolean empty() {
    return bytes.length == 0;
  }

  /** Whether these are lines of text: hardly a byte that a text would not hold. */
  boolean text() {
    int odd = 0;
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
        odd++;
      }
    }
    return odd * ODD_BYTES_ONE_IN < bytes.length;
  }

  /** The first line that is neither empty nor a comment. */
  Optional<String> firstLine() {
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isEmpty() && line.charAt(0) != DelimitedDecoder.COMMENT)
        .findFirst();
  }

  /** Whether the first line is longer than any that is read. */
  boolean endless() {
    return bytes.length == LENGTH && !hasLine(bytes, LENGTH);
  }

  private static boolean hasLine(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  /** The bytes as binary records. */
  ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asReadOnlyBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
