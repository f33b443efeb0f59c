package org.stackbook.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.stackbook.error.NearestName;
import org.stackbook.error.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How the command line says that something went wrong: one message, no stack trace unless asked.
 */
final class Complaints {

  private final BooleanSupplier debug;

  Complaints(BooleanSupplier debug) {
    this.debug = debug;
  }

  /** The command was not understood. */
  int misused(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String message = e.getMessage();
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      boolean option = word.startsWith("-");
      message =
          word
              + ": no such "
              + (option ? "option" : command.getSubcommands().isEmpty() ? "argument" : "command")
              + "."
              + nearest(word, command, option)
                  .map(name -> " Did you mean " + name + "?")
                  .orElse("");
    }
    err.println(red(command, "stackbook: ") + message);
    err.println(
        "  Way out: "
            + command.getCommandSpec().qualifiedName()
            + " --help shows how it is used"
            + (command.getSubcommands().isEmpty()
                ? "."
                : "; the commands are "
                    + String.join(", ", command.getSubcommands().keySet())
                    + "."));
    trace(e, err);
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** The command was understood and failed. */
  int failed(Exception e, CommandLine command, ParseResult given) {
    PrintWriter err = command.getErr();
    err.println(red(command, "stackbook: ") + message(e));
    if (!(e instanceof Refusal) && !debug.getAsBoolean()) {
      err.println("  --debug shows where it comes from.");
    }
    trace(e, err);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String message(Throwable e) {
    if (e instanceof Refusal refusal) {
      return refusal.getMessage();
    }
    if (e instanceof UncheckedIOException && e.getCause() != null) {
      return message(e.getCause());
    }
    if (e instanceof FileSystemException file) {
      String reason = file.getReason();
      return file.getFile() + ": " + (reason != null ? reason : e.getClass().getSimpleName());
    }
    return e.getMessage() != null ? e.getMessage() : e.toString();
  }

  private static Optional<String> nearest(String word, CommandLine command, boolean option) {
    List<String> names =
        option
            ? command.getCommandSpec().options().stream()
                .flatMap(each -> Stream.of(each.names()))
                .filter(name -> name.startsWith("--"))
                .toList()
            : List.copyOf(command.getSubcommands().keySet());
    return NearestName.of(word, names);
  }

  private void trace(Exception e, PrintWriter err) {
    if (debug.getAsBoolean()) {
      e.printStackTrace(err);
    }
  }

  private static String red(CommandLine command, String text) {
    return command.getColorScheme().ansi().string("@|bold,red " + text + "|@");
  }
}
