package org.stackbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.checkup.InstalledKernel;

@Tag("unit")
class DoctorTest {

  @TempDir Path home = Path.of("");
  private Path java = Path.of("");
  private Path jar = Path.of("");

  @BeforeEach
  void thereIsAJavaAndAJar() throws IOException {
    java = Files.createFile(home.resolve("java"));
    jar = Files.createFile(home.resolve("stackbook.jar"));
  }

  @Test
  void withoutJupyterAndMavenStackbookWorksAndSaysWhatIsAbsent() {
    Terminal terminal = terminal();
    assertEquals(0, terminal.run("doctor"), terminal.out());
    assertState(terminal, "ok", "Session");
    assertState(terminal, "ok", "Charts");
    assertState(terminal, "absent", "Maven");
    assertState(terminal, "absent", "Jupyter");
    assertState(terminal, "absent", "Kernel");
    assertTrue(terminal.out().contains("Way out: stackbook install"), terminal.out());
  }

  @Test
  void programsAreFoundOnThePath() throws IOException {
    Path bin = Files.createDirectory(home.resolve("bin"));
    for (String program : new String[] {"mvn", "jupyter"}) {
      assertTrue(Files.createFile(bin.resolve(program)).toFile().setExecutable(true));
    }
    Terminal terminal = terminal().set("PATH", "/nowhere" + File.pathSeparator + bin);
    terminal.run("doctor");
    assertState(terminal, "ok", "Maven");
    assertState(terminal, "ok", "Jupyter");
  }

  @Test
  void anInstalledKernelIsFound() throws IOException {
    Terminal terminal = terminal();
    terminal.run("install");
    Files.createFile(archive());
    assertEquals(0, terminal.run("doctor"), terminal.out());
    assertState(terminal, "ok", "Kernel");
  }

  @Test
  void aKernelThatStartsSlowlyIsToldSo() throws IOException {
    Terminal terminal = terminal();
    terminal.run("install");
    assertEquals(0, terminal.run("doctor"), terminal.out());
    assertState(terminal, "absent", "Kernel");
    assertTrue(terminal.out().contains("starts slowly"), terminal.out());

    Files.createFile(archive());
    Files.setLastModifiedTime(archive(), FileTime.fromMillis(0));
    Terminal later = terminal();
    later.run("doctor");
    assertTrue(later.out().contains("starts slowly"), later.out());
  }

  private Path archive() {
    return home.resolve(".local/share/jupyter/kernels/stackbook").resolve(InstalledKernel.ARCHIVE);
  }

  @Test
  void aKernelWhoseJarIsGoneIsMissing() throws IOException {
    Terminal terminal = terminal();
    terminal.run("install");
    Files.delete(jar);
    assertEquals(1, terminal.run("doctor"), terminal.out());
    assertState(terminal, "missing", "Kernel");
    assertTrue(terminal.out().contains(jar + ", which is gone"), terminal.out());
  }

  @Test
  void aKernelWhoseJavaIsGoneIsMissing() throws IOException {
    Terminal terminal = terminal();
    terminal.run("install");
    Files.delete(java);
    assertEquals(1, terminal.run("doctor"), terminal.out());
    assertTrue(terminal.out().contains(java + ", which is gone"), terminal.out());
  }

  @Test
  void aBrokenKernelIsMissing() throws IOException {
    Terminal terminal = terminal();
    terminal.run("install");
    Files.writeString(
        home.resolve(".local/share/jupyter/kernels/stackbook/kernel.json"), "{ broken");
    assertEquals(1, terminal.run("doctor"), terminal.out());
    assertTrue(terminal.out().contains("no readable kernel.json"), terminal.out());
  }

  private Terminal terminal() {
    return new Terminal(home).java(java).jar(jar);
  }

  private static void assertState(Terminal terminal, String state, String what) {
    assertTrue(
        terminal.out().lines().anyMatch(line -> line.matches(state + " +" + what + " .*")),
        state + " " + what + " in\n" + terminal.out());
    assertFalse(terminal.out().isEmpty());
  }
}
