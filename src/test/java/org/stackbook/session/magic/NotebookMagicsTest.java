package org.stackbook.session.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.checkup.Checkup;
import org.stackbook.checkup.Finding;
import org.stackbook.checkup.Surroundings;
import org.stackbook.fact.Facts;
import org.stackbook.session.CellError;
import org.stackbook.session.CellResult;
import org.stackbook.session.RecordedOutput;
import org.stackbook.session.Session;
import org.stackbook.view.MimeBundle;

/** The magics that show, list and measure. */
@Tag("unit")
class NotebookMagicsTest {

  private Session session;
  private RecordedOutput output;

  @BeforeEach
  void open() {
    session = Session.builder().build();
    output = new RecordedOutput();
  }

  @AfterEach
  void close() {
    session.close();
  }

  private CellResult run(String cell) {
    CellResult result = session.run(cell, output);
    assertNull(result.error(), () -> String.valueOf(result.error()));
    return result;
  }

  private CellError error(String cell) {
    CellError error = session.run(cell, output).error();
    assertNotNull(error);
    return error;
  }

  private MimeBundle shown() {
    return output.displays.get(output.displays.size() - 1).shown();
  }

  @Test
  void whoListsVariablesWithTypeAndShortValue() {
    run(
        """
        int gone = 1;
        String gone = "<b>hi</b>";
        var long1 = "x".repeat(500);
        List<Integer> list = List.of(1, 2);
        int[] a = {3};
        Object bad = new Object() {
          public String toString() { throw new RuntimeException(); }
        };
        Object deep = new Object() { public String toString() { return toString() + 1; } };
        int f(String s) { return 1; }
        record R(int a) {}
        42""");
    run("%who");
    String text = shown().text();
    assertTrue(text.contains("list") && text.contains("List<Integer>"), text);
    assertTrue(text.contains("[1, 2]"), text);
    assertTrue(text.contains("xxx …"), text);
    assertFalse(text.contains("x".repeat(100)), text);
    assertFalse(text.contains("f ") && text.contains("(String)"), text);
    assertTrue(text.contains("bad ") && text.contains("deep "), text);
    String html = shown().html();
    assertNotNull(html);
    assertTrue(html.contains("&lt;b&gt;hi&lt;/b&gt;"), html);
    assertEquals(List.of("f"), run("var methods = %who --methods\nmethods").value());
    assertTrue(shown().text().contains("(String)int"), shown().text());
    assertEquals(List.of("R"), run("var types = %who --types\ntypes").value());
    assertTrue(shown().text().contains("record"), shown().text());
    Object all = run("var all = %who --all\nall").value();
    assertTrue(String.valueOf(all).matches(".*\\$\\d+.*"), String.valueOf(all));
  }

  @Test
  void whoSaysThatThereIsNothing() {
    run("%who");
    assertTrue(output.out().contains("declared none"), output::out);
  }

  @Test
  void timeTellsWhatAStatementTookAndKeepsItsValue() {
    assertEquals(42, run("%time 6 * 7").value());
    run("%time var kept = new byte[5_000_000];");
    assertEquals(5_000_000, run("kept.length").value());
    String last = output.out().lines().reduce("", (before, line) -> line);
    Matcher told =
        Pattern.compile("wall [\\d.e+-]+ m?s, CPU [\\d.e+-]+ m?s, allocated ([\\d.]+) MiB")
            .matcher(last);
    assertTrue(told.matches(), last);
    assertEquals(4.8, Double.parseDouble(told.group(1)), 0.5);
    assertEquals(7, run("int timed = %time 3 + 4\ntimed").value());
    assertEquals("a  b", run("%time \"a  b\"").value());
  }

  @Test
  void timeMeasuresTheClock() {
    run("%time Thread.sleep(60)");
    Matcher told = Pattern.compile("wall ([\\d.]+) (m?s)").matcher(output.out());
    assertTrue(told.find(), output::out);
    double millis = Double.parseDouble(told.group(1)) * (told.group(2).equals("s") ? 1000 : 1);
    assertTrue(millis >= 59, output::out);
  }

