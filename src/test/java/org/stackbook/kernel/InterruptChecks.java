package org.stackbook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.kernel.Check.check;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.stackbook.kernel.KernelClient.Exchange;

/** Interrupts: they reach what runs, whatever it does, and nothing else. */
final class InterruptChecks {

  private InterruptChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    stops(checks, "a busy loop", "while (true) { }");
    stops(
        checks,
        "a counting loop",
        "long n9 = 0; while (n9 >= 0) { n9++; if (n9 == Long.MAX_VALUE) n9 = 0; }");
    stops(checks, "an empty for", "for (;;);");
    stops(
        checks,
        "a loop that catches everything",
        "while (true) { try { while (true) { } } catch (Throwable t) { } }");
    stops(checks, "sleep", "Thread.sleep(60_000);");
    stops(
        checks,
        "a loop that swallows InterruptedException",
        "while (true) { try { Thread.sleep(60_000); } catch (InterruptedException e) { } }");
    stops(
        checks,
        "a wait for a lock",
        "var lock1 = new Object(); synchronized (lock1) { lock1.wait(); }");
    stops(
        checks,
        "a wait for a queue",
        "new java.util.concurrent.ArrayBlockingQueue<Integer>(1).take();");
    stops(checks, "a wait for a future", "new CompletableFuture<Integer>().get();");
    stops(checks, "a join", "Thread.currentThread().join();");
    stops(checks, "reading input", "new Scanner(System.in).nextLine()");
    stops(
        checks,
        "endless recursion of small depth",
        "void bounce(int n) { if (n > 0) bounce(n - 1); }\nwhile (true) bounce(100);");
    stops(
        checks, "a lambda that spins", "Runnable spin = () -> { while (true) { } };\nspin.run();");
    stops(
        checks,
        "a stream without end",
        "Stream.iterate(1, n -> n + 1).filter(n -> n < 0).findFirst()");
    stops(
        checks,
        "a method of an earlier cell",
        "int spins() { int n = 0; while (true) n++; }\nspins()");
    stops(
        checks,
        "a class's method",
        "class Spinner { void go() { while (true) { } } }\nnew Spinner().go();");
    stops(checks, "a loop that prints", "while (true) { System.out.println(\"again\"); }");
    stops(
        checks,
        "a toString that spins",
        "new Object() { public String toString() { while (true) { } } }");
    checks.add(
        check(
            "two interrupts in a row hit one cell",
            Fault.IGNORES_INTERRUPTS,
            client -> {
              String cell = running(client, "while (true) { }");
              client.interrupt();
              client.interrupt();
              assertEquals(
                  "InterruptedException", client.await(client.shell, cell).reply().text("ename"));
              assertEquals("2", client.execute("Thread.sleep(100); 1 + 1").result());
            }));
    checks.add(
        check(
            "an interrupt right behind its cell hits it",
            Fault.IGNORES_INTERRUPTS,
            client -> {
              for (int i = 0; i < 20; i++) {
                String cell = client.begin("Thread.sleep(60_000);");
                String interrupt =
                    client.send(client.control, "interrupt_request", new JsonObject());
                Exchange ended = client.await(client.shell, cell);
                assertEquals("InterruptedException", ended.reply().text("ename"));
                client.await(client.control, interrupt);
              }
            }));
    checks.add(
        check(
            "an interrupt while nothing runs hits no later cell",
            Fault.NO_RESULT,
            client -> {
              for (int i = 0; i < 20; i++) {
                client.interrupt();
                assertEquals("2", client.execute("1 + 1").result());
              }
            }));
    checks.add(
        check(
            "an interrupt aborts the cells that wait behind",
            Fault.NEVER_ABORTS,
            client -> {
              String cell = running(client, "while (true) { }");
              String waiting = client.begin("77");
              client.interrupt();
              client.await(client.shell, cell);
              assertEquals("aborted", client.await(client.shell, waiting).status());
            }));
    checks.add(
        check(
            "code in finally runs before the cell ends",
            Fault.LOSES_OUTPUT,
            client -> {
              String cell =
                  running(
                      client,
                      "try { Thread.sleep(60_000); } finally { System.out.print(\"tidied\"); }");
              client.interrupt();
              assertTrue(client.await(client.shell, cell).stream("stdout").contains("tidied"));
            }));
    checks.add(
        check(
            "what an interrupted loop printed stays in its cell",
            Fault.OUTPUT_OF_ANOTHER_CELL,
            client -> {
              String cell =
                  running(client, "while (true) { System.out.print(\"x\"); Thread.yield(); }");
              client.interrupt();
              assertTrue(client.await(client.shell, cell).stream("stdout").contains("x"));
              assertEquals(
                  "mine",
                  client.execute("Thread.sleep(200); System.out.print(\"mine\");").stream(
                      "stdout"));
            }));
    checks.add(
        check(
            "threads of an interrupted cell that spin end, too",
            Fault.NO_RESULT,
            client -> {
              client.execute("List<Thread> spinning = new ArrayList<>();");
              String cell =
                  running(
                      client,
                      "for (int i = 0; i < 2; i++) { var t = new Thread(() -> { while (true) { } });"
                          + " spinning.add(t); t.start(); }\nwhile (true) { }");
              client.interrupt();
              client.await(client.shell, cell);
              assertEquals(
                  "[false, false]",
                  client
                      .execute(
                          "for (var t : spinning) t.join(5_000); spinning.stream().map(Thread::isAlive).toList()")
                      .result());
            }));
    checks.add(
        check(
            "library code that never checks is left alone, muted, and the user is told",
            Fault.LOSES_OUTPUT,
            client -> {
              String cell = running(client, "org.stackbook.session.Stubborn.run();");
              client.interrupt();
              Exchange ended = client.await(client.shell, cell);
              assertEquals("error", ended.status());
              assertTrue(
                  ended.reply().content().toString().contains("background"),
                  ended.reply().content()::toString);
              assertEquals(
                  "mine",
                  client.execute("Thread.sleep(200); System.out.print(\"mine\");").stream(
                      "stdout"));
            }));
    return checks;
  }

  /** Sends a cell and waits until it runs. */
  private static String running(KernelClient client, String code) {
    String id = client.begin("System.out.print(\"go\");\n" + code);
    client.nextPublished(id, "stream");
    sleep(300); // until what comes behind runs, too
    return id;
  }

  private static void stops(List<Check> checks, String what, String cell) {
    checks.add(
        check(
            "an interrupt ends " + what,
            Fault.IGNORES_INTERRUPTS,
            client -> {
              String id = running(client, cell);
              long asked = System.nanoTime();
              client.interrupt();
              Exchange ended = client.await(client.shell, id);
              assertEquals("error", ended.status());
              assertEquals("InterruptedException", ended.reply().text("ename"));
              assertTrue(System.nanoTime() - asked < Duration.ofSeconds(2).toNanos(), "soon");
              assertEquals("6", client.execute("2 * 3").result());
            }));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
