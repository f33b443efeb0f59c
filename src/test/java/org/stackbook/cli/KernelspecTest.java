package org.stackbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class KernelspecTest {

  @TempDir Path home = Path.of("");

  @Test
  void isInstalledWhereJupyterLooksOnLinux() {
    assertInstalled(new Terminal(home), ".local/share/jupyter/kernels/stackbook");
    Path data = home.resolve("data");
    assertInstalled(
        new Terminal(home).set("XDG_DATA_HOME", data.toString()), "data/jupyter/kernels/stackbook");
  }

  @Test
  void isInstalledWhereJupyterLooksOnMac() {
    assertInstalled(new Terminal(home).os("Mac OS X"), "Library/Jupyter/kernels/stackbook");
  }

  @Test
  void isInstalledWhereJupyterLooksOnWindows() {
    String roaming = home.resolve("Roaming").toString();
    assertInstalled(
        new Terminal(home).os("Windows 11").set("APPDATA", roaming),
        "Roaming/jupyter/kernels/stackbook");
  }

  @Test
  void jupytersOwnVariableComesFirst() {
    String data = home.resolve("mine").toString();
    for (String os : new String[] {"Linux", "Mac OS X", "Windows 11"}) {
      assertInstalled(
          new Terminal(home).os(os).set("JUPYTER_DATA_DIR", data).set("XDG_DATA_HOME", "/nowhere"),
          "mine/kernels/stackbook");
    }
  }

  @Test
  void prefixAndNameChooseThePlace() {
    Terminal terminal = new Terminal(home);
    String prefix = home.resolve("venv").toString();
    assertEquals(0, terminal.run("install", "--prefix", prefix, "--name", "stackbook-dev"));
    assertTrue(
        Files.isRegularFile(home.resolve("venv/share/jupyter/kernels/stackbook-dev/kernel.json")));
  }

  @Test
  void startsThisJavaWithThisJarWhateverTheirPathsHold() throws IOException {
    Path java = Path.of("/opt/a \"b\"/C:\\jdk/bin/java");
    Path jar = Path.of("/opt/Ærø {java} \\n/stackbook.jar");
    assertEquals(0, new Terminal(home).java(java).jar(jar).run("install"));
    JsonNode spec = spec();
    assertEquals(java.toString(), spec.at("/argv/0").asText());
    assertTrue(
        spec.path("argv").valueStream().anyMatch(word -> word.asText().equals(jar.toString())));
    assertTrue(
        spec.path("argv")
            .valueStream()
            .anyMatch(word -> word.asText().equals("{connection_file}")));
    assertEquals("java", spec.path("language").asText());
    assertTrue(Files.size(folder().resolve("logo-64x64.png")) > 0);
  }

  @Test
  void installingAgainLeavesNothingOld() throws IOException {
    Terminal terminal = new Terminal(home);
    terminal.run("install");
    Files.writeString(folder().resolve("old.txt"), "left over");
    assertEquals(0, terminal.run("install"));
    assertTrue(terminal.out().contains("Installed again"), terminal.out());
    assertFalse(Files.exists(folder().resolve("old.txt")));
    try (Stream<Path> siblings = Files.list(home.resolve(".local/share/jupyter/kernels"))) {
      assertEquals(1, siblings.count(), "nothing half-done stays");
    }
  }

  @Test
  void anotherKernelOfThatNameIsLeftAlone() throws IOException {
    Path python = Files.createDirectories(folder().resolveSibling("python3"));
    Files.writeString(
        python.resolve("kernel.json"), "{\"display_name\": \"Python 3\", \"argv\": []}");
    for (String command : new String[] {"install", "uninstall"}) {
      Terminal terminal = new Terminal(home);
      assertEquals(1, terminal.run(command, "--name", "python3"));
      assertTrue(terminal.err().contains("Python 3"), terminal.err());
      assertTrue(Files.readString(python.resolve("kernel.json")).contains("Python 3"));
    }
  }

  @Test
  void aNameCannotLeaveTheFolder() {
    for (String name : new String[] {"../../evil", "..", "a b", ""}) {
      Terminal terminal = new Terminal(home);
      assertEquals(1, terminal.run("install", "--name", name), name);
      assertTrue(terminal.err().contains("letters, digits"), terminal.err());
    }
  }

  @Test
  void uninstallRemovesItAndSaysWhenThereWasNothing() {
    Terminal terminal = new Terminal(home);
    terminal.run("install");
    assertEquals(0, terminal.run("uninstall"));
    assertTrue(terminal.out().startsWith("Removed "), terminal.out());
    assertFalse(Files.exists(folder()));
    assertEquals(0, terminal.run("uninstall"));
    assertTrue(terminal.out().startsWith("Nothing to remove"), terminal.out());
  }

  @Test
  void needsAJar() {
    Terminal terminal = new Terminal(home).jar(null);
    assertEquals(1, terminal.run("install"));
    assertTrue(terminal.err().contains("./stackbook install"), terminal.err());
    assertFalse(Files.exists(folder()));
  }

  private void assertInstalled(Terminal terminal, String place) {
    assertEquals(0, terminal.run("install"), terminal.err());
    assertTrue(Files.isRegularFile(home.resolve(place).resolve("kernel.json")), terminal.out());
  }

  private Path folder() {
    return home.resolve(".local/share/jupyter/kernels/stackbook");
  }

  private JsonNode spec() throws IOException {
    return new JsonMapper().readTree(folder().resolve("kernel.json").toFile());
  }
}
