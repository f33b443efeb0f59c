package org.stackbook.session;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;

/**
 * Finds the jars of Maven artifacts by asking the {@code mvn} of the machine, so that its settings,
 * mirrors and local repository hold. What the local repository has is found without a network.
 */
final class Maven {

  private static final Pattern COORDINATE =
      Pattern.compile("[\\w.\\-]+(?::[\\w.\\-\\[\\],()+]+){2,4}");
  private static final Pattern DEPENDENCY =
      Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL);
  private static final Pattern REPOSITORY =
      Pattern.compile("<repository>.*?</repository>", Pattern.DOTALL);

  /** Maven can be long-winded. */
  private static final int REASON_LIMIT = 400;

  private final List<String> repositories = new ArrayList<>();
  private final String command;

  /**
   * @param command the Maven to run, {@code mvn} for the one on the path
   */
  Maven(String command) {
    this.command = command;
  }

  /** The Maven of this machine. */
  static Maven onPath() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return new Maven(windows ? "mvn.cmd" : "mvn");
  }

  /** Looks for artifacts in a repository, too, from now on. */
  void addRepository(String id, String url) {
    repositories.add(
        "<repository><id>" + escaped(id) + "</id><url>" + escaped(url) + "</url></repository>");
  }

  /**
   * The jars of artifacts and of all they need at run time.
   *
   * @param coordinates {@code group:artifact:version}, with type and classifier before the version
   *     where they matter
   */
  List<Path> resolve(List<String> coordinates) throws IOException, InterruptedException {
    String dependencies = coordinates.stream().map(Maven::dependency).collect(Collectors.joining());
    return resolveText("%maven " + String.join(" ", coordinates), project(dependencies, ""));
  }

  /** The jars of a POM, or of the {@code dependency} and {@code repository} elements of one. */
  List<Path> resolvePom(String xml) throws IOException, InterruptedException {
    String pom =
        xml.contains("<project") ? xml : project(all(DEPENDENCY, xml), all(REPOSITORY, xml));
    return resolveText("%%loadFromPOM", pom);
  }

  private List<Path> resolveText(String given, String pom)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("stackbook-maven");
    try {
      Path file = Files.writeString(folder.resolve("pom.xml"), pom);
      return resolve(given, file);
    } finally {
      Files.deleteIfExists(folder.resolve("pom.xml"));
      Files.deleteIfExists(folder);
    }
  }

  /** The jars of a POM file. */
  List<Path> resolveFile(Path pom) throws IOException, InterruptedException {
    return resolve("%loadFromPOM " + pom, pom);
  }

  private List<Path> resolve(String given, Path pom) throws IOException, InterruptedException {
    Path list = Files.createTempFile("stackbook-maven", ".path");
    try {
      List<String> told = run(pom, list, true);
      if (!told.isEmpty()) {
        System.out.println("Not in the local repository; asking the configured repositories ...");
        told = run(pom, list, false);
      }
      if (!told.isEmpty()) {
        throw Refusal.of(given, "Maven says: " + reason(told))
            .wayOut(
                "check the names and the network; without one, only what the local repository"
                    + " holds can be used")
            .asException();
      }
      return Stream.of(Files.readString(list).strip().split(File.pathSeparator, -1))
          .filter(entry -> !entry.isBlank())
          .map(Path::of)
          .toList();
    } finally {
      Files.deleteIfExists(list);
    }
  }

  /** The first error that Maven tells, without its stamp and its advice. */
  private static String reason(List<String> told) {
    String first =
        told.stream().filter(line -> line.startsWith("[ERROR]")).findFirst().orElse(told.get(0));
    String reason = first.replaceFirst("^\\[ERROR]\\s*", "").replaceFirst("\\s*->.*$", "");
    return reason.substring(0, Math.min(reason.length(), REASON_LIMIT)).replaceFirst("\\.$", "");
  }

  /** Runs Maven. Gives back what it says about its failure; nothing if all went well. */
  private List<String> run(Path pom, Path list, boolean offline)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command, "-B", "-q"));
    if (offline) {
      line.add("-o");
    }
    line.addAll(
        List.of(
            "-f",
            pom.toString(),
            "dependency:build-classpath",
            "-DincludeScope=runtime",
            "-Dmdep.outputFile=" + list));
    Process process;
    try {
      process = new ProcessBuilder(line).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw Refusal.of("%maven", "Maven was not found on the path (" + command + ")")
          .wayOut("install Maven, or download the jars and name them with %jars")
          .cause(e)
          .asException();
    }
    try {
      process.getOutputStream().close();
      String told = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
      boolean failed = process.waitFor() != 0;
      return failed ? told.lines().filter(text -> !text.isBlank()).toList() : List.of();
    } finally {
      process.destroy();
    }
  }

  private String project(String dependencies, String moreRepositories) {
    return "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">"
        + "<modelVersion>4.0.0</modelVersion>"
        + "<groupId>org.stackbook</groupId><artifactId>cell</artifactId><version>1</version>"
        + "<repositories>"
        + String.join("", repositories)
        + moreRepositories
        + "</repositories><dependencies>"
        + dependencies
        + "</dependencies></project>";
  }

  private static String dependency(String coordinate) {
    if (!COORDINATE.matcher(coordinate).matches()) {
      throw Refusal.of("%maven " + coordinate, "an artifact is written group:artifact:version")
          .wayOut("write it as org.apache.commons:commons-math3:3.6.1")
          .asException();
    }
    String[] parts = coordinate.split(":", -1);
    return "<dependency>"
        + element("groupId", parts[0])
        + element("artifactId", parts[1])
        + (parts.length > 3 ? element("type", parts[2]) : "")
        + (parts.length > 4 ? element("classifier", parts[3]) : "")
        + element("version", parts[parts.length - 1])
        + "</dependency>";
  }

  private static String element(String name, String content) {
    return "<" + name + ">" + escaped(content) + "</" + name + ">";
  }

  private static String all(Pattern element, String xml) {
    return element.matcher(xml).results().map(MatchResult::group).collect(Collectors.joining());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
