package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.tools.ToolProvider;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ClassPathIndexTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final JShell shell = JShell.builder().executionEngine("local").build();
  private final ClassPathIndex index = new ClassPathIndex(shell.sourceCodeAnalysis());

  @AfterEach
  void close() {
    shell.close();
    index.letGo();
  }

  private static void await(BooleanSupplier condition) {
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          while (!condition.getAsBoolean()) {
            Thread.sleep(10);
          }
        });
  }

  private boolean knowsPackages() {
    return shell
        .sourceCodeAnalysis()
        .completionSuggestions("import org.junit.jup", 20, new int[1])
        .stream()
        .anyMatch(found -> found.continuation().startsWith("jupiter"));
  }

  @Test
  void itIsHeldUntilHelpIsAskedFor() {
    assertTrue(index.isHeld());
    index.letGo();
    assertFalse(index.isHeld());
    index.letGo(); // once is enough
    await(this::knowsPackages);
  }

  @Test
  void itIsReadWhenNoCellHasRunForAWhile() {
    index.cellBegins();
    index.cellEnded();
    assertTrue(index.isHeld());
    await(() -> !index.isHeld());
    await(this::knowsPackages);
  }

  @Test
  void aCellThatRunsKeepsItWaiting() throws InterruptedException {
    index.cellBegins();
    index.cellEnded();
    index.cellBegins();
    Thread.sleep(1_000);
    assertTrue(index.isHeld());
  }

  /** The class path is new: what other tests have read is kept by JShell for the whole process. */
  @Test
  void aSessionLetsItGoForHelpAndAtItsEnd(@TempDir Path folder) throws IOException {
    index.letGo(); // the process has one indexer: whoever holds it holds up all
    Path source =
        Files.writeString(folder.resolve("New.java"), "package newly.read; class New { }");
    ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-d", folder.toString(), source.toString());
    Session.builder().build().close();
    try (Session session = Session.builder().classPath(List.of(folder)).build()) {
      await(() -> session.complete("import newly.re", 15).candidates().contains("read."));
    }
  }
}
