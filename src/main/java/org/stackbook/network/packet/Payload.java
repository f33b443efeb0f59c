package org.stackbook.network.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a packet carries behind its last header, as bytes that do not change. */
public final class Payload {

  /** Nothing. */
  public static final Payload NONE = new Payload(new byte[0]);

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of some bytes. */
  public static Payload of(byte... bytes) {
    return new Payload(bytes.clone());
  }

  /** A text as UTF-8. */
  public static Payload text(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Bytes of 0.
   *
   * @param length how many, 0 to 65,535
   * @throws org.stackbook.error.Refusal if it is out of its range
   */
  public static Payload zeros(int length) {
    Fields.within("zeros", length, Fields.SIXTEEN_BITS);
    return new Payload(new byte[length]);
  }

  /** The bytes of {@code from} to the one before {@code to}. */
  static Payload part(byte[] of, int from, int to) {
    return new Payload(Arrays.copyOfRange(of, from, to));
  }

  /** How many bytes there are. */
  public int length() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  void copyTo(byte[] frame, int at) {
    System.arraycopy(bytes, 0, frame, at, bytes.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Data (" + bytes.length + (bytes.length == 1 ? " byte)" : " bytes)");
  }
}
