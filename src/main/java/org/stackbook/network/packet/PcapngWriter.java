package org.stackbook.network.packet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Packets as a file of pcapng: a section, an interface for each capture point, a block for each
 * packet with its comment, times in nanoseconds.
 *
 * <p>Source: IETF draft-ietf-opsawg-pcapng, "PCAP Next Generation (pcapng) Capture File Format".
 */
final class PcapngWriter {

  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int BYTE_ORDER = 0x1A2B3C4D;
  private static final long LENGTH_UNKNOWN = -1;
  private static final int INTERFACE = 1;
  private static final int PACKET = 6;
  private static final short ETHERNET = 1;

  private static final int END_OF_OPTIONS = 0;
  private static final int COMMENT = 1;
  private static final int APPLICATION = 4;
  private static final int INTERFACE_NAME = 2;
  private static final int TIME_RESOLUTION = 9;
  private static final byte NANOSECONDS = 9;

  /** Type, length, and length again. */
  private static final int AROUND_BLOCK = 12;

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_COMMENT = 4_000;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final Map<String, Integer> points = new LinkedHashMap<>();

  private PcapngWriter() {}

  static byte[] bytes(List<CapturedPacket> packets) {
    PcapngWriter writer = new PcapngWriter();
    writer.section();
    for (CapturedPacket packet : packets) {
      if (!writer.points.containsKey(packet.point())) {
        writer.points.put(packet.point(), writer.points.size());
        writer.capturePoint(packet.point());
      }
    }
    for (CapturedPacket packet : packets) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while a capture was written");
      }
      writer.packet(packet);
    }
    return writer.file.toByteArray();
  }

  private void section() {
    byte[] options = options(option(APPLICATION, text("Stackbook", LONGEST_NAME)));
    ByteBuffer body = body(16 + options.length);
    body.putInt(BYTE_ORDER).putShort((short) 1).putShort((short) 0).putLong(LENGTH_UNKNOWN);
    block(SECTION_HEADER, body.put(options));
  }

  private void capturePoint(String name) {
    byte[] options =
        options(
            option(INTERFACE_NAME, text(name.isBlank() ? "?" : name, LONGEST_NAME)),
            option(TIME_RESOLUTION, NANOSECONDS));
    ByteBuffer body = body(8 + options.length);
    body.putShort(ETHERNET).putShort((short) 0).putInt(0); // 0: packets are whole
    block(INTERFACE, body.put(options));
  }

  private void packet(CapturedPacket captured) {
    byte[] frame = captured.packet().bytes();
    byte[] options =
        captured.comment().isBlank()
            ? new byte[0]
            : options(option(COMMENT, text(captured.comment(), LONGEST_COMMENT)));
    ByteBuffer body = body(20 + padded(frame.length) + options.length);
    body.putInt(points.getOrDefault(captured.point(), 0));
    body.putInt((int) (captured.nanos() >>> 32)).putInt((int) captured.nanos());
    body.putInt(frame.length).putInt(frame.length).put(frame);
    body.position(20 + padded(frame.length));
    block(PACKET, body.put(options));
  }

  private void block(int type, ByteBuffer body) {
    int length = AROUND_BLOCK + body.capacity();
    file.writeBytes(body(8).putInt(type).putInt(length).array());
    byte[] bytes = new byte[body.capacity()];
    body.get(0, bytes);
    file.writeBytes(bytes);
    file.writeBytes(body(4).putInt(length).array());
  }

  private static byte[] option(int code, byte... value) {
    return body(4 + padded(value.length))
        .putShort((short) code)
        .putShort((short) value.length)
        .put(value)
        .array();
  }

  private static byte[] options(byte[]... all) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] each : all) {
      joined.writeBytes(each);
    }
    joined.writeBytes(option(END_OF_OPTIONS));
    return joined.toByteArray();
  }

  /** Zeros to write over, numbers with their lowest byte first. */
  private static ByteBuffer body(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int padded(int length) {
    return (length + 3) / 4 * 4;
  }

  /**
   * A text in UTF-8 without what would hide or reorder other text, cut between two characters.
   *
   * @param most bytes
   */
  static byte[] text(String text, int most) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    int[] characters = text.codePoints().limit(most).toArray();
    for (int c : characters) {
      byte[] one = Character.toString(isPlain(c) ? c : '\ufffd').getBytes(StandardCharsets.UTF_8);
      if (kept.size() + one.length > most) {
        break;
      }
      kept.writeBytes(one);
    }
    return kept.toByteArray();
  }

  private static boolean isPlain(int c) {
    int type = Character.getType(c);
    return !Character.isISOControl(c)
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
