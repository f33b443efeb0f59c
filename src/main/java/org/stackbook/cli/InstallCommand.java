package org.stackbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.stackbook.checkup.Surroundings;
import org.stackbook.error.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "install",
    description = {
      "Make Jupyter know the Stackbook kernel.",
      "The kernel runs from the jar where it is now: keep it there, or install again.",
      "Install again, too, when jar or JDK have changed: the kernel starts faster then."
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

  @Mixin private KernelspecOptions options = new KernelspecOptions();

  InstallCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path jar = here.jar();
    if (jar == null) {
      throw Refusal.of("install", "Jupyter needs a jar, and this process runs from class folders")
          .wayOut("build the jar and install from it: ./stackbook install")
          .asException();
    }
    Kernelspec kernel = options.kernelspec(here);
    boolean again = kernel.exists();
    boolean archived = kernel.install(here.java(), jar);
    Main.out(spec).println((again ? "Installed again in " : "Installed in ") + kernel.folder());
    Main.out(spec)
        .println("Start jupyter notebook or jupyter lab and choose the kernel Stackbook (Java).");
    if (!archived) {
      Main.out(spec)
          .println("No class archive could be made: the kernel works, and starts slower.");
    }
    return 0;
  }
}
