package org.stackbook.checkup;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the machine that Stackbook runs on.
 *
 * @param variables environment variables
 * @param os name of the operating system, as {@code os.name} has it
 * @param home the user's home folder
 * @param java the Java launcher that runs this process
 * @param jar the jar that this process runs from, or {@code null} if it runs from class folders
 * @param clock tells the date in reports
 */
public record Surroundings(
    Map<String, String> variables,
    String os,
    Path home,
    Path java,
    @Nullable Path jar,
    Clock clock) {

  /** Those of this process. */
  public static Surroundings ofThisProcess() {
    String os = System.getProperty("os.name", "");
    Path bin = Path.of(System.getProperty("java.home", ""), "bin");
    return new Surroundings(
        System.getenv(),
        os,
        Path.of(System.getProperty("user.home", "")),
        bin.resolve(isWindows(os) ? "java.exe" : "java"),
        ownJar(),
        Clock.system(ZoneId.systemDefault()));
  }

  /** A variable that is set to something. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** Whether it is a Windows. */
  public boolean isWindows() {
    return isWindows(os);
  }

  private static boolean isWindows(String os) {
    return os.toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** Whether it is a macOS. */
  public boolean isMac() {
    return os.toLowerCase(Locale.ROOT).startsWith("mac");
  }

  /** Where a shell would find the program of that name, if it would. */
  public Optional<Path> onPath(String program) {
    String[] endings = isWindows() ? new String[] {".exe", ".cmd", ".bat"} : new String[] {""};
    return Arrays.stream(variables.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> Arrays.stream(endings).map(end -> Path.of(folder, program + end)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static @Nullable Path ownJar() {
    CodeSource source = Surroundings.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return null;
    }
    try {
      Path place = Path.of(source.getLocation().toURI());
      return Files.isRegularFile(place) ? place.toAbsolutePath() : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
