package org.stackbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.stackbook.checkup.Surroundings;
import org.stackbook.kernel.Kernel;
import org.stackbook.kernel.Rehearsal;
import org.stackbook.session.Session;
import org.stackbook.session.StartupSnippet;
import picocli.CommandLine;

/**
 * Where the jar begins. A kernel starts without the parser of the command line: its classes are of
 * a format too old for a class-data archive, and reading them would take a third of the start.
 */
public final class Launcher {

  /** Instead of a connection file: start, answer a few questions and end. */
  static final String REHEARSE = "--rehearse";

  private Launcher() {}

  /**
   * Runs a command and ends the process, as {@link Main#main} does.
   *
   * @param args the words after {@code stackbook}
   */
  public static void main(String[] args) {
    boolean kernel =
        args.length == 2
            && args[0].equals("kernel")
            && (args[1].equals(REHEARSE) || !args[1].startsWith("-"));
    if (!kernel) {
      Main.main(args);
      return;
    }
    headless();
    try {
      if (args[1].equals(REHEARSE)) {
        // Without the environment: scripts of the user are not for the archive.
        Rehearsal.run(Session.builder().startup(StartupSnippet.text()));
      } else {
        serve(Path.of(args[1]), System.getenv());
      }
      System.exit(0);
    } catch (Exception e) {
      System.exit(Complaint.of(e));
    }
  }

  /** Charts are pictures in a page; no window is opened, and often none can be. */
  static void headless() {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  static void serve(Path connectionFile, Map<String, String> variables)
      throws IOException, InterruptedException {
    Kernel.run(
        connectionFile,
        Session.builder().environment(variables).startup(StartupSnippet.text()),
        variables);
  }

  /** Tells what failed as every command does; a class of its own, which else is not loaded. */
  private static final class Complaint {
    static int of(Exception e) {
      CommandLine line = Main.commandLine(Surroundings.ofThisProcess());
      try {
        return line.getExecutionExceptionHandler()
            .handleExecutionException(e, line, line.parseArgs());
      } catch (Exception unexpected) {
        throw new IllegalStateException(unexpected);
      }
    }
  }
}
