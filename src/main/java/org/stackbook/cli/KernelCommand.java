package org.stackbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.stackbook.checkup.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "kernel",
    description = "Serve a Jupyter front end. Jupyter starts this itself; people use install.",
    footerHeading = "%nExample:%n",
    footer = "  stackbook kernel connection.json")
final class KernelCommand implements Callable<Integer> {

  private final Surroundings here;

  @Parameters(paramLabel = "FILE", description = "The connection file that Jupyter has written.")
  private Path connectionFile = Path.of("");

  KernelCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Launcher.serve(connectionFile, here.variables());
    return 0;
  }
}
