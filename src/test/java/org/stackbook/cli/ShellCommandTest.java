package org.stackbook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts: what they print, and how they end. */
@Tag("kernel")
class ShellCommandTest {

  @TempDir Path folder = Path.of("");

  private Path script(String text) throws IOException {
    return Files.writeString(folder.resolve("plan.jsh"), text);
  }

  @Test
  void runsCodeOfTheCommandLine() {
    Terminal terminal = new Terminal(folder);
    assertEquals(0, terminal.run("shell", "-e", "var d = tb(4);", "-e", "d.times(2)"));
    assertEquals("8 TB", terminal.out().strip());
    assertEquals("", terminal.err());
  }

  @Test
  void runsAFileCellByCellAndShowsTheValues() throws IOException {
    Terminal terminal = new Terminal(folder);
    Path file =
        script(
            """
            #!/usr/bin/env stackbook
            int twice(int x) {

              return 2 * x;
            }
            // a chain whose dots come first
            var words = java.util.stream.Stream.of("b", "a")
                .sorted()
                .toList();
            words
            if (words.isEmpty()) { System.out.println("none"); }
            else { System.out.println("some"); }
            twice(4)
            """);
    assertEquals(0, terminal.run("shell", file.toString()));
    assertEquals("[a, b]\nsome\n8", terminal.out().strip().replace("\r", ""));
  }

  @Test
  void stopsAtTheFirstFailureWithItsLine() throws IOException {
    Terminal terminal = new Terminal(folder);
    Path file =
        script("var a = 1;\n\nint f(int x) {\n  return 1 / x;\n}\nf(0)\nSystem.out.println(7);\n");
    assertEquals(1, terminal.run("shell", file.toString()));
    assertTrue(terminal.err().contains("ArithmeticException: / by zero"), terminal.err());
    assertTrue(terminal.err().contains("at f (cell [2], line 4)"), terminal.err());
    assertTrue(terminal.err().contains("plan.jsh, line 6."), terminal.err());
    assertFalse(terminal.out().contains("7"), terminal.out());
  }

  @Test
  void codeThatIsCutOffFails() {
    Terminal terminal = new Terminal(folder);
    assertEquals(1, terminal.run("shell", "-e", "int f() {"));
    assertTrue(terminal.err().contains("ends before the statement does"), terminal.err());
  }

  @Test
  void aScriptMayEndWithAStatusOfItsOwn() throws IOException {
    Terminal terminal = new Terminal(folder);
    assertEquals(4, terminal.run("shell", "-e", "/exit 4", script("1 + 1").toString()));
    assertEquals("", terminal.out());
  }

  @Test
  void aMissingScriptIsNamed() {
    Terminal terminal = new Terminal(folder);
    assertEquals(1, terminal.run("shell", folder.resolve("none.jsh").toString()));
    assertTrue(terminal.err().contains("none.jsh: there is no such file"), terminal.err());
  }

  @Test
  void theClassPathIsThatOfTheCells() throws Exception {
    Path source = folder.resolve("Mine.java");
    Files.writeString(source, "package mine; public class Mine { public static int six = 6; }");
    Path javac = Path.of(System.getProperty("java.home"), "bin", "javac");
    Process compiler =
        new ProcessBuilder(javac.toString(), "-d", folder.toString(), source.toString()).start();
    assertEquals(0, compiler.waitFor());
    Terminal terminal = new Terminal(folder);
    assertEquals(0, terminal.run("shell", "-c", folder.toString(), "-e", "mine.Mine.six"));
    assertEquals("6", terminal.out().strip());
  }

  @Test
  void pipedInputRunsWithoutColoursAndSetsTheStatus() throws Exception {
    Piped good = pipe("tb(8)\n\nvar x = 1;\nx + 1");
    assertEquals(0, good.status);
    assertEquals("8 TB\n2\n", good.out.replace("\r", ""));
    assertEquals("", good.err);
    Piped bad = pipe("tb(8)\nthrow new IllegalStateException(\"no\");\ntb(9)");
    assertEquals(1, bad.status);
    assertTrue(bad.err.contains("IllegalStateException: no"), bad.err);
    assertTrue(bad.err.contains("standard input, line 2."), bad.err);
    assertFalse(bad.err.contains("\033["), bad.err);
    assertEquals("8 TB\n", bad.out.replace("\r", ""));
  }

  private record Piped(int status, String out, String err) {}

  private Piped pipe(String typed) throws Exception {
    Path in = Files.writeString(folder.resolve("in"), typed);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED"); // as the manifest of the jar says
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Launcher.class.getName(), "shell"));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the process ends");
    return new Piped(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  @Test
  void theHistoryIsWhereTheSystemKeepsSuchThings() {
    Path home = Path.of("/home/ada").toAbsolutePath();
    Path state = Path.of("/state").toAbsolutePath();
    List<Path> found =
        Stream.of(
                new Terminal(home),
                new Terminal(home).set("XDG_STATE_HOME", state.toString()),
                new Terminal(home).os("Mac OS X"),
                new Terminal(home).os("Windows 11").set("LOCALAPPDATA", "local"))
            .map(terminal -> new ShellCommand(terminal.surroundings()).history())
            .toList();
    assertEquals(
        List.of(
            home.resolve(".local/state/stackbook/history"),
            state.resolve("stackbook/history"),
            home.resolve("Library/Application Support/Stackbook/history"),
            Path.of("local/Stackbook/history")),
        found);
  }
}
