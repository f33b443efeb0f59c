package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.stamp.Samples.oslo;
import static org.stackbook.stamp.Samples.refusedBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.error.Refusal;

@Tag("unit")
class StampFileTest {

  private static final String OSLO =
      """
      stackbook: 1
      stamp: oslo
      build: "1802"
      servers:
        - names: n1..n8
          memory: 384 GB
          cores: 40
          cache: [{count: 2, media: NVMe, size: 1.6 TB}]
          capacity: [{count: 10, media: HDD, size: 8 TB}]
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static Refusal refusedYaml(String text) {
    return refusedBy(() -> StampFile.readYaml(text));
  }

  private Refusal refusedFile(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    return refusedBy(() -> StampFile.read(file));
  }

  private static void assertAt(String place, Refusal refusal) {
    assertEquals(Optional.of(place), refusal.place(), refusal.getMessage());
    assertTrue(refusal.wayOut().isPresent(), refusal.getMessage());
  }

  @Test
  void theCompactFormIsWrittenAndRead() {
    assertEquals(OSLO, oslo().toYaml());
    assertEquals(oslo(), StampFile.readYaml(OSLO));
    assertEquals(oslo(), StampFile.readJson(oslo().toJson()));
  }

  @Test
  void filesAreReadByTheirEnding() throws IOException {
    for (String name : new String[] {"oslo.yaml", "oslo.yml", "oslo.json", "OSLO.JSON"}) {
      Path file = folder.resolve(name);
      StampFile.write(oslo(), file);
      assertEquals(oslo(), StampFile.read(file), name);
      StampFile.write(oslo(), file);
    }
    try (var left = Files.list(folder)) {
      assertEquals(4, left.count());
    }
    assertTrue(Files.readString(folder.resolve("oslo.json")).startsWith("{"));
    assertTrue(
        refusedBy(() -> StampFile.write(oslo(), folder.resolve("oslo.txt")))
            .rule()
            .contains(".yaml"));
  }

  @Test
  void buildsNeedNoQuotesAndKeysNoOrder() {
    String other =
        """
        servers:
        - {cores: 40, capacity: [{size: 8TB, media: HDD, count: 10}], memory: "384 GB",
           drives: [{count: 2, media: NVMe, size: 1600 GB}], names: "n1..n4, n5, n6..n8"}
        build: 1802
        stamp: oslo
        stackbook: 1
        """;
    assertEquals(oslo(), StampFile.readYaml(other));
    assertEquals(oslo(), StampFile.readYaml("\uFEFF".substring(1) + other));
  }

  @Test
  void aByteOrderMarkIsPassedOver() throws IOException {
    Path file =
        Files.write(folder.resolve("bom.yaml"), ("\uFEFF" + OSLO).getBytes(StandardCharsets.UTF_8));
    assertEquals(oslo(), StampFile.read(file));
  }

  /** In place of the first text the second is written; then this is refused there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cores:        | core:          | line 7, column 5   | no such key in a group of like servers
          384 GB        | 384            | line 6, column 13  | takes a size
          384 GB        | 384 Gb         | line 6, column 13  | a lower-case b is a bit
          384 GB        | -384 GB        | line 6, column 13  | takes a size
          384 GB        | 0 GB           | line 6, column 13  | more than 0 bytes
          384 GB        | [384 GB]       | line 6, column 13  | takes a size
          cores: 40     | cores: 40.5    | line 7, column 12  | whole number from 1
          cores: 40     | cores: 040     | line 7, column 12  | whole number from 1
          cores: 40     | cores: "40"    | line 7, column 12  | whole number from 1
          cores: 40     | cores: .nan    | line 7, column 12  | whole number from 1
          cores: 40     | cores:         | line 7, column 11  | whole number from 1
          cores: 40     | 'cores: 40\\n    cores: 41' | line 8, column 5 | said already in line 7
          NVMe          | nvme           | line 8, column 31  | a drive type
          NVMe          | true           | line 8, column 31  | a drive type
          count: 2      | count: 0       | line 8, column 21  | whole number from 1 to 416
          count: 2      | count: 1       | line 8, column 12  | at least 2 cache drives
          count: 10     | count: 3       | line 9, column 15  | at least 4 capacity drives
          count: 10     | count: 99999999999 | line 9, column 24 | whole number from 1 to 416
          media: HDD    | media: NVMe    | line 9, column 16  | one role
          "1802"        | "1806"         | line 3, column 8   | There was no 1806
          "1802"        | 18.02          | line 3, column 8   | a build, four digits
          n1..n8        | n1..n3         | line 5, column 3   | 4 to 12 servers
          n1..n8        | n1..n900000    | line 5, column 12  | more than 16 names
          n1..n8        | 'n1, n2, N1'   | line 5, column 5   | described already
          n1..n8        | n1/n8          | line 5, column 12  | takes names
          stackbook: 1  | stackbook: 2   | line 1, column 12  | the number 1
          oslo          | <oslo>         | line 2, column 8   | takes a name
          oslo          | '*a'           | line 2, column 8   | aliases are not taken
          oslo          | '!!java.net.URL oslo' | line 2, column 8 | tags are not taken
          oslo          | '!!str oslo'   | line 2, column 8   | tags are not taken
          'stamp: oslo' | '<<: {stamp: oslo}' | line 2, column 1 | no such key
          'stamp: oslo\\n' | ''          | line 1, column 1   | key stamp is missing
          """)
  void whatIsWrongIsRefusedAtItsPlace(String text, String instead, String place, String rule) {
    String broken =
        OSLO.replace(
            text.replace("\\n", "\n"), instead == null ? "" : instead.replace("\\n", "\n"));
    assertFalse(broken.equals(OSLO));
    Refusal refusal = refusedYaml(broken);
    assertAt(place, refusal);
    assertTrue(refusal.toString().contains(rule), refusal.getMessage());
  }

  @Test
  void whatABuilderRefusesKeepsAllItsParts() throws IOException {
    Refusal refusal =
        refusedFile(
            "oslo.yaml",
            (OSLO + "volumes:\n  - {name: ObjStore_1, size: 40 TiB}\n")
                .getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "oslo.yaml, line 11, column 5: volume(\"ObjStore_1\", tib(40)): a volume may hold at most"
            + " 32 TB in build 1802 (Windows Server 2016).\n"
            + "  Source: Plan(ning) volumes in Storage Spaces Direct.\n"
            + "  Way out: two volumes of 20 TiB, or build 1908 and later.",
        refusal.getMessage());
    assertEquals(Optional.of("cores"), refusedYaml(OSLO.replace("cores", "core")).nearest());
    assertEquals(Optional.of("NVMe"), refusedYaml(OSLO.replace("NVMe", "nvm")).nearest());
  }

  @Test
  void unlikeServersAreRefusedAtTheLaterGroup() {
    Refusal refusal =
        refusedYaml(
            OSLO
                + """
                  - names: n9
                    memory: 512 GB
                    cores: 40
                    drives: [{count: 2, media: NVMe, size: 1.6 TB}, {count: 10, media: HDD, size: 8 TB}]
                """);
    assertAt("line 11, column 13", refusal);
    assertTrue(refusal.rule().contains("same memory"), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: [1, 2                    | line 1, column 9  | not YAML
          'a:\\n\\t- b'               | line 2, column 1  | not YAML
          ''                          | line 1, column 1  | empty
          '# nothing'                 | line 1, column 1  | empty
          '- 1'                       | line 1, column 1  | takes a stamp
          'oslo'                      | line 1, column 1  | takes a stamp
          """)
  void brokenYamlIsRefusedAtItsPlace(String text, String place, String rule) {
    Refusal refusal = refusedYaml(text.replace("\\n", "\n").replace("\\t", "\t"));
    assertTrue(refusal.toString().contains(rule), refusal.getMessage());
    assertAt(place, refusal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": NaN}",
        "{\"a\": 1,}",
        "{\"a\": 01}",
        "{a: 1}",
        "{\"a\": \"\n\"}",
        "// no\n{}",
        "{\"stackbook\":",
        "[1] [2]",
        "{\"a\": 1, \"a\": 2}",
        "null",
        "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]"
      })
  void brokenJsonIsRefusedWithItsPlace(String text) {
    Refusal refusal = refusedBy(() -> StampFile.readJson(text));
    assertTrue(refusal.place().orElse("").matches("line \\d+, column \\d+"), refusal.getMessage());
    assertTrue(refusal.wayOut().isPresent(), refusal.getMessage());
  }

  @Test
  void messagesOfTheParserTellNothingOfItsInside() {
    Refusal refusal = refusedYaml("? [1]\n: 2");
    assertTrue(refusal.rule().contains("Expected a field name"), refusal.getMessage());
    assertFalse(refusal.rule().contains("org."), refusal.getMessage());
    Refusal nan = refusedBy(() -> StampFile.readJson("{\"a\": NaN}"));
    assertFalse(nan.toString().contains("ALLOW"), nan.getMessage());
  }

  @Test
  void oneFileHoldsOneStamp() {
    Refusal refusal = refusedYaml(OSLO + "---\n" + OSLO);
    assertAt("line 11, column 1", refusal);
    assertTrue(refusal.rule().contains("goes on after its end"), refusal.getMessage());
  }

  @Test
  void anAliasBombIsRefusedAtItsFirstAnchor() {
    StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (char c = 'b'; c <= 'i'; c++) {
      String before = "*" + (char) (c - 1);
      bomb.append(c).append(": &").append(c).append(" [").append(before);
      bomb.append((", " + before).repeat(8)).append("]\n");
    }
    Refusal refusal = refusedYaml(bomb.toString());
    assertAt("line 1, column 4", refusal);
    assertTrue(refusal.rule().contains("anchors are not taken"), refusal.getMessage());
  }

  @Test
  void hugeDeepAndLongFilesAreRefusedQuickly() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Path huge = folder.resolve("huge.yaml");
          try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 30);
          }
          Refusal refusal = refusedBy(() -> StampFile.read(huge));
          assertTrue(refusal.given().equals("huge.yaml"), refusal.getMessage());
          assertTrue(refusal.rule().contains("1 MiB long"), refusal.getMessage());
          int most = LocatedReader.MOST_BYTES;
          assertTrue(
              refusedYaml("#".repeat(most + 1)).rule().contains("1 MiB"), "one byte too long");
          assertTrue(refusedYaml("#".repeat(most)).rule().contains("empty"), "not too long");
          assertTrue(refusedYaml("[".repeat(most)).rule().contains("deeper than 16"), "flow");
          assertTrue(refusedYaml("- ".repeat(most / 2)).rule().contains("deeper than 16"), "block");
          assertTrue(
              refusedYaml("[" + "1,".repeat(most / 2 - 2) + "]").rule().contains("10000 values"),
              "many");
          assertTrue(
              refusedBy(() -> StampFile.readJson("[".repeat(most))).rule().contains("deeper"),
              "JSON");
          assertFalse(refusedYaml("x".repeat(most)).toString().length() > 1_000, "echoed");
          assertFalse(refusedYaml("x".repeat(500) + ": 1").toString().length() > 1_000, "key");
        });
  }

  @Test
  void whatIsNotUtf8IsRefusedWhereItBegins() throws IOException {
    byte[] bytes = "stamp: o\nbuild: x".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xff;
    assertAt("latin.yaml, line 2, column 8", refusedFile("latin.yaml", bytes));
    assertAt(
        "utf16.yaml, line 1, column 1",
        refusedFile("utf16.yaml", OSLO.getBytes(StandardCharsets.UTF_16)));
    assertAt(
        "nul.json, line 1, column 2",
        refusedFile("nul.json", "{\0}".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    StampFile.write(oslo(), folder.resolve("oslo.yaml"));
    Refusal missing = refusedBy(() -> StampFile.read(folder.resolve("osslo.yaml")));
    assertTrue(missing.rule().contains("no such file"), missing.getMessage());
    assertEquals(Optional.of("oslo.yaml"), missing.nearest());
    Path directory = Files.createDirectory(folder.resolve("dir.yaml"));
    assertTrue(refusedBy(() -> StampFile.read(directory)).rule().contains("not a file"));
    assertTrue(
        refusedBy(() -> StampFile.read(folder.resolve("oslo.xml"))).rule().contains(".json"));
  }

  @Test
  void whatIsNotWellFormedIsQuotedWithAWayOut() {
    Refusal tab = refusedYaml("stackbook: 1\n\tstamp: oslo\n");
    assertEquals("\"stamp: oslo\"", tab.given());
    assertEquals("indent with spaces, not with tabs", tab.wayOut().orElse(""));
    assertFalse(tab.rule().contains("while scanning"), tab.rule());
    Refusal open = refusedYaml("stackbook: [1,\n");
    assertTrue(open.wayOut().orElse("").startsWith("close the bracket"), open.getMessage());
    Refusal json = assertThrows(Refusal.class, () -> StampFile.readJson("{\"stamp\": oslo}"));
    assertEquals("\"{\"stamp\": oslo}\"", json.given());
  }

  @Test
  void examplesInMessagesAreLikely() {
    assertTrue(
        refusedYaml(OSLO.replace("cores: 40", "cores: forty"))
            .wayOut()
            .orElse("")
            .endsWith("write it like 40"));
    assertEquals(
        "write it like [{count: 10, media: NVMe, size: 8 TB}]",
        refusedYaml(OSLO.replaceAll("capacity: .*", "capacity: lots")).wayOut().orElse(""));
  }

  @Test
  void aDriveWithoutItsServerIsToldHowToBeNamed() {
    Refusal refused =
        assertThrows(Refusal.class, () -> StampFile.readYaml(OSLO).server("disk3", "fail(…)"));
    assertEquals("name a drive with its server, such as n1/disk3", refused.wayOut().orElse(""));
  }
}
