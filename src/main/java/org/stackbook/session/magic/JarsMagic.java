package org.stackbook.session.magic;

import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code %jars}: as {@code %classpath}, but without a path it tells the jars only. */
@Command(description = "Add jars to the class path; without any, tell which jars are on it.")
final class JarsMagic extends ClassPathMagic {

  JarsMagic(MagicHost host) {
    super(host);
  }

  @Override
  boolean tells(Path entry) {
    return entry.toString().endsWith(".jar");
  }
}
