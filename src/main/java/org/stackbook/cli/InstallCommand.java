package org.stackbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "install",
    description = {
      "Make Jupyter know the Stackbook kernel.",
      "The kernel runs from the jar where it is now: keep it there, or install again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackbook install                    for this user",
      "  stackbook install --prefix .venv     for one Python environment",
      "  stackbook install --name stackbook-dev"
    })
final class InstallCommand implements Callable<Integer> {

  private final Surroundings here;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--prefix",
      paramLabel = "DIR",
      description = "Install under DIR/share/jupyter instead of the user's own folder.")
  private @Nullable Path prefix;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = Kernelspec.NAME,
      description = "The kernel's name (default: ${DEFAULT-VALUE}).")
  private String name = Kernelspec.NAME;

  InstallCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws IOException {
    Path jar = here.jar();
    if (jar == null) {
      throw Refusal.of("install", "Jupyter needs a jar, and this process runs from class folders")
          .wayOut("build the jar and install from it: ./stackbook install")
          .asException();
    }
    Kernelspec kernel = Kernelspec.at(here, prefix, name);
    boolean again = kernel.exists();
    kernel.install(here.java(), jar);
    Main.out(spec).println((again ? "Installed again in " : "Installed in ") + kernel.folder());
    Main.out(spec)
        .println("Start jupyter notebook or jupyter lab and choose the kernel Stackbook (Java).");
    return 0;
  }
}
