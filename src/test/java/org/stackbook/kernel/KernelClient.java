package org.stackbook.kernel;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A Jupyter front end for tests. Shares no code with the kernel: it signs, frames and reads
 * messages by itself. With a {@link Fault} it makes its kernel out to be a broken one.
 */
final class KernelClient implements AutoCloseable {

  static final String KEY = "5ca1ab1e";
  private static final int TIMEOUT_MILLIS = 20_000;

  /** Waiting for what a broken kernel does not do. */
  private static final int BROKEN_MILLIS = 600;

  /** A message as it came. */
  record Received(JsonObject header, JsonObject parent, JsonObject content) {
    String type() {
      return header.get("msg_type").getAsString();
    }

    String text(String field) {
      return content.get(field).getAsString();
    }

    boolean isIdle() {
      return type().equals("status") && text("execution_state").equals("idle");
    }

    boolean answers(String id) {
      return new JsonPrimitive(id).equals(parent.get("msg_id"));
    }
  }

  /** A reply and what was published on the way to it. */
  record Exchange(Received reply, List<Received> published) {

    List<Received> published(String type) {
      return published.stream().filter(message -> message.type().equals(type)).toList();
    }

    Received first(String type) {
      return published(type).get(0);
    }

    String stream(String name) {
      StringBuilder text = new StringBuilder();
      published("stream").stream()
          .filter(message -> message.text("name").equals(name))
          .forEach(message -> text.append(message.text("text")));
      return text.toString();
    }

    String status() {
      return reply.text("status");
    }

    /** The text of the result. */
    String result() {
      return first("execute_result")
          .content()
          .getAsJsonObject("data")
          .get("text/plain")
          .getAsString();
    }
  }

  private final ZMQ.Context context = ZMQ.context(1);
  private final String session = UUID.randomUUID().toString();
  final ZMQ.Socket shell;
  final ZMQ.Socket control;
  final ZMQ.Socket stdin;
  final ZMQ.Socket heartbeat;
  private final ZMQ.Socket iopub;
  private final List<Received> unclaimed = new ArrayList<>();
  private final List<Received> unclaimedReplies = new ArrayList<>();

  private final JsonObject file;
  private final int timeoutMillis;
  private @Nullable Fault fault;
  private boolean silenced;

  KernelClient(Path connectionFile) throws IOException {
    this(connectionFile, null);
  }

  /**
   * @param fault makes the kernel a broken one; {@code null} for a healthy one
   */
  KernelClient(Path connectionFile, @Nullable Fault fault) throws IOException {
    this.timeoutMillis = fault == null ? TIMEOUT_MILLIS : BROKEN_MILLIS;
    this.file = JsonParser.parseString(Files.readString(connectionFile)).getAsJsonObject();
    this.shell = connect(SocketType.DEALER, file, "shell_port");
    this.control = connect(SocketType.DEALER, file, "control_port");
    this.stdin = connect(SocketType.DEALER, file, "stdin_port");
    this.heartbeat = connect(SocketType.REQ, file, "hb_port");
    this.iopub = connect(SocketType.SUB, file, "iopub_port");
    iopub.subscribe(new byte[0]);
    awaitReady();
    this.fault = fault;
    sockets().forEach(socket -> socket.setReceiveTimeOut(timeoutMillis));
  }

  private List<ZMQ.Socket> sockets() {
    return List.of(shell, control, stdin, heartbeat, iopub);
  }

  /** Where the kernel listens. */
  String address(String port) {
    return "tcp://127.0.0.1:" + file.get(port).getAsInt();
  }

  /** Writes a connection file with free ports. */
  static Path connectionFile(Path folder) throws IOException {
    JsonObject file = new JsonObject();
    file.addProperty("transport", "tcp");
    file.addProperty("ip", "127.0.0.1");
    file.addProperty("key", KEY);
    file.addProperty("signature_scheme", "hmac-sha256");
    List<ServerSocket> taken = new ArrayList<>();
    for (String port :
        List.of("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")) {
      ServerSocket socket = new ServerSocket(0);
      taken.add(socket);
      file.addProperty(port, socket.getLocalPort());
    }
    for (ServerSocket socket : taken) {
      socket.close();
    }
    return Files.writeString(folder.resolve("connection.json"), file.toString());
  }

  private ZMQ.Socket connect(SocketType type, JsonObject file, String port) {
    ZMQ.Socket socket = context.socket(type);
    socket.setLinger(0);
    socket.setReceiveTimeOut(TIMEOUT_MILLIS);
    socket.setRcvHWM(0);
    if (type == SocketType.DEALER) {
      socket.setIdentity(session.getBytes(StandardCharsets.US_ASCII));
    }
    socket.connect("tcp://127.0.0.1:" + file.get(port).getAsInt());
    return socket;
  }

