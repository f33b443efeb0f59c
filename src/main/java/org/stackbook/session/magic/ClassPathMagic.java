package org.stackbook.session.magic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %classpath}: adds to the class path, or tells what is on it. */
@Command(description = "Add jars and folders to the class path; without any, tell what is on it.")
class ClassPathMagic implements Magic {

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private final MagicHost host;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "A jar or a folder of classes; * and ? stand for parts of a name.")
  private List<String> paths = new ArrayList<>();

  ClassPathMagic(MagicHost host) {
    this.host = host;
  }

  /** Whether an entry is told when nothing is to be added. */
  boolean tells(Path entry) {
    return true;
  }

  @Override
  public @Nullable Object run() {
    if (paths.isEmpty()) {
      List<String> told =
          host.classPath().stream().filter(this::tells).map(Path::toString).toList();
      told.forEach(System.out::println);
      return told;
    }
    List<Path> entries = paths.stream().flatMap(path -> existing(path).stream()).toList();
    host.addToClassPath(entries);
    return entries.stream().map(Path::toString).toList();
  }

  private static List<Path> existing(String path) {
    List<Path> found =
        PathsHandler.splitAndResolveGlobs(path).stream().filter(Files::exists).toList();
    if (!found.isEmpty()) {
      return found;
    }
    if (GLOB.matcher(path).find()) {
      System.err.println(path + ": no file fits, nothing was added to the class path");
      return List.of();
    }
    throw Refusal.of(path, "no such jar or folder").nearest(path, Siblings.of(path)).asException();
  }
}
