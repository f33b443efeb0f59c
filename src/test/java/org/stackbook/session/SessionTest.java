package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.view.MimeBundle;

/** What a cell gives back: values, output, displays. */
@Tag("unit")
class SessionTest {

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.builder().startup("int fromStartup = 7;").build();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static CellResult run(String cell) {
    return session.run(cell, new RecordedOutput());
  }

  private static @Nullable Object value(String cell) {
    CellResult result = run(cell);
    assertTrue(result.ok(), () -> String.valueOf(result.error()));
    return result.value();
  }

  private static String text(String cell) {
    MimeBundle shown = run(cell).shown();
    assertNotNull(shown);
    return shown.text();
  }

  @Test
  void theLastExpressionIsTheValue() {
    assertEquals(42, value("int six = 6;\nint seven = 7;\nsix * seven"));
  }

  @Test
  void aTrailingCommentOrSemicolonKeepsTheValue() {
    assertEquals(3, value("1 + 2 // three"));
    assertEquals(3, value("1 + 2\n/* three */\n"));
    assertEquals(3, value("1 + 2;"));
    assertEquals(5, value("int kept = 5;\nkept"));
  }

  @Test
  void declarationsAssignmentsAndVoidCallsShowNothing() {
    assertNull(run("var declared = 5;").shown());
    assertNull(run("int assigned; assigned = 5").shown());
    assertNull(run("System.out.print(\"\")").shown());
    assertNull(run("Object nothing = null; nothing").shown());
    assertNull(run("").shown());
    assertNull(run("// only a comment").shown());
  }

  @Test
  void theValueIsTheObjectItselfNotItsText() {
    assertEquals(List.of(1, 2), value("List.of(1, 2)"));
    run("var sb = new StringBuilder(\"a\");");
    Object same = value("sb");
    run("sb.append(\"b\");");
    assertEquals("ab", String.valueOf(same));
  }

  @Test
  void arraysShowTheirElements() {
    assertEquals("[1, 2]", text("new int[] {1, 2}"));
    assertEquals("[[1], [2]]", text("new int[][] {{1}, {2}}"));
  }

  @Test
  void startupIsThereBeforeTheFirstCell() {
    assertEquals(8, value("fromStartup + 1"));
  }

  @Test
  void forwardReferencesWithinACellWork() {
    assertEquals(
        10,
        value(
            "int twice(int x) { return plus(x, x); }\nint plus(int a, int b) { return a + b; }\ntwice(5)"));
  }

  @Test
  void recordsSealedTypesAndTextBlocksWork() {
    assertEquals(
        3.0,
        value(
            """
            sealed interface Shape permits Square, Strip {}
            record Square(double side) implements Shape {}
            record Strip(double length) implements Shape {}
            double size(Shape s) {
              return s instanceof Square q ? q.side() * q.side() : ((Strip) s).length();
            }
            size(new Strip(3.0))
            """));
    assertEquals("a\n  %b\n", value("\"\"\"\n  a\n    %b\n  \"\"\""));
  }

  @Test
  void typesOfOneCellMayReferToEachOther() {
    assertEquals(
        "even",
        value(
            """
            class Even { static String of(int n) { return n == 0 ? "even" : Odd.of(n - 1); } }
            class Odd { static String of(int n) { return n == 0 ? "odd" : Even.of(n - 1); } }
            record Pair(Left left, int size) { static final Pair NONE = new Pair(null, 0); }
            record Left(Pair pair) {}
            Even.of(new Left(Pair.NONE).pair().size() + 10)
            """));
  }

  @Test
  void aMegabyteOfCommentsIsRead() {
    assertEquals(1, value("/* " + "comment ".repeat(1 << 17) + "*/ 1"));
    assertEquals(2, value("2 // " + "comment ".repeat(1 << 17)));
  }

  @Test
  void aTextThatNoClassCanHoldIsRefusedAndTheSessionGoesOn() {
    String lines = "  0123456789 \\\"quoted\\\" // no comment /* nor this\n".repeat(20_000);
    for (String much :
        List.of("\"" + "é".repeat(1 << 15) + "\"", "\"\"\"\n" + lines + "  \"\"\"")) {
      CellError error = run("int one = 1;\n\nString much = " + much + ";\nmuch.length()").error();
      assertNotNull(error);
      assertTrue(error.message().startsWith("a text in code can have 65535 bytes"), error::message);
      assertEquals(3, error.line());
      assertEquals(15, error.column());
      assertEquals(2, value("1 + 1"));
    }
    assertEquals(65_535, value("\"" + "x".repeat(65_534) + "\".length() + 1"));
    String deep = (" ".repeat(100) + "x\n").repeat(1000);
    assertEquals(2000, value("\"\"\"\n" + deep + " ".repeat(100) + "\"\"\".length()"));
  }

  @Test
  void aNameThatIsMissingIsNamedOnce() {
    RecordedOutput output = new RecordedOutput();
    session.run("int usesLater() { return comesLater(); }", output);
    assertEquals("usesLater cannot be used until method comesLater() is declared\n", output.err());
    CellError error = run("usesLater()").error();
    assertNotNull(error);
    assertTrue(error.message().contains("comesLater()"), error::message);
    assertEquals(1, value("int comesLater() { return 1; }\nusesLater()"));
  }

  @Test
  void bothStreamsAreCapturedAlsoFromOtherThreads() {
    RecordedOutput output = new RecordedOutput();
    session.run(
        """
        System.out.println("out é 😀");
        System.err.print("err");
        var t = new Thread(() -> System.out.println("thread"));
        t.start();
        t.join();
        """,
        output);
    assertEquals("out é 😀\nthread\n".replace("\n", System.lineSeparator()), output.out());
    assertEquals("err", output.err());
  }

