package org.stackbook.stamp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.word.Takes;

/**
 * A build of Azure Stack (Hub): the update that a stamp runs. It decides features, caps and limits.
 * A build is named by year and month of its release, so that builds sort by age.
 *
 * <pre>{@code
 * Build.named("1802").hostOs() // → Windows Server 2016
 * Build.named("1802").isBefore(Build.named("1908")) // → true
 * }</pre>
 */
public final class Build implements Comparable<Build> {

  private static final Map<String, Build> KNOWN = read();

  private final String name;
  private final String path;
  private final Fact hostOs;
  private final Limits limits;

  private Build(String name, String path) {
    this.name = name;
    this.path = path;
    this.hostOs = Facts.ours().fact(Facts.ours().entryFor("hostOs", name) + "/os");
    this.limits = new Limits(name, hostOs.text());
  }

  private static Map<String, Build> read() {
    Map<String, Build> builds = new LinkedHashMap<>();
    for (String row : Facts.limitations().entries("builds")) {
      String name = Facts.limitations().fact(row + "/build").text();
      builds.put(name, new Build(name, row));
    }
    return builds;
  }

  /**
   * The build of that name.
   *
   * @param name four digits, year and month
   * @throws Refusal if there was no such build, with the ones before and after it
   */
  public static Build named(@Takes(StampWords.Builds.class) String name) {
    return named(name, "build(\"" + name + "\")");
  }

  /**
   * The build of that name, for a room that takes builds by a word of its own.
   *
   * @param given the word as the user wrote it
   * @throws Refusal if there was no such build, with the ones before and after it
   */
  public static Build named(@Takes(StampWords.Builds.class) String name, String given) {
    Build build = KNOWN.get(name);
    if (build == null) {
      throw unknown(name, given);
    }
    return build;
  }

  /** All builds, oldest first. */
  public static List<Build> all() {
    return List.copyOf(KNOWN.values());
  }

  private static Refusal unknown(String name, String given) {
    Refusal.Builder refusal =
        Refusal.of(given, "there is no build " + name + remarkOn(name))
            .source(Facts.limitations().fact("builds/0/build").citation());
    Optional<Build> older =
        all().stream().filter(b -> b.name.compareTo(name) < 0).reduce((first, second) -> second);
    Optional<Build> newer = all().stream().filter(b -> b.name.compareTo(name) > 0).findFirst();
    if (!name.matches("[0-9]{4}")) {
      return refusal
          .nearest(name, KNOWN.keySet())
          .wayOut("name a build by four digits, year and month, such as build(\"1802\")")
          .asException();
    }
    return refusal
        .wayOut(
            older.isEmpty()
                ? "the first build is " + all().get(0).name
                : newer.isEmpty()
                    ? "the latest build known here is " + older.get().name
                    : "the build before it is "
                        + older.get().name
                        + ", the one after it "
                        + newer.get().name)
        .asException();
  }

  /** What the facts say about a build that never was, such as 1806. */
  private static String remarkOn(String name) {
    String said = "There was no " + name;
    FactBook book = Facts.limitations();
    return KNOWN.values().stream()
        .map(b -> b.path + "/note")
        .filter(book::has)
        .map(note -> book.fact(note).text())
        .filter(note -> note.matches("(?s).*\\b" + Pattern.quote(said) + "\\b.*"))
        .map(note -> ": " + note.replaceAll("\\.$", ""))
        .findFirst()
        .orElse("");
  }

  /** Year and month, such as {@code 1802}. */
  public String name() {
    return name;
  }

  /** The operating system of the servers, such as {@code Windows Server 2016}. */
  public String hostOs() {
    return hostOs.text();
  }

  /** The fact that states {@link #hostOs}. */
  public Fact hostOsFact() {
    return hostOs;
  }

  /**
   * Whether the servers run a release of Windows Server, or a later one.
   *
   * @param release such as {@code Windows Server 2019}
   * @throws IllegalStateException if no build runs it: a fault of Stackbook
   */
  public boolean hostsAtLeast(String release) {
    List<String> releases = all().stream().map(Build::hostOs).distinct().toList();
    if (!releases.contains(release)) {
      throw new IllegalStateException("no build runs " + release);
    }
    return releases.indexOf(hostOs()) >= releases.indexOf(release);
  }

  /** What this build allows. */
  public Limits limits() {
    return limits;
  }

  /** Whether this build is older than {@code other}. */
  public boolean isBefore(Build other) {
    return compareTo(other) < 0;
  }

  /** Whether this build is {@code other} or a later one. */
  public boolean isAtLeast(Build other) {
    return compareTo(other) >= 0;
  }

  /** By age, oldest first. */
  @Override
  public int compareTo(Build other) {
    return name.compareTo(other.name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Build build && build.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
