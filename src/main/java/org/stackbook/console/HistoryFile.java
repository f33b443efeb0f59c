package org.stackbook.console;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.jline.reader.History;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed, kept from one console to the next, for nobody else to read. */
final class HistoryFile {

  /** Entries that are kept. */
  static final int ENTRIES = 2_000;

  /** A longer entry was pasted; it is in a file somewhere. */
  private static final int LONGEST_ENTRY = 10_000;

  private HistoryFile() {}

  /** Makes the file, if it is not there, in a folder that only its owner can open. */
  static void prepare(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.exists(folder)) {
      Files.createDirectories(folder, onlyOwner("rwx------"));
    }
    if (!Files.exists(file)) {
      Files.createFile(file, onlyOwner("rw-------"));
    }
  }

  private static FileAttribute<?>[] onlyOwner(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  static History history() {
    return new DefaultHistory() {
      @Override
      public void add(Instant time, String line) {
        if (line.length() <= LONGEST_ENTRY) {
          super.add(time, line);
        }
      }
    };
  }
}
