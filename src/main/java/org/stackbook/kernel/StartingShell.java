package org.stackbook.kernel;

import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The shell channel from the first moment on: what needs no session is answered while it is being
 * built, all else waits for it.
 */
final class StartingShell implements RequestChannel.Handler {

  private static final Set<String> WITHOUT_SESSION =
      Set.of("kernel_info_request", "interrupt_request", "shutdown_request");

  private final CompletableFuture<Shell> shell;
  private final Control control;
  private final Interrupts interrupts;

  StartingShell(CompletableFuture<Shell> shell, Control control, Interrupts interrupts) {
    this.shell = shell;
    this.control = control;
    this.interrupts = interrupts;
  }

  @Override
  public void busy() {
    interrupts.busy();
  }

  @Override
  public void idle() {
    interrupts.idle();
  }

  @Override
  public Optional<JsonObject> handle(WireMessage request, RequestChannel channel) {
    return WITHOUT_SESSION.contains(request.type())
        ? control.handle(request, channel)
        : shell.join().handle(request, channel);
  }

  @Override
  public void answered(WireMessage request, RequestChannel channel) {
    if (WITHOUT_SESSION.contains(request.type())) {
      control.answered(request, channel);
    } else if (!shell.isCompletedExceptionally()) {
      shell.join().answered(request, channel);
    }
  }
}
