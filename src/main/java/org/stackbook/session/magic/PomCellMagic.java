package org.stackbook.session.magic;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code %%loadFromPOM}: puts what a POM in the cell names on the class path. */
@Command(
    description = "Put the dependencies of the POM below, or of parts of one, on the class path.")
final class PomCellMagic implements Magic {

  private final MagicHost host;
  private final Maven maven;
  private final String body;

  @Mixin private MavenOptions options = new MavenOptions();

  PomCellMagic(MagicHost host, Maven maven, String body) {
    this.host = host;
    this.maven = maven;
    this.body = body;
  }

  @Override
  public @Nullable Object run() throws Exception {
    String given = "%%loadFromPOM";
    String pom = PomText.project(given, body);
    Path folder = Files.createTempDirectory("stackbook-pom");
    Path file = folder.resolve("pom.xml");
    try {
      Files.writeString(file, pom);
      host.addToClassPath(maven.resolvePom(given, file, options));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
    return null;
  }
}
