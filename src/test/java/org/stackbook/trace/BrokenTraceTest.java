package org.stackbook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.trace.TraceFiles.all;
import static org.stackbook.trace.TraceFiles.write;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.error.Refusal;
import org.stackbook.seed.Random64;
import org.stackbook.trace.TraceFiles.Request;
import org.stackbook.trace.engine.Pages;
import org.stackbook.trace.engine.RequestBatch;

/** Traces that are not what they should be: rows counted and shown, or a refusal that says why. */
@Tag("unit")
class BrokenTraceTest {

  private static final String TITLES = "time,op,lba,size\n";
  private static final String GOOD = "5,R,8,4096\n";

  @TempDir Path folder = Path.of("");

  private String file(String text) throws IOException {
    return write(folder.resolve("t.csv"), text);
  }

  private static Trace trace(String file) {
    return Trace.of(file, t -> {});
  }

  private Reading reading(String text) throws IOException {
    TraceReader reader = trace(file(text)).requests();
    all(reader);
    return reader.reading();
  }

  private static String refusal(String file, Consumer<TraceOptions> options) {
    return assertThrows(Refusal.class, () -> all(Trace.of(file, options).requests())).getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "5,R,8;                              too few columns",
        "5,R;                                too few columns",
        "5,R,eight,512;                      not a number",
        "5,R,8,;                             not a number",
        "later,R,8,512;                      not a number",
        "-5,R,8,512;                         not a number",
        "5,R,8,1e3;                          not a number",
        "5,R,99999999999999999999,512;       not a number",
        "5,R,8,\"512;                        a quote that is not closed, or not at the end of its column",
        "\"5,R,8,512;                        a quote that is not closed, or not at the end of its column",
        "5,\"R\"\",8,512;                    a quote that is not closed, or not at the end of its column",
        "5,R,\"8\"8,512;                     a quote that is not closed, or not at the end of its column",
        "5,R,8,512,\"and more;               a quote that is not closed, or not at the end of its column",
        "5,R,8,\"5\"\"12\";                   not a number",
        "5,R,\"8,512\";                      too few columns",
        "5,R,8,-512;                         negative size",
        "5,R,8,0;                            size 0",
        "5,R,8,2147483648;                   size of 2 GiB or more",
        "5,R,-8,512;                         negative address",
        "5,R,1099511627776,512;              address, or end of the request, beyond 512 TiB",
        "5,R,1099511627775,513;              address, or end of the request, beyond 512 TiB",
        "5,R,1099507433473,2147483647;       address, or end of the request, beyond 512 TiB",
        "5,flush,8,512;                      neither read nor write",
        "5,,8,512;                           neither read nor write",
        "999999999999999999,R,8,512;         time more than 140 years from the first"
      })
  void aBrokenRowIsCountedAndShownWithItsLine(String row, String reason) throws IOException {
    Reading reading = reading(TITLES + GOOD + row + "\n" + GOOD);
    assertEquals(Map.of(reason, 1L), reading.broken());
    assertEquals(List.of(new BrokenRow("line 3", reason, row)), reading.examples());
    assertEquals(3, reading.rows());
    assertEquals(2, reading.good());
  }

  @Test
  void theLargestOfEverythingIsGood() throws IOException {
    String rows = TITLES + "5,R,1099511627775,512\n5,R,1099507433472,2147483647\n";
    assertEquals(
        List.of(
            new Request(0, 0, false, (1L << 49) - 512, 512),
            new Request(0, 0, false, (1L << 49) - (1L << 31), Integer.MAX_VALUE)),
        all(trace(file(rows)).requests()));
  }

  /** What reached beyond would be pages of the next disk. */
  @Test
  void aRequestStaysOnItsDisk() throws IOException {
    String rows =
        "time,op,disk,lba,size\n5,R,a,1099511627775,512\n5,R,b,0,512\n5,R,a,1099511627775,1024\n";
    Trace trace = Trace.of(file(rows), t -> t.keepGoing());
    assertEquals(
        List.of(Pages.key(0, (1L << 40) - 1), Pages.key(1, 0)), TraceFiles.keys(trace.pages(512)));
    ByteBuffer bytes = TraceFiles.records(3 * 32);
    for (int size : new int[] {512, 513, Integer.MAX_VALUE}) {
      bytes.putInt(1).putInt(size).putInt(1).putShort((short) 0x28).putShort((short) 0x100);
      bytes.putLong((1L << 40) - 1).putLong(1_000_000);
    }
    String file = write(folder.resolve("t.vscsi"), TraceFiles.bytes(bytes));
    TraceReader reader = Trace.of(file, t -> t.format("vscsi").keepGoing()).requests();
    assertEquals(List.of(new Request(0, 0, false, (1L << 49) - 512, 512)), all(reader));
    assertEquals(
        Map.of("address, or end of the request, beyond 512 TiB", 2L), reader.reading().broken());
  }

  @Test
  void timeThatGoesBackStandsStill() throws IOException {
    TraceReader reader =
        trace(file(TITLES + "5,R,8,1\n7,R,8,2\n4,R,8,3\n6,R,8,4\n8,R,8,5\n")).requests();
    assertEquals(
        List.of(0L, 2L, 2L, 2L, 3L),
        all(reader).stream().map(r -> r.nanos() / 1_000_000_000L).toList());
    assertEquals(2, reader.reading().backInTime());
    assertEquals(5, reader.reading().good());
    assertEquals("line 4", reader.reading().examples().get(0).place());
    assertTrue(reader.reading().remarks().contains("2 rows go back in time"));
  }

  /** Above the first row a file may say what it is; below it, a row may be meant. */
  @Test
  void linesAmongTheRowsThatBeginWithAHashAreCounted() throws IOException {
    Reading head = reading("# made by\n\n# someone\n" + TITLES + GOOD);
    assertEquals(0, head.comments());
    assertEquals("", head.remarks());
    Reading among = reading(TITLES + "#1,R,8,512\n" + GOOD + GOOD + "# end\n");
    assertEquals(2, among.comments());
    assertEquals(2, among.rows());
    assertEquals(0, among.brokenRows());
    assertEquals("2 lines among the rows begin with # and are passed over", among.remarks());
    assertEquals(
        new BrokenRow("line 2", "begins with #: passed over as a comment", "#1,R,8,512"),
        among.examples().get(0));
    String byPosition = file(GOOD + "#1,R,8,512\n");
    TraceReader reader =
        Trace.of(byPosition, t -> t.time(1, "s").op(2).address(3, 512).size(4, 1)).requests();
    assertEquals(1, all(reader).size());
    assertEquals(1, reader.reading().comments());
    assertTrue(
        reading(TITLES + GOOD + "#\n" + GOOD + "4,R,8\n4,R,8,1\n")
            .remarks()
            .matches("1 of 4 rows are broken.*; 1 rows go back.*; 1 lines among.*"));
  }

  /** By position there need be no titles: a first row that is broken is a row. */
  @Test
  void aFirstRowThatIsBrokenIsNotTakenForTitles() throws IOException {
    Consumer<TraceOptions> columns = t -> t.time(1, "s").op(2).address(3, 512).size(4, 1);
    for (String first : List.of("5,R,eight,512", "5,R,8,many", "5,R,8.5,512", "5,R,,512")) {
      TraceReader reader = Trace.of(file(first + "\n" + GOOD + GOOD), columns).requests();
      assertEquals(2, all(reader).size(), first);
      assertEquals(Map.of("not a number", 1L), reader.reading().broken());
      assertEquals(
          List.of(new BrokenRow("line 1", "not a number", first)), reader.reading().examples());
    }
    TraceReader titled = Trace.of(file("when,what,where,much\n" + GOOD), columns).requests();
    assertEquals(1, all(titled).size());
    assertEquals(1, titled.reading().rows());
  }

  @Test
  void aLineThatIsTooLongIsOneBrokenRow() throws IOException {
    for (int length : new int[] {65_537, 262_144, 262_145, 1_000_000}) {
      Reading reading = reading(TITLES + GOOD + "9".repeat(length) + "\n" + GOOD);
      assertEquals(Map.of("line longer than 64 KiB", 1L), reading.broken(), length + " bytes");
      assertEquals("line 3", reading.examples().get(0).place());
      assertEquals(3, reading.rows());
    }
    String blanks = "5,R,8," + " ".repeat(65_536 - 7) + "1";
    assertEquals(0, reading(TITLES + blanks + "\n" + GOOD).brokenRows(), "just not too long");
  }

  @Test
  void theFirstTwentyBrokenRowsAreShown() throws IOException {
    Reading reading = reading(TITLES + GOOD.repeat(100) + "x\n".repeat(50) + GOOD);
    assertEquals(50, reading.brokenRows());
    assertEquals(20, reading.examples().size());
    assertEquals("line 102", reading.examples().get(0).place());
    assertEquals("line 121", reading.examples().get(19).place());
  }

  @Test
  void whatWouldDoMoreThanShowIsNotShown() throws IOException {
    Reading reading = reading(TITLES + GOOD + "5,R,\u001b[31m\u202e,x\n");
    assertEquals("5,R,·[31m·,x", reading.examples().get(0).text());
  }

  @Test
  void mostlyBrokenIsRefusedUnlessToldToGoOn() throws IOException {
    String file = file(TITLES + GOOD.repeat(499) + "5,R,8\n".repeat(600) + GOOD.repeat(5000));
    String message = refusal(file, t -> {});
    assertTrue(message.contains("501 of the first 1,000 rows are broken"), message);
    assertTrue(message.contains("line 501: too few columns: 5,R,8"), message);
    assertEquals(5499, all(Trace.of(file, t -> t.keepGoing()).requests()).size());
    assertEquals(
        5_500,
        all(trace(file(TITLES + GOOD.repeat(500) + "5,R,8\n".repeat(600) + GOOD.repeat(5000)))
                .requests())
            .size());
  }

  @Test
  void noGoodRowIsRefused() throws IOException {
    assertTrue(refusal(file(TITLES), t -> {}).contains("there are no rows"));
    String message = refusal(file(TITLES + "5,R,8\n"), t -> t.keepGoing());
    assertTrue(message.contains("there is no good row among 1"), message);
    assertTrue(message.contains("line 2: too few columns"), message);
  }

  @Test
  void wrongColumnsNameTheNearest() throws IOException {
    String file = file(TITLES + GOOD);
    String message = refusal(file, t -> t.address("lbo"));
    assertTrue(message.contains("Did you mean lba?"), message);
    assertTrue(message.contains("[time, op, lba, size]"), message);
    assertTrue(refusal(file, t -> t.address(7, 1)).contains("has 4 columns"));
    assertTrue(refusal(file, t -> t.address(0, 1)).contains("the first column is 1"));
    assertTrue(refusal(file, t -> t.time("time", "sec")).contains("no such unit"));
    assertTrue(
        refusal(file, t -> t.time("time").time("time"))
            .contains("time is set to \"time\" already"));
    assertTrue(
        refusal(file, t -> t.format("oraclegenerl")).contains("Did you mean oracleGeneral?"));
    assertTrue(refusal(file, t -> t.format("msr").op("op")).contains("columns of its own"));
    assertTrue(refusal(file("a,b,c\n1,2,3\n"), t -> {}).contains("no column is named lba"));
  }

  @Test
  void filesThatAreNone() throws IOException {
    assertTrue(refusal(folder.resolve("none.csv").toString(), t -> {}).contains("no such file"));
    assertTrue(refusal(folder.toString(), t -> {}).contains("not a file"));
    assertTrue(refusal(file(""), t -> {}).contains("the file is empty"));
    assertTrue(refusal("a\0b", t -> {}).contains("no such file"));
    file(GOOD);
    assertTrue(refusal(folder.resolve("t.cvs").toString(), t -> {}).contains("Did you mean"));
  }

  @Test
  void aGzipThatIsCutOffTellsHowManyRowsCameBefore() throws IOException {
    StringBuilder text = new StringBuilder(TITLES);
    Random64 random = new Random64(5);
    for (int i = 0; i < 100_000; i++) {
      text.append(i).append(",R,").append(random.nextInt(1 << 30)).append(",512\n");
    }
    byte[] whole = TraceFiles.gzip(text.toString().getBytes(StandardCharsets.UTF_8));
    String file = write(folder.resolve("t.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    TraceReader reader = trace(file).requests();
    Refusal refusal = assertThrows(Refusal.class, () -> all(reader));
    String message = refusal.getMessage();
    assertTrue(message.contains("cut off, after "), message);
    long rows = reader.reading().rows();
    assertTrue(rows > 45_000 && rows < 55_000, message);
    assertTrue(message.contains(String.format("%,d rows", rows)), message);
    assertTrue(
        refusal(write(folder.resolve("t.gz"), Arrays.copyOf(whole, 5)), t -> {})
            .contains("cannot be read"));
  }

  @Test
  void binaryRecordsThatAreCutOffOrBroken() throws IOException {
    ByteBuffer bytes = TraceFiles.records(24 * 4 + 7);
    bytes.putInt(1).putLong(1).putInt(10).putLong(-1);
    bytes.putInt(1).putLong(2).putInt(0).putLong(-1);
    bytes.putInt(1).putLong(-3).putInt(10).putLong(-1);
    bytes.putInt(0).putLong(4).putInt(10).putLong(-1);
    String file = write(folder.resolve("t.oracleGeneral"), TraceFiles.bytes(bytes));
    Trace trace = Trace.of(file, t -> t.keepGoing());
    TraceReader reader = trace.requests();
    assertEquals(List.of(1L, -3L, 4L), all(reader).stream().map(Request::address).toList());
    assertEquals(5, reader.reading().rows());
    assertEquals(
        Map.of("size 0", 1L, "record cut off by the end of the file", 1L),
        reader.reading().broken());
    assertEquals(1, reader.reading().backInTime());
    assertEquals(
        List.of(
            "record 2 at byte 24: size 0",
            "record 4 at byte 72: time goes back: kept, at the time before it",
            "record 5 at byte 96: record cut off by the end of the file"),
        reader.reading().examples().stream().map(BrokenRow::toString).toList());
    TraceKeys keys = trace.objects();
    assertEquals(List.of(1L, -3L, 4L), TraceFiles.keys(keys), "any 64 bits are an id");
    assertEquals("18446744073709551613", trace.data().rows().get(1).get(3).value());
    assertEquals(reader.reading().broken(), keys.reading().broken());
    assertEquals(5, keys.reading().rows());
  }

  /** Nothing is whole that could be taken. */
  @Test
  void aFileThatIsCutOffBeforeItsFirstRowCanOnlyBeHadAgain() throws IOException {
    Random64 random = new Random64(6);
    StringBuilder text = new StringBuilder(TITLES);
    for (int i = 0; i < 60_000; i++) {
      text.append("# ").append(random.nextLong()).append('\n');
    }
    byte[] whole = TraceFiles.gzip((text + GOOD).getBytes(StandardCharsets.UTF_8));
    String file = write(folder.resolve("t.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    Refusal refusal = assertThrows(Refusal.class, () -> all(trace(file).requests()));
    assertTrue(refusal.getMessage().contains("after 0 rows"), refusal.getMessage());
    assertEquals("get the file again", refusal.wayOut().orElse(""));
  }

  /** Each cut is told, or everything before it was read: nothing is dropped in silence. */
  @Test
  void aCompressedFileThatIsCutOffAnywhereIsRefused() throws IOException {
    byte[] text = (TITLES + GOOD.repeat(30_000)).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream zstd = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(zstd)) {
      out.write(text);
    }
    for (byte[] whole : List.of(TraceFiles.gzip(text), zstd.toByteArray())) {
      assertEquals(30_000, all(trace(write(folder.resolve("t"), whole)).requests()).size());
      for (int cut = 4; cut < whole.length; cut++) {
        String file = write(folder.resolve("t"), Arrays.copyOf(whole, cut));
        String message = refusal(file, t -> t.keepGoing());
        assertTrue(message.contains("cut off"), cut + " of " + whole.length + ": " + message);
      }
    }
  }

  @Test
  void membersOfAGzipFollowEachOtherAndNothingElseFollowsThem() throws IOException {
    byte[] first = TraceFiles.gzip((TITLES + GOOD).getBytes(StandardCharsets.UTF_8));
    byte[] second = TraceFiles.gzip(GOOD.repeat(9).getBytes(StandardCharsets.UTF_8));
    assertEquals(10, all(trace(gzipFile(first, second)).requests()).size());
    assertEquals(10, all(trace(gzipFile(first, second, new byte[1000])).requests()).size());
    second[1] ^= 1; // the mark of a member
    assertTrue(refusal(gzipFile(first, second), t -> {}).contains("what follows is no gzip"));
    assertTrue(
        refusal(gzipFile(first, new byte[200_000], second), t -> {})
            .contains("what follows is no gzip"));
  }

  private String gzipFile(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return write(folder.resolve("t.gz"), all.toByteArray());
  }

  /** 10 GB of zeros, and a text before them: some megabytes on disk. */
  private String zeros(String before) throws IOException {
    byte[] hundredMillion = TraceFiles.gzip(new byte[100_000_000]);
    Path file = folder.resolve("zeros.gz");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(TraceFiles.gzip(before.getBytes(StandardCharsets.UTF_8)));
      for (int i = 0; i < 100; i++) {
        out.write(hundredMillion);
      }
    }
    return file.toString();
  }

  @Test
  void tenGigabytesOfZerosAreRefusedAtOnce() throws IOException {
    String file = zeros("");
    long before = allocated();
    long began = System.nanoTime();
    for (String format : List.of("csv", "msr", "snia", "vscsi", "oracleGeneral")) {
      String message =
          refusal(
              file,
              t -> {
                t.format(format);
                if (format.equals("csv")) {
                  t.address(1, 1).size(1, 1);
                }
              });
      assertTrue(
          message.contains("are broken")
              || message.contains("first line is longer than 64 KiB")
              || message.contains("neither version 1 nor version 2"),
          format + ": " + message);
    }
    assertTrue(refusal(file, t -> {}).contains("no format that is known"));
    assertTrue(System.nanoTime() - began < 5_000_000_000L, "at once");
    assertTrue(allocated() - before < 50_000_000, "in little memory");
  }

  /** As a row that never ends: it takes as long as unpacking does, and no memory. */
  @Test
  void aRowOfAGigabyteIsOneBrokenRow() throws IOException {
    Path file = folder.resolve("row.gz");
    byte[] nines = new byte[1 << 26];
    Arrays.fill(nines, (byte) '9');
    byte[] member = TraceFiles.gzip(nines);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(TraceFiles.gzip((TITLES + GOOD).getBytes(StandardCharsets.UTF_8)));
      for (int i = 0; i < 16; i++) {
        out.write(member);
      }
      out.write(TraceFiles.gzip(("\n" + GOOD).getBytes(StandardCharsets.UTF_8)));
    }
    long before = allocated();
    TraceReader reader = trace(file.toString()).requests();
    assertEquals(2, all(reader).size());
    assertTrue(allocated() - before < 20_000_000, "in little memory");
    assertEquals(Map.of("line longer than 64 KiB", 1L), reader.reading().broken());
    assertEquals("line 3", reader.reading().examples().get(0).place());
  }

  @Test
  void zerosWithoutEndCanBeInterrupted() throws Exception {
    Trace trace = Trace.of(zeros(TITLES + GOOD), t -> t.format("csv"));
    AtomicReference<Object> end = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                end.set(all(trace.requests()));
              } catch (RuntimeException e) {
                end.set(e);
              }
            });
    thread.start();
    Thread.sleep(500);
    thread.interrupt();
    thread.join(200);
    assertTrue(end.get() instanceof CancellationException, () -> "ended by " + end.get());
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  @Test
  void zerosBetweenRowsAreBrokenRows() throws IOException {
    Reading within = reading(TITLES + GOOD + "5,R,\0\0,512\n\0\0\0\n" + GOOD.repeat(98));
    assertEquals(Map.of("not a number", 1L, "too few columns", 1L), within.broken());
    assertEquals("line 3: not a number: 5,R,··,512", within.examples().get(0).toString());
    assertEquals(99, within.good());
    // What a file system leaves of a page that was not written before the power went.
    Reading hole = reading(TITLES + GOOD.repeat(9_000) + "\0".repeat(1 << 20) + "\n" + GOOD);
    assertEquals(Map.of("line longer than 64 KiB", 1L), hole.broken());
    assertEquals(9_001, hole.good());
  }

  /** A frame that asks for a window of 3.75 TB. */
  @Test
  void aZstdFrameThatWantsTooMuchMemoryIsRefused() throws IOException {
    ByteBuffer frame = TraceFiles.records(64);
    frame.putInt(0xFD2FB528).put((byte) 0).put((byte) 0xFF);
    String message = refusal(write(folder.resolve("t.zst"), TraceFiles.bytes(frame)), t -> {});
    assertTrue(message.contains("cannot be read"), message);
  }

  @Test
  void anInterruptEndsTheReading() throws IOException {
    Trace trace = trace(file(TITLES + GOOD.repeat(100_000)));
    try (TraceReader reader = trace.requests()) {
      RequestBatch batch = new RequestBatch();
      assertTrue(reader.read(batch));
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> reader.read(batch));
      assertTrue(Thread.interrupted(), "whoever interrupted wants to see it");
    }
    assertEquals(100_000, all(trace.requests()).size(), "and it can be read again");
  }

  @Test
  void progressIsTold() throws IOException {
    long[] told = new long[2];
    Trace trace =
        trace(file(TITLES + GOOD.repeat(50_000)))
            .watched(
                r -> {
                  assertTrue(r.rows() >= told[0] && r.bytes() <= r.ofBytes());
                  told[0] = r.rows();
                  told[1] = r.bytes();
                });
    all(trace.requests());
    assertEquals(50_000, told[0]);
    assertEquals(Files.size(folder.resolve("t.csv")), told[1]);
  }

  @Test
  void aTraceShowsItsBrokenRows() throws IOException {
    String shown = trace(file(TITLES + GOOD + GOOD + "5,R,8,-512\n" + GOOD)).toString();
    assertTrue(shown.contains("line 4: negative size: 5,R,8,-512"), shown);
    assertFalse(shown.contains("go back in time"));
  }
}
