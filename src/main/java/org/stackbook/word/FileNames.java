package org.stackbook.word;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The files and folders that begin with the path typed so far; folders end with a slash. */
public final class FileNames implements Vocabulary {

  /** Of a larger folder only so many are looked at: nobody reads more. */
  private static final int LIMIT = 1000;

  @Override
  public List<String> words(Place place) {
    return startingWith(place.typed());
  }

  /** The same for a text that is not the argument of a method. */
  public static List<String> startingWith(String typed) {
    int slash = typed.lastIndexOf('/');
    String folder = typed.substring(0, slash + 1);
    boolean hidden = typed.startsWith(".", slash + 1);
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
      files
          .limit(LIMIT)
          .filter(file -> hidden || !file.getFileName().toString().startsWith("."))
          .forEach(
              file ->
                  names.add(folder + file.getFileName() + (Files.isDirectory(file) ? "/" : "")));
    } catch (IOException | UncheckedIOException | InvalidPathException | SecurityException e) {
      return List.of();
    }
    Collections.sort(names);
    return names;
  }
}
