package org.stackbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.session.CellError;
import org.stackbook.session.CellOutput.Stream;
import org.stackbook.view.MimeBundle;

@Tag("unit")
class HtmlReportTest {

  private static final Provenance MADE =
      new Provenance("0.1.0", "17.0.15", ZonedDateTime.of(2026, 3, 4, 5, 6, 0, 0, ZoneOffset.UTC));

  @Test
  void theFirstHeadingIsTheTitle() {
    String page = page(new Notebooks().markdown("intro").markdown("# Oslo & <sons>\ntext"));
    assertTrue(page.contains("<title>Oslo &amp; &lt;sons&gt;</title>"), page);
    assertEquals(1, count(page, "<h1"));
  }

  @Test
  void withoutAHeadingTheTitleIsTheFileName() {
    String page = page(new Notebooks().markdown("no heading"));
    assertTrue(page.contains("<title>oslo</title>"), page);
    assertTrue(page.contains("<h1>oslo</h1>"), page);
  }

  @Test
  void saysWhatMadeItAndWhen() {
    String page = page(new Notebooks().code("1"));
    assertTrue(page.contains("Made by Stackbook 0.1.0"), page);
    assertTrue(page.contains("<code>oslo.ipynb</code> on 4 March 2026, 05:06"), page);
    assertTrue(page.contains("Java 17.0.15"), page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:alert(1))",
        "![x](javascript:alert(1))",
        "![x](https://example.com/spy.png)",
        "![x](//example.com/spy.png)",
        "<iframe src=\"https://example.com\"></iframe>",
        "| a |\n|---|\n| <script>alert(1)</script> |",
        "# <script>alert(1)</script>",
        "# \" onmouseover=\"alert(1)",
        "```\n</code></pre><script>alert(1)</script>\n```",
      })
  void markdownRunsNothingAndFetchesNothing(String markdown) {
    assertHarmless(page(new Notebooks().markdown(markdown)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// </code></pre></details><script>alert(1)</script>",
        "\"<script>alert(1)</script>\"",
        "<script>alert(1)</script>"
      })
  void codeRunsNothing(String code) {
    assertHarmless(page(new Notebooks().code(code)));
  }

  @Test
  void printedTextRunsNothing() {
    String page =
        page(
            recorder -> {
              recorder.stream(Stream.STDOUT, "<script>alert(1)</script>");
              recorder.result(MimeBundle.text("<script>alert(1)</script>"), 1);
              recorder.error(error("<script>alert(1)</script>"));
            });
    assertHarmless(page);
    assertEquals(3, count(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  }

  @Test
  void thePageForbidsScriptsAndFetches() {
    String page = page(new Notebooks());
    int policy =
        page.indexOf("Content-Security-Policy\" content=\"default-src 'none'; img-src data:;");
    assertTrue(policy > 0 && policy < page.indexOf("<title>"), "the policy comes first");
    assertFalse(page.contains("script-src"), page);
    assertFalse(Pattern.compile("url\\(|@import").matcher(page).find(), page);
  }

  @Test
  void aPictureFromElsewhereBecomesALink() {
    String page = page(new Notebooks().markdown("![the rack](https://example.com/rack.png)"));
    assertTrue(page.contains("href=\"https://example.com/rack.png\">the rack</a>"), page);
  }

  @Test
  void attachedPicturesAreTakenIn() {
    Notebooks notebook = new Notebooks().markdown("![rack](attachment:rack.png)");
    ObjectNode files = notebook.last().putObject("attachments");
    files.putObject("rack.png").put("image/png", "aGk=\n");
    assertTrue(page(notebook).contains("<img src=\"data:image/png;base64,aGk=\" alt=\"rack\""));
  }

  @Test
  void picturesBesideTheNotebookAreTakenInAndOthersAreNot(@TempDir Path folder) throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.writeString(inside.resolve("rack.png"), "hi");
    Files.writeString(folder.resolve("secret.png"), "hi");
    Files.createSymbolicLink(inside.resolve("link.png"), folder.resolve("secret.png"));
    Path file = inside.resolve("oslo.ipynb");
    Files.writeString(
        file,
        new Notebooks()
            .markdown("![in](rack.png) ![out](../secret.png) ![link](link.png) ![no](none.png)")
            .notebook()
            .json());
    String page = page(Notebook.read(file));
    assertTrue(page.contains("<img src=\"data:image/png;base64,aGk=\" alt=\"in\""), page);
    assertEquals(1, count(page, "<img"));
  }

  @Test
  void headingsAreNamedAsJupyterNamesThem() {
    String page =
        page(
            new Notebooks()
                .markdown("# A\n## What fails\n## What `n3` holds")
                .markdown("## What fails"));
    assertTrue(page.contains("<h2 id=\"What-fails\">"), page);
    assertTrue(page.contains("<h2 id=\"What-n3-holds\">"), page);
    assertTrue(page.contains("<h2 id=\"What-fails-2\">"), page);
  }

  @Test
  void contentsAreListedWhenThereIsSomethingToList() {
    String few = "# Title\n## a\n## b\n## c";
    assertFalse(page(new Notebooks().markdown(few)).contains("<nav"));
    String page = page(new Notebooks().markdown("# Title").markdown("## a\n### b\n## c\n## d & e"));
    String contents = page.substring(page.indexOf("<nav"), page.indexOf("</nav>"));
    assertEquals(4, count(contents, "<li"));
    assertTrue(contents.contains("<li class=\"depth-1\"><a href=\"#b\">b</a>"), contents);
    assertTrue(contents.contains("<a href=\"#d-&amp;-e\">d &amp; e</a>"), contents);
    assertTrue(page.indexOf("</h1>") < page.indexOf("<nav"), "after the title");
    assertTrue(page.indexOf("<nav") < page.indexOf("<h2"), "before the rest");
  }

  @Test
  void theRichestFormIsShown() {
    String page =
        page(
            recorder -> {
              recorder.result(MimeBundle.html("<table><td>rich</td></table>", "poor"), 1);
              recorder.display(
                  new MimeBundle(
                      Map.of("image/svg+xml", "<svg/>", "text/plain", "eight bars"),
                      Map.of("image/svg+xml", Map.of("width", 300))),
                  null,
                  false);
            });
    assertTrue(page.contains("<table><td>rich</td></table>"), page);
    assertFalse(page.contains("poor"), page);
    // base64 of <svg/>
    assertTrue(
        page.contains(
            "<img src=\"data:image/svg+xml;base64,PHN2Zy8+\" width=\"300\" alt=\"eight bars\">"),
        page);
  }

  @Test
  void codeIsFoldedAwayUnderItsFirstWords() {
    String page = page(new Notebooks().code("import java.util.*;\n\nvar x = 1;"));
    assertTrue(page.contains("<details class=\"code\"><summary>"), page);
    assertTrue(page.contains("<code>var x = 1;</code></summary>"), page);
  }

  @Test
  void aFailedRunSaysSoAndShowsTheCell() {
    Notebook notebook = new Notebooks().code("good()").code("bad()").code("never()").notebook();
    notebook.cells().get(0).executed(1);
    notebook.cells().get(1).executed(2);
    NotebookOutcome outcome =
        new NotebookOutcome(
            notebook, 3, 1, new NotebookOutcome.Failure(2, "bad()", error("no <quorum>")), false);
    String page = HtmlReport.of(outcome, MADE).html();
    assertTrue(page.contains("<a href=\"#failed-cell\">code cell 2 of 3</a> failed"), page);
    String cell = page.substring(page.indexOf("id=\"failed-cell\""));
    assertTrue(cell.startsWith("id=\"failed-cell\">\n<details class=\"code\" open>"), cell);
    assertTrue(cell.indexOf("bad") < cell.indexOf("never"), "it is the right cell");
    assertTrue(page.contains("not run</span> <code>never()"), page);
  }

  @Test
  void anInterruptedRunSaysSo() {
    NotebookOutcome outcome =
        new NotebookOutcome(new Notebooks().code("1").notebook(), 1, 0, null, true);
    assertTrue(HtmlReport.of(outcome, MADE).html().contains("interrupted after 0 of 1 code cells"));
  }

  @Test
  void anErrorWithACardFoldsItsTraceback() {
    CellError carded =
        new CellError(
            "Refusal", "no", 0, 0, List.of("TRACE"), MimeBundle.html("<p>the card</p>", "card"));
    String page = page(recorder -> recorder.error(carded));
    assertTrue(page.indexOf("<p>the card</p>") < page.indexOf("<details class=\"trace\">"), page);
    assertFalse(page.contains("<div class=\"error\">"), page);
  }

  @Test
  @Timeout(20)
  void survivesMarkdownMadeToBreakIt() {
    for (String part : List.of("*a **b ", "[", "> ", "- ", "![", "`", "<a", "|-", "_a __b ")) {
      page(new Notebooks().markdown(part.repeat(8_000)));
      page(new Notebooks().markdown("|a|\n|-|\n" + part.repeat(5_000)));
    }
    page(new Notebooks().markdown("*a **a ".repeat(20_000) + "a** a* ".repeat(20_000)));
    page(new Notebooks().markdown("![".repeat(20_000) + "](x)".repeat(20_000)));
  }

  private static void assertHarmless(String page) {
    String body = page.substring(page.indexOf("<body"));
    assertFalse(
        Pattern.compile(
                "<script|<iframe|<img(?! src=\"data:)|<[^>]*\\son\\w+=|(href|src)=\"\\s*(javascript|vbscript|data:text)",
                Pattern.CASE_INSENSITIVE)
            .matcher(body)
            .find(),
        body);
  }

  private static CellError error(String message) {
    return new CellError("Oops", message, 0, 0, List.of("Oops: " + message), null);
  }

  private static String page(Notebooks notebook) {
    return page(notebook.notebook());
  }

  private static String page(Notebook notebook) {
    return HtmlReport.of(new NotebookOutcome(notebook, 1, 1, null, false), MADE).html();
  }

  /** The page of a notebook whose only cell has put out what {@code records} records. */
  private static String page(Consumer<OutputRecorder> records) {
    OutputRecorder recorder = new OutputRecorder(new HashMap<>());
    records.accept(recorder);
    Notebook notebook = new Notebooks().code("cell()").notebook();
    notebook.cells().get(0).node().set("outputs", recorder.end());
    return page(notebook);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
