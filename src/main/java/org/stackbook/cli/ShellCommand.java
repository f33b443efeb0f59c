package org.stackbook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.stackbook.checkup.Surroundings;
import org.stackbook.session.StartupSnippet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

@Command(
    name = "shell",
    description = {
      "Open JShell with Stackbook's words at hand.",
      "Whatever else is given goes to jshell: files to run, --feedback concise, -R-Xmx2g ..."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackbook shell",
      "  stackbook shell --class-path my-drivers.jar",
      "  stackbook shell oslo.jsh              run a file, then stay",
      "  echo 'tb(8)' | stackbook shell -      run what comes in, then end"
    })
final class ShellCommand implements Callable<Integer> {

  private final Surroundings here;

  @Option(
      names = {"--class-path", "-c"},
      paramLabel = "PATH",
      description = "Jars and folders of classes to know besides Stackbook's.")
  private List<String> classPath = new ArrayList<>();

  @Unmatched private List<String> rest = new ArrayList<>();

  ShellCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws Exception {
    Path startup = Files.createTempFile("stackbook-", ".jsh");
    try {
      Files.writeString(startup, StartupSnippet.text());
      return JavaShellToolBuilder.builder().persistence(wideMode()).start(arguments(startup));
    } finally {
      Files.deleteIfExists(startup);
    }
  }

  /**
   * Preferences of jshell with a mode that shows values whole: its own modes cut a table after
   * 1,000 characters. A mode can only be typed, not set at the start, so a shell that nobody sees
   * is asked for it.
   */
  private static Map<String, String> wideMode() throws Exception {
    Map<String, String> preferences = new HashMap<>();
    String typed =
        """
        /set mode wide normal -command
        /set truncation wide 1000000
        /set mode wide -retain
        /set feedback -retain wide
        /exit
        """;
    PrintStream unseen = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    JavaShellToolBuilder.builder()
        .persistence(preferences)
        .in(new ByteArrayInputStream(typed.getBytes(UTF_8)), null)
        .out(unseen)
        .err(unseen)
        .start("--execution", "local", "--no-startup");
    preferences.keySet().removeIf(key -> key.startsWith("HISTORY"));
    return preferences;
  }

  /** What jshell is told. */
  String[] arguments(Path startup) {
    List<String> entries = new ArrayList<>(List.of(here.classPath()));
    entries.addAll(classPath);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--class-path",
                String.join(File.pathSeparator, entries),
                "--startup",
                "DEFAULT",
                "--startup",
                startup.toString(),
                "-R-Djava.awt.headless=true"));
    arguments.addAll(rest);
    return arguments.toArray(String[]::new);
  }
}
