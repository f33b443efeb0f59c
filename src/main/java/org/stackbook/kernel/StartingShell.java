package org.stackbook.kernel;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The shell channel from the first moment on: what needs no session is answered while it is being
 * built, all else waits for it. The kernel's account of itself, which a front end takes for
 * "ready", waits until a cell need not wait any more; but not for a startup snippet that takes its
 * time.
 */
final class StartingShell implements RequestChannel.Handler {

  private static final Set<String> WITHOUT_SESSION =
      Set.of("kernel_info_request", "interrupt_request", "shutdown_request");

  /** Longer than our own start takes on a slow machine; a front end waits a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CompletableFuture<Shell> shell;
  private final CountDownLatch ready;
  private final Control control;
  private final Interrupts interrupts;

  /**
   * @param shell answers what needs a session, once there is one
   * @param ready counted down when the first cell need not wait
   */
  StartingShell(
      CompletableFuture<Shell> shell,
      CountDownLatch ready,
      Control control,
      Interrupts interrupts) {
    this.shell = shell;
    this.ready = ready;
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
  @SuppressWarnings("ReturnValueIgnored") // ready or not, the question is answered
  public Optional<JsonObject> handle(WireMessage request, RequestChannel channel)
      throws InterruptedException {
    if (request.type().equals("kernel_info_request")) {
      ready.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
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
