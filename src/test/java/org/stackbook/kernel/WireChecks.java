package org.stackbook.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.kernel.Check.check;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.stackbook.kernel.KernelClient.Exchange;
import org.stackbook.kernel.KernelClient.Received;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Headers, replies, status, and what is no message at all. */
final class WireChecks {

  private static final List<String> REQUESTS =
      List.of(
          "execute",
          "complete",
          "inspect",
          "is_complete",
          "history",
          "comm_info",
          "kernel_info",
          "interrupt");

  private WireChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    headers(checks);
    for (String request : REQUESTS) {
      request(checks, request);
    }
    kernelInfo(checks);
    channels(checks);
    rubbish(checks);
    sizes(checks);
    return checks;
  }

  private static JsonObject content() {
    JsonObject content = KernelClient.code("1");
    content.addProperty("cursor_pos", 1);
    return content;
  }

  private static void headers(List<Check> checks) {
    checks.add(
        check(
            "the session of a header is the kernel's own and stays",
            Fault.FOREIGN_SESSION,
            client -> {
              Received first = client.execute("1").reply();
              Received second = client.execute("2").reply();
              assertEquals(first.header().get("session"), second.header().get("session"));
              assertNotEquals(first.parent().get("session"), first.header().get("session"));
            }));
    checks.add(
        check(
            "dates are whole ISO 8601, with fractions and a zone",
            Fault.DATES_WITHOUT_TIME,
            client -> {
              String date = client.execute("1").reply().header().get("date").getAsString();
              assertTrue(date.matches(".*T\\d\\d:\\d\\d:\\d\\d\\.\\d+.*"), date);
              assertTrue(OffsetDateTime.parse(date).getYear() > 2020, date);
            }));
    checks.add(
        check(
            "the protocol is 5.3 or later",
            Fault.OLD_PROTOCOL,
            client -> {
              String version = client.execute("1").reply().header().get("version").getAsString();
              assertTrue(version.matches("5\\.([3-9]|\\d\\d+)"), version);
            }));
    checks.add(
        check(
            "headers name a user",
            Fault.NAMELESS,
            client ->
                assertFalse(
                    client.execute("1").reply().header().get("username").getAsString().isEmpty())));
    checks.add(
        check(
            "no two messages have one id",
            Fault.REPEATED_IDS,
            client -> {
              Exchange exchange = client.execute("System.out.println(1); 2");
              Set<String> ids = new HashSet<>();
              List<Received> messages = new ArrayList<>(exchange.published());
              messages.add(exchange.reply());
              messages.forEach(each -> ids.add(each.header().get("msg_id").getAsString()));
              assertEquals(messages.size(), ids.size());
            }));
    checks.add(
        check(
            "the parent header comes back whole",
            Fault.THIN_PARENT,
            client -> {
              Exchange exchange = client.execute("1");
              Set<String> fields =
                  Set.of("msg_id", "session", "username", "date", "msg_type", "version");
              assertEquals(fields, exchange.reply().parent().keySet());
              exchange.published().forEach(each -> assertEquals(fields, each.parent().keySet()));
            }));
  }

  private static void request(List<Check> checks, String request) {
    Function<KernelClient, ZMQ.Socket> channel =
        client -> request.equals("interrupt") ? client.control : client.shell;
    checks.add(
        check(
            request + "_reply has a status",
            Fault.NO_STATUS,
            client -> {
              Received reply =
                  client.ask(channel.apply(client), request + "_request", content()).reply();
              assertEquals(request + "_reply", reply.type());
              assertTrue(reply.content().has("status"));
            }));
    checks.add(
        check(
            request + "_request is surrounded by busy and idle",
            Fault.NEVER_BUSY,
            client -> {
              List<Received> published =
                  client.ask(channel.apply(client), request + "_request", content()).published();
              assertEquals("busy", published.get(0).text("execution_state"));
              assertTrue(published.get(published.size() - 1).isIdle());
            }));
    checks.add(
        check(
            request + "_request with null or odd content is answered",
            Fault.NO_STATUS,
            client -> {
              for (String odd : List.of("null", "[]", "{\"odd\":{}}", "7", "\"text\"", "-1e400")) {
                JsonObject content = new JsonObject();
                for (String field :
                    List.of(
                        "code",
                        "cursor_pos",
                        "silent",
                        "user_expressions",
                        "allow_stdin",
                        "stop_on_error",
                        "store_history",
                        "n",
                        "pattern",
                        "hist_access_type",
                        "detail_level",
                        "target_name")) {
                  content.add(field, JsonParser.parseString(odd));
                }
                Received reply =
                    client.ask(channel.apply(client), request + "_request", content).reply();
                assertEquals(request + "_reply", reply.type());
                assertTrue(reply.content().has("status"), odd);
              }
              assertEquals("9", client.execute("4 + 5").result());
            }));
  }

  private static void kernelInfo(List<Check> checks) {
    for (String field :
        List.of(
            "protocol_version", "implementation", "implementation_version", "banner", "status")) {
      checks.add(
          check(
              "kernel_info tells " + field,
              Fault.NO_KERNEL_INFO,
              client -> assertFalse(info(client).get(field).getAsString().isBlank())));
    }
    for (String field :
        List.of("version", "mimetype", "file_extension", "codemirror_mode", "pygments_lexer")) {
      checks.add(
          check(
              "kernel_info tells the language's " + field,
              Fault.NO_KERNEL_INFO,
              client ->
                  assertFalse(
                      info(client)
                          .getAsJsonObject("language_info")
                          .get(field)
                          .getAsString()
                          .isBlank())));
    }
    checks.add(
        check(
            "the language is java",
            Fault.NO_KERNEL_INFO,
            client ->
                assertEquals(
                    "java",
                    info(client).getAsJsonObject("language_info").get("name").getAsString())));
    checks.add(
        check(
            "kernel_info links to documentation",
            Fault.NO_KERNEL_INFO,
            client ->
                info(client)
                    .getAsJsonArray("help_links")
                    .forEach(
                        link ->
                            assertTrue(
                                link.getAsJsonObject()
                                    .get("url")
                                    .getAsString()
                                    .startsWith("https://")))));
  }

  private static JsonObject info(KernelClient client) {
    return client.ask(client.shell, "kernel_info_request", new JsonObject()).reply().content();
  }

  private static void channels(List<Check> checks) {
    checks.add(
        check(
            "control answers while a cell runs",
            Fault.NO_KERNEL_INFO,
            client -> {
              String busy = client.begin("Thread.sleep(60_000);");
              JsonObject info =
                  client
                      .ask(client.control, "kernel_info_request", new JsonObject())
                      .reply()
                      .content();
              client.interrupt();
              assertEquals("error", client.await(client.shell, busy).status());
              assertTrue(info.has("language_info"));
            }));
    checks.add(
        check(
            "the heart beats",
            Fault.NO_HEARTBEAT,
            client -> assertEquals("ping", client.echo("ping"))));
    checks.add(
        check(
            "the heart beats while a cell runs",
            Fault.NO_HEARTBEAT,
            client -> {
              String busy = client.begin("Thread.sleep(60_000);");
              String echo = client.echo("ping");
              client.interrupt();
              client.await(client.shell, busy);
              assertEquals("ping", echo);
            }));
    checks.add(
        check(
            "all identities come back",
            Fault.ONE_IDENTITY,
            client -> {
              // A DEALER gets only what is addressed to it: any reply proves the first identity.
              client.shell.send("extra", ZMQ.SNDMORE);
              client.send(client.shell, "kernel_info_request", new JsonObject());
              assertEquals("extra", client.receiveFrames(client.shell).get(0));
            }));
    checks.add(
        check(
            "a hundred clients that go before they are answered change nothing",
            Fault.DIES_OF_RUBBISH,
            client -> {
              for (int i = 0; i < 100; i++) {
                try (ZMQ.Context context = ZMQ.context(1);
                    ZMQ.Socket socket = context.socket(SocketType.DEALER)) {
                  socket.setLinger(0);
                  socket.connect(client.address("shell_port"));
                  client.sendRaw(
                      socket, signed("{\"msg_id\":\"x\",\"msg_type\":\"kernel_info_request\"}"));
                }
              }
              assertEquals("100", client.execute("99 + 1").result());
            }));
  }

  private static void sizes(List<Check> checks) {
    for (String port :
        List.of("shell_port", "control_port", "stdin_port", "hb_port", "iopub_port")) {
      for (long size : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE}) {
        checks.add(
            check(
                "a part of " + Long.toUnsignedString(size) + " bytes on " + port + " does no harm",
                Fault.DIES_OF_RUBBISH,
                client -> {
                  ByteBuffer bytes = ByteBuffer.allocate(64 + 9 + 1_000);
                  bytes.put((byte) 0xff).position(9); // as ZMTP 3 begins
                  bytes.put((byte) 0x7f).put((byte) 3).put((byte) 0).put("NULL".getBytes(UTF_8));
                  bytes.position(64).put((byte) 2).putLong(size);
                  client.sendBytes(port, bytes.array());
                  assertEquals("9", client.execute("4 + 5").result());
                  assertEquals("beat", client.echo("beat"));
                }));
      }
    }
  }

  private static List<String> signed(String header) {
    return signed(List.of(header, "{}", "{}", "{}"));
  }

  private static List<String> signed(List<String> parts) {
    List<String> frames = new ArrayList<>(List.of("<IDS|MSG>", KernelClient.sign(parts)));
    frames.addAll(parts);
    return frames;
  }

  private static void rubbish(List<Check> checks) {
    for (String name : List.of("shell", "control", "stdin")) {
      Function<KernelClient, ZMQ.Socket> channel =
          client ->
              switch (name) {
                case "shell" -> client.shell;
                case "control" -> client.control;
                default -> client.stdin;
              };
      rubbish(checks, name, channel, "without a delimiter", List.of("rubbish"));
      rubbish(checks, name, channel, "of an empty frame", List.of(""));
      rubbish(checks, name, channel, "that ends at the delimiter", List.of("<IDS|MSG>"));
      rubbish(checks, name, channel, "cut short", List.of("<IDS|MSG>", "sig", "{}"));
      for (String broken : List.of("", "null", "[1]", "{", "7", "[".repeat(100_000))) {
        rubbish(
            checks,
            name,
            channel,
            "of parts "
                + broken.substring(0, Math.min(4, broken.length()))
                + " ("
                + broken.length()
                + ")",
            signed(List.of(broken, broken, broken, broken)));
      }
      if (!name.equals("stdin")) {
        checks.add(
            check(
                "an unknown request on " + name + " is answered with an error",
                Fault.NO_REPLY_TO_UNKNOWN,
                client ->
                    assertEquals(
                        "error",
                        client
                            .ask(channel.apply(client), "no_such_request", new JsonObject())
                            .status())));
      }
      for (String signature : List.of("", "00", "zz")) {
        checks.add(
            check(
                "what is signed \"" + signature + "\" on " + name + " is not obeyed",
                Fault.TRUSTS_ANYBODY,
                client -> forged(client, channel.apply(client), signature)));
      }
    }
  }

  /** Sends a cell that says by a property that it ran; on stdin, an answer that nobody gave. */
  private static void forged(KernelClient client, ZMQ.Socket socket, String signature) {
    System.clearProperty("forged");
    String waiting = null;
    if (socket == client.stdin) {
      String reads = "System.setProperty(\"forged\", new Scanner(System.in).nextLine());";
      waiting = client.begin(reads);
      client.receive(client.stdin);
    }
    List<String> frames =
        signed(
            List.of(
                "{\"msg_id\":\"f\",\"msg_type\":\""
                    + (waiting != null
                        ? "input_reply"
                        : socket == client.control ? "interrupt_request" : "execute_request")
                    + "\"}",
                "{}",
                "{}",
                "{\"value\":\"1\",\"code\":\"System.setProperty(\\\"forged\\\", \\\"1\\\");\"}"));
    frames.set(1, signature);
    if (socket == client.control) {
      String cell = client.begin("Thread.sleep(150); 5");
      awaitBusy(client, cell);
      client.sendRaw(socket, frames);
      assertEquals("ok", client.await(client.shell, cell).status());
      return;
    }
    client.sendRaw(socket, frames);
    if (waiting != null) {
      client.ask(client.control, "kernel_info_request", new JsonObject());
      JsonObject answer = new JsonObject();
      answer.addProperty("value", "honest");
      client.send(client.stdin, "input_reply", answer);
      client.await(client.shell, waiting);
      assertEquals("honest", System.getProperty("forged"));
    } else {
      client.execute("1");
      assertNull(System.getProperty("forged"));
    }
  }

  private static void awaitBusy(KernelClient client, String cell) {
    client.nextPublished(cell, "execute_input");
  }

  private static void rubbish(
      List<Check> checks,
      String name,
      Function<KernelClient, ZMQ.Socket> channel,
      String what,
      List<String> frames) {
    checks.add(
        check(
            "a message " + what + " on " + name + " does no harm",
            Fault.DIES_OF_RUBBISH,
            client -> {
              client.sendRaw(channel.apply(client), frames);
              assertEquals("9", client.execute("4 + 5").result());
              client.ask(client.control, "kernel_info_request", new JsonObject());
            }));
  }
}
