package org.stackbook.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.stackbook.checkup.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private KernelspecOptions options = new KernelspecOptions();

  UninstallCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws IOException {
    Kernelspec kernel = options.kernelspec(here);
    boolean there = kernel.uninstall();
    Main.out(spec)
        .println(
            there
                ? "Removed " + kernel.folder()
                : "Nothing to remove: there is no " + kernel.folder());
    return 0;
  }
}
