package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    String once = plain(overflow).replaceFirst("cell \\[\\d+\\], line 1", "");
    assertFalse(once.contains("deep (cell"), once);
    assertTrue(once.matches("(?s).*\\.\\.\\. this line \\d{3,4} more times.*"), once);
    CellError mutual =
        error(
            "int ping(int n) { return pong(n) + 1; }\nint pong(int n) { return ping(n) + 1; }\nping(0)");
    assertTrue(plain(mutual).contains("... these 2 lines "), () -> plain(mutual));
    assertTrue(mutual.traceback().size() < 8, () -> plain(mutual));
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
  void aHeapThatIsFullIsToldAndTheSessionGoesOn() {
    CellError full =
        error(
            """
            List<long[]> hoard = new ArrayList<>();
            try {
              while (true) hoard.add(new long[8 << 20]);
            } finally {
              hoard = null;
            }""");
    assertEquals("java.lang.OutOfMemoryError", full.name());
    assertEquals(4, alive());
  }

  @Test
  void causesAndWhatWasSuppressedInThemAreTold() {
    String trace =
        plain(
            error(
                """
                var deepest = new IllegalStateException("deepest");
                deepest.addSuppressed(new IOException("closing"));
                throw new RuntimeException("outer", new RuntimeException("middle", deepest));
                """));
    assertTrue(trace.contains("RuntimeException: outer"), trace);
    assertTrue(trace.contains("Caused by java.lang.RuntimeException: middle"), trace);
    assertTrue(trace.contains("Caused by java.lang.IllegalStateException: deepest"), trace);
    assertTrue(trace.contains("Suppressed java.io.IOException: closing"), trace);
  }

  @Test
  void anExceptionOfAnotherThreadPointsToItsLineToo() {
    CellError error = error("int zero = 0;\nCompletableFuture.supplyAsync(() -> 1 / zero).join()");
    assertEquals(2, error.line());
    assertFalse(plain(error).contains("REPL"), () -> plain(error));
  }

  @Test
  void whatAValueThrowsWhileItShowsItselfIsToldWithItsCause() {
    String trace =
        plain(
            error(
                "new Object() { public String toString() {"
                    + " throw new IllegalStateException(\"no\", new IOException(\"why\")); } }"));
    assertTrue(trace.contains("IllegalStateException: no"), trace);
    assertTrue(trace.contains("Caused by java.io.IOException: why"), trace);
    assertFalse(trace.contains("org.stackbook") || trace.contains("REPL"), trace);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "return 3|1",
        "return;|1",
        "{ return 4; }|3",
        "for (;;) { if (true) return 5; }|22",
        "here: { return 5; }|9",
        "/* c */ try { return 5; } finally { }|15",
      })
  void aReturnAtTheTopIsAnErrorBeforeAnythingRuns(String statement, int column) {
    RecordedOutput output = new RecordedOutput();
    CellError error = session.run("System.out.print(1);\n" + statement, output).error();
    assertNotNull(error);
    assertTrue(error.message().startsWith("return outside of a method"), error::message);
    assertEquals(2, error.line());
    assertEquals(column, error.column());
    assertEquals("", output.out());
  }

  @Test
  void returnsThatBelongToAMethodAreFine() {
    String cell =
        """
        int first() { return 1; }
        for (int i = 0; i < 1; i++) { Supplier<Integer> s = () -> { return 2; }; s.get(); }
        { new Object() { int two() { return 2; } }.two(); }
        String returns = "return";
        if (returns.equals("return")) first(); // return
        first() + new Object() { int two() { return 2; } }.two()""";
    CellResult result = session.run(cell, new RecordedOutput());
    assertTrue(result.ok(), () -> String.valueOf(result.error()));
    assertEquals(3, result.value());
  }

  @Test
  void jumpsOutOfNothingAreErrors() {
    assertTrue(error("break;").message().startsWith("break outside"));
    assertTrue(error("continue;").message().startsWith("continue outside"));
    assertTrue(error("yield 3;").message().startsWith("yield outside"));
  }

  @Test
  void aCommentWithoutAnEndIsPointedAt() {
    CellError error = error("String url = \"a /* b\"; // /* c\nint i = '\\'';\n  i + 1 /* open\n");
    assertTrue(error.message().startsWith("the comment that begins here"), error::message);
    assertEquals(3, error.line());
    assertEquals(9, error.column());
  }

  @Test
  void aCellOfSemicolonsDoesNothing() {
    assertTrue(session.run(";", new RecordedOutput()).ok());
    assertTrue(session.run(" ; ;\n;", new RecordedOutput()).ok());
    assertEquals(3, session.run("1 + 2;;", new RecordedOutput()).value());
  }

  @Test
  void theCompilerSaysNothingOfTheClassesAroundACell() {
    CellError error = error("int twice(int n) { return 2 * n; }\ntwice();");
    assertTrue(
        error.message().startsWith("method twice cannot be applied to given types"),
        error::message);
    String sealed = plain(error("sealed interface Alone { }"));
    assertTrue(sealed.contains("permits One"), sealed);
    String compact = plain(error("record Side(int n) { Side { } }"));
    assertTrue(compact.contains("make the constructor public"), compact);
  }

  @Test
  void anErrorInEvaluatedCodeIsToldInItsOwnTerms() {
    CellError error = error("eval(\"int z = ;\")");
    assertEquals("CompilationException", error.name());
  }

  /** The places of all errors of a cell. */
  private static List<String> places(String cell) {
    String trace = plain(error(cell));
    return Pattern.compile("error in cell \\[\\d+\\], line (\\d+), column (\\d+)")
        .matcher(trace)
        .results()
        .map(found -> found.group(1) + ":" + found.group(2))
        .toList();
  }

  @Test
  void errorsBehindTheFirstWrongSnippetAreToldToo() {
    session.run("int ran = 0;", new RecordedOutput());
    assertEquals(
        List.of("2:9", "4:3", "6:13", "9:7"),
        places(
            """
            ran = 1;
            int a = nowhere;
            ran = 2;
              unheard(5);
            for (int i = 0; i < 2; i++) {
              ran += "x".sub();
            }
            private int unmade = ran;
            ran + gone
            """));
    assertEquals(1, session.run("ran", new RecordedOutput()).value());
    assertFalse(session.run("unmade", new RecordedOutput()).ok());
    CellError many = error("int first = \"no\";\n" + "missing();\n".repeat(30));
    assertEquals(1, many.line());
    assertTrue(many.message().startsWith("incompatible types"), many::message);
    assertEquals(10, plain(many).split("error in cell", -1).length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int bad = \"x\";\nbad.foo();\nint use = bad + 1;\nuse.foo();\nuse",
        "class Bad extends Nothing { }\nnew Bad().foo();\nBad b;\nb.foo()",
        "void bad() { nothing; }\nbad().x();",
        "int m = nothing;\nint twice(int i) { return i; }\ntwice(2);\ntwice(3)",
        "int m = nothing;\nclass One { Two two; }\nclass Two { One one; }\nnew One().two",
        "int m = nothing;\nint k = 1;\nk++;\nRunnable r = () -> System.out.print(k);\nk",
        "int m = nothing;\nint k = 1;\nString k = \"\";\nk.length()",
        "int m = nothing;\nint k;\nk++;\nk",
        "int m = nothing;\nimport java.awt.*;\nnew Point(1, 2)",
        "import no.such.Thing;\nnew Thing().foo();",
        "int m = nothing;\neval(\"int made = 1;\");\nmade++;\nmade",
        "int m = nothing;\nthrow new Error();\nint k = 1;\nk",
        "int m = nothing;\nThread.sleep(1);\npublic static final int K = 2;\nK",
        "int m = nothing;\nsealed interface S permits P {}\nrecord P() implements S {}\nnew P()",
        "int m = nothing;\nenum Color { RED }\nrecord Pair(int a) { }\nnew Pair(1).a() + 1",
      })
  void whatOnlyFollowsFromTheFirstErrorIsNotTold(String cell) {
    assertEquals(1, places(cell).stream().map(at -> at.replaceAll(":.*", "")).distinct().count());
  }
}
