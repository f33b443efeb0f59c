package org.stackbook.session.magic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code %loadFromPOM}: puts what a project needs on the class path. */
@Command(description = "Put the dependencies of a POM file on the class path.")
final class LoadFromPomMagic implements Magic {

  private final MagicHost host;
  private final Maven maven;

  @Parameters(paramLabel = "POM", description = "The path of a pom.xml.")
  @SuppressWarnings("NullAway.Init")
  private Path pom;

  @Mixin private MavenOptions options = new MavenOptions();

  LoadFromPomMagic(MagicHost host, Maven maven) {
    this.host = host;
    this.maven = maven;
  }

  @Override
  public @Nullable Object run() throws Exception {
    String given = "%loadFromPOM " + pom;
    if (!Files.isRegularFile(pom)) {
      throw Refusal.of(given, "no such file")
          .nearest(pom.toString(), Siblings.of(pom.toString()))
          .asException();
    }
    PomText.check(given, pom);
    List<Path> found = maven.resolvePom(given, pom, options);
    host.addToClassPath(found);
    return found.stream().map(Path::toString).toList();
  }
}
