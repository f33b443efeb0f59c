package org.stackbook.network.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.error.Refusal;

@Tag("unit")
class CaptureTest {

  private static final Packet PACKET = new RandomPackets(1).next();

  private static CapturedPacket at(long nanos, String point) {
    return new CapturedPacket(nanos, point, PACKET, "");
  }

  /** The types of the blocks, each checked to say its length before and behind. */
  private static List<Integer> blocks(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> types = new ArrayList<>();
    while (in.hasRemaining()) {
      int start = in.position();
      types.add(in.getInt());
      int length = in.getInt();
      assertEquals(0, length % 4);
      in.position(start + length - 4);
      assertEquals(length, in.getInt());
    }
    return types;
  }

  @Test
  void aFileHasASectionThenPlacesThenPackets() {
    Capture capture = Capture.of(List.of(at(2, "b"), at(1, "a"), at(3, "b"), at(1, "b")));
    assertEquals(List.of("a", "b"), capture.points());
    assertEquals(
        List.of(1L, 1L, 2L, 3L), capture.packets().stream().map(CapturedPacket::nanos).toList());
    assertEquals("a", capture.packets().get(0).point());
    assertEquals(List.of(0x0A0D0D0A, 1, 1, 6, 6, 6, 6), blocks(capture.bytes()));
    assertEquals(List.of(0x0A0D0D0A), blocks(Capture.of(List.of()).bytes()));
  }

  @Test
  void hostileTextsAreCleanedAndCut() {
    assertEquals(
        "a\ufffdb\ufffdc",
        new String(PcapngWriter.text("a\u0000b\u202ec", 255), StandardCharsets.UTF_8));
    assertEquals("\ufffd", new String(PcapngWriter.text("\ud800", 255), StandardCharsets.UTF_8));
    String long4 = "\ud83d\ude00".repeat(1_000);
    assertEquals(252, PcapngWriter.text(long4, 255).length, "63 characters of 4 bytes");
    Capture capture =
        Capture.of(
            List.of(
                new CapturedPacket(0, long4.repeat(100), PACKET, long4.repeat(100)), at(1, "")));
    assertEquals(List.of(0x0A0D0D0A, 1, 1, 6, 6), blocks(capture.bytes()));
    assertTrue(capture.bytes().length < 10_000);
  }

  @Test
  void theFileIsWrittenWholeOrNotAtAll(@TempDir Path folder) throws IOException {
    Capture capture = Capture.of(List.of(at(5, "a")));
    Path file = folder.resolve("flow.pcapng");
    assertEquals(capture, capture.pcap(file.toString()));
    assertArrayEquals(capture.bytes(), Files.readAllBytes(file));
    Refusal refusal = assertThrows(Refusal.class, () -> capture.pcap(folder));
    assertTrue(refusal.getMessage().startsWith("pcap("), refusal::getMessage);
    assertThrows(Refusal.class, () -> capture.pcap(folder.resolve("none/flow.pcapng")));
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> capture.pcap(folder.resolve("x.pcapng")));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertFalse(Files.exists(folder.resolve("x.pcapng")));
  }

  @Test
  void aCaptureShowsTheListOfWireshark() {
    Capture capture = Capture.of(List.of(at(1_500, "mux-1"), at(2_500, "n1")));
    assertEquals(2, capture.data().rows().size());
    assertEquals(1.5, capture.data().rows().get(0).get(1).value());
    assertEquals("mux-1", capture.data().rows().get(0).get(2).value());
    assertEquals(2L * PACKET.length(), capture.why("bytes").figure().value());
    assertTrue(capture.verdict().startsWith("2 packets at 2 places, "), capture.verdict());
    assertThrows(Refusal.class, () -> at(-1, "a"));
  }
}
