package org.stackbook.session.magic;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all magics that ask Maven. */
final class MavenOptions {

  @Option(
      names = "--offline",
      description = "Use what the local repository holds and ask no other.")
  boolean offline;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Settings to use instead of ~/.m2/settings.xml.")
  @Nullable Path settings;
}
