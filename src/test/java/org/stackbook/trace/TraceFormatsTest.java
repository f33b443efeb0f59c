package org.stackbook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.trace.TraceFiles.all;
import static org.stackbook.trace.TraceFiles.keys;
import static org.stackbook.trace.TraceFiles.records;
import static org.stackbook.trace.TraceFiles.write;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.error.Refusal;
import org.stackbook.trace.TraceFiles.Request;

/** Each format, written by hand, and the requests that a person reads in it. */
@Tag("unit")
class TraceFormatsTest {

  private static final String CSV = "time,op,lba,size\n5,R,8,4096\n5,W,16,512\n7,read,0,1024\n";
  private static final List<Request> CSV_REQUESTS =
      List.of(
          new Request(0, 0, false, 4096, 4096),
          new Request(0, 0, true, 8192, 512),
          new Request(2_000_000_000L, 0, false, 0, 1024));

  @TempDir Path folder = Path.of("");

  private Trace csv(String text) throws IOException {
    return Trace.of(write(folder.resolve("t.csv"), text), t -> {});
  }

  @Test
  void csvByTheNamesOfItsFirstLine() throws IOException {
    Trace trace = csv(CSV);
    assertEquals(CSV_REQUESTS, all(trace.requests()));
    assertEquals(CSV_REQUESTS, all(trace.requests()), "a second time");
    assertEquals(List.of(4096L, 8192L, 0L), keys(trace.objects()));
    assertEquals(List.of(1L, 2L, 0L), keys(trace.pages(4096)));
    assertEquals(
        List.of(8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 0L, 1L), keys(trace.pages(512)));
  }

  @Test
  void csvByPositionsAndUnits() throws IOException {
    String file = write(folder.resolve("t"), "W;vm1;3;100;2\nR;vm2;4;250;1\nR;vm1;0;1250;1\n");
    Trace trace =
        Trace.of(file, t -> t.op(1).tenant(2).address(3, 4096).time(4, "us").size(5, 512));
    assertEquals(
        List.of(
            new Request(0, 0, true, 12288, 1024),
            new Request(150_000, 1, false, 16384, 512),
            new Request(1_150_000, 0, false, 0, 512)),
        all(trace.requests()));
    TraceReader reader = trace.requests();
    all(reader);
    assertEquals(List.of("vm1", "vm2"), reader.tenants());
    assertEquals(
        List.of(3L * 4096, (1L << 49) + 4 * 4096, 0L), keys(trace.objects()), "disks apart");
  }

  @Test
  void csvWithQuotesSpacesCommentsFractionsAndWindowsLineBreaks() throws IOException {
    Trace trace =
        csv(
            "# made by hand\r\n\r\n\"Time\",\"Offset\",\"Size\"\r\n"
                + "1.5, 4096 ,\"512\"\r\n# between\r\n1.75,0,512\r\n2.000000001,0,512");
    assertEquals(
        List.of(
            new Request(0, 0, false, 4096, 512),
            new Request(250_000_000, 0, false, 0, 512),
            new Request(500_000_001, 0, false, 0, 512)),
        all(trace.requests()));
  }

  @Test
  void csvWithSeparatorsAndQuotesInQuotes() throws IOException {
    Trace trace =
        csv(
            """
            "time","response, in ms","op","disk","lba","size"
            "1","0,5","R","data, ""fast""\","8","4096"
            1,"0,5",W,plain,16,512
            "2","a ""b"", c","W","data, ""fast""\" ,"0",1024
            2,,R,"",0,"512"
            """);
    TraceReader reader = trace.requests();
    assertEquals(
        List.of(
            new Request(0, 0, false, 4096, 4096),
            new Request(0, 1, true, 8192, 512),
            new Request(1_000_000_000, 0, true, 0, 1024),
            new Request(1_000_000_000, 2, false, 0, 512)),
        all(reader));
    assertEquals(List.of("data, \"fast\"", "plain", ""), reader.tenants());
  }

  @Test
  void aSeparatorInQuotesIsNotTakenForThatOfTheFile() throws IOException {
    Trace trace = csv("\"time, s\";offset;size\n1;4096;512\n");
    assertEquals(List.of(new Request(0, 0, false, 4096, 512)), all(trace.requests()));
    assertTrue(
        assertThrows(Refusal.class, () -> csv("\"a, b\",c\n1,2\n").requests())
            .getMessage()
            .contains("the first line is [a, b, c]"));
  }

  /** Nanoseconds since 1970 have 19 digits; numbers of 19 digits end at 2^63 − 1. */
  @Test
  void csvWithTimesInNanosecondsSince1970() throws IOException {
    String file =
        write(
            folder.resolve("ns.csv"),
            """
            time,lba,size
            1700000000000000000,8,4096
            1700000000000000250,8,512
            9223372036854775808,8,512
            9999999999999999999,8,512
            17000000000000000000,8,512
            """);
    Trace trace = Trace.of(file, t -> t.time("time", "ns").keepGoing());
    TraceReader reader = trace.requests();
    assertEquals(
        List.of(new Request(0, 0, false, 4096, 4096), new Request(250, 0, false, 4096, 512)),
        all(reader));
    assertEquals(Map.of("not a number", 3L), reader.reading().broken());
  }

  @Test
  void msrCambridge() throws IOException {
    Trace trace =
        csv(
            """
            128166372003061629,src1,2,Read,7014609920,24576,41286
            128166372016382155,src1,2,Write,1317441536,8192,1963
            128166372016382156,usr,0,Read,0,512,1
            """);
    assertTrue(trace.verdict().startsWith("MSR"));
    TraceReader reader = trace.requests();
    assertEquals(
        List.of(
            new Request(0, 0, false, 7014609920L, 24576),
            new Request(1_332_052_600L, 0, true, 1317441536L, 8192),
            new Request(1_332_052_700L, 1, false, 0, 512)),
        all(reader));
    assertEquals(List.of("src1_2", "usr_0"), reader.tenants());
  }

