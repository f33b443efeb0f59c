package org.stackbook.session.magic;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * A repository of artifacts in a folder, and settings by which it stands for every other one, with
 * a local repository of its own.
 */
final class MavenFolder {

  private final Path folder;

  MavenFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("remote"));
  }

  Path local() {
    return folder.resolve("local");
  }

  Path remote() {
    return folder.resolve("remote");
  }

  /** Settings that send every question to the folder. */
  Path settings() throws IOException {
    return settings(remote().toUri(), "");
  }

  /** Settings that send every question to an address. */
  Path settings(URI mirror, String more) throws IOException {
    return Files.writeString(
        folder.resolve("settings.xml"),
        """
        <settings>
          <localRepository>%s</localRepository>
          <mirrors>
            <mirror><id>mirror</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
          </mirrors>
          %s
        </settings>
        """
            .formatted(local(), mirror, more));
  }

  /** A dependency as it stands in a POM. */
  static String dependency(String artifact, String scope) {
    String[] parts = artifact.split(":", -1);
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
            .formatted((Object[]) parts)
        + (scope.isEmpty() ? "" : "<scope>" + scope + "</scope>")
        + "</dependency>";
  }

  /** A POM of an artifact of group {@code g}. */
  static String pom(String name, String version, String dependencies) {
    return """
    <project>
      <modelVersion>4.0.0</modelVersion>
      <groupId>g</groupId><artifactId>%s</artifactId><version>%s</version>
      <dependencies>%s</dependencies>
    </project>
    """
        .formatted(name, version, dependencies);
  }

  /** Puts an artifact of group {@code g} into the repository; its jar holds a file of its name. */
  MavenFolder with(String name, String version, String dependencies) throws IOException {
    Path home = withPom(name, version, pom(name, version, dependencies));
    try (OutputStream out = Files.newOutputStream(home.resolve(name + "-" + version + ".jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(name + ".txt"));
      jar.write(version.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Puts the POM of an artifact of group {@code g} into the repository. */
  Path withPom(String name, String version, String pom) throws IOException {
    Path home = Files.createDirectories(remote().resolve("g").resolve(name).resolve(version));
    Files.writeString(home.resolve(name + "-" + version + ".pom"), pom);
    return home;
  }

  /** Tells the repository which versions of an artifact there are. */
  MavenFolder versions(String name, String... versions) throws IOException {
    StringBuilder list = new StringBuilder();
    for (String version : versions) {
      list.append("<version>").append(version).append("</version>");
    }
    Files.writeString(
        Files.createDirectories(remote().resolve("g").resolve(name)).resolve("maven-metadata.xml"),
        "<metadata><groupId>g</groupId><artifactId>"
            + name
            + "</artifactId><versioning><versions>"
            + list
            + "</versions></versioning></metadata>");
    return this;
  }
}
