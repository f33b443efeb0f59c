package org.stackbook.session.magic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code %maven}: puts artifacts, and what they need, on the class path. */
@Command(
    description = "Put Maven artifacts, and all they need, on the class path.",
    footer = {"", "Example: %%maven org.apache.commons:commons-math3:3.6.1"})
final class MavenMagic implements Magic {

  private final MagicHost host;
  private final Maven maven;

  @Parameters(
      paramLabel = "ARTIFACT",
      arity = "1..*",
      description = "group:artifact:version, or group:artifact:extension[:classifier]:version")
  private List<String> artifacts = new ArrayList<>();

  @Mixin private MavenOptions options = new MavenOptions();

  MavenMagic(MagicHost host, Maven maven) {
    this.host = host;
    this.maven = maven;
  }

  @Override
  public @Nullable Object run() throws Exception {
    List<Path> found = maven.resolve("%maven " + String.join(" ", artifacts), artifacts, options);
    host.addToClassPath(found);
    return found.stream().map(Path::toString).toList();
  }
}
