package org.stackbook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Real data for tests, in a folder {@code shared/data} beside the project or above it, or where the
 * variable {@code STACKBOOK_SHARED} points. A user has the project only: then there is none.
 */
public final class SharedData {

  /** What a test says that finds none. */
  public static final String ABSENT = "no folder shared/data beside the project or above it";

  private static final String VARIABLE = "STACKBOOK_SHARED";

  private SharedData() {}

  /**
   * A file of the folder.
   *
   * @param name its path in there, such as {@code traces/cloudPhysicsIO.csv.gz}
   */
  public static Optional<Path> file(String name) {
    Stream<Path> beside =
        Stream.iterate(
                Path.of(System.getProperty("stackbook.basedir", ".")).toAbsolutePath(),
                folder -> folder != null,
                Path::getParent)
            .map(folder -> folder.resolve("shared"));
    Stream<Path> told = Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of).stream();
    return Stream.concat(told, beside)
        .map(folder -> folder.resolve("data").resolve(name))
        .filter(Files::exists)
        .findFirst();
  }
}
