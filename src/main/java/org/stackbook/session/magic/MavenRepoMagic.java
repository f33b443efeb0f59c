package org.stackbook.session.magic;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %mavenRepo}: looks for artifacts in one more repository. */
@Command(
    description = "Look for Maven artifacts in a repository, too, from now on.",
    footer = {"", "Example: %%mavenRepo ours https://repo.example.org/maven2/"})
final class MavenRepoMagic implements Magic {

  private static final List<String> SCHEMES = List.of("https", "http", "file");

  private final Maven maven;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "Its name, by which settings.xml finds mirrors and passwords.")
  @SuppressWarnings("NullAway.Init")
  private String id;

  @Parameters(index = "1", paramLabel = "URL", description = "Its address.")
  @SuppressWarnings("NullAway.Init")
  private String url;

  MavenRepoMagic(Maven maven) {
    this.maven = maven;
  }

  @Override
  public @Nullable Object run() {
    if (!id.matches("[\\w.\\-]+")) {
      throw Refusal.of("%mavenRepo " + id, "an id is letters, digits, dots and dashes")
          .asException();
    }
    String scheme = scheme();
    if (!SCHEMES.contains(scheme)) {
      throw Refusal.of(
              "%mavenRepo " + id + " " + url, "an address begins with https:, http: or file:")
          .nearest(scheme, SCHEMES)
          .wayOut("write %mavenRepo central https://repo1.maven.org/maven2/")
          .asException();
    }
    maven.addRepository(id, url);
    return null;
  }

  private String scheme() {
    try {
      String scheme = new URI(url).getScheme();
      return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
