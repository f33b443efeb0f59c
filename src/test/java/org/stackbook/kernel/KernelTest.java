package org.stackbook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.kernel.KernelClient.Exchange;
import org.stackbook.kernel.KernelClient.Received;
import org.stackbook.session.Session;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** The wire, seen from a front end. */
@Tag("kernel")
class KernelTest {

  private static KernelClient client;
  private static Thread kernel;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Path file = KernelClient.connectionFile(folder);
    kernel =
        new Thread(
            () -> {
              try {
                Kernel.run(file, Session.builder(), Map.of());
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    kernel.start();
    client = new KernelClient(file);
  }

  @AfterAll
  static void stop() throws Exception {
    Exchange end = client.ask(client.control, "shutdown_request", new JsonObject());
    assertEquals("ok", end.status());
    kernel.join(2_000);
    assertFalse(kernel.isAlive(), "the kernel has ended");
    client.close();
  }

  private static List<String> types(Exchange exchange) {
    return exchange.published().stream().map(Received::type).toList();
  }

  @Test
  void aCellIsAnsweredWithBusyInputResultAndIdleInThisOrder() {
    Exchange exchange = client.execute("20 + 1");
    assertEquals("ok", exchange.status());
    assertEquals(List.of("status", "execute_input", "execute_result", "status"), types(exchange));
    assertEquals("21", exchange.result());
    int count = exchange.reply().content().get("execution_count").getAsInt();
    assertEquals(
        count, exchange.first("execute_result").content().get("execution_count").getAsInt());
  }

  @Test
  void headersAreCompleteAndTheKernelsOwn() {
    JsonObject header = client.execute("1").reply().header();
    assertEquals("execute_reply", header.get("msg_type").getAsString());
    assertEquals("5.3", header.get("version").getAsString());
    assertTrue(Instant.parse(header.get("date").getAsString()).isAfter(Instant.EPOCH));
    assertFalse(header.get("username").getAsString().isEmpty());
    String session = header.get("session").getAsString();
    assertEquals(session, client.execute("2").reply().header().get("session").getAsString());
    assertFalse(session.equals(client.execute("2").reply().parent().get("session").getAsString()));
  }

  @Test
  void manyLinesComeInOrderInFewMessages() {
    Exchange exchange =
        client.execute(
            "for (int i = 0; i < 100_000; i++) System.out.println(i);\nSystem.err.print(\"e\");");
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      expected.append(i).append(System.lineSeparator());
    }
    assertEquals(expected.toString(), exchange.stream("stdout"));
    assertEquals("e", exchange.stream("stderr"));
    assertTrue(exchange.published("stream").size() < 200, "few messages");
  }

  @Test
  void aPartialLineComesBeforeTheCellEnds() {
    String id =
        client.send(
            client.shell,
            "execute_request",
            KernelClient.code("System.out.print(\"half\"); Thread.sleep(2_000);"));
    Received message;
    do {
      message = client.nextPublished();
      assertFalse(
          message.type().equals("status") && message.text("execution_state").equals("idle"));
    } while (!(message.answers(id) && message.type().equals("stream")));
    assertEquals("half", message.text("text"));
    client.ask(client.control, "interrupt_request", new JsonObject());
    assertEquals("error", client.await(client.shell, id).status());
  }

  @Test
  void displaysAreShownAndUpdatedById() {
    Exchange exchange =
        client.execute(
            "display(\"<i>a</i>\", \"text/html\"); display(1, \"bar\");"
                + " updateDisplay(\"bar\", 2); clearOutput(true);");
    assertEquals("ok", exchange.status());
    JsonObject html = exchange.published("display_data").get(0).content();
    assertEquals("<i>a</i>", html.getAsJsonObject("data").get("text/html").getAsString());
    JsonObject update = exchange.first("update_display_data").content();
    assertEquals("bar", update.getAsJsonObject("transient").get("display_id").getAsString());
    assertEquals("2", update.getAsJsonObject("data").get("text/plain").getAsString());
    assertTrue(exchange.first("clear_output").content().get("wait").getAsBoolean());
  }

  @Test
  void anErrorNamesTheExceptionAndTheLine() {
    Exchange exchange = client.execute("int zero = 0;\n\nint boom = 1 / zero;");
    assertEquals("error", exchange.status());
    assertEquals("java.lang.ArithmeticException", exchange.reply().text("ename"));
    assertEquals("/ by zero", exchange.first("error").text("evalue"));
    String traceback = exchange.reply().content().get("traceback").toString();
    assertTrue(traceback.contains("line 3"), traceback);
    assertFalse(traceback.contains("REPL") || traceback.contains("jdk.jshell"), traceback);
  }

  @Test
  void silentExecutionPublishesNothingAndIsNotCounted() {
    JsonObject silent = KernelClient.code("System.out.print(1); 5");
    silent.addProperty("silent", true);
    int before = client.execute("1").reply().content().get("execution_count").getAsInt();
    Exchange exchange = client.ask(client.shell, "execute_request", silent);
    assertEquals(List.of("status", "status"), types(exchange));
    assertEquals(
        before + 1, client.execute("1").reply().content().get("execution_count").getAsInt());
  }

  @Test
  void userExpressionsAreEvaluatedAfterTheCell() {
    JsonObject request = KernelClient.code("int ux = 4;");
    JsonObject expressions = new JsonObject();
    expressions.addProperty("good", "ux * 2");
    expressions.addProperty("bad", "nonsense");
    request.add("user_expressions", expressions);
    JsonObject values =
        client
            .ask(client.shell, "execute_request", request)
            .reply()
            .content()
            .getAsJsonObject("user_expressions");
    assertEquals(
        "8",
        values.getAsJsonObject("good").getAsJsonObject("data").get("text/plain").getAsString());
    assertEquals("error", values.getAsJsonObject("bad").get("status").getAsString());
  }

  @Test
  void anErrorAbortsTheCellsThatWaitAndThenTheKernelGoesOn() {
    String failing =
        client.send(
            client.shell,
            "execute_request",
            KernelClient.code("Thread.sleep(300); throw new RuntimeException();"));
    String waiting = client.send(client.shell, "execute_request", KernelClient.code("77"));
    assertEquals("error", client.await(client.shell, failing).status());
    assertEquals("aborted", client.await(client.shell, waiting).status());
    assertEquals("78", client.execute("78").result());
  }

  @Test
  void completionCountsCodePoints() {
    JsonObject request = KernelClient.code("String s = \"😀😀\"; Math.ab");
    request.addProperty("cursor_pos", 24);
    JsonObject reply = client.ask(client.shell, "complete_request", request).reply().content();
    assertTrue(reply.get("matches").toString().contains("abs("), reply::toString);
    assertEquals(22, reply.get("cursor_start").getAsInt());
    assertEquals(24, reply.get("cursor_end").getAsInt());
    JsonArray kinds =
        reply.getAsJsonObject("metadata").getAsJsonArray("_jupyter_types_experimental");
    assertEquals(reply.getAsJsonArray("matches").size(), kinds.size());
    JsonObject first = kinds.get(0).getAsJsonObject();
    assertEquals(reply.getAsJsonArray("matches").get(0), first.get("text"));
    assertEquals("function", first.get("type").getAsString());
    assertEquals(22, first.get("start").getAsInt());
    assertEquals(24, first.get("end").getAsInt());
    assertTrue(first.get("signature").getAsString().startsWith("("), first::toString);
  }

  @Test
  void inspectionFindsASignature() {
    JsonObject request = KernelClient.code("Math.abs");
    request.addProperty("cursor_pos", 6);
    JsonObject reply = client.ask(client.shell, "inspect_request", request).reply().content();
    assertTrue(reply.get("found").getAsBoolean());
    assertTrue(reply.getAsJsonObject("data").get("text/plain").getAsString().contains("abs(int"));
  }

  @Test
  void completenessIsTold() {
    assertEquals("complete", isComplete("int a = 1;").get("status").getAsString());
    JsonObject open = isComplete("for (int i = 0; i < 3; i++) {");
    assertEquals("incomplete", open.get("status").getAsString());
    assertEquals("    ", open.get("indent").getAsString());
    assertEquals("invalid", isComplete("int a = );").get("status").getAsString());
  }

  private static JsonObject isComplete(String code) {
    return client
        .ask(client.shell, "is_complete_request", KernelClient.code(code))
        .reply()
        .content();
  }

  @Test
  void historyHoldsTheLastInputs() {
    client.execute("int inHistory = 1;");
    JsonObject request = new JsonObject();
    request.addProperty("hist_access_type", "tail");
    request.addProperty("n", 1);
    JsonArray history =
        client
            .ask(client.shell, "history_request", request)
            .reply()
            .content()
            .getAsJsonArray("history");
    assertEquals(1, history.size());
    assertEquals("int inHistory = 1;", history.get(0).getAsJsonArray().get(2).getAsString());
  }

  @Test
  void controlAnswersWhileACellRunsAndInterruptsIt() {
    String busy =
        client.send(client.shell, "execute_request", KernelClient.code("while (true) { }"));
    JsonObject info =
        client.ask(client.control, "kernel_info_request", new JsonObject()).reply().content();
    assertEquals("java", info.getAsJsonObject("language_info").get("name").getAsString());
    assertEquals("ok", client.ask(client.control, "interrupt_request", new JsonObject()).status());
    Exchange interrupted = client.await(client.shell, busy);
    assertEquals("error", interrupted.status());
    assertEquals("InterruptedException", interrupted.reply().text("ename"));
    assertEquals("6", client.execute("2 * 3").result());
  }

  @Test
  void theHeartbeatEchoes() {
    client.heartbeat.send("ping");
    assertEquals("ping", client.heartbeat.recvStr());
  }

  @Test
  void inputIsAskedForAndRead() {
    String id =
        client.send(
            client.shell,
            "execute_request",
            KernelClient.code("new Scanner(System.in).nextLine() + \"!\""));
    Received question = KernelClient.receive(client.stdin);
    assertEquals("input_request", question.type());
    assertTrue(question.answers(id));
    JsonObject answer = new JsonObject();
    answer.addProperty("value", "hé");
    client.send(client.stdin, "input_reply", answer);
    assertEquals("hé!", client.await(client.shell, id).result());
  }

  @Test
  void unknownCommsAreClosedAndListed() {
    JsonObject open = new JsonObject();
    open.addProperty("comm_id", "c1");
    open.addProperty("target_name", "nobody");
    open.add("data", new JsonObject());
    String id = client.send(client.shell, "comm_open", open);
    Received message;
    do {
      message = client.nextPublished();
    } while (!message.answers(id) || message.type().equals("status"));
    assertEquals("comm_close", message.type());
    JsonObject info =
        client.ask(client.shell, "comm_info_request", new JsonObject()).reply().content();
    assertEquals(0, info.getAsJsonObject("comms").size());
  }

  @Test
  void whatIsMalformedOrWronglySignedIsDroppedOrAnsweredAndTheKernelGoesOn() {
    List<String> header =
        List.of(
            "{\"msg_id\":\"x\",\"msg_type\":\"execute_request\"}",
            "{}",
            "{}",
            "{\"code\":\"System.setProperty(\\\"forged\\\", \\\"1\\\");\"}");
    for (ZMQ.Socket socket : List.of(client.shell, client.control)) {
      frames(socket, List.of("<IDS|MSG>", "00" + KernelClient.sign(header).substring(2)), header);
      frames(socket, List.of("<IDS|MSG>", ""), header);
      frames(socket, List.of("<IDS|MSG>"), List.of());
      frames(socket, List.of("rubbish"), List.of());
      frames(socket, List.of("<IDS|MSG>", "sig", "{}"), List.of());
      for (String broken : List.of("", "null", "[1]", "{", "7", "[".repeat(100_000))) {
        List<String> parts = List.of(broken, broken, broken, broken);
        frames(socket, List.of("<IDS|MSG>", KernelClient.sign(parts)), parts);
      }
    }
    assertEquals("error", client.ask(client.shell, "execute_request", new JsonObject()).status());
    JsonObject wrongType = new JsonObject();
    wrongType.addProperty("code", 5);
    wrongType.addProperty("cursor_pos", "x");
    assertEquals("error", client.ask(client.shell, "complete_request", wrongType).status());
    assertEquals("error", client.ask(client.shell, "no_such_request", new JsonObject()).status());
    assertEquals("9", client.execute("4 + 5").result());
    assertNull(System.getProperty("forged"), "what is wrongly signed is not run");
    assertEquals(
        "ok", client.ask(client.control, "kernel_info_request", new JsonObject()).status());
  }

  private static void frames(ZMQ.Socket socket, List<String> head, List<String> tail) {
    List<String> frames = new ArrayList<>(head);
    frames.addAll(tail);
    KernelClient.sendFrames(socket, frames);
  }

  @Test
  void outputOfAThreadThatOutlivesItsCellIsNotLost() {
    String id =
        client.send(
            client.shell,
            "execute_request",
            KernelClient.code(
                "var goOn = new CountDownLatch(1); new Thread(() -> { try { goOn.await(); }"
                    + " catch (InterruptedException e) {} System.out.print(\"late\"); }).start();"));
    client.await(client.shell, id);
    client.execute("goOn.countDown();");
    Received message = client.nextPublished(id);
    assertEquals("stream", message.type());
    assertEquals("late", message.text("text"));
  }

  @Test
  void anInterruptRightBehindARequestHitsItsCell() {
    for (int i = 0; i < 20; i++) {
      String cell =
          client.send(client.shell, "execute_request", KernelClient.code("Thread.sleep(60_000);"));
      String interrupt = client.send(client.control, "interrupt_request", new JsonObject());
      Exchange ended = client.await(client.shell, cell);
      assertEquals("InterruptedException", ended.reply().text("ename"));
      client.await(client.control, interrupt);
    }
  }

  @Test
  void anInterruptWhileNothingRunsHitsNoLaterCell() {
    for (int i = 0; i < 20; i++) {
      client.ask(client.control, "interrupt_request", new JsonObject());
      assertEquals("2", client.execute("1 + 1").result());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execute",
        "complete",
        "inspect",
        "is_complete",
        "history",
        "comm_info",
        "kernel_info"
      })
  void aRequestWithNullOrOddContentIsAnsweredWithItsOwnReplyAndAStatus(String request) {
    for (String odd : List.of("null", "[]", "{\"odd\":{}}", "7", "\"text\"")) {
      JsonObject content = new JsonObject();
      for (String field :
          List.of(
              "code", "cursor_pos", "silent", "user_expressions", "n", "pattern", "target_name")) {
        content.add(field, JsonParser.parseString(odd));
      }
      Received reply = client.ask(client.shell, request + "_request", content).reply();
      assertEquals(request + "_reply", reply.type());
      assertTrue(reply.content().has("status"), odd);
    }
    assertEquals("9", client.execute("4 + 5").result());
  }

  @Test
  void aHundredClientsThatGoBeforeTheyAreAnsweredChangeNothing() {
    for (int i = 0; i < 100; i++) {
      try (ZMQ.Context context = ZMQ.context(1);
          ZMQ.Socket socket = context.socket(SocketType.DEALER)) {
        socket.setLinger(0);
        socket.connect(client.address("shell_port"));
        client.send(socket, "kernel_info_request", new JsonObject());
      }
    }
    assertEquals("100", client.execute("99 + 1").result());
  }

  @Test
  void whatIsNotToBeStoredIsNeitherCountedNorRemembered() {
    int before = client.execute("1").reply().content().get("execution_count").getAsInt();
    JsonObject request = KernelClient.code("int unstored = 1; unstored");
    request.addProperty("store_history", false);
    assertEquals("1", client.ask(client.shell, "execute_request", request).result());
    assertEquals(
        before + 1, client.execute("2").reply().content().get("execution_count").getAsInt());
    assertEquals(List.of(), history("search", "*unstored = 1*"));
  }

  @Test
  void historyIsFoundByRangeAndByPattern() {
    client.execute("int findMe1 = 1;");
    int from =
        client.execute("int findMe2 = 2;").reply().content().get("execution_count").getAsInt();
    client.execute("int findMe1 = 1;");
    JsonObject range = new JsonObject();
    range.addProperty("hist_access_type", "range");
    range.addProperty("start", from);
    range.addProperty("stop", from + 1);
    JsonArray found =
        client
            .ask(client.shell, "history_request", range)
            .reply()
            .content()
            .getAsJsonArray("history");
    assertEquals(1, found.size());
    assertEquals("int findMe2 = 2;", found.get(0).getAsJsonArray().get(2).getAsString());
    assertEquals(
        List.of("int findMe1 = 1;", "int findMe2 = 2;"), history("search", "int findMe?*"));
  }

  private static List<String> history(String access, String pattern) {
    JsonObject request = new JsonObject();
    request.addProperty("hist_access_type", access);
    request.addProperty("pattern", pattern);
    request.addProperty("unique", true);
    List<String> inputs = new ArrayList<>();
    client
        .ask(client.shell, "history_request", request)
        .reply()
        .content()
        .getAsJsonArray("history")
        .forEach(entry -> inputs.add(entry.getAsJsonArray().get(2).getAsString()));
    return inputs;
  }

  @Test
  void anErrorNeedNotStopTheCellsThatWait() {
    JsonObject failing = KernelClient.code("Thread.sleep(100); throw new RuntimeException();");
    failing.addProperty("stop_on_error", false);
    String first = client.send(client.shell, "execute_request", failing);
    String waiting = client.send(client.shell, "execute_request", KernelClient.code("77"));
    assertEquals("error", client.await(client.shell, first).status());
    assertEquals("77", client.await(client.shell, waiting).result());
  }

  @ParameterizedTest
  @ValueSource(strings = {"System.in.read()", "new Scanner(System.in).nextLine()"})
  void whoReadsInputWhereThereIsNoneIsToldSo(String reading) {
    JsonObject request = KernelClient.code(reading);
    request.addProperty("allow_stdin", false);
    Received reply = client.ask(client.shell, "execute_request", request).reply();
    assertEquals("error", reply.text("status"));
    assertTrue(reply.text("evalue").contains("takes no input"), reply.text("evalue"));
  }

  @Test
  void identitiesAreEchoedInFull() {
    // A DEALER gets back only what is addressed to it: any reply at all proves the first one.
    client.shell.send("extra".getBytes(StandardCharsets.US_ASCII), ZMQ.SNDMORE);
    client.send(client.shell, "kernel_info_request", new JsonObject());
    assertEquals("extra", client.shell.recvStr());
    while (client.shell.hasReceiveMore()) {
      client.shell.recv();
    }
  }
}
