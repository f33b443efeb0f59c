package org.stackbook.session.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.session.CellOutput;
import org.stackbook.session.Session;

/** A session starts without Maven and without the reader of magic lines. */
@Tag("unit")
public class LazyLoadingTest {

  /**
   * A session in a process of its own.
   *
   * @param args the cells to run
   */
  public static void main(String[] args) {
    try (Session session = Session.builder().build()) {
      for (String cell : args) {
        session.run(cell, CellOutput.NONE);
      }
    }
    System.exit(0);
  }

  private static List<String> loaded(Path folder, String... cells) throws Exception {
    Path log = folder.resolve("classes" + cells.length + ".log");
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log.getFileName(),
                "-cp",
                System.getProperty("java.class.path"),
                LazyLoadingTest.class.getName()));
    command.addAll(List.of(cells));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the process ends");
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve("out")));
    return Files.readAllLines(log);
  }

  private static List<String> ofMagics(List<String> loaded) {
    return loaded.stream()
        .filter(line -> line.matches(".*\\b(picocli\\.|eu\\.maveniverse|org\\.eclipse\\.aether).*"))
        .toList();
  }

  @Test
  void aCellWithoutMagicsLoadsNothingOfThem(@TempDir Path folder) throws Exception {
    List<String> plain = loaded(folder, "1 + 1");
    assertTrue(plain.stream().anyMatch(line -> line.contains(Magics.class.getName())));
    assertEquals(List.of(), ofMagics(plain));
    List<String> asked = ofMagics(loaded(folder, "1 + 1", "%maven g:nothing:1 --settings none"));
    assertTrue(asked.stream().anyMatch(line -> line.contains("picocli.CommandLine")));
  }
}
