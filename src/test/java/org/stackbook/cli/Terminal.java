package org.stackbook.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stackbook.checkup.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs commands as a user would, on a machine of its own making. */
final class Terminal {

  private final Path home;
  private final Map<String, String> variables = new HashMap<>();
  private String os = "Linux";
  private Path java = Path.of("/opt/jdk/bin/java");
  private @Nullable Path jar = Path.of("/opt/stackbook/target/stackbook.jar");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /**
   * @param home the user's home folder
   */
  Terminal(Path home) {
    this.home = home;
  }

  Terminal os(String name) {
    this.os = name;
    return this;
  }

  Terminal set(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  Terminal java(Path launcher) {
    this.java = launcher;
    return this;
  }

  Terminal jar(@Nullable Path file) {
    this.jar = file;
    return this;
  }

  Surroundings surroundings() {
    Clock clock = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
    return new Surroundings(Map.copyOf(variables), os, home, java, jar, clock);
  }

  /** Runs a command and returns its exit code. */
  int run(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Main.commandLine(surroundings());
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .execute(words);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
