package org.stackbook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.kernel.Check.check;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.stackbook.kernel.KernelClient.Exchange;
import org.stackbook.kernel.KernelClient.Received;

/** What a user is told when a cell fails, and that the kernel lives. */
final class ErrorChecks {

  private ErrorChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    names(checks);
    tracebacks(checks);
    compilation(checks);
    hard(checks);
    exits(checks);
    card(checks);
    return checks;
  }

  private static Received failure(KernelClient client, String cell) {
    Exchange exchange = client.execute(cell);
    assertEquals("error", exchange.status());
    Received published = exchange.first("error");
    for (String field : List.of("ename", "evalue", "traceback")) {
      assertEquals(exchange.reply().content().get(field), published.content().get(field));
    }
    return published;
  }

  private static String traceback(KernelClient client, String cell) {
    return StreamSupport.stream(
            failure(client, cell).content().getAsJsonArray("traceback").spliterator(), false)
        .map(line -> line.getAsString().replaceAll("\u001b\\[[0-9;]*m", ""))
        .collect(Collectors.joining("\n"));
  }

  private static void names(List<Check> checks) {
    name(checks, "int zero = 0; 1 / zero", "java.lang.ArithmeticException", "/ by zero");
    name(
        checks,
        "throw new IllegalStateException(\"so\");",
        "java.lang.IllegalStateException",
        "so");
    name(checks, "throw new java.io.IOException(\"checked\");", "java.io.IOException", "checked");
    name(
        checks,
        "class Own extends RuntimeException { Own() { super(\"mine\"); } }\nthrow new Own();",
        "Own",
        "mine");
    name(
        checks,
        "List.of(1).stream().map(n -> { if (n == 1) throw new IllegalArgumentException(\"in a lambda\"); return n; }).toList()",
        "java.lang.IllegalArgumentException",
        "in a lambda");
    name(
        checks,
        "Integer.parseInt(\"x\")",
        "java.lang.NumberFormatException",
        "For input string: \"x\"");
    checks.add(
        check(
            "an exception without a message has its name as message or none",
            Fault.WRAPPED_EXCEPTION,
            client ->
                assertTrue(
                    failure(client, "throw new RuntimeException();")
                        .text("ename")
                        .endsWith("RuntimeException"))));
    checks.add(
        check(
            "an error is published and replied alike",
            Fault.NO_ERROR_PUBLISHED,
            client -> failure(client, "throw new RuntimeException(\"a\");")));
    checks.add(
        check(
            "an error's reply says so",
            Fault.ALWAYS_OK,
            client ->
                assertEquals("error", client.execute("throw new RuntimeException();").status())));
  }

  private static void name(List<Check> checks, String cell, String ename, String evalue) {
    checks.add(
        check(
            "the name of an error is " + ename,
            Fault.WRAPPED_EXCEPTION,
            client -> {
              String name = failure(client, cell).text("ename");
              assertTrue(name.equals(ename) || name.endsWith("." + ename), name);
            }));
    checks.add(
        check(
            "the message of " + ename,
            Fault.NO_MESSAGE,
            client -> assertTrue(failure(client, cell).text("evalue").contains(evalue))));
  }

  private static void tells(List<Check> checks, String promise, String cell, String... told) {
    checks.add(
        check(
            promise,
            Fault.NO_TRACEBACK,
            client -> {
              String traceback = traceback(client, cell);
              for (String each : told) {
                assertTrue(traceback.contains(each), () -> each + " in " + traceback);
              }
            }));
  }

  private static void tracebacks(List<Check> checks) {
    tells(checks, "a traceback tells the line", "int z3 = 0;\n\nint boom = 1 / z3;", "line 3");
    tells(
        checks,
        "a traceback shows the line's text",
        "int z4 = 0;\nint boom = 1 / z4;",
        "int boom = 1 / z4;");
    tells(
        checks,
        "a traceback tells causes",
        "throw new RuntimeException(\"outer\", new java.io.IOException(\"inner\"));",
        "outer",
        "Caused by",
        "java.io.IOException",
        "inner");
    tells(
        checks,
        "a traceback tells causes of causes",
        "throw new RuntimeException(\"a\", new RuntimeException(\"b\", new Error(\"c3\")));",
        "c3");
    tells(
        checks,
        "a traceback tells what was suppressed",
        "var e1 = new RuntimeException(\"main\"); e1.addSuppressed(new RuntimeException(\"beside\")); throw e1;",
        "uppressed",
        "beside");
    tells(
        checks,
        "a traceback names methods of the user",
        "int inner1() { throw new RuntimeException(\"x\"); }\nint outer1() {\n  return inner1();\n}\nouter1()",
        "inner1",
        "outer1",
        "line 3");
    checks.add(
        check(
            "a traceback names the cell in which a method was declared",
            Fault.NO_TRACEBACK,
            client -> {
              Exchange declared =
                  client.execute("\n\nint from() { throw new RuntimeException(\"x\"); }");
              int cell = declared.reply().content().get("execution_count").getAsInt();
              String traceback = traceback(client, "from()");
              assertTrue(traceback.contains(String.valueOf(cell)), traceback);
              assertTrue(traceback.contains("line 3"), traceback);
            }));
    for (String cell :
        List.of(
            "throw new RuntimeException();",
            "List.of(1).forEach(n -> { throw new RuntimeException(); });",
            "class Bad { Bad() { throw new RuntimeException(); } }\nnew Bad()")) {
      checks.add(
          check(
              "no internal frames after " + cell,
              Fault.INTERNAL_FRAMES,
              client -> {
                String traceback = traceback(client, cell);
                for (String internal :
                    List.of("REPL", "do_it$", "jdk.jshell", "org.stackbook", "reflect")) {
                  assertFalse(traceback.contains(internal), traceback);
                }
              }));
    }
    checks.add(
        check(
            "the traceback of a stack overflow is short",
            Fault.LONG_TRACEBACK,
            client -> {
              String traceback =
                  traceback(client, "int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)");
              assertTrue(traceback.contains("StackOverflowError"), traceback);
              assertTrue(traceback.lines().count() < 60, traceback);
            }));
    checks.add(
        check(
            "the traceback of two methods that call each other without end is short",
            Fault.LONG_TRACEBACK,
            client -> {
              String traceback =
                  traceback(
                      client,
                      "int ping(int n) { return pong(n) + 1; }\nint pong(int n) { return ping(n) + 1; }\nping(0)");
              assertTrue(traceback.lines().count() < 60, traceback);
            }));
  }

  private static void compilation(List<Check> checks) {
    tells(
        checks,
        "a compile error shows line and caret",
        "int ok1 = 1;\nint bad1 = \"text\";",
        "line 2",
        "int bad1 = \"text\";",
        "^");
    tells(checks, "a compile error says what is wrong", "undefinedName + 1", "undefinedName");
    tells(
        checks,
        "all errors of a statement are told",
        "void two() {\n  int a = \"x\";\n  String b = 5;\n}",
        "line 2",
        "line 3");
    tells(checks, "a syntax error tells its line", "int ok2 = 1;\nint = 5;", "line 2", "int = 5;");
    tells(checks, "an unfinished cell says so", "for (int i = 0; i < 3; i++) {", "for (int i");
    tells(checks, "a missing method is named", "\"x\".nosuch()", "nosuch");
    tells(
        checks,
        "an exception that must be caught is told",
        "void c2() { throw new Exception(); }",
        "Exception");
    tells(checks, "a final variable stays", "void f3() { final int x = 1; x = 2; }", "final");
    tells(
        checks,
        "a value returned from a void method is told",
        "void v3() { return 3; }",
        "return 3");
    checks.add(
        check(
            "the kernel lives after a compile error",
            Fault.NO_RESULT,
            client -> {
              client.execute("int (");
              assertEquals("3", client.execute("1 + 2").result());
            }));
  }

  private static void hard(List<Check> checks) {
    lives(
        checks,
        "a stack overflow",
        "int so(int n) { return so(n + 1) + 1; }\nso(0)",
        "StackOverflowError");
    lives(
        checks,
        "an exhausted heap",
        "{ long[][] hog = new long[100_000][]; for (int i = 0; i < hog.length; i++) hog[i] = new long[1_000_000]; }",
        "OutOfMemoryError");
    lives(checks, "an array too large", "new int[Integer.MAX_VALUE]", "OutOfMemoryError");
    lives(
        checks,
        "an error in toString",
        "new Object() { public String toString() { throw new IllegalStateException(\"shown\"); } }",
        "IllegalStateException");
    lives(
        checks,
        "an endless toString",
        "new Object() { public String toString() { return \"\" + this; } }",
        "StackOverflowError");
    lives(
        checks,
        "a list that holds a list that holds it",
        "var l1 = new ArrayList<Object>(); l1.add(List.of(l1)); l1",
        "StackOverflowError");
    lives(
        checks,
        "a failing static initialiser",
        "class Init { static int v = 1 / Integer.parseInt(\"0\"); }\nInit.v",
        "Init");
    lives(checks, "a failed assertion", "throw new AssertionError(\"as\");", "AssertionError");
    lives(checks, "a thrown null", "throw (RuntimeException) null;", "NullPointerException");
    lives(checks, "a ThreadDeath", "throw new ThreadDeath();", "ThreadDeath");
    lives(checks, "a missing class", "Class.forName(\"no.such.Class\")", "ClassNotFoundException");
    lives(
        checks,
        "a linkage error",
        "throw new NoClassDefFoundError(\"gone\");",
        "NoClassDefFoundError");
    lives(
        checks,
        "an exception that fails to tell its message",
        "throw new RuntimeException() { public String getMessage() { throw new Error(\"no message\"); } };",
        "");
    lives(
        checks,
        "an exception that causes itself in a circle",
        "var x1 = new RuntimeException(\"x1\"); var x2 = new RuntimeException(\"x2\", x1); x1.initCause(x2); throw x1;",
        "x1");
    checks.add(
        check(
            "a list that contains itself is shown",
            Fault.NO_RESULT,
            client ->
                assertEquals(
                    "[(this Collection)]",
                    client
                        .execute("var self = new ArrayList<Object>(); self.add(self); self")
                        .result())));
    checks.add(
        check(
            "an array that contains itself is shown",
            Fault.NO_RESULT,
            client ->
                assertTrue(
                    client
                        .execute("Object[] ring = new Object[1]; ring[0] = ring; ring")
                        .result()
                        .contains("["))));
    checks.add(
        check(
            "an exception of another thread is told and kills nothing",
            Fault.ONE_STREAM,
            client -> {
              Exchange exchange =
                  client.execute(
                      "var dying = new Thread(() -> { throw new RuntimeException(\"in a thread\"); }); dying.start(); dying.join();");
              assertEquals("ok", exchange.status());
              assertTrue(
                  exchange.stream("stderr").contains("in a thread"), exchange.stream("stderr"));
            }));
  }

  private static void lives(List<Check> checks, String what, String cell, String told) {
    checks.add(
        check(
            what + " is told, and the kernel lives",
            Fault.NO_TRACEBACK,
            client -> {
              String traceback = traceback(client, cell);
              assertFalse(traceback.isBlank());
              assertTrue(traceback.contains(told), traceback);
              assertEquals("3", client.execute("1 + 2").result());
            }));
  }

  private static void exits(List<Check> checks) {
    for (String exit :
        List.of(
            "System.exit(3);",
            "Runtime.getRuntime().exit(3);",
            "Runtime.getRuntime().halt(3);",
            "IntConsumer quit = System::exit;\nquit.accept(3);",
            "IntConsumer halt = Runtime.getRuntime()::halt;\nhalt.accept(3);")) {
      checks.add(
          check(
              "the kernel outlives " + exit + " and says so",
              Fault.NO_TRACEBACK,
              client -> {
                String traceback = traceback(client, exit);
                assertTrue(traceback.contains("3"), traceback);
                assertEquals("3", client.execute("1 + 2").result());
              }));
    }
  }

  private static void card(List<Check> checks) {
    String refused =
        "throw org.stackbook.error.Refusal.of(\"servers(3)\", \"a scale unit has 4 to 16\")"
            + ".source(\"Capacity planning\").wayOut(\"describe 4 <or> more\").asException();";
    for (String part :
        List.of(
            "servers(3)",
            "a scale unit has 4 to 16",
            "Capacity planning",
            "describe 4 &lt;or&gt; more")) {
      checks.add(
          check(
              "a refusal is a card that tells: " + part,
              Fault.NO_DISPLAY,
              client -> {
                JsonObject data =
                    client.execute(refused).first("display_data").content().getAsJsonObject("data");
                assertTrue(data.get("text/html").getAsString().contains(part));
              }));
    }
    tells(
        checks,
        "a refusal is told as text, too",
        refused,
        "servers(3)",
        "a scale unit has 4 to 16",
        "Capacity planning",
        "describe 4 <or> more");
  }
}
