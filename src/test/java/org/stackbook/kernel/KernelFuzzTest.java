package org.stackbook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.session.Session;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Whatever comes on whichever channel, the kernel answers the next cell. */
@Tag("kernel")
class KernelFuzzTest {

  /** For how long; CI fuzzes longer than the plain test run. */
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("stackbook.fuzz.seconds", 5));

  private static final int MESSAGES = 60;

  private static final List<String> TYPES =
      List.of(
          "execute_request",
          "complete_request",
          "inspect_request",
          "is_complete_request",
          "history_request",
          "comm_info_request",
          "comm_open",
          "comm_msg",
          "comm_close",
          "kernel_info_request",
          "interrupt_request",
          "input_reply",
          "debug_request",
          "nonsense",
          "_request",
          "");

  private static final List<String> FIELDS =
      List.of(
          "code",
          "cursor_pos",
          "silent",
          "store_history",
          "user_expressions",
          "allow_stdin",
          "stop_on_error",
          "detail_level",
          "hist_access_type",
          "n",
          "start",
          "stop",
          "session",
          "pattern",
          "raw",
          "output",
          "unique",
          "target_name",
          "comm_id",
          "data",
          "value",
          "restart");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1e400",
          "2147483648",
          "-0.5",
          "\"\"",
          "\"range\"",
          "\"search\"",
          "\"1 + 1\"",
          "\"int\"",
          "\"String s = \\\"\"",
          "\"}\"",
          "\"%\"",
          "\"%%\"",
          "\"*?[(\"",
          "\"\\ud83d\"",
          "\"😀.\"",
          "\"\\u0000\"",
          "[]",
          "[null]",
          "{}",
          "{\"a\":null}",
          "{\"a\":\"1+\",\"b\":7}",
          "[".repeat(3000) + "]".repeat(3000));

  /** Well signed, and yet not JSON. */
  private static final List<String> BROKEN =
      List.of("", "{", "}", "{\"a\":", "[1,", "\"", "nul", "{\"a\" \"b\"}", "[".repeat(100_000));

  private final Random random = new Random(20_260_101);

  @Test
  void theNextCellIsAnsweredAfterEveryBurst(@TempDir Path folder) throws Exception {
    Path file = KernelClient.connectionFile(folder);
    Thread kernel = new Thread(() -> run(file));
    kernel.start();
    JsonObject ports = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    try (KernelClient client = new KernelClient(file)) {
      long end = System.nanoTime() + TIME.toNanos();
      for (int burst = 0; System.nanoTime() < end; burst++) {
        burst(ports);
        assertEquals(String.valueOf(burst + 1), client.execute(burst + " + 1").result());
        client.forgetOthers();
      }
      client.heartbeat.send("alive");
      assertEquals("alive", client.heartbeat.recvStr());
      client.ask(client.control, "shutdown_request", new JsonObject());
    }
    kernel.join(5_000);
    assertTrue(!kernel.isAlive(), "the kernel ends when asked");
  }

  private static void run(Path file) {
    try {
      Kernel.run(file, Session.builder(), Map.of());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client comes, says what it should not, and goes. */
  private void burst(JsonObject ports) throws IOException {
    List<ZMQ.Socket> sockets = new ArrayList<>();
    ZMQ.Context context = ZMQ.context(1);
    try {
      for (String port : List.of("shell_port", "control_port", "stdin_port", "hb_port")) {
        ZMQ.Socket socket = context.socket(SocketType.DEALER);
        socket.setLinger(0);
        socket.setReceiveTimeOut(30_000);
        socket.setRcvHWM(0);
        socket.connect("tcp://127.0.0.1:" + ports.get(port).getAsInt());
        sockets.add(socket);
      }
      for (int i = 0; i < MESSAGES; i++) {
        sendFrames(sockets.get(random.nextInt(sockets.size())), frames());
      }
      for (String port : List.of("shell_port", "control_port", "iopub_port", "hb_port")) {
        rawBytes(ports.get(port).getAsInt());
      }
      // Each socket is served in order: with this answer, all of the burst is behind us.
      for (ZMQ.Socket socket : sockets.subList(0, 2)) {
        sendFrames(socket, signed("{\"msg_id\":\"last\",\"msg_type\":\"kernel_info_request\"}"));
        awaitLast(socket);
      }
    } finally {
      sockets.forEach(ZMQ.Socket::close); // a context with open sockets would not close
      context.close();
    }
  }

  private static void awaitLast(ZMQ.Socket socket) {
    String frame;
    do {
      frame = socket.recvStr();
      if (frame == null) {
        throw new AssertionError("no answer after the burst");
      }
    } while (!frame.contains("\"msg_id\":\"last\""));
    while (socket.hasReceiveMore()) {
      socket.recv();
    }
  }

  /** Not ZeroMQ at all. */
  private void rawBytes(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (random.nextBoolean() && bytes.length > 10) {
        bytes[0] = (byte) 0xff; // as ZeroMQ begins
        bytes[9] = 0x7f;
      }
      socket.getOutputStream().write(bytes);
    } catch (SocketException e) {
      // the kernel has hung up first
    }
  }

  private List<byte[]> frames() {
    String header =
        random.nextInt(8) == 0
            ? pick(VALUES)
            : "{\"msg_id\":"
                + (random.nextInt(4) == 0 ? pick(VALUES) : "\"" + random.nextInt() + "\"")
                + ",\"session\":\"fuzz\",\"msg_type\":"
                + (random.nextInt(8) == 0 ? pick(VALUES) : "\"" + pick(TYPES) + "\"")
                + "}";
    List<byte[]> frames = signed(header);
    switch (random.nextInt(6)) {
      case 0 -> frames = new ArrayList<>(frames.subList(0, random.nextInt(frames.size()) + 1));
      case 1 -> Collections.shuffle(frames, random);
      case 2 -> frames.add(random.nextInt(frames.size() + 1), bytes(random.nextInt(50)));
      case 3 -> {
        byte[] hit = frames.get(random.nextInt(frames.size()));
        if (hit.length > 0) {
          hit[random.nextInt(hit.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      default -> {
        // as it is: well signed, but hardly well meant
      }
    }
    return frames;
  }

  private List<byte[]> signed(String header) {
    boolean last = header.contains("\"last\"");
    StringBuilder content = new StringBuilder("{");
    for (int i = last ? 0 : random.nextInt(6); i > 0; i--) {
      content.append(content.length() > 1 ? "," : "");
      content.append('"').append(pick(FIELDS)).append("\":").append(pick(VALUES));
    }
    content.append('}');
    List<String> parts =
        Arrays.asList(
            header,
            last || random.nextInt(4) > 0 ? "{}" : pick(VALUES),
            last || random.nextInt(4) > 0 ? "{}" : pick(VALUES),
            last || random.nextInt(8) > 0 ? content.toString() : pick(VALUES));
    if (!last && random.nextInt(3) == 0) {
      int part = random.nextInt(parts.size());
      parts.set(part, random.nextBoolean() ? pick(BROKEN) : mutated(parts.get(part)));
    }
    List<byte[]> frames = new ArrayList<>();
    for (String frame : List.of("<IDS|MSG>", KernelClient.sign(parts))) {
      frames.add(frame.getBytes(StandardCharsets.US_ASCII));
    }
    parts.forEach(part -> frames.add(part.getBytes(StandardCharsets.UTF_8)));
    return frames;
  }

  /** A text with one character changed. */
  private String mutated(String text) {
    StringBuilder changed = new StringBuilder(text.isEmpty() ? " " : text);
    changed.setCharAt(random.nextInt(changed.length()), (char) (' ' + random.nextInt(95)));
    return changed.toString();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static void sendFrames(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }
}
