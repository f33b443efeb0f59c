package org.stackbook.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stackbook.checkup.InstalledKernel;
import org.stackbook.checkup.Surroundings;
import picocli.CommandLine.Option;

/** Which kernelspec a command is about. */
final class KernelspecOptions {

  @Option(
      names = "--prefix",
      paramLabel = "DIR",
      description = "Use DIR/share/jupyter instead of the user's own folder.")
  private @Nullable Path prefix;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = InstalledKernel.NAME,
      description = "The kernel's name (default: ${DEFAULT-VALUE}).")
  private String name = InstalledKernel.NAME;

  Kernelspec kernelspec(Surroundings here) {
    return Kernelspec.at(here, prefix, name);
  }
}
