package org.stackbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "uninstall",
    description = "Take the Stackbook kernel away from Jupyter. The jar and all notebooks stay.",
    footerHeading = "%nExamples:%n",
    footer = {"  stackbook uninstall", "  stackbook uninstall --prefix .venv"})
final class UninstallCommand implements Callable<Integer> {

  private final Surroundings here;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--prefix",
      paramLabel = "DIR",
      description = "Look under DIR/share/jupyter instead of the user's own folder.")
  private @Nullable Path prefix;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = Kernelspec.NAME,
      description = "The kernel's name (default: ${DEFAULT-VALUE}).")
  private String name = Kernelspec.NAME;

  UninstallCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws IOException {
    Kernelspec kernel = Kernelspec.at(here, prefix, name);
    boolean there = kernel.uninstall();
    Main.out(spec)
        .println(
            there
                ? "Removed " + kernel.folder()
                : "Nothing to remove: there is no " + kernel.folder());
    return 0;
  }
}
