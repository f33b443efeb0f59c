package org.stackbook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.trace.TraceFiles.write;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.error.Refusal;
import org.stackbook.seed.Random64;
import org.stackbook.trace.TraceFiles.Request;

/** Traces with bytes changed, left out, doubled: requests and broken rows, or a refusal. */
@Tag("property")
class TraceFuzzTest {

  private static final int CASES = 2_100;

  @TempDir Path folder = Path.of("");

  private static byte[] csv() {
    return "time,op,lba,size\n5,R,8,4096\n5,W,16,512\n7,read,0,1024\n"
        .repeat(3)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> seeds() throws IOException {
    ByteBuffer oracle = TraceFiles.records(24 * 6);
    ByteBuffer vscsi = TraceFiles.records(40 * 4);
    for (int i = 0; i < 6; i++) {
      oracle.putInt(i).putLong(i % 3).putInt(512).putLong(-1);
    }
    for (int i = 0; i < 4; i++) {
      vscsi.putShort((short) 0x2A).putShort((short) 0x200).putInt(i).putInt(512).putInt(1);
      vscsi.putLong(i).putLong(i).putLong(0);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(packed)) {
      zstd.write(csv());
    }
    byte[] msr =
        "128166372003061629,src1,2,Read,7014609920,24576,41286\n"
            .repeat(5)
            .getBytes(StandardCharsets.UTF_8);
    byte[] snia =
        "Timestamp,Response,IOType,LUN,Offset,Size\n1.5,0.1,W,4,512,512\n1.6,0.1,R,4,0,512\n"
            .getBytes(StandardCharsets.UTF_8);
    return List.of(
        csv(),
        msr,
        snia,
        TraceFiles.bytes(oracle),
        TraceFiles.bytes(vscsi),
        packed.toByteArray(),
        TraceFiles.gzip(csv()));
  }

  private static byte[] mutated(byte[] seed, Random64 random) {
    List<Byte> bytes = new ArrayList<>();
    for (byte b : seed) {
      bytes.add(b);
    }
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes && !bytes.isEmpty(); i++) {
      int at = random.nextInt(bytes.size());
      switch (random.nextInt(5)) {
        case 0 -> bytes.set(at, (byte) random.nextInt(256));
        case 1 -> bytes.remove(at);
        case 2 -> bytes.add(at, (byte) ",\n-.09 \"\0#".charAt(random.nextInt(10)));
        case 3 -> bytes.subList(at, bytes.size()).clear();
        default -> bytes.addAll(at, List.copyOf(bytes.subList(0, at)));
      }
    }
    byte[] result = new byte[bytes.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = bytes.get(i);
    }
    return result;
  }

  @Test
  void requestsOrARefusalWhateverTheBytes() throws IOException {
    Random64 random = new Random64(20);
    List<byte[]> seeds = seeds();
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = mutated(seeds.get(i % seeds.size()), random);
      String file = write(folder.resolve("t"), bytes);
      try {
        Trace trace = Trace.of(file, t -> t.keepGoing());
        TraceReader reader = trace.requests();
        List<Request> all = TraceFiles.all(reader);
        Reading reading = reader.reading();
        assertEquals(reading.rows(), all.size() + reading.brokenRows(), "case " + i);
        for (Request r : all) {
          boolean isThere = r.address() >= 0 || !trace.hasAddresses(); // any 64 bits are an id
          assertTrue(isThere && r.bytes() > 0 && r.nanos() >= 0, "case " + i);
        }
        TraceKeys keys = trace.objects();
        assertEquals(all.size(), TraceFiles.keys(keys).size(), "case " + i);
        assertEquals(reading.broken(), keys.reading().broken(), "case " + i);
        read++;
      } catch (Refusal expected) {
        assertTrue(!expected.getMessage().isEmpty());
      }
    }
    assertTrue(read > CASES / 4, "only " + read + " could be read at all");
  }

  /**
   * Lines of a text that begin neither with a comment nor are empty are its rows, bar the first.
   */
  @Test
  void rowsAreTheLinesOfTheText() throws IOException {
    Random64 random = new Random64(21);
    for (int i = 0; i < 700; i++) {
      String body =
          new String(mutated(csv(), random), StandardCharsets.ISO_8859_1).replace("\r", "");
      String text = "time,op,lba,size\n5,R,8,512\n" + body;
      String file = write(folder.resolve("t"), text.getBytes(StandardCharsets.ISO_8859_1));
      long lines =
          text.split("\n").length
              - List.of(text.split("\n")).stream()
                  .filter(line -> line.isEmpty() || line.startsWith("#"))
                  .count()
              - 1;
      TraceReader reader = Trace.of(file, t -> t.format("csv").keepGoing()).requests();
      TraceFiles.all(reader);
      assertEquals(lines, reader.reading().rows(), text);
      long comments = List.of(text.split("\n")).stream().filter(l -> l.startsWith("#")).count();
      assertEquals(comments, reader.reading().comments(), text);
    }
  }
}
