package org.stackbook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.jspecify.annotations.Nullable;
import org.stackbook.checkup.Surroundings;
import org.stackbook.console.Console;
import org.stackbook.console.Scripts;
import org.stackbook.error.Refusal;
import org.stackbook.session.Session;
import org.stackbook.session.StartupSnippet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "shell",
    description = {
      "Open a console with Stackbook's words at hand; /help in it says what can be typed.",
      "With scripts, with -e, or when its input is no terminal, it runs what it is given and ends:"
          + " with 1 if a cell failed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackbook shell",
      "  stackbook shell --class-path my-drivers.jar",
      "  stackbook shell --charts out oslo.jsh     run a file; its charts go to out/",
      "  stackbook shell -e 'tb(8)'",
      "  echo 'tb(8)' | stackbook shell"
    })
final class ShellCommand implements Callable<Integer> {

  /** More than this on standard input is not code. */
  private static final int LARGEST_INPUT = 16 * 1024 * 1024;

  private final Surroundings here;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SCRIPT",
      description = "Files to run, one after the other; - is standard input.")
  private List<String> scripts = new ArrayList<>();

  @Option(
      names = {"-e", "--execute"},
      paramLabel = "JAVA",
      description = "Code to run, before any files. May be given several times.")
  private List<String> snippets = new ArrayList<>();

  @Option(
      names = {"--class-path", "-c"},
      paramLabel = "PATH",
      description = "Jars and folders of classes to know besides Stackbook's.")
  private List<String> classPath = new ArrayList<>();

  @Option(
      names = "--charts",
      paramLabel = "DIR",
      description = "Write every chart to this folder; else /show writes the last one.")
  private @Nullable Path charts;

  ShellCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws IOException {
    if (!scripts.isEmpty() || !snippets.isEmpty()) {
      return runScripts();
    }
    try (Terminal terminal = TerminalBuilder.builder().name("stackbook").dumb(true).build()) {
      if (terminal instanceof DumbTerminal) { // what JLine makes where there is no terminal
        scripts = List.of("-");
        return runScripts();
      }
      boolean colours =
          here.variable("NO_COLOR").isEmpty() && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
      return Console.interact(terminal, session(), colours, history(), charts);
    }
  }

  private int runScripts() throws IOException {
    PrintWriter out = Main.out(spec);
    PrintWriter err = spec.commandLine().getErr();
    boolean colours = spec.commandLine().getColorScheme().ansi().enabled();
    try (Scripts runner = new Scripts(session(), out, err, colours, charts)) {
      int status = 0;
      for (int i = 0; i < snippets.size() && status == 0 && !runner.ended(); i++) {
        status = runner.run("-e", snippets.get(i));
      }
      for (int i = 0; i < scripts.size() && status == 0 && !runner.ended(); i++) {
        String script = scripts.get(i);
        status =
            script.equals("-")
                ? runner.run("standard input", standardInput())
                : runner.run(Path.of(script));
      }
      return status;
    }
  }

  private static String standardInput() throws IOException {
    byte[] read = System.in.readNBytes(LARGEST_INPUT + 1);
    if (read.length > LARGEST_INPUT) {
      throw Refusal.of("standard input", "more than 16 MiB is not code").asException();
    }
    return new String(read, UTF_8);
  }

  private Session.Builder session() {
    return Session.builder()
        .environment(here.variables())
        .classPath(
            classPath.stream()
                .flatMap(entry -> Stream.of(entry.split(File.pathSeparator, -1)))
                .filter(entry -> !entry.isBlank())
                .map(Path::of)
                .toList())
        .startup(StartupSnippet.text());
  }

  /** Where programs of this system keep such a thing. */
  Path history() {
    return stateFolder().resolve("history");
  }

  private Path stateFolder() {
    if (here.isWindows()) {
      return here.variable("LOCALAPPDATA")
          .map(Path::of)
          .orElse(here.home().resolve("AppData").resolve("Local"))
          .resolve("Stackbook");
    }
    if (here.isMac()) {
      return here.home().resolve("Library").resolve("Application Support").resolve("Stackbook");
    }
    return here.variable("XDG_STATE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElse(here.home().resolve(".local").resolve("state"))
        .resolve("stackbook");
  }
}