  @Test
  void aTimedCellShowsItsValueAndItsErrorsNameItsLines() {
    CellResult result = run("%%time\nint n = 20;\nn * 2");
    assertEquals(40, result.value());
    assertNotNull(result.shown());
    assertTrue(output.out().contains("wall "), output::out);
    assertEquals(20, run("n").value());
    CellError error = error("%%time\nint m = 1;\nm / 0");
    assertEquals(3, error.line(), () -> String.join("\n", error.traceback()));
    assertEquals("java.lang.ArithmeticException", error.name());
    assertEquals(2, error("%%time\nint z = \"no\";").line());
  }

  @Test
  void htmlAndMarkdownAreShownAsTheyAre() {
    run("%%html\n<b>bold</b>\n%who");
    assertEquals("<b>bold</b>\n%who", shown().html());
    run("%%markdown\n# Title\n");
    assertEquals("# Title\n", shown().data().get("text/markdown"));
    assertEquals("# Title\n", shown().text());
  }

  @Test
  void lsmagicIsATableOfNamesAndSummaries() {
    run("%lsmagic");
    String text = shown().text();
    assertTrue(text.contains("%maven ") && text.contains("%%loadFromPOM"), text);
    assertTrue(text.contains("Show the rest of the cell as HTML."), text);
    assertTrue(text.contains("Same as %maven"), text);
  }

  @Test
  void stackbookTellsVersionsAndBooksOfFacts() {
    run("%stackbook");
    assertTrue(shown().text().contains(Runtime.version().toString()), shown().text());
    run("%stackbook facts");
    for (String book : Facts.BOOKS) {
      assertTrue(shown().text().contains(book), book);
    }
    assertTrue(
        shown().text().contains(String.valueOf(Facts.storage().sources().size())), shown().text());
  }

  @Test
  void stackbookDoctorTellsWhatTheDoctorCommandFinds() {
    run("%stackbook doctor");
    for (Finding finding : new Checkup(Surroundings.ofThisProcess()).findings()) {
      assertTrue(shown().text().contains(finding.what()), finding::what);
    }
    assertTrue(shown().text().contains("jdk.compiler and jdk.jshell"), shown().text());
  }

  @Test
  void theClassPathIsToldAndJarsAreTheJarsOfIt(@TempDir Path folder) throws IOException {
    Path jar =
        Files.write(
            folder.resolve("a.jar"),
            new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    run("%jars " + jar + "\n%classpath " + folder);
    assertEquals("", output.out());
    Object jars = run("var jars = %jars\njars").value();
    assertTrue(jars instanceof List<?> list && list.contains(jar.toString()), () -> "" + jars);
    assertFalse(jars instanceof List<?> list && list.contains(folder.toString()), () -> "" + jars);
    Object all = run("var entries = %classpath\nentries").value();
    assertTrue(all instanceof List<?> list && list.contains(folder.toString()), () -> "" + all);
    assertTrue(output.out().contains(jar.toString()), output::out);
  }

  @Test
  void loadTakesNoFileThatIsTooLargeOrNoNotebook(@TempDir Path folder) throws IOException {
    Path large = folder.resolve("large.jsh");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength((16 << 20) + 1);
    }
    assertTrue(error("%load " + large).message().contains("16 MiB"));
    for (String wrong :
        List.of(
            "[",
            "{}",
            "{\"cells\": 3}",
            "{\"cells\": [{\"cell_type\": []}]}",
            "[".repeat(100_000))) {
      Path notebook = Files.writeString(folder.resolve("n.ipynb"), wrong);
      CellError error = error("%load " + notebook);
      assertEquals("Refusal", error.name(), error::message);
      assertTrue(error.message().contains("not a notebook"), error::message);
    }
  }
}
