package org.stackbook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.kernel.Check.check;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.stackbook.kernel.KernelClient.Exchange;
import org.stackbook.kernel.KernelClient.Received;

/** Cells that ask the person at the front end. */
final class InputChecks {

  private InputChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    reads(checks, "a Scanner", "new Scanner(System.in).nextLine() + \"!\"", List.of("hé"), "hé!");
    reads(
        checks,
        "a BufferedReader",
        "new BufferedReader(new InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8)).readLine() + \"!\"",
        List.of("hé😀"),
        "hé😀!");
    reads(
        checks,
        "single bytes",
        "System.in.read() + System.in.read()",
        List.of("a"),
        String.valueOf('a' + '\n'));
    reads(checks, "a number", "new Scanner(System.in).nextInt() + 1", List.of("41"), "42");
    reads(
        checks,
        "two lines, one after the other",
        "var in2 = new Scanner(System.in);\nin2.nextLine() + in2.nextLine()",
        List.of("a", "b"),
        "ab");
    reads(checks, "readLine", "readLine(\"\")", List.of("line"), "line");
    reads(checks, "readPassword", "new String(readPassword(\"\"))", List.of("secret"), "secret");
    checks.add(
        check(
            "the question is about the cell that asks",
            Fault.NEVER_ASKS,
            client -> {
              String id = client.begin("readLine(\"\")");
              assertTrue(question(client, id).answers(id));
              answer(client, "");
              client.await(client.shell, id);
            }));
    checks.add(
        check(
            "a question has its prompt",
            Fault.NO_PROMPT,
            client ->
                assertEquals("Stamp: ", asked(client, "readLine(\"Stamp: \")").text("prompt"))));
    checks.add(
        check(
            "a password's question has its prompt",
            Fault.NO_PROMPT,
            client ->
                assertEquals("Key: ", asked(client, "readPassword(\"Key: \")").text("prompt"))));
    checks.add(
        check(
            "a password is asked for as one",
            Fault.VISIBLE_PASSWORDS,
            client ->
                assertTrue(
                    asked(client, "readPassword(\"Key: \")")
                        .content()
                        .get("password")
                        .getAsBoolean())));
    checks.add(
        check(
            "a line is not asked for as a password",
            Fault.NEVER_ASKS,
            client ->
                assertFalse(
                    asked(client, "readLine(\"Stamp: \")")
                        .content()
                        .get("password")
                        .getAsBoolean())));
    checks.add(
        check(
            "an answer that nobody has asked for is not taken for the next one",
            Fault.HEARS_NOTHING,
            client -> {
              answer(client, "stale");
              client.ask(client.control, "kernel_info_request", new JsonObject());
              String id = client.begin("readLine(\"\")");
              question(client, id);
              answer(client, "fresh");
              assertEquals("fresh", client.await(client.shell, id).result());
            }));
    checks.add(
        check(
            "what is left of a line is not read by the next cell",
            Fault.HEARS_NOTHING,
            client -> {
              String id = client.begin("(char) System.in.read()");
              question(client, id);
              answer(client, "abc");
              assertEquals("a", client.await(client.shell, id).result());
              id = client.begin("(char) System.in.read()");
              question(client, id);
              answer(client, "xyz");
              assertEquals("x", client.await(client.shell, id).result());
            }));
    checks.add(
        check(
            "what is printed before the question is seen before it",
            Fault.OUTPUT_OF_ANOTHER_CELL,
            client -> {
              String id = client.begin("System.out.print(\"Name? \"); readLine(\"\")");
              question(client, id);
              Received message = client.nextPublished(id, "stream");
              assertEquals("Name? ", message.text("text"));
              answer(client, "");
              client.await(client.shell, id);
            }));
    return checks;
  }

  /** What a cell asks; what an interrupted one has asked before is left unanswered. */
  private static Received question(KernelClient client, String cell) {
    Received question = client.receive(client.stdin);
    while (!question.answers(cell)) {
      question = client.receive(client.stdin);
    }
    return question;
  }

  private static void answer(KernelClient client, String value) {
    JsonObject answer = new JsonObject();
    answer.addProperty("value", value);
    client.send(client.stdin, "input_reply", answer);
  }

  /** The question of a cell, which is then answered. */
  private static Received asked(KernelClient client, String cell) {
    String id = client.begin(cell);
    Received question = question(client, id);
    answer(client, "x");
    client.await(client.shell, id);
    return question;
  }

  private static void reads(
      List<Check> checks, String what, String cell, List<String> typed, String result) {
    checks.add(
        check(
            what + " reads what is typed",
            Fault.HEARS_NOTHING,
            client -> {
              String id = client.begin(cell);
              for (String line : typed) {
                assertEquals("input_request", question(client, id).type());
                answer(client, line);
              }
              Exchange exchange = client.await(client.shell, id);
              assertEquals(result, exchange.result());
            }));
  }
}
