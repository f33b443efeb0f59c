package org.stackbook.session.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files beside one that is not there: one of them was probably meant. */
final class Siblings {

  private static final int LIMIT = 10_000;

  private Siblings() {}

  static List<String> of(String file) {
    try {
      Path folder = Optional.ofNullable(Path.of(file).getParent()).orElse(Path.of(""));
      try (Stream<Path> files = Files.list(folder)) {
        return files.limit(LIMIT).map(Path::toString).sorted().toList();
      }
    } catch (IOException | InvalidPathException e) {
      return List.of();
    }
  }
}
