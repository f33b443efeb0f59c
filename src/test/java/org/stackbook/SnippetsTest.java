package org.stackbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.Snippets.Snippet;
import org.stackbook.session.CellError;
import org.stackbook.session.CellOutput;
import org.stackbook.session.CellResult;
import org.stackbook.session.Session;
import org.stackbook.session.StartupSnippet;

/**
 * Every piece of Java in the documentation runs. A line that ends in {@code // → value} has that
 * value, printed; {@code …} in it stands for anything.
 */
@Tag("notebook")
class SnippetsTest {

  /** What the snippets take for granted: the stamp of the README, and what was asked of it. */
  private static final String GIVEN =
      """
      import java.nio.file.*;
      import java.time.*;
      import java.util.function.*;
      import org.stackbook.error.*;
      import org.stackbook.unit.*;
      import org.stackbook.fact.*;
      import org.stackbook.view.*;
      import org.stackbook.stamp.*;
      import org.stackbook.stamp.engine.*;
      import org.stackbook.storage.*;
      import org.stackbook.storage.engine.*;
      import org.stackbook.platform.engine.*;
      import org.stackbook.network.*;
      import org.stackbook.network.acl.*;
      import org.stackbook.network.address.*;
      import org.stackbook.network.engine.*;
      import org.stackbook.network.gateway.*;
      import org.stackbook.network.packet.*;
      import org.stackbook.network.plan.*;
      import org.stackbook.trace.*;
      import org.stackbook.trace.engine.*;
      import org.stackbook.report.*;
      import org.stackbook.kernel.*;
      import org.stackbook.session.Session;
      import org.stackbook.session.CellOutput;
      import org.stackbook.session.CellResult;
      import org.stackbook.session.StartupSnippet;
      var oslo = stamp("oslo", s -> s.build("1802").servers(8, n -> n.memory(gb(384)).cores(40)
          .boot(SSD, gb(480)).cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(8))));
      var capacity = oslo.storage().capacity();
      var placed = oslo.storage().place(p -> p.fill(pct(72)).seed(42));
      var failed = placed.fail("n3");
      String connectionFile = "none", progress = "half";
      Session session = null;
      NotebookOutcome outcome = null;
      Provenance provenance = null;
      Path file = null;
      Picture picture = capacity.picture().get();
      CellOutput output = null;
      """;

  private static final Path BASE =
      Path.of(System.getProperty("stackbook.basedir", ".")).toAbsolutePath();

  private static final Pattern VALUE = Pattern.compile("(?m)^(.*?[^;\\s])\\s*// → (.*)$");
  private static final Pattern SAYS = Pattern.compile("(?m)^// (.*)$");

  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  /** Sessions side by side put back what they found, which may be another session's. */
  @AfterAll
  static void putStreamsBack() {
    System.setOut(OUT);
    System.setErr(ERR);
  }

  private static Session session() {
    return Session.builder()
        .startup(StartupSnippet.text())
        .input((prompt, hidden) -> "oslo")
        .build();
  }

  static List<Snippet> javadoc() throws IOException {
    return Snippets.ofJavadoc();
  }

  @ParameterizedTest
  @MethodSource("javadoc")
  @Execution(ExecutionMode.CONCURRENT)
  void theJavadocTellsTheTruth(Snippet snippet, @TempDir Path folder) {
    try (Session session = session()) {
      run(session, GIVEN);
      StringBuilder before = new StringBuilder();
      for (String line : asCell(snippet.code(), folder).lines().toList()) {
        Matcher value = VALUE.matcher(line);
        if (!value.matches()) {
          before.append(line).append('\n');
          continue;
        }
        run(session, before.toString());
        before.setLength(0);
        CellResult result = session.run(value.group(1), CellOutput.NONE);
        CellError error = result.error();
        Object is = error == null ? result.value() : error.name() + ": " + error.message();
        assertTrue(
            matches(value.group(2), is), () -> snippet + ": " + value.group(1) + " is " + is);
      }
      run(session, before.toString());
    }
  }

  /** What a cell needs around a snippet to run it, and to write nowhere but into a folder. */
  private static String asCell(String code, Path folder) {
    String cell =
        code.replace("\"notebooks/", "\"" + BASE + "/notebooks/")
            .replaceAll(
                "\"(?:out/)?([a-z]+[.](?:html|csv|ipynb|pcapng))\"",
                "\"" + folder.toString().replace("\\", "/") + "/$1\"");
    if (cell.startsWith("s -> ")) {
      return "Consumer<StampBuilder> words = " + cell.strip() + ";";
    }
    if (cell.startsWith("n -> ")) {
      return "Consumer<ServerBuilder> words = " + cell.strip() + ";";
    }
    if (cell.startsWith("stackbook: 1")) {
      return "StampFile.readYaml(\"\"\"\n" + cell + "\"\"\")";
    }
    // These would end the test; that they compile is enough.
    if (cell.contains("System.exit")
        || cell.startsWith("throw ")
        || cell.contains("Session.builder()")
        || cell.contains("outcome")) {
      return "void neverCalled() throws Exception {\n" + cell + "}";
    }
    return cell;
  }

  private static boolean matches(String expected, @Nullable Object value) {
    String pattern = Pattern.quote(expected.strip()).replace("…", "\\E[\\s\\S]*\\Q");
    return String.valueOf(value).strip().matches(pattern);
  }

  @Test
  void theTourOfTheReadmeRunsFromTopToBottom(@TempDir Path folder) throws IOException {
    Path stamp = folder.resolve("oslo.yaml");
    Files.writeString(stamp, Snippets.ofReadme("yaml").get(0).code());
    List<Snippet> tour = Snippets.ofReadme("java");
    assertTrue(tour.size() > 5, "only " + tour);
    try (Session session = session()) {
      for (Snippet snippet : tour) {
        String code =
            snippet
                .code()
                .replace("\"oslo.yaml\"", literal(stamp))
                .replace("\"oslo.html\"", literal(folder.resolve("oslo.html")));
        Matcher says = SAYS.matcher(code);
        if (says.find()) {
          CellError error = session.run(code, CellOutput.NONE).error();
          assertNotNull(error, snippet.place());
          assertEquals(says.group(1), error.message().lines().findFirst().orElse(""));
        } else {
          run(session, code);
        }
      }
    }
    assertTrue(Files.size(folder.resolve("oslo.html")) > 10_000);
  }

  private static String literal(Path path) {
    return "\"" + path.toString().replace("\\", "\\\\") + "\"";
  }

  private static CellResult run(Session session, String code) {
    CellResult result = session.run(code, CellOutput.NONE);
    CellError error = result.error();
    assertNull(
        error, () -> code + "\n" + (error == null ? "" : String.join("\n", error.traceback())));
    return result;
  }

  @Test
  void thereAreSnippetsToRun() throws IOException {
    assertFalse(javadoc().isEmpty());
    assertTrue(
        javadoc().stream().filter(s -> VALUE.matcher(s.code()).find()).count() > 8,
        "few snippets state a value");
  }
}
