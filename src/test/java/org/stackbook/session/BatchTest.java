package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.view.MimeBundle;

/** Statements that are compiled together do what they do one by one. */
@Tag("unit")
class BatchTest {

  private static Session together;

  /** A limit of time is for each statement, so this one evaluates them one by one. */
  private static Session apart;

  @BeforeAll
  static void open() {
    String start = "int n = 0; var list = new ArrayList<Object>(); Object thing = \"text\";";
    together = Session.builder().startup(start).build();
    apart = Session.builder().startup(start).timeout(Duration.ofHours(1)).build();
  }

  @AfterAll
  static void close() {
    together.close();
    apart.close();
  }

  /** All that a cell does: what it prints, its value or its error with all lines. */
  private static String account(Session session, String cell) {
    session.run("int n = 0; list.clear(); thing = \"text\";", CellOutput.NONE);
    RecordedOutput output = new RecordedOutput();
    CellResult result = session.run(cell, output);
    RecordedOutput after = new RecordedOutput();
    session.run("System.out.print(n + \" \" + list + \" \" + thing)", after);
    return String.join(
            "\n",
            output.out(),
            output.err(),
            String.valueOf(result.value()),
            describe(result.error()),
            after.out())
        .replaceAll("cell \\[\\d+\\]", "cell");
  }

  private static String describe(@Nullable CellError error) {
    return error == null
        ? "no error"
        : error.line() + ":" + error.column() + " " + String.join("\n", error.traceback());
  }

