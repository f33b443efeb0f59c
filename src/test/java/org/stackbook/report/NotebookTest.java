package org.stackbook.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.error.Refusal;

@Tag("unit")
class NotebookTest {

  @TempDir Path folder = Path.of("");

  /** The expected file was written by nbformat 5 of Python from the messy one. */
  @Test
  void writesTheBytesThatJupyterWrites() throws IOException {
    Notebook messy = Notebook.parse("messy", resource("messy.ipynb"));
    String expected = new String(resource("messy-as-jupyter-saves-it.ipynb"), UTF_8);
    assertEquals(expected, messy.json());
    assertEquals(expected, Notebook.parse("again", expected.getBytes(UTF_8)).json());
  }

  @Test
  void forgetsOutputsAndNothingElse() throws IOException {
    Notebook messy = Notebook.parse("messy", resource("messy.ipynb"));
    String before = messy.json();
    String after = messy.withoutOutputs().json();
    assertTrue(after.contains("\"raises-exception\""), after);
    assertTrue(after.contains("\"attachments\""), after);
    assertTrue(after.contains("\"zeta\""), after);
    assertTrue(!after.contains("execute_result") && !after.contains("\"execution_count\": 3"));
    assertEquals(before, messy.json(), "the notebook itself stays as it was");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // text, with ; for line breaks | place | part of the message
        "{\"nbformat\": 4, \"cells\": [;{\"cell_type\": 1}]} | line 2, column 15 | cell_type must be",
        "{\"nbformat\": 4, \"cells\": [;{\"cell_type\": \"code\", \"source\": [\"a\", 7]}]}"
            + " | line 2, column 33 | source must be text",
        "{\"nbformat\": 4, \"cells\": [;{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": {}}]}"
            + " | line 2, column 48 | outputs must be a list",
        "{\"nbformat\": 4,; \"cells\": [7]} | line 2, column 12 | a cell must be an object",
        "{\"nbformat\": 4,; \"cells\": {}} | line 2, column 11 | cells must be a list",
        "{;\"nbformat\": 3, \"worksheets\": []} | line 2, column 13 | format 3",
        "{\"cells\": []} | line 1, column 1 | not a notebook",
        "[] | line 1, column 1 | not a notebook",
        "{\"nbformat\": 4,;;<<<<<<< HEAD;} | line 3, column | merge conflict",
        "{\"nbformat\": 4, \"cells\": []} x | line 1, column | not JSON",
        "{\"nbformat\": 4 | line 1, column | not JSON",
        "{\"nbformat\": 4, \"metadata\": {;\"kernelspec\": {\"language\": \"python\"}}, \"cells\": []}"
            + " | line 2, column 28 | a notebook in python",
      })
  void refusesWhatIsNoNotebookAndSaysWhere(String text, String place, String said) {
    byte[] json = text.replace(';', '\n').getBytes(UTF_8);
    Refusal refusal = assertThrows(Refusal.class, () -> Notebook.parse("bad", json));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith("bad.ipynb, " + place), message);
    assertTrue(message.contains(said), message);
  }

  @Test
  void refusesAnEmptyFile() {
    assertThrows(Refusal.class, () -> Notebook.parse("empty", new byte[0]));
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] json = "{\"nbformat\": 4, \"cells\": \"\u00ff\"}".getBytes(ISO_8859_1);
    Refusal refusal = assertThrows(Refusal.class, () -> Notebook.parse("latin", json));
    assertTrue(String.valueOf(refusal.getMessage()).contains("not JSON"), refusal.getMessage());
  }

  @Test
  void refusesDeepNestingBeforeTheStackEnds() {
    String deep = "{\"nbformat\": 4, \"metadata\": " + "[".repeat(1_000_000);
    Refusal refusal =
        assertThrows(Refusal.class, () -> Notebook.parse("deep", deep.getBytes(UTF_8)));
    assertTrue(refusal.rule().contains("nested deeper than 200"), refusal.rule());
    // 28 characters before the first bracket; the object around it is the first level.
    assertEquals("deep.ipynb, line 1, column 228", refusal.place().orElse(""));
  }

  @Test
  void refusesANumberOfAMillionDigits() {
    String json = "{\"nbformat\": 4, \"cells\": [], \"x\": " + "9".repeat(1_000_000) + "}";
    Refusal refusal =
        assertThrows(Refusal.class, () -> Notebook.parse("digits", json.getBytes(UTF_8)));
    assertTrue(refusal.rule().contains("longer than any notebook needs"), refusal.rule());
  }

  @Test
  void refusesAFileTooLargeWithoutReadingItAll() throws IOException {
    Path large = folder.resolve("large.ipynb");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    Refusal refusal = assertThrows(Refusal.class, () -> Notebook.read(large));
    assertTrue(refusal.rule().contains("larger than 64 MiB"), refusal.rule());
  }

  @Test
  void namesTheNotebookThatWasProbablyMeant() throws IOException {
    Path there = Files.writeString(folder.resolve("quickstart.ipynb"), "{}");
    Refusal refusal =
        assertThrows(Refusal.class, () -> Notebook.read(folder.resolve("quikstart.ipynb")));
    assertEquals(there.toString(), refusal.nearest().orElse(""));
  }

  @Test
  void isCalledByItsFileName() throws IOException {
    Path file = Files.write(folder.resolve("01-oslo.ipynb"), resource("messy.ipynb"));
    assertEquals("01-oslo", Notebook.read(file).name());
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = NotebookTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name);
      }
      return in.readAllBytes();
    }
  }
}
