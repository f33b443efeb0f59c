package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.view.MimeBundle;

/** What a cell says when it fails: the user's exception, his lines, nothing of ours. */
@Tag("unit")
class SessionErrorTest {

  private static Session session;

  @BeforeAll
  static void open() {
    session =
        Session.builder()
            .startup("import org.stackbook.error.Refusal;")
            .renderer(
                value ->
                    value instanceof Refusal refusal
                        ? Optional.of(MimeBundle.html("<b>card</b>", refusal.rule()))
                        : Optional.empty())
            .build();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static CellError error(String cell) {
    CellError error = session.run(cell, new RecordedOutput()).error();
    assertNotNull(error);
    return error;
  }

  private static String plain(CellError error) {
    return String.join("\n", error.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
  }

  private static @Nullable Object alive() {
    return session.run("2 + 2", new RecordedOutput()).value();
  }

  @Test
  void aCompileErrorHasLineColumnAndCaret() {
    CellError error = error("int fine = 1;\n\nint y = xx + 1;");
    assertEquals("CompilationException", error.name());
    assertEquals(3, error.line());
    assertEquals(9, error.column());
    assertTrue(error.message().startsWith("cannot find symbol"), error::message);
    assertTrue(
        plain(error).contains("   3 | int y = xx + 1;\n     |         ^^"), () -> plain(error));
  }

  @Test
  void allErrorsOfASnippetAreTold() {
    CellError error = error("int f() {\n  int a = \"x\";\n  return b;\n}");
    assertTrue(plain(error).contains("line 2"), () -> plain(error));
    assertTrue(plain(error).contains("line 3"), () -> plain(error));
    assertFalse(plain(error).contains("REPL"), () -> plain(error));
  }

  @Test
  void aCellThatCannotBeParsedRunsNotAtAll() {
    RecordedOutput output = new RecordedOutput();
    CellResult result = session.run("System.out.print(1);\nint c = );", output);
    assertFalse(result.ok());
    assertEquals("", output.out());
    assertEquals(2, error("int a = 1;\n  foo(").line());
  }

  @Test
  void aRuntimeErrorNamesTheLinesItCameThroughInEachCell() {
    session.run("// helper\n\nint div(int a) {\n  return 1 / a;\n}", new RecordedOutput());
    int helper = session.executionCount();
    CellError error = error("int q = 1;\n/* c */\n\ndiv(0)");
    assertEquals("java.lang.ArithmeticException", error.name());
    assertEquals("/ by zero", error.message());
    assertEquals(4, error.line());
    assertTrue(plain(error).contains("at div (cell [" + helper + "], line 4)"), () -> plain(error));
    assertTrue(plain(error).contains("at cell [" + (helper + 1) + "], line 4"), () -> plain(error));
    assertFalse(plain(error).contains("jdk.jshell"), () -> plain(error));
    assertFalse(plain(error).contains("org.stackbook"), () -> plain(error));
  }

  @Test
  void theUsersExceptionCauseAndSuppressedAreNamed() {
    CellError error =
        error(
            """
            class Mine extends RuntimeException { Mine(String m, Throwable c) { super(m, c); } }
            var mine = new Mine("outer", new IOException("inner"));
            mine.addSuppressed(new IllegalStateException("beside"));
            throw mine;
            """);
    assertEquals("Mine", error.name());
    assertEquals("outer", error.message());
    assertTrue(plain(error).contains("Caused by java.io.IOException: inner"), () -> plain(error));
    assertTrue(
        plain(error).contains("Suppressed java.lang.IllegalStateException: beside"),
        () -> plain(error));
  }

  @Test
  void codeThatTheCompilerMovesElsewhereIsStillTheUsersCell() {
    // JShell puts the initializer of a variable whose type it must infer into a method of its own.
    String trace = plain(error("var moved = Optional.of(0).map(i -> 1 / i);"));
    assertFalse(trace.contains("do_it") || trace.contains("lambda"), trace);
  }

  @Test
  void theMessageOfANullPointerNamesTheUsersVariable() {
    CellError error = error("String nothing = null;\nnothing.length()");
    assertTrue(error.message().contains("because \"nothing\" is null"), error::message);
  }

  @Test
  void errorsOfTheMachineAreToldInShortAndSurvived() {
    CellError overflow = error("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)");
    assertEquals("java.lang.StackOverflowError", overflow.name());
    assertTrue(overflow.traceback().size() < 20);
    CellError heap =
        error(
            "long[] much = new long[Integer.MAX_VALUE - 8];\nlong[] more = new long[Integer.MAX_VALUE - 8];");
    assertEquals("java.lang.OutOfMemoryError", heap.name());
    assertEquals(4, alive());
  }

  @Test
  void aValueThatCannotShowItselfIsAnErrorOfTheCell() {
    CellError error =
        error(
            "new Object() { public String toString() { throw new IllegalStateException(\"no\"); } }");
    assertEquals("java.lang.IllegalStateException", error.name());
    assertEquals(
        "java.lang.StackOverflowError",
        error("List<Object> self = new ArrayList<>();\nself.add(List.of(self));\nself").name());
    assertEquals(4, alive());
  }

  @Test
  void anExceptionWhoseMessageFailsIsToldAllTheSame() {
    CellError error =
        error(
            "throw new RuntimeException() { public String getMessage() { throw new Error(); } };");
    assertTrue(error.message().contains("its message failed"), error::message);
  }

  @Test
  void aRefusalHasACardOtherErrorsHaveNone() {
    CellError refused = error("throw Refusal.of(\"x\", \"not so\").asException();");
    assertEquals("Refusal", refused.name());
    assertNotNull(refused.card());
    assertEquals("<b>card</b>", refused.card().html());
    assertEquals(
        "Refusal: x: not so.\n   1 | throw Refusal.of(\"x\", \"not so\").asException();\n    at cell ["
            + session.executionCount()
            + "], line 1",
        plain(refused));
    assertNull(error("throw new RuntimeException();").card());
  }

  @Test
  void systemExitEndsTheCellNotTheProcess() {
    CellError error = error("System.exit(3);");
    assertEquals("SystemExit", error.name());
    assertTrue(error.message().startsWith("System.exit(3)"), error::message);
    assertEquals(
        "SystemExit",
        error("IntConsumer exit = System::exit;\nlong l = 5L;\nexit.accept(1);").name());
    assertEquals(4, alive());
  }

  @Test
  void anErrorInEvaluatedCodeIsToldInItsOwnTerms() {
    CellError error = error("eval(\"int z = ;\")");
    assertEquals("CompilationException", error.name());
  }
}
