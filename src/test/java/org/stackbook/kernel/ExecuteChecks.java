package org.stackbook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.kernel.Check.check;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.stackbook.kernel.KernelClient.Exchange;
import org.stackbook.kernel.KernelClient.Received;

/** Cells and what a request to run one may ask for. */
final class ExecuteChecks {

  private ExecuteChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    requests(checks);
    cells(checks);
    return checks;
  }

  private static List<String> types(Exchange exchange) {
    return exchange.published().stream().map(Received::type).toList();
  }

  private static JsonObject with(String code, String field, boolean value) {
    JsonObject request = KernelClient.code(code);
    request.addProperty(field, value);
    return request;
  }

  private static int count(Received message) {
    return message.content().get("execution_count").getAsInt();
  }

  private static void requests(List<Check> checks) {
    checks.add(
        check(
            "a cell is answered with busy, input, result and idle in this order",
            Fault.NO_INPUT_SHOWN,
            client ->
                assertEquals(
                    List.of("status", "execute_input", "execute_result", "status"),
                    types(client.execute("20 + 1")))));
    checks.add(
        check(
            "the input is shown as it was sent",
            Fault.NO_INPUT_SHOWN,
            client ->
                assertEquals(
                    " 20 +\n1 // x",
                    client.execute(" 20 +\n1 // x").first("execute_input").text("code"))));
    checks.add(
        check(
            "cells are counted",
            Fault.STUCK_COUNT,
            client ->
                assertEquals(
                    count(client.execute("1").reply()) + 1, count(client.execute("1").reply()))));
    checks.add(
        check(
            "input, result and reply agree on the count",
            Fault.NO_INPUT_SHOWN,
            client -> {
              Exchange exchange = client.execute("1");
              assertEquals(count(exchange.reply()), count(exchange.first("execute_input")));
              assertEquals(count(exchange.reply()), count(exchange.first("execute_result")));
            }));
    checks.add(
        check(
            "a failing cell is counted, too",
            Fault.STUCK_COUNT,
            client -> {
              int before = count(client.execute("1").reply());
              client.execute("nonsense");
              assertEquals(before + 2, count(client.execute("1").reply()));
            }));
    checks.add(
        check(
            "silent execution publishes nothing but status",
            Fault.LOUD,
            client ->
                assertEquals(
                    List.of("status", "status"),
                    types(
                        client.ask(
                            client.shell,
                            "execute_request",
                            with("System.out.print(1); display(2); 5", "silent", true))))));
    checks.add(
        check(
            "silent execution is not counted",
            Fault.LOUD,
            client -> {
              int before = count(client.execute("1").reply());
              client.ask(client.shell, "execute_request", with("5", "silent", true));
              assertEquals(before + 1, count(client.execute("1").reply()));
            }));
    checks.add(
        check(
            "a failing silent cell publishes no error",
            Fault.LOUD,
            client -> {
              Exchange exchange =
                  client.ask(client.shell, "execute_request", with("nonsense", "silent", true));
              assertEquals("error", exchange.status());
              assertEquals(List.of("status", "status"), types(exchange));
            }));
    checks.add(
        check(
            "what is not to be stored is not counted",
            Fault.STORES_ALL,
            client -> {
              int before = count(client.execute("1").reply());
              client.ask(client.shell, "execute_request", with("5", "store_history", false));
              assertEquals(before + 1, count(client.execute("1").reply()));
            }));
    checks.add(
        check(
            "what is not to be stored shows its value",
            Fault.NO_RESULT,
            client ->
                assertEquals(
                    "5",
                    client
                        .ask(client.shell, "execute_request", with("5", "store_history", false))
                        .result())));
    checks.add(
        check(
            "user expressions are evaluated after the cell",
            Fault.NO_EXPRESSIONS,
            client ->
                assertEquals(
                    "8",
                    expressions(client)
                        .getAsJsonObject("good")
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString())));
    checks.add(
        check(
            "a user expression that fails says so and hurts nothing else",
            Fault.NO_EXPRESSIONS,
            client ->
                assertEquals(
                    "error",
                    expressions(client).getAsJsonObject("bad").get("status").getAsString())));
    checks.add(
        check(
            "an error aborts the cells that wait",
            Fault.NEVER_ABORTS,
            client -> {
              String failing = client.begin("Thread.sleep(200); throw new RuntimeException();");
              String waiting = client.begin("77");
              assertEquals("error", client.await(client.shell, failing).status());
              assertEquals("aborted", client.await(client.shell, waiting).status());
            }));
    checks.add(
        check(
            "after the abort the kernel goes on",
            Fault.NO_RESULT,
            client -> {
              client.execute("throw new RuntimeException();");
              assertEquals("78", client.execute("78").result());
            }));
    checks.add(
        check(
            "other requests are not aborted",
            Fault.NO_MATCHES,
            client -> {
              String failing = client.begin("Thread.sleep(200); throw new RuntimeException();");
              String complete =
                  client.send(client.shell, "complete_request", KernelClient.code("Math.ab"));
              client.await(client.shell, failing);
              assertTrue(
                  client
                          .await(client.shell, complete)
                          .reply()
                          .content()
                          .getAsJsonArray("matches")
                          .size()
                      > 0);
            }));
    checks.add(
        check(
            "an error need not stop the cells that wait",
            Fault.ALWAYS_ABORTS,
            client -> {
              String first =
                  client.send(
                      client.shell,
                      "execute_request",
                      with(
                          "Thread.sleep(100); throw new RuntimeException();",
                          "stop_on_error",
                          false));
              String waiting = client.begin("77");
              assertEquals("error", client.await(client.shell, first).status());
              assertEquals("77", client.await(client.shell, waiting).result());
            }));
    for (String reading :
        List.of("System.in.read()", "new Scanner(System.in).nextLine()", "readLine(\"\")")) {
      checks.add(
          check(
              reading + " where there is no input is an error that says so",
              Fault.ALWAYS_READS,
              client -> {
                Received reply =
                    client
                        .ask(client.shell, "execute_request", with(reading, "allow_stdin", false))
                        .reply();
                assertEquals("error", reply.text("status"));
                assertTrue(reply.text("evalue").contains("takes no input"), reply.text("evalue"));
              }));
    }
  }

  private static JsonObject expressions(KernelClient client) {
    JsonObject request = KernelClient.code("int ux = 4;");
    JsonObject expressions = new JsonObject();
    expressions.addProperty("good", "ux * 2");
    expressions.addProperty("bad", "nonsense");
    request.add("user_expressions", expressions);
    return client
        .ask(client.shell, "execute_request", request)
        .reply()
        .content()
        .getAsJsonObject("user_expressions");
  }

  private static void cells(List<Check> checks) {
    value(checks, "several snippets", "int a1 = 6;\nint b1 = 7; a1 * b1", "42");
    value(
        checks,
        "a forward reference",
        "int f1() { return g1() + 1; }\nint g1() { return 2; }\nf1()",
        "3");
    value(
        checks,
        "mutually recursive methods",
        "boolean even(int n) { return n == 0 || odd(n - 1); }\n"
            + "boolean odd(int n) { return n != 0 && even(n - 1); }\neven(10)",
        "true");
    value(
        checks,
        "mutually recursive classes",
        """
        class Hen { Egg lay() { return new Egg(); } }
        class Egg { Hen hatch() { return new Hen(); } }
        new Hen().lay().hatch().lay() != null""",
        "true");
    value(
        checks,
        "a sealed hierarchy",
        """
        sealed interface Shape permits Circle, Square {}
        record Circle(double r) implements Shape {}
        record Square(double s) implements Shape {}
        Shape shape = new Circle(2);
        shape""",
        "Circle[r=2.0]");
    value(checks, "a record", "record Point(int x, int y) {}\nnew Point(1, 2)", "Point[x=1, y=2]");
    value(checks, "an enum", "enum Tier { CACHE, CAPACITY }\nTier.CAPACITY.ordinal()", "1");
    value(checks, "a generic method", "<T> T same(T t) { return t; }\nsame(\"s\")", "s");
    value(
        checks,
        "an interface with a default",
        "interface Two { default int two() { return 2; } }\nnew Two() {}.two()",
        "2");
    value(
        checks,
        "an annotation type",
        "@interface Mark {}\n@Mark class Marked {}\nMarked.class.getSimpleName()",
        "Marked");
    value(checks, "a text block", "\"\"\"\n    one\n      two\n    \"\"\".lines().count()", "2");
    value(
        checks,
        "a text block that looks like magics",
        "\"\"\"\n%maven x\n%%time\n\"\"\".length()",
        "16");
    value(
        checks,
        "a switch expression",
        "switch (3) { case 1, 3 -> \"odd\"; default -> \"even\"; }",
        "odd");
    value(
        checks,
        "a lambda in a variable",
        "Function<Integer, Integer> twice = n -> 2 * n;\ntwice.apply(21)",
        "42");
    value(
        checks,
        "a stream over several lines",
        "Stream.of(3, 1, 2)\n    .sorted()\n    .map(n -> n * n)\n    .toList()",
        "[1, 4, 9]");
    value(checks, "var", "var list = new ArrayList<String>();\nlist.add(\"a\");\nlist", "[a]");
    value(
        checks,
        "pattern matching",
        "Object o = \"text\";\nint n2 = o instanceof String s ? s.length() : 0;\nn2",
        "4");
    value(
        checks, "an import of its own", "import java.time.Duration;\nDuration.ofHours(2)", "PT2H");
    value(checks, "the usual imports", "new BigDecimal(\"1.10\").add(BigDecimal.ONE)", "2.10");
    value(
        checks,
        "loops and blocks",
        "int sum = 0;\nfor (int i = 0; i < 5; i++) {\n  if (i % 2 == 0) { sum += i; }\n}\nsum",
        "6");
    value(
        checks,
        "an anonymous class",
        "new Object() { public String toString() { return \"anon\"; } }",
        "anon");
    value(
        checks,
        "a static nested class",
        "class Outer { static class Inner { int v = 3; } }\nnew Outer.Inner().v",
        "3");
    value(checks, "an array, in full", "new int[][] {{1, 2}, {3}}", "[[1, 2], [3]]");
    value(checks, "a string, unquoted", "\"plain \\\"text\\\"\"", "plain \"text\"");
    value(checks, "a char", "'x'", "x");
    value(checks, "a trailing line comment", "7 // seven", "7");
    value(checks, "a trailing comment on its own line", "7\n// seven\n", "7");
    value(checks, "a trailing block comment", "7 /* seven */", "7");
    value(checks, "leading comments", "// first\n/* then */ 7", "7");
    value(checks, "a trailing semicolon", "3 + 4;", "7");
    value(checks, "blank lines around", "\n\n   7\n\n", "7");
    value(checks, "Windows line ends", "int crlf = 1;\r\ncrlf + 1\r\n", "2");
    value(checks, "tabs", "\tint tab = 1;\n\ttab", "1");
    value(checks, "letters of all kinds", "int größe = 3; int 数 = 4; größe * 数", "12");
    value(checks, "emoji", "\"😀\".length()", "2");
    value(checks, "a variable as the last line", "double d1 = 2.5;\nd1", "2.5");
    value(checks, "a generic type's value", "Map.of(\"k\", List.of(1))", "{k=[1]}");
    value(
        checks,
        "a try with resources",
        "String read;\ntry (var in = new StringReader(\"ab\")) { read = \"\" + (char) in.read(); }\nread",
        "a");
    value(checks, "a call with a checked exception", "new StringReader(\"\").ready()", "true");
    value(
        checks,
        "200 statements",
        "int total = 0;\n" + "total += 1;\n".repeat(200) + "total",
        "200");
    value(
        checks,
        "a cell of 1 MB",
        "String big = \"\"\"\n"
            + "x".repeat(60_000)
            + "\"\"\";\n/*"
            + "y".repeat(1_000_000)
            + "*/ big.length()",
        "60000");
    checks.add(
        check(
            "null shows nothing",
            Fault.CHATTY,
            client ->
                assertEquals(
                    List.of(), client.execute("(Object) null").published("execute_result"))));
    for (String nothing :
        List.of(
            "",
            "   \n",
            "// only a comment",
            "/* only\na comment */",
            "int q1 = 1;",
            "int q2; q2 = 5",
            ";",
            "void v1() {}",
            "import java.util.zip.*;")) {
      checks.add(
          check(
              "a cell without a value shows nothing: \"" + nothing + "\"",
              Fault.CHATTY,
              client -> {
                Exchange exchange = client.execute(nothing);
                assertEquals("ok", exchange.status());
                assertEquals(List.of(), exchange.published("execute_result"));
                assertEquals("", exchange.stream("stderr"));
              }));
    }
    later(checks, "a variable is there for later cells", List.of("int later = 5;"), "later", "5");
    later(
        checks,
        "a variable may change its type",
        List.of("int vt = 5;", "String vt = \"s\";"),
        "vt",
        "s");
    later(
        checks,
        "a method may be declared anew",
        List.of("int m1() { return 1; }", "int um1() { return m1(); }", "int m1() { return 2; }"),
        "um1()",
        "2");
    later(
        checks,
        "a class may be declared anew",
        List.of("class C1 { int v = 1; }", "class C1 { int v = 2; }"),
        "new C1().v",
        "2");
    later(
        checks,
        "an import lasts",
        List.of("import java.util.concurrent.atomic.AtomicLong;"),
        "new AtomicLong(3)",
        "3");
    later(
        checks,
        "what waits for a declaration works when it comes",
        List.of("int w1() { return w2() + 1; }", "int w2() { return 1; }"),
        "w1()",
        "2");
    later(
        checks,
        "a class that is used before it is declared",
        List.of("List<Late> lates() { return List.of(); }", "class Late {}"),
        "lates()",
        "[]");
    later(
        checks,
        "a failing cell keeps what it has declared before",
        List.of("int kept = 4; throw new RuntimeException();"),
        "kept",
        "4");
    later(
        checks,
        "a cell that cannot be parsed runs nothing",
        List.of("int untouched = 1;", "untouched = 2; int ("),
        "untouched",
        "1");
  }

  private static void value(List<Check> checks, String what, String cell, String shown) {
    checks.add(
        check(
            "the value after " + what,
            Fault.CUTS_RESULTS,
            client -> {
              Exchange exchange = client.execute(cell);
              assertEquals("ok", exchange.status(), () -> exchange.reply().content().toString());
              assertEquals(shown, exchange.result());
            }));
  }

  private static void later(
      List<Check> checks, String promise, List<String> before, String cell, String shown) {
    checks.add(
        check(
            promise,
            Fault.NO_RESULT,
            client -> {
              before.forEach(client::execute);
              assertEquals(shown, client.execute(cell).result());
            }));
  }
}
