package org.stackbook.session.magic;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;

/** The settings that {@code mvn} would use: those of its installation, then those of the user. */
final class MavenSettings {

  private MavenSettings() {}

  /**
   * @param file the user's settings; {@code null} for those in the home folder, if there are any
   * @throws Refusal if they cannot be read
   */
  static Settings read(String given, @Nullable Path file) {
    if (file != null && !Files.isRegularFile(file)) {
      throw Refusal.of(given + " --settings " + file, "no such file")
          .nearest(file.toString(), Siblings.of(file.toString()))
          .asException();
    }
    DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
    Properties properties = new Properties();
    System.getenv().forEach((name, value) -> properties.setProperty("env." + name, value));
    System.getProperties()
        .stringPropertyNames()
        .forEach(name -> properties.setProperty(name, System.getProperty(name, "")));
    request.setSystemProperties(properties);
    request.setUserSettingsFile(
        file != null
            ? file.toFile()
            : Path.of(System.getProperty("user.home", ""), ".m2", "settings.xml").toFile());
    installation()
        .map(home -> home.resolve("conf").resolve("settings.xml").toFile())
        .ifPresent(request::setGlobalSettingsFile);
    try {
      return new DefaultSettingsBuilderFactory()
          .newInstance()
          .build(request)
          .getEffectiveSettings();
    } catch (SettingsBuildingException e) {
      String first = e.getProblems().isEmpty() ? "" : e.getProblems().get(0).toString();
      throw Refusal.of(given, "Maven's settings cannot be read: " + first)
          .wayOut("mend the file, or name another one with --settings")
          .cause(e)
          .asException();
    }
  }

  /** Where Maven is installed: as {@code MAVEN_HOME} says, or where the {@code mvn} is from. */
  private static Optional<Path> installation() {
    String home = System.getenv("MAVEN_HOME");
    if (home != null && !home.isBlank()) {
      return Optional.of(Path.of(home));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> Stream.of("mvn", "mvn.cmd").map(name -> Path.of(folder, name)))
        .filter(Files::isRegularFile)
        .findFirst()
        .flatMap(MavenSettings::aboveBin);
  }

  private static Optional<Path> aboveBin(Path program) {
    try {
      return Optional.ofNullable(program.toRealPath().getParent()).map(Path::getParent);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
