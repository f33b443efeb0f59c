package org.stackbook.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.stackbook.session.Session;
import org.zeromq.ZMQ;

/**
 * A Jupyter kernel: a {@link Session} behind five sockets.
 *
 * <pre>{@code
 * Kernel.run(Path.of(connectionFile), Session.builder().startup(StartupSnippet.text()), System.getenv());
 * System.exit(0);  // threads that cells have left running shall not keep the process
 * }</pre>
 */
public final class Kernel {

  /** How long a cell that was interrupted may take to end before it is left behind. */
  private static final long FAREWELL_MILLIS = 200;

  /** How long what was said last may take to be sent; together with the above under a second. */
  private static final long DELIVERY_MILLIS = 700;

  private final ZMQ.Context context = ZMQ.context(1);
  private final CountDownLatch shutdown = new CountDownLatch(1);
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Session.Builder builder;
  private final CompletableFuture<Session> session = new CompletableFuture<>();
  private final Interrupts interrupts = new Interrupts();
  private final IoPub iopub;
  private final Stdin stdin;
  private final KernelComms comms;
  private final RequestChannel control;
  private final RequestChannel shell;
  private final Heartbeat heartbeat;

  private Kernel(ConnectionFile connection, Session.Builder builder) {
    Codec codec = new Codec(connection.key(), connection.scheme());
    LateOutput lateOutput = new LateOutput();
    this.heartbeat = new Heartbeat(context, connection.address(connection.heartbeat()));
    this.iopub = new IoPub(context, connection.address(connection.iopub()), codec);
    this.stdin = new Stdin(context, connection.address(connection.stdin()), codec);
    this.comms = new KernelComms(context, codec, iopub);
    this.builder = builder.comms(comms.manager()).idleOutput(lateOutput).input(stdin);
    Control requests = new Control(interrupts::request, shutdown::countDown);
    this.control =
        new RequestChannel(
            "control", context, connection.address(connection.control()), codec, iopub, requests);
    this.shell =
        new RequestChannel(
            "shell",
            context,
            connection.address(connection.shell()),
            codec,
            iopub,
            new StartingShell(
                session.thenApply(
                    built -> new Shell(built, iopub, stdin, comms, requests, lateOutput)),
                ready,
                requests,
                interrupts));
  }

  /**
   * Runs a kernel until a front end shuts it down or is gone. Threads that cells have started may
   * outlive it: the caller ends the process. SIGINT interrupts the running cell.
   *
   * @param connectionFile the file in which Jupyter names ports and key
   * @param builder what the session is made of; the kernel adds its own output and comms
   * @param variables the environment variables; {@code JPY_PARENT_PID} names the front end
   * @throws IOException if the file cannot be read
   * @throws org.stackbook.error.Refusal if the file is not a connection file
   */
  public static void run(
      Path connectionFile, Session.Builder builder, Map<String, String> variables)
      throws IOException, InterruptedException {
    Kernel kernel = new Kernel(ConnectionFile.read(connectionFile), builder);
    Host.onInterrupt(kernel.interrupts::request);
    Host.onParentsEnd(variables, kernel.shutdown::countDown);
    kernel.serve();
  }

  private void serve() throws InterruptedException {
    InputStream inBefore = System.in;
    System.setIn(stdin);
    Children children = new Children();
    Thread terminated = new Thread(children::end, "terminated");
    Runtime.getRuntime().addShutdownHook(terminated);
    try {
      heartbeat.start();
      iopub.start();
      stdin.start();
      control.start();
      shell.start();
      // Meanwhile the front end may ask what it likes; cells wait for the startup snippets.
      Session built = builder.build();
      interrupts.follow(built);
      session.complete(built);
      Threads.daemon("warmup", () -> warmUp(built)).start();
      shutdown.await();
    } finally {
      ready.countDown();
      session.cancel(false); // unless it was built
      System.setIn(inBefore);
      close();
      children.end();
      forget(terminated);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }

  private void warmUp(Session built) {
    try {
      built.start();
    } finally {
      ready.countDown();
    }
  }

  private void close() throws InterruptedException {
    Session built = session.isCompletedExceptionally() ? null : session.join();
    if (built != null) {
      built.interrupt();
    }
    iopub.close();
    stdin.stop();
    comms.close();
    // Ends every socket's wait; returns when the last one is closed and what it had is sent.
    Thread end = Threads.daemon("end", context::term);
    end.start();
    shell.awaitEnd(FAREWELL_MILLIS);
    end.join(DELIVERY_MILLIS);
    if (built != null) {
      built.close();
    }
  }
}
