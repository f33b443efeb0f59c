package org.stackbook.cli;

import java.io.PrintWriter;
import org.stackbook.checkup.Surroundings;
import org.stackbook.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code stackbook}. */
@Command(
    name = "stackbook",
    description = "Plan, explain and defend Azure Stack integrated systems, in notebooks of Java.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackbook run oslo.ipynb    execute a notebook, leave a report in out/",
      "  stackbook shell             try the words out, line by line",
      "  stackbook install           use Stackbook in Jupyter",
      "  stackbook doctor            see whether all is in place"
    })
public final class Main implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program a failure comes from.")
  private boolean debug;

  private Main() {}

  /**
   * Runs a command and ends the process: 0 if all went well, 1 if something failed, 2 if the
   * command was not understood, 130 if it was interrupted.
   *
   * @param args the words after {@code stackbook}
   */
  public static void main(String[] args) {
    Launcher.headless();
    System.exit(commandLine(Surroundings.ofThisProcess()).execute(args));
  }

  static CommandLine commandLine(Surroundings here) {
    Main main = new Main();
    CommandLine line =
        new CommandLine(main)
            .addSubcommand(new RunCommand(here))
            .addSubcommand(new ShellCommand(here))
            .addSubcommand(new KernelCommand(here))
            .addSubcommand(new InstallCommand(here))
            .addSubcommand(new UninstallCommand(here))
            .addSubcommand(new DoctorCommand(here));
    for (CommandLine command : line.getSubcommands().values()) {
      command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
    }
    Complaints complaints = new Complaints(() -> main.debug);
    return line.setParameterExceptionHandler(complaints::misused)
        .setExecutionExceptionHandler(complaints::failed);
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given.");
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "Stackbook " + Session.version() + " (Java " + System.getProperty("java.version") + ")"
      };
    }
  }

  /** Where a command says what it has to say. */
  static PrintWriter out(CommandSpec spec) {
    return spec.commandLine().getOut();
  }
}
