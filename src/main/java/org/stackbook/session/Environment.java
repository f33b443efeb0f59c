package org.stackbook.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.stackbook.error.Refusal;

/** Reads the environment variables of JJava and IJava; where both are set, JJava's counts. */
final class Environment {

  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  void applyTo(Session.Builder builder) {
    find("CLASSPATH")
        .ifPresent(paths -> builder.classPath(PathsHandler.splitAndResolveGlobs(paths)));
    find("COMPILER_OPTS").ifPresent(options -> builder.compilerOptions(MagicSyntax.words(options)));
    find("TIMEOUT").ifPresent(text -> builder.timeout(duration(text)));
    find("STARTUP_SCRIPTS_PATH").ifPresent(paths -> scripts(paths).forEach(builder::startup));
    find("STARTUP_SCRIPT").ifPresent(builder::startup);
    find("LOAD_EXTENSIONS")
        .ifPresent(
            text ->
                builder.extensions(
                    !List.of("0", "false").contains(text.strip().toLowerCase(Locale.ROOT))));
  }

  private Optional<String> find(String name) {
    return Stream.of("JJAVA_", "IJAVA_")
        .map(prefix -> variables.get(prefix + name))
        .filter(value -> value != null && !value.isBlank())
        .findFirst();
  }

  private static Duration duration(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    try {
      long amount = Long.parseLong(parts[0]);
      TimeUnit unit =
          parts.length > 1
              ? TimeUnit.valueOf(parts[1].toUpperCase(Locale.ROOT))
              : TimeUnit.MILLISECONDS;
      return amount < 1 ? Duration.ZERO : Duration.of(amount, unit.toChronoUnit());
    } catch (IllegalArgumentException e) {
      throw Refusal.of(
              "environment variable TIMEOUT=" + text, "a number and, if not milliseconds, a unit")
          .wayOut("write it as 30 SECONDS")
          .cause(e)
          .asException();
    }
  }

  private static List<String> scripts(String paths) {
    return PathsHandler.splitAndResolveGlobs(paths).stream()
        .filter(Files::isRegularFile)
        .map(Environment::read)
        .toList();
  }

  private static String read(Path script) {
    try {
      return Files.readString(script);
    } catch (IOException e) {
      throw new UncheckedIOException("startup script " + script, e);
    }
  }
}