  @Test
  void aThreadPrintsAndDisplaysInTheCellThatStartedItAlsoLater() {
    RecordedOutput first = new RecordedOutput();
    RecordedOutput second = new RecordedOutput();
    session.run(
        """
        var go = new CountDownLatch(1);
        var late = new Thread(() -> {
          try { go.await(); } catch (InterruptedException e) { return; }
          System.out.print("late é ");
          System.err.print("warning");
          display("shown");
          var inner = new Thread(() -> System.out.print("and its child"));
          inner.start();
          try { inner.join(); } catch (InterruptedException e) { }
        });
        late.start();""",
        first);
    session.run("System.out.print(1); go.countDown(); late.join(); System.out.print(2);", second);
    assertEquals("late é and its child", first.out());
    assertEquals("warning", first.err());
    assertEquals("shown", first.displays.get(0).shown().text());
    assertEquals("12", second.out());
    assertEquals(List.of(), second.displays);
  }

  @Test
  void theCommonPoolPrintsInTheCellThatRuns() {
    session.run("ForkJoinPool.commonPool().submit(() -> 1).get();", new RecordedOutput());
    RecordedOutput second = new RecordedOutput();
    session.run(
        """
        for (int i = 0; i < 20; i++) {
          ForkJoinPool.commonPool().submit(() -> System.out.print("x")).get();
        }""",
        second);
    assertEquals("x".repeat(20), second.out());
  }

  @Test
  void theStreamsOfTheProcessComeBackEvenIfTheCellSetsThem() {
    var before = System.out;
    run("System.setOut(new PrintStream(OutputStream.nullOutputStream()));");
    assertEquals(before, System.out);
    RecordedOutput output = new RecordedOutput();
    session.run("System.out.print(1)", output);
    assertEquals("1", output.out());
  }

  @Test
  void noLineOfManyIsLost() {
    RecordedOutput output = new RecordedOutput();
    session.run("for (int i = 0; i < 100_000; i++) System.out.println(i);", output);
    assertEquals(100_000, output.out().lines().count());
    assertTrue(output.out().stripTrailing().endsWith("99999"));
  }

  @Test
  void displaysComeBeforeTheEndAndCanBeUpdated() {
    RecordedOutput output = new RecordedOutput();
    CellResult result =
        session.run(
            """
            String id = display("<b>x</b>", "text/html");
            updateDisplay(id, 2);
            display(3, "bar");
            clearOutput(true);
            display(4)
            """,
            output);
    assertTrue(result.ok(), () -> String.valueOf(result.error()));
    assertNull(result.shown(), "the id of the last display is not shown");
    assertEquals("<b>x</b>", output.displays.get(0).shown().html());
    assertEquals(output.displays.get(0).id(), output.displays.get(1).id());
    assertTrue(output.displays.get(1).update());
    assertEquals("bar", output.displays.get(2).id());
    assertFalse(output.displays.get(2).update());
    assertEquals(List.of(true), output.clears);
  }

  @Test
  void evalGivesTheValueOfTheInnerCode() {
    assertEquals(5, value("(int) eval(\"2 + 3\")"));
  }

  @Test
  void cellsAreCountedUnlessAskedNotTo() {
    int before = session.executionCount();
    run("1");
    session.runUncounted("1", new RecordedOutput());
    assertEquals(before + 1, session.executionCount());
  }

  @Test
  void aFailingStartupSnippetIsToldInTheFirstCellAndTheRestRuns() {
    try (Session broken =
        Session.builder().startup("import static no.such.Door.*;\nint after = 3;").build()) {
      RecordedOutput output = new RecordedOutput();
      assertEquals(3, broken.run("after", output).value());
      assertTrue(output.err().contains("no.such"), output::err);
      RecordedOutput second = new RecordedOutput();
      broken.run("after", second);
      assertEquals("", second.err());
    }
  }

  @Test
  void importingAgainLeavesTheOtherImports() {
    try (Session fresh = Session.builder().build()) {
      for (String again : List.of("java.io.*", "java.util.*", "java.util.stream.*")) {
        assertTrue(fresh.run("import " + again + ";", CellOutput.NONE).ok());
      }
      String all =
          "new Object[] {File.class, BigDecimal.class, URI.class, Path.class, List.class,"
              + " Future.class, Function.class, Pattern.class, Stream.class}.length";
      assertEquals(9, fresh.run(all, CellOutput.NONE).value());
    }
  }

  @Test
  void theLastUnnamedValuesAndThoseInUseAreKept() {
    try (Session fresh = Session.builder().build()) {
      fresh.run("40 + 2", CellOutput.NONE);
      List<String> names = unnamed(fresh);
      assertEquals(1, names.size(), () -> "starting leaves no value: " + names);
      String first = names.get(0);
      assertTrue(fresh.run("int twice() { return 2 * " + first + "; }", CellOutput.NONE).ok());
      for (int i = 0; i < 40; i++) {
        fresh.run("5 + " + i, CellOutput.NONE);
      }
      assertEquals(42, fresh.run(first, CellOutput.NONE).value());
      assertEquals(84, fresh.run("twice()", CellOutput.NONE).value());
      List<String> left = unnamed(fresh);
      assertTrue(left.size() >= 20 && left.size() <= 25, () -> "20 and what is used: " + left);
      for (String name : left) {
        assertTrue(fresh.run(name, CellOutput.NONE).ok(), name);
      }
    }
  }

  private static List<String> unnamed(Session session) {
    return session.complete("$", 1).candidates().stream()
        .filter(name -> name.matches("\\$\\d+"))
        .toList();
  }
}
