package org.stackbook.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The classes of a kernel as the JVM likes them best: loaded and checked once, at installation. An
 * archive that is missing, or does not fit the jar or the JDK any more, is passed over by the JVM
 * and costs nothing but the time it would have saved.
 */
final class ClassArchive {

  /** From JDK 25 on, one step makes a cache that holds linked classes and profiles, too. */
  private static final boolean CACHE = Runtime.version().feature() >= 25;

  private static final String USE = CACHE ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
  private static final String MAKE = CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private ClassArchive() {}

  /** The option by which a JVM like this one uses an archive. */
  static String option(Path archive) {
    return USE + archive;
  }

  /**
   * Starts a kernel the way Jupyter will and lets it leave its classes when it ends.
   *
   * @param argv the command of the kernelspec
   * @param archive the file to make
   * @return whether there is one now
   */
  static boolean make(List<String> argv, Path archive) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    for (String word : argv) {
      if (word.startsWith(USE)) {
        command.add(MAKE + archive);
      } else {
        command.add(word.equals("{connection_file}") ? Launcher.REHEARSE : word);
      }
    }
    boolean made = runs(command) && Files.isRegularFile(archive);
    if (!made) {
      Files.deleteIfExists(archive);
    }
    return made;
  }

  private static boolean runs(List<String> command) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false;
    }
    try {
      return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }
}