  /** Asks until the kernel's answer is also heard on iopub, which takes a while to connect. */
  private void awaitReady() {
    iopub.setReceiveTimeOut(100);
    long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
    boolean heard = false;
    while (!heard) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the kernel does not answer");
      }
      String id = send(control, "kernel_info_request", new JsonObject());
      receive(control);
      heard = iopub.recv(0) != null;
      if (heard) {
        iopub.setReceiveTimeOut(TIMEOUT_MILLIS);
        awaitIdle(id);
      }
    }
  }

  private void awaitIdle(String id) {
    Received message;
    do {
      message = receive(iopub);
    } while (!(message.answers(id) && message.isIdle()));
  }

  /** Sends a request and gives back its id. */
  String send(ZMQ.Socket socket, String type, JsonObject content) {
    String id = UUID.randomUUID().toString();
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", id);
    header.addProperty("session", session);
    header.addProperty("username", "tester");
    header.addProperty("date", "2026-01-01T00:00:00.000000Z");
    header.addProperty("msg_type", type);
    header.addProperty("version", "5.3");
    JsonObject said = content.deepCopy();
    if (fault == null || fault.goes(type, said)) {
      List<String> parts = List.of(header.toString(), "{}", "{}", said.toString());
      List<String> frames = new ArrayList<>(List.of("<IDS|MSG>", sign(parts)));
      frames.addAll(parts);
      sendFrames(socket, frames);
    }
    return id;
  }

  /** Sends what is perhaps no message at all. */
  void sendRaw(ZMQ.Socket socket, List<String> frames) {
    silenced |= fault == Fault.DIES_OF_RUBBISH;
    List<String> sent = new ArrayList<>(frames);
    if (fault == Fault.TRUSTS_ANYBODY && frames.size() > 5) {
      sent.set(1, sign(frames.subList(2, 6)));
    }
    sendFrames(socket, sent);
  }

  /** Sends bytes to a port, below ZeroMQ. */
  void sendBytes(String port, byte[] bytes) throws IOException {
    silenced |= fault == Fault.DIES_OF_RUBBISH;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), file.get(port).getAsInt())) {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      // The greeting of the kernel, or the end: what was sent has been read by then, or soon.
      socket.setSoTimeout(5_000);
      socket.getInputStream().readNBytes(1);
    } catch (SocketException e) {
      // the kernel has hung up first
    }
  }

  static void sendFrames(ZMQ.Socket socket, List<String> frames) {
    for (int i = 0; i < frames.size(); i++) {
      byte[] frame = frames.get(i).getBytes(StandardCharsets.UTF_8);
      socket.send(frame, i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  static String sign(List<String> parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      parts.forEach(part -> mac.update(part.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next message that the kernel sends. */
  Received receive(ZMQ.Socket socket) {
    Received message = message(receiveFrames(socket));
    while (fault != null && !fault.comes(message)) {
      message = message(receiveFrames(socket));
    }
    return message;
  }

  /** The frames of the next message, with the identities that its sender has named. */
  List<String> receiveFrames(ZMQ.Socket socket) {
    List<String> frames = new ArrayList<>();
    do {
      byte[] frame = silenced ? null : socket.recv(0);
      if (frame == null) {
        throw new AssertionError("no message within " + timeoutMillis + " ms");
      }
      frames.add(new String(frame, StandardCharsets.UTF_8));
    } while (socket.hasReceiveMore());
    return fault == Fault.ONE_IDENTITY
        ? frames.subList(frames.indexOf("<IDS|MSG>"), frames.size())
        : frames;
  }

  /** What comes back from the heartbeat. */
  String echo(String said) {
    if (fault == Fault.NO_HEARTBEAT) {
      throw new AssertionError("no heartbeat");
    }
    heartbeat.send(said);
    return heartbeat.recvStr();
  }

  private static Received message(List<String> frames) {
    int at = frames.indexOf("<IDS|MSG>");
    List<String> parts = frames.subList(at + 2, at + 6);
    if (!sign(parts).equals(frames.get(at + 1))) {
      throw new AssertionError("wrong signature");
    }
    return new Received(json(parts.get(0)), json(parts.get(1)), json(parts.get(3)));
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  Received nextPublished() {
    return receive(iopub);
  }

  /** The next message on account of a request. */
  Received nextPublished(String id) {
    return next(iopub, unclaimed, id);
  }

  /** The next message of a type on account of a request; others on the way are dropped. */
  Received nextPublished(String id, String type) {
    Received message = nextPublished(id);
    while (!message.type().equals(type)) {
      message = nextPublished(id);
    }
    return message;
  }

  /** Drops what has come so far on account of other clients. */
  void forgetOthers() {
    unclaimed.clear();
    unclaimedReplies.clear();
  }

  /** Sends a request and collects all until its reply and its idle have come. */
  Exchange ask(ZMQ.Socket socket, String type, JsonObject content) {
    return await(socket, send(socket, type, content));
  }

  Exchange await(ZMQ.Socket socket, String id) {
    long end = System.nanoTime() + (fault == null ? 10L : 2L) * timeoutMillis * 1_000_000L;
    List<Received> published = new ArrayList<>();
    Received message;
    do {
      if (System.nanoTime() > end) {
        throw new AssertionError("it does not end");
      }
      message = next(iopub, unclaimed, id);
      published.add(message);
    } while (!message.isIdle());
    return new Exchange(next(socket, unclaimedReplies, id), published);
  }

  /** The next message about a request; what is about others is kept for them. */
  private Received next(ZMQ.Socket socket, List<Received> kept, String id) {
    long end = System.nanoTime() + timeoutMillis * 1_000_000L;
    for (Received message : kept) {
      if (message.answers(id)) {
        kept.remove(message);
        return message;
      }
    }
    Received message = receive(socket);
    while (!message.answers(id)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nothing about this request within " + timeoutMillis + " ms");
      }
      kept.add(message);
      message = receive(socket);
    }
    return message;
  }

  static JsonObject code(String code) {
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    return content;
  }

  Exchange execute(String code) {
    return await(shell, begin(code));
  }

  /** Sends a cell and gives back the id of the request. */
  String begin(String code) {
    return send(shell, "execute_request", code(code));
  }

  /** Interrupts, and waits for the answer. */
  Exchange interrupt() {
    return ask(control, "interrupt_request", new JsonObject());
  }

  @Override
  public void close() {
    sockets().forEach(ZMQ.Socket::close);
    context.close();
  }
}