  @Test
  void systor17() throws IOException {
    Trace trace =
        csv(
            """
            # SNIA IOTTA
            Timestamp,Response,IOType,LUN,Offset,Size
            1487055600.001139000,0.000151000,W,4,42501120,512
            1487055600.501139000,0.001,R,0,8192,1024
            """);
    assertTrue(trace.verdict().startsWith("SNIA"));
    TraceReader reader = trace.requests();
    assertEquals(
        List.of(
            new Request(0, 0, true, 42501120, 512),
            new Request(500_000_000L, 1, false, 8192, 1024)),
        all(reader));
    assertEquals(List.of("4", "0"), reader.tenants());
  }

  @Test
  void vscsiOfBothVersions() throws IOException {
    List<Request> expected =
        List.of(
            new Request(0, 0, true, 100 * 512L, 4096), new Request(3_000, 0, false, 7 * 512L, 512));
    ByteBuffer one = records(64);
    one.putInt(1).putInt(4096).putInt(1).putShort((short) 0x2A).putShort((short) 0x100);
    one.putLong(100).putLong(1_000_000);
    one.putInt(2).putInt(512).putInt(1).putShort((short) 0x28).putShort((short) 0x100);
    one.putLong(7).putLong(1_000_003);
    Trace trace = Trace.of(write(folder.resolve("one"), TraceFiles.bytes(one)), t -> {});
    assertTrue(trace.verdict().startsWith("CloudPhysics"));
    assertEquals(expected, all(trace.requests()));

    ByteBuffer two = records(80);
    two.putShort((short) 0x2A).putShort((short) 0x200).putInt(1).putInt(4096).putInt(1);
    two.putLong(100).putLong(1_000_000).putLong(9);
    two.putShort((short) 0x28).putShort((short) 0x200).putInt(2).putInt(512).putInt(1);
    two.putLong(7).putLong(1_000_003).putLong(9);
    assertEquals(
        expected,
        all(Trace.of(write(folder.resolve("two"), TraceFiles.bytes(two)), t -> {}).requests()));
  }

  private byte[] oracleGeneral() {
    ByteBuffer bytes = records(72);
    bytes.putInt(10).putLong(77).putInt(4096).putLong(2);
    bytes.putInt(10).putLong(1L << 40).putInt(100).putLong(-1);
    bytes.putInt(12).putLong(77).putInt(4096).putLong(Long.MAX_VALUE);
    return TraceFiles.bytes(bytes);
  }

  @Test
  void oracleGeneralOfLibCacheSim() throws IOException {
    Trace trace = Trace.of(write(folder.resolve("x"), oracleGeneral()), t -> {});
    assertTrue(trace.verdict().startsWith("libCacheSim"));
    assertEquals(
        List.of(
            new Request(0, 0, false, 77, 4096),
            new Request(0, 0, false, 1L << 40, 100),
            new Request(2_000_000_000L, 0, false, 77, 4096)),
        all(trace.requests()));
    assertEquals(List.of(77L, 1L << 40, 77L), keys(trace.objects()));
    assertEquals(List.of(77L, 1L << 40), keys(trace.limit(2).objects()));
    Refusal refusal = assertThrows(Refusal.class, () -> trace.pages(4096));
    assertTrue(refusal.getMessage().contains("objects()"));
  }

  @Test
  void compressedFilesAreKnownByTheirFirstBytes() throws IOException {
    byte[] csv = CSV.getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("no-ending");
    assertEquals(
        CSV_REQUESTS, all(Trace.of(write(file, TraceFiles.gzip(csv)), t -> {}).requests()));
    assertEquals(CSV_REQUESTS, all(Trace.of(write(file, zstd(csv)), t -> {}).requests()));
    assertEquals(
        List.of(77L, 1L << 40, 77L),
        keys(Trace.of(write(file, zstd(oracleGeneral())), t -> {}).objects()));
  }

  @Test
  void gzipFilesThatWereJoined() throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(
        TraceFiles.gzip("time,op,lba,size\n5,R,8,4096\n".getBytes(StandardCharsets.UTF_8)));
    joined.write(TraceFiles.gzip("5,W,16,512\n7,read,0,1024\n".getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        CSV_REQUESTS,
        all(Trace.of(write(folder.resolve("t.gz"), joined.toByteArray()), t -> {}).requests()));
  }

  private static byte[] zstd(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
      zstd.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void manyRowsThroughManyBuffers() throws IOException {
    StringBuilder text = new StringBuilder("time,offset,size\n");
    for (int i = 0; i < 100_000; i++) {
      text.append(i).append(',').append(512L * i).append(",512\n");
    }
    List<Request> all = all(csv(text.toString()).requests());
    assertEquals(100_000, all.size());
    for (int i = 0; i < all.size(); i++) {
      assertEquals(new Request(i * 1_000_000_000L, 0, false, 512L * i, 512), all.get(i));
    }
    assertEquals(all.subList(0, 20_000), all(csv(text.toString()).limit(20_000).requests()));
  }

  @Test
  void showsItsFirstRowsOnly() throws IOException {
    Trace trace = csv(CSV + "8,R,0,1\n".repeat(20));
    assertEquals(10, trace.data().rows().size());
    assertEquals("Trace t.csv", trace.title());
    assertEquals(
        "CSV, times in s, addresses in units of 512 bytes, sizes in bytes.", trace.verdict());
    assertTrue(trace.toString().contains("Times count from the first request"));
  }
}
