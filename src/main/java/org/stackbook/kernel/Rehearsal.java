package org.stackbook.kernel;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.stackbook.session.Session;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Runs a kernel and its front end in one process, from the first greeting to the shutdown, so that
 * a class-data archive made of that process holds what a kernel needs when it starts.
 *
 * <pre>{@code
 * Rehearsal.run(Session.builder().startup(StartupSnippet.text()));
 * }</pre>
 */
public final class Rehearsal {

  /** A machine that takes longer shall not be held up for the sake of speed. */
  private static final int TIMEOUT_MILLIS = (int) Duration.ofMinutes(1).toMillis();

  /** What people do in their first minute; all of it also the way through an error. */
  private static final List<String> CELLS =
      List.of(
          "1+1",
          "int i = 1;",
          "System.out.println(i);",
          "int twice(int n) { return 2 * n; }",
          "var words = List.of(\"a\", \"b\");\nwords.stream().map(w -> w + w).toList()",
          "i / 0");

  private final Codec codec;
  private final ZMQ.Socket shell;
  private final ZMQ.Socket control;

  private Rehearsal(ZMQ.Context context, ConnectionFile connection) {
    this.codec = new Codec(connection.key(), connection.scheme());
    this.shell = connect(context, connection.address(connection.shell()));
    this.control = connect(context, connection.address(connection.control()));
  }

  /**
   * Returns when the kernel has ended.
   *
   * @param builder what the session is made of
   * @throws IOException if no connection file can be written or no port is free
   * @throws IllegalStateException if the kernel does not answer within a minute
   */
  public static void run(Session.Builder builder) throws IOException, InterruptedException {
    Path file = Files.createTempFile("stackbook-", ".json");
    try {
      Files.writeString(file, connection().toString());
      Thread kernel =
          Threads.daemon(
              "rehearsal",
              () -> {
                try {
                  Kernel.run(file, builder, Map.of());
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      kernel.start();
      ZMQ.Context context = ZMQ.context(1);
      new Rehearsal(context, ConnectionFile.read(file)).play();
      context.term();
      kernel.join(TIMEOUT_MILLIS);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static JsonObject connection() throws IOException {
    JsonObject file = new JsonObject();
    file.addProperty("transport", "tcp");
    file.addProperty("ip", "127.0.0.1");
    file.addProperty("key", UUID.randomUUID().toString());
    file.addProperty("signature_scheme", "hmac-sha256");
    List<ServerSocket> taken = new ArrayList<>();
    for (String name : List.of("shell", "iopub", "stdin", "control", "hb")) {
      ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      taken.add(port);
      file.addProperty(name + "_port", port.getLocalPort());
    }
    for (ServerSocket port : taken) {
      port.close();
    }
    return file;
  }

  private static ZMQ.Socket connect(ZMQ.Context context, String address) {
    ZMQ.Socket socket = context.socket(SocketType.DEALER);
    socket.setLinger(0);
    socket.setReceiveTimeOut(TIMEOUT_MILLIS);
    socket.connect(address);
    return socket;
  }

  private void play() {
    try {
      ask(shell, "kernel_info_request", new JsonObject());
      for (String cell : CELLS) {
        ask(shell, "execute_request", code(cell));
      }
      ask(shell, "is_complete_request", code("1+1"));
      ask(shell, "complete_request", code("wor"));
      ask(shell, "inspect_request", code("words"));
      ask(shell, "history_request", new JsonObject());
      ask(control, "shutdown_request", new JsonObject());
    } finally {
      shell.close();
      control.close();
    }
  }

  private static JsonObject code(String text) {
    JsonObject content = new JsonObject();
    content.addProperty("code", text);
    return content;
  }

  private void ask(ZMQ.Socket socket, String type, JsonObject content) {
    WireMessage nobody =
        new WireMessage(
            List.of(), new JsonObject(), new JsonObject(), new JsonObject(), content, List.of());
    Sockets.send(socket, codec.encode(codec.answer(nobody, type, content)));
    if (Sockets.receive(socket, 0).isEmpty()) {
      throw new IllegalStateException("no answer to " + type);
    }
  }
}
