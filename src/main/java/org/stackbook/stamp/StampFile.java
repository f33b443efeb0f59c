package org.stackbook.stamp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.LocatedReader.Notation;
import org.stackbook.view.WholeFile;

/**
 * A stamp as a file, in YAML or JSON. Reading what was written gives an equal stamp.
 *
 * <pre>{@code
 * stackbook: 1
 * stamp: oslo
 * build: "1802"
 * servers:
 *   - names: n1..n8
 *     memory: 384 GB
 *     cores: 40
 *     cache: [{count: 2, media: NVMe, size: 1.6 TB}]
 *     capacity: [{count: 10, media: HDD, size: 8 TB}]
 * }</pre>
 *
 * <p>Files may come from anyone. What is too large, too deep or not of the published schema is
 * refused with file, line and column; aliases and tags of YAML are not taken, and no code runs.
 */
public final class StampFile {

  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");
  private static final int MOST_NEIGHBOURS = 1_000;

  private StampFile() {}

  /**
   * Reads a stamp.
   *
   * @param file named {@code .yaml}, {@code .yml} or {@code .json}; at most 1 MiB
   * @throws Refusal if there is no such file, it is too large or not a description of a stamp, or
   *     the description breaks a rule; with line and column where they are known
   * @throws IOException if it cannot be read
   */
  public static Stamp read(Path file) throws IOException {
    Notation notation = notationOf(file);
    String name = nameOf(file);
    if (!Files.exists(file)) {
      throw Refusal.of(Words.quoted(file.toString()), "no such file")
          .nearest(name, neighbours(file))
          .wayOut("look at the path; relative ones begin at " + Path.of("").toAbsolutePath())
          .asException();
    }
    if (!Files.isRegularFile(file)) {
      throw Refusal.of(Words.quoted(file.toString()), "this is not a file")
          .wayOut("name a file that describes a stamp")
          .asException();
    }
    // Its size first, so that a huge file costs nothing; the limit again while reading, for a file
    // that grows.
    if (Files.size(file) > LocatedReader.MOST_BYTES) {
      throw LocatedReader.tooLong(name);
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LocatedReader.MOST_BYTES + 1);
    }
    if (bytes.length > LocatedReader.MOST_BYTES) {
      throw LocatedReader.tooLong(name);
    }
    return read(name, LocatedReader.decode(name, bytes), notation);
  }

  /**
   * Reads a stamp from YAML.
   *
   * @throws Refusal as {@link #read(Path)} does
   */
  public static Stamp readYaml(String text) {
    return read("", text, Notation.YAML);
  }

  /**
   * Reads a stamp from JSON.
   *
   * @throws Refusal as {@link #read(Path)} does
   */
  public static Stamp readJson(String text) {
    return read("", text, Notation.JSON);
  }

  private static Stamp read(String file, String text, Notation notation) {
    return StampReader.stamp(LocatedReader.read(file, text, notation));
  }

  /**
   * Writes a stamp; a file that is there is replaced as a whole, or not at all.
   *
   * @param file named {@code .yaml}, {@code .yml} or {@code .json}
   * @throws Refusal if it is named otherwise, or cannot be written
   */
  public static void write(Stamp stamp, Path file) {
    String text = notationOf(file) == Notation.YAML ? stamp.toYaml() : stamp.toJson();
    WholeFile.write("write", file, text);
  }

  /** The published JSON Schema (2020-12) of these files. */
  public static String schema() {
    return StampFormat.schema().toPrettyString() + "\n";
  }

  private static Notation notationOf(Path file) {
    String name = nameOf(file).toLowerCase(Locale.ROOT);
    if (ENDINGS.stream().noneMatch(name::endsWith)) {
      throw Refusal.of(
              Words.quoted(file.toString()),
              "the name of a stamp file ends with " + String.join(", ", ENDINGS))
          .wayOut("name it by what it holds")
          .asException();
    }
    return name.endsWith(".json") ? Notation.JSON : Notation.YAML;
  }

  private static String nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /** Names of stamp files in the same folder, for the nearest one. */
  private static List<String> neighbours(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.limit(MOST_NEIGHBOURS)
          .map(StampFile::nameOf)
          .filter(name -> ENDINGS.stream().anyMatch(name::endsWith))
          .sorted()
          .toList();
    }
  }
}
