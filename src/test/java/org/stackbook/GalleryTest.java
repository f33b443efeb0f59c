package org.stackbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.report.HtmlReport;
import org.stackbook.report.Notebook;
import org.stackbook.report.NotebookOutcome;
import org.stackbook.report.NotebookRun;
import org.stackbook.report.Provenance;
import org.stackbook.session.Session;
import org.stackbook.session.StartupSnippet;

/** Every notebook of the gallery runs, and its kept outputs are what it gives today. */
@Tag("notebook")
class GalleryTest {

  private static final Path GALLERY =
      Path.of(System.getProperty("stackbook.basedir", "."), "notebooks");

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(GALLERY)) {
      return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  /** A trace that notebooks read if they find it; what they keep is of it. */
  private static final String TRACE = "cloudPhysicsIO.csv.gz";

  @ParameterizedTest
  @MethodSource("notebooks")
  void runsAndKeepsTheOutputsItGives(Path file, @TempDir Path folder) throws IOException {
    // Files that a notebook writes go where nobody trips over them.
    Path copy = folder.resolve(file.getFileName());
    String code = Files.readString(file);
    Optional<Path> trace = SharedData.file("traces/" + TRACE);
    boolean withoutTrace = code.contains("\\\"" + TRACE) && trace.isEmpty();
    Files.writeString(
        copy,
        code.replace("\\\"" + TRACE, "\\\"" + trace.map(Path::toString).orElse(TRACE))
            .replace(
                "html(\\\"oslo.html\\\")",
                "html(\\\"" + folder.resolve("oslo.html").toString().replace("\\", "/") + "\\\")"));
    NotebookOutcome outcome;
    try (Session session = Session.builder().startup(StartupSnippet.text()).build()) {
      outcome = NotebookRun.in(session).run(Notebook.read(copy), NotebookRun.Progress.SILENT);
    }
    assertTrue(outcome.ok(), () -> String.valueOf(outcome.failure()));
    Path executed = folder.resolve("executed.ipynb");
    outcome.notebook().write(executed);
    if (!withoutTrace) {
      assertEquals(texts(file), texts(executed));
    }

    ZonedDateTime made = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    String html = HtmlReport.of(outcome, new Provenance("test", "test", made)).html();
    assertTrue(html.contains("<table"), "the report has a table");
    assertTrue(html.contains("data:image/png"), "the report has a chart");
  }

  /** The text of every output, without the path that the last cell writes to. */
  private static String texts(Path notebook) throws IOException {
    StringBuilder texts = new StringBuilder();
    for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).path("cells")) {
      for (JsonNode output : cell.path("outputs")) {
        for (JsonNode line : output.path("data").path("text/plain")) {
          texts.append(line.asText().replaceAll("written to .*", "written"));
        }
        for (JsonNode line : output.path("text")) {
          texts.append(line.asText());
        }
        texts.append("\n");
      }
    }
    return texts.toString();
  }
}
