package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.error.Refusal;

@Tag("unit")
class CsvTest {

  private static DataTable texts(String... values) {
    DataTable.Builder table = DataTable.of("t").text("a");
    Stream.of(values).forEach(table::row);
    return table.build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "－1+1", "＝1"})
  void formulasGetAnApostrophe(String formula) {
    assertEquals("a\r\n'" + formula + "\r\n", Csv.of(texts(formula)));
  }

  @Test
  void formulasBehindTabsAndLineBreaksGetOneToo() {
    assertEquals(
        "a\r\n\"'\t=1\"\r\n\"'\r=1\"\r\n\"'\n=1\"\r\n", Csv.of(texts("\t=1", "\r=1", "\n=1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "+5", "-1.5", "-1e9", "n1", "a=b", "5-3"})
  void numbersAndHarmlessTextsStay(String text) {
    assertEquals("a\r\n" + text + "\r\n", Csv.of(texts(text)));
  }

  @Test
  void aHeadIsDefusedToo() {
    DataTable table = DataTable.of("t").text("=A1").row("x").build();
    assertEquals("'=A1\r\nx\r\n", Csv.of(table));
  }

  @Test
  void commasQuotesAndLineBreaksAreQuoted() {
    assertEquals(
        "a\r\n\"x,y\"\r\n\"6\"\" disk\"\r\n\"a\nb\"\r\n", Csv.of(texts("x,y", "6\" disk", "a\nb")));
  }

  @Test
  void numbersKeepAllDigitsAndStarsAreNamed() {
    DataTable table =
        DataTable.of("t")
            .number("size", "TB", 1)
            .row(new DataTable.Cell(1234.5678, true))
            .row(-2.0)
            .row((Object) null)
            .build();
    assertEquals("size (TB),starred\r\n1234.5678,size (TB)\r\n-2,\r\n,\r\n", Csv.of(table));
  }

  @Test
  void fileIsReplacedWholeAndNothingElseIsLeft(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("t.csv");
    Files.writeString(file, "old");
    Samples.capacity(2).csv(file);
    assertTrue(Files.readString(file).startsWith("server,drives,raw (TB)"));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void aFolderIsNotOverwritten(@TempDir Path folder) {
    Result result = new Samples.Parts("t", "v", texts("x"), Optional.empty(), List.of()).result();
    Refusal refusal = assertThrows(Refusal.class, () -> result.csv(folder));
    assertTrue(refusal.rule().contains("there is a folder of this name"));
    Refusal nowhere = assertThrows(Refusal.class, () -> result.csv(folder.resolve("no/such.csv")));
    assertTrue(nowhere.rule().contains("there is no folder"));
  }
}
