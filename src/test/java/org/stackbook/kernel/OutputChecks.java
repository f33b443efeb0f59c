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

/** What cells print and display. */
final class OutputChecks {

  private OutputChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    printed(checks);
    threads(checks);
    displays(checks);
    return checks;
  }

  private static void printed(List<Check> checks) {
    checks.add(
        check(
            "of 100,000 lines none is lost, and they come in order",
            Fault.LOSES_OUTPUT,
            client -> {
              StringBuilder expected = new StringBuilder();
              for (int i = 0; i < 100_000; i++) {
                expected.append("line ").append(i).append(System.lineSeparator());
              }
              Exchange exchange =
                  client.execute(
                      "for (int i = 0; i < 100_000; i++) System.out.println(\"line \" + i);");
              assertTrue(expected.toString().equals(exchange.stream("stdout")), "all, in order");
            }));
    checks.add(
        check(
            "100,000 lines come in few messages",
            Fault.LOSES_OUTPUT,
            client -> {
              Exchange exchange =
                  client.execute("for (int i = 0; i < 100_000; i++) System.out.println(i);");
              assertTrue(exchange.published("stream").size() < 200, "few messages");
              assertTrue(exchange.stream("stdout").startsWith("0" + System.lineSeparator()));
            }));
    checks.add(
        check(
            "10 MB printed at once arrive",
            Fault.LOSES_OUTPUT,
            client ->
                assertEquals(
                    10_000_000,
                    client.execute("System.out.print(\"x\".repeat(10_000_000));").stream("stdout")
                        .length())));
    checks.add(
        check(
            "a result of 10 MB arrives",
            Fault.CUTS_RESULTS,
            client ->
                assertEquals(
                    10_000_000, client.execute("\"x\".repeat(10_000_000)").result().length())));
    checks.add(
        check(
            "both streams keep their names",
            Fault.ONE_STREAM,
            client -> {
              Exchange exchange =
                  client.execute("System.out.print(\"out\"); System.err.print(\"err\");");
              assertEquals("out", exchange.stream("stdout"));
              assertEquals("err", exchange.stream("stderr"));
            }));
    checks.add(
        check(
            "the order of both streams is kept",
            Fault.ONE_STREAM,
            client -> {
              Exchange exchange =
                  client.execute(
                      "for (int i = 0; i < 50; i++) { System.out.print(i + \" \"); System.err.print(i + \" \"); }");
              StringBuilder order = new StringBuilder();
              exchange
                  .published("stream")
                  .forEach(
                      each -> order.append(each.text("name").charAt(3)).append(each.text("text")));
              StringBuilder expected = new StringBuilder();
              for (int i = 0; i < 50; i++) {
                expected.append("o").append(i).append(" e").append(i).append(" ");
              }
              assertEquals(expected.toString(), order.toString());
            }));
    checks.add(
        check(
            "output and displays keep their order",
            Fault.NO_DISPLAY,
            client -> {
              Exchange exchange =
                  client.execute(
                      "System.out.print(1); display(2); System.out.print(3); display(4); 5");
              assertEquals(
                  List.of(
                      "status",
                      "execute_input",
                      "stream",
                      "display_data",
                      "stream",
                      "display_data",
                      "execute_result",
                      "status"),
                  exchange.published().stream().map(Received::type).toList());
            }));
    checks.add(
        check(
            "half a line comes before the cell ends",
            Fault.OUTPUT_OF_ANOTHER_CELL,
            client -> {
              String id = client.begin("System.out.print(\"half\"); Thread.sleep(60_000);");
              Received message = client.nextPublished(id, "stream");
              assertEquals("half", message.text("text"));
              client.interrupt();
              assertEquals("error", client.await(client.shell, id).status());
            }));
    prints(checks, "letters of all kinds", "System.out.print(\"é 数 😀\");", "é 数 😀");
    prints(
        checks,
        "a letter whose bytes come one by one",
        "for (byte b : \"😀\".getBytes(java.nio.charset.StandardCharsets.UTF_8)) { System.out.write(b); } System.out.flush();",
        "😀");
    prints(
        checks,
        "printf",
        "System.out.printf(\"%05.1f|%s%n\", 3.14159, \"x\".repeat(3));",
        String.format("%05.1f|xxx%n", 3.14159));
    prints(checks, "the word printf", "printf(\"%d\", 5);", "5");
    prints(checks, "an empty println", "System.out.println();", System.lineSeparator());
    prints(
        checks,
        "terminal colours",
        "System.out.print(\"\\u001b[31mred\\u001b[0m\");",
        "\u001b[31mred\u001b[0m");
    prints(
        checks,
        "what is printed before an exception",
        "System.out.print(\"before\"); throw new RuntimeException();",
        "before");
    checks.add(
        check(
            "a System.out of the user's is put back after the cell",
            Fault.LOSES_OUTPUT,
            client -> {
              client.execute(
                  "System.setOut(new PrintStream(OutputStream.nullOutputStream())); System.out.print(\"lost\");");
              assertEquals("seen", client.execute("System.out.print(\"seen\");").stream("stdout"));
            }));
    checks.add(
        check(
            "a System.err of the user's is put back after the cell",
            Fault.LOSES_OUTPUT,
            client -> {
              client.execute("System.setErr(new PrintStream(OutputStream.nullOutputStream()));");
              assertEquals("seen", client.execute("System.err.print(\"seen\");").stream("stderr"));
            }));
    checks.add(
        check(
            "a closed System.out is open in the next cell",
            Fault.LOSES_OUTPUT,
            client -> {
              client.execute("System.out.close();");
              assertEquals("seen", client.execute("System.out.print(\"seen\");").stream("stdout"));
            }));
    checks.add(
        check(
            "output comes before the idle of its cell",
            Fault.OUTPUT_OF_ANOTHER_CELL,
            client -> {
              for (int i = 0; i < 20; i++) {
                assertEquals(
                    i + ".", client.execute("System.out.print(\"" + i + ".\");").stream("stdout"));
              }
            }));
  }

  private static void prints(List<Check> checks, String what, String cell, String printed) {
    checks.add(
        check(
            "printing " + what,
            Fault.LOSES_OUTPUT,
            client -> assertEquals(printed, client.execute(cell).stream("stdout"))));
  }

  private static void threads(List<Check> checks) {
    checks.add(
        check(
            "what a thread prints while its cell runs belongs to the cell",
            Fault.OUTPUT_OF_ANOTHER_CELL,
            client ->
                assertEquals(
                    "inside",
                    client
                        .execute(
                            "var t1 = new Thread(() -> System.out.print(\"inside\")); t1.start(); t1.join();")
                        .stream("stdout"))));
    checks.add(
        check(
            "what a thread prints that outlives its cell goes to that cell",
            Fault.OUTPUT_OF_ANOTHER_CELL,
            client -> {
              String id =
                  client.begin(
                      "var goOn = new CountDownLatch(1); new Thread(() -> { try { goOn.await(); }"
                          + " catch (InterruptedException e) {} System.out.print(\"late\"); }).start();");
              client.await(client.shell, id);
              Exchange other =
                  client.execute(
                      "goOn.countDown(); Thread.sleep(100); System.out.print(\"other\");");
              Received message = client.nextPublished(id);
              assertEquals("stream", message.type());
              assertEquals("late", message.text("text"));
              assertEquals("other", other.stream("stdout"));
            }));
    checks.add(
        check(
            "what a thread displays that outlives its cell goes to that cell",
            Fault.NO_DISPLAY,
            client -> {
              String id =
                  client.begin(
                      "var show = new CountDownLatch(1); new Thread(() -> { try { show.await(); }"
                          + " catch (InterruptedException e) {} display(\"late\"); }).start();");
              client.await(client.shell, id);
              client.execute("show.countDown();");
              assertEquals("display_data", client.nextPublished(id).type());
            }));
    checks.add(
        check(
            "what eight threads print at once is all there",
            Fault.LOSES_OUTPUT,
            client ->
                assertEquals(
                    8 * 1000 * ("word".length() + System.lineSeparator().length()),
                    client
                        .execute(
                            "IntStream.range(0, 8).mapToObj(i -> { Thread t = new Thread(() -> {"
                                + " for (int n = 0; n < 1000; n++) System.out.println(\"word\"); });"
                                + " t.start(); return t; }).toList().forEach(t -> { try { t.join(); }"
                                + " catch (InterruptedException e) {} });")
                        .stream("stdout")
                        .length())));
  }

  private static void displays(List<Check> checks) {
    checks.add(
        check(
            "display shows in the form that is asked for",
            Fault.NO_DISPLAY,
            client ->
                assertEquals(
                    "<i>a</i>",
                    client
                        .execute("display(\"<i>a</i>\", \"text/html\");")
                        .first("display_data")
                        .content()
                        .getAsJsonObject("data")
                        .get("text/html")
                        .getAsString())));
    checks.add(
        check(
            "a display has the id that it was given",
            Fault.NO_DISPLAY_IDS,
            client ->
                assertEquals(
                    "bar", id(client.execute("display(1, \"bar\");").first("display_data")))));
    checks.add(
        check(
            "display gives back an id that updates it",
            Fault.UPDATES_ARE_DISPLAYS,
            client -> {
              Exchange exchange =
                  client.execute("var shownAs = display(1); updateDisplay(shownAs, 2);");
              Received update = exchange.first("update_display_data");
              assertEquals(id(exchange.first("display_data")), id(update));
              assertEquals(
                  "2", update.content().getAsJsonObject("data").get("text/plain").getAsString());
            }));
    checks.add(
        check(
            "the id of a display is not shown as a value",
            Fault.CHATTY,
            client ->
                assertEquals(List.of(), client.execute("display(1)").published("execute_result"))));
    checks.add(
        check(
            "a later cell updates a display",
            Fault.UPDATES_ARE_DISPLAYS,
            client -> {
              client.execute("display(1, \"later-bar\");");
              assertEquals(
                  "later-bar",
                  id(
                      client
                          .execute("updateDisplay(\"later-bar\", 2);")
                          .first("update_display_data")));
            }));
    checks.add(
        check(
            "a progress bar moves by updates alone",
            Fault.UPDATES_ARE_DISPLAYS,
            client -> {
              Exchange exchange =
                  client.execute(
                      "display(0, \"progress\"); for (int i = 1; i <= 100; i++) updateDisplay(\"progress\", i);");
              assertEquals(1, exchange.published("display_data").size());
              assertEquals(100, exchange.published("update_display_data").size());
            }));
    checks.add(
        check(
            "how far the reading of a long trace is moves in one place and goes at its end",
            Fault.UPDATES_ARE_DISPLAYS,
            client -> {
              // Points between the updates, so that none waits for long for something to come.
              Exchange exchange =
                  client.execute(
                      "org.stackbook.Stackbook.workload(\"web\", w -> w.requests(200_000).objects(9))"
                          + ".watched(r -> { System.out.println(); "
                          + "java.util.concurrent.locks.LockSupport.parkNanos(50_000_000); })"
                          + ".summary();");
              Received bar = exchange.first("display_data");
              assertEquals(1, exchange.published("display_data").size());
              assertTrue(
                  html(bar).matches("(?s).*<progress></progress> Summing up web: [0-9,]+ .*"));
              List<Received> updates = exchange.published("update_display_data");
              assertTrue(updates.size() >= 3, updates.size() + " updates");
              updates.forEach(update -> assertEquals(id(bar), id(update)));
              assertTrue(html(updates.get(0)).contains("Summing up web: "));
              assertEquals("", html(updates.get(updates.size() - 1)));
            }));
    for (boolean wait : new boolean[] {true, false}) {
      checks.add(
          check(
              "clearOutput(" + wait + ") reaches the page",
              Fault.NO_CLEARING,
              client ->
                  assertEquals(
                      wait,
                      client
                          .execute("System.out.print(1); clearOutput(" + wait + ");")
                          .first("clear_output")
                          .content()
                          .get("wait")
                          .getAsBoolean())));
    }
    checks.add(
        check(
            "a thousand displays all come",
            Fault.NO_DISPLAY,
            client ->
                assertEquals(
                    1000,
                    client
                        .execute("for (int i = 0; i < 1000; i++) display(i);")
                        .published("display_data")
                        .size())));
    checks.add(
        check(
            "values always have a plain text beside their HTML",
            Fault.CUTS_RESULTS,
            client -> {
              Exchange exchange =
                  client.execute(
                      "import tech.tablesaw.api.*;\nTable.create(\"t\", IntColumn.create(\"n\", 1, 2))");
              assertEquals("ok", exchange.status(), () -> exchange.reply().content().toString());
              JsonObject data = exchange.first("execute_result").content().getAsJsonObject("data");
              assertTrue(data.get("text/html").getAsString().contains("<table"));
              assertTrue(data.get("text/plain").getAsString().contains("n"));
              assertFalse(data.get("text/plain").getAsString().contains("cut"));
            }));
    checks.add(
        check(
            "a chart is a picture",
            Fault.NO_RESULT,
            client -> {
              Exchange exchange =
                  client.execute(
                      "import org.knowm.xchart.*;\nvar chart = new XYChartBuilder().build();\n"
                          + "chart.addSeries(\"a\", new double[] {1, 2}, new double[] {3, 4});\nchart");
              JsonObject data = exchange.first("execute_result").content().getAsJsonObject("data");
              assertTrue(
                  data.keySet().stream()
                      .anyMatch(type -> type.startsWith("image/") || type.equals("text/html")),
                  data.keySet()::toString);
            }));
  }

  private static String id(Received display) {
    return display.content().getAsJsonObject("transient").get("display_id").getAsString();
  }

  private static String html(Received display) {
    return display.content().getAsJsonObject("data").get("text/html").getAsString();
  }
}