  private static long snippets(Session session) {
    return session.shell().snippets().count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n += 1;\nn += 2;\n\n// comment\nn *= 7; n--; /* c\n */ n -= 3;\nn",
        "System.out.print(1);\nSystem.err.print(2);\nSystem.out.print(3);\nlist.add(4);\nlist",
        "n = 1;\nn = 2;\nint q = 1 / (n - 2);\nn = 3;",
        "n = 1;\n\nn = 2 /\n  (n - 1);\nn = 3;\nn",
        "n = 1;\nif (n == 1) {\n  n = 2;\n  throw new IOException(\"x\");\n}\nn = 3;\nn",
        "n = 1;\nthrow new IllegalStateException(\"after\");\nn = 3;\nn = 4;\nn",
        "n = 1;\nn = 2;\nn = missing;\nn = 4;\nn",
        "n = missing;\nn = 2;\nn = 4;\nn",
        "n = 1; n = 2;   n = \"text\"; n = 4;\nn = 5",
        "n = 1;\nlist.add(\"\"\"\n  a\n    b\"\"\");\nn = 2;;\n;n = 1 / 0;\nn",
        "n = 1;\nn + 5;\nn = 2;\nn = 3;\nn",
        "n = 1;\neval(\"String n = \\\"changed\\\";\");\nSystem.out.print(n);\nSystem.out.print(n);\nn",
        "eval(\"list.add(1); list.add(2); list.add(3); list.get(7)\");\nlist.add(9);\nlist.add(8);\n1",
        "int n = 5;\nn++;\nn++;\nString n = \"\";\nn += 1;\nn += 2;\nint n = 0;\nn",
        "n = later(1);\nn = later(2);\nint later(int i) { return i; }\nn",
        "int sooner(int i) { return i; }\nn = sooner(1);\nn = sooner(2);\nn",
        """
        list.forEach(i -> { });
        Runnable r = () -> n = 8;
        r.run();
        list.add(n);
        new Thread(() -> System.out.print(n)).run();
        list.removeIf(i -> i.equals(9));
        list""",
        "if (!(thing instanceof String s)) throw new Error();\nn = 4;\nSystem.out.print(s);\nn",
        """
        if (thing instanceof String s) n = s.length();
        list.add(n);
        if (thing instanceof String s) n = s.length();
        n""",
        "here: for (;;) { break here; }\nhere: while (true) { n++; if (n > 3) break here; }\nn++;\nn",
        """
        { class Mine { int of() { return 4; } } n = new Mine().of(); }
        { class Mine { int of() { return 5; } } n += new Mine().of(); }
        n++;
        n""",
        """
        for (int i = 0; i < 3; i++) { n += i; }
        for (int i = 0; i < 3; i++) list.add(i);
        switch (n) { case 3: list.add("three"); default: n = 4; }
        try { n /= 0; } catch (ArithmeticException e) { list.add(e.getMessage()); }
        do { n++; } while (n < 9);
        synchronized (list) { list.add(n); }
        list""",
        "n++;\nbreak;\nn++;\nn",
        "n++;\nSystem.exit(3);\nn++;\nn",
        "list.add(1)\nlist.add(2)\nlist.add(3)\nlist",
        "n = 1;\r\nn = 2;\r\nn = 1 / 0;\r\nn",
        "new Object();\nnew int[] {1};\nn = 2;\nn = 3;\nn",
        "list.add(Optional.of(1).map(i -> i / n).get());\nn = 1;\nn = 2;\nn",
      })
  void aCellDoesTheSame(String cell) {
    assertEquals(account(apart, cell), account(together, cell));
  }

  @Test
  void aThousandStatementsAreFewSnippets() {
    String cell = "int n = 0;\n" + "n += 1;\n".repeat(1000) + "n";
    long before = snippets(together);
    assertEquals(1000, together.run(cell, CellOutput.NONE).value());
    assertTrue(snippets(together) - before < 20, () -> snippets(together) - before + " snippets");
  }

  @Test
  void whatRanBeforeAnErrorInALongCellHasRunAndIsTold() {
    String cell =
        "int n = 0;\n" + "n += 1;\n".repeat(150) + "  n += no;\n" + "n += 1;\n".repeat(50);
    CellError error = together.run(cell, CellOutput.NONE).error();
    assertNotNull(error);
    assertEquals(152, error.line());
    assertEquals(8, error.column());
    assertEquals(150, together.run("n", CellOutput.NONE).value());
    cell = "n = 0;\n" + "n += 1;\n".repeat(150) + "n /= 0;\n" + "n += 1;\n".repeat(50);
    error = together.run(cell, CellOutput.NONE).error();
    assertNotNull(error);
    assertEquals(152, error.line());
    assertEquals(150, together.run("n", CellOutput.NONE).value());
  }

  @Test
  void anInterruptThatAStatementSwallowsEndsTheCellBeforeTheNext() throws Exception {
    CountDownLatch printed = new CountDownLatch(1);
    CellOutput output =
        new CellOutput() {
          @Override
          public void stream(Stream stream, String text) {
            printed.countDown();
          }

          @Override
          public void display(MimeBundle shown, @Nullable String id, boolean update) {}

          @Override
          public void clear(boolean wait) {}
        };
    Thread interrupter =
        new Thread(
            () -> {
              try {
                assertTrue(printed.await(60, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                return;
              }
              together.interrupt();
            });
    interrupter.start();
    CellError error =
        together
            .run(
                """
                n = 1;
                {
                  System.out.print(1);
                  try {
                    new CountDownLatch(1).await(60, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    n = 2;
                  }
                }
                n = 3;
                n""",
                output)
            .error();
    interrupter.join();
    assertNotNull(error);
    assertEquals("InterruptedException", error.name());
    assertEquals(2, together.run("n", CellOutput.NONE).value());
  }

  @Test
  void aLimitOfTimeIsForEachStatement() {
    long before = snippets(apart);
    assertEquals(10, apart.run("n = 0;\n" + "n += 1;\n".repeat(10) + "n", CellOutput.NONE).value());
    assertTrue(snippets(apart) - before > 10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String t = @ + @;\nt.length()",
        "n = 1;\nn = 2;\nSystem.out.print(@ + @);\nn",
        "void both() { final String a = @; System.out.print(a + a); }",
        "class Both { static final String A = @, B = A + A; }",
        "eval(\"String t = \\\"\" + @ + \"\\\" + \\\"\" + @ + \"\\\";\")",
        "void big() { int i = 0; # }",
      })
  void whatIsTooLargeForAClassIsRefusedAndTheSessionGoesOn(String cell) {
    String much =
        cell.replace("@", "\"" + "x".repeat(40_000) + "\"").replace("#", "i++; ".repeat(25_000));
    CellError error = together.run("\n" + much, CellOutput.NONE).error();
    assertNotNull(error);
    assertEquals(ErrorFormatter.COMPILATION, error.name());
    assertTrue(error.message().contains("too l"), error::message);
    assertEquals(2, together.run("1 + 1", CellOutput.NONE).value());
    assertEquals(3, together.run("int three = 3;\nthree", CellOutput.NONE).value());
  }

  @Test
  void aStartupSnippetThatIsTooLargeLeavesTheSessionAlive() {
    String half = "\"" + "x".repeat(40_000) + "\"";
    try (Session broken =
        Session.builder().startup("String t = " + half + " + " + half + ";").build()) {
      RecordedOutput output = new RecordedOutput();
      assertEquals(2, broken.run("1 + 1", output).value());
      assertTrue(output.err().contains("too long"), output::err);
    }
  }
}
