package org.stackbook.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.stackbook.error.Refusal;

/** Writes a file whole or not at all: beside its place first, then moved over it. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes a text as UTF-8.
   *
   * @param word what the user said, for the refusal: {@code csv}
   * @throws Refusal if there is a directory of this name, no folder to put it in, or no permission
   */
  public static void write(String word, Path file, String text) {
    write(word, file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes some bytes.
   *
   * @param word what the user said, for the refusal: {@code pcap}
   * @throws Refusal if there is a directory of this name, no folder to put it in, or no permission
   */
  public static void write(String word, Path file, byte[] bytes) {
    String given = word + "(\"" + file + "\")";
    if (Files.isDirectory(file)) {
      throw Refusal.of(given, "there is a folder of this name")
          .wayOut("name a file, such as \"" + file.resolve("result." + word) + "\"")
          .asException();
    }
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw Refusal.of(given, "there is no folder " + folder)
          .wayOut("make the folder first, or name another")
          .asException();
    }
    try {
      // A link stays a link: what it points to is replaced.
      Path real = Files.exists(target) ? target.toRealPath() : target;
      Path beside = Files.createTempFile(real.getParent(), ".stackbook", ".tmp");
      try {
        Files.write(beside, bytes);
        readableAs(real, beside);
        move(beside, real);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw Refusal.of(given, "the file cannot be written: " + e)
          .wayOut("look at the permissions of " + folder + ", or name another folder")
          .cause(e)
          .asException();
    }
  }

  /**
   * Temporary files are private; the result is as readable as the file it replaces, or any file.
   */
  private static void readableAs(Path replaced, Path file) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return;
    }
    Files.setPosixFilePermissions(
        file,
        Files.exists(replaced)
            ? Files.getPosixFilePermissions(replaced)
            : java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
