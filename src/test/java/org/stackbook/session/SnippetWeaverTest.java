package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is changed in compiled cells, and that all else works as before. */
@Tag("unit")
class SnippetWeaverTest {

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.builder().build();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "System.exit(3);|System.exit(3)",
        "Runtime.getRuntime().exit(3);|Runtime.exit(3)",
        "Runtime.getRuntime().halt(3);|Runtime.halt(3)",
        "IntConsumer f = System::exit; f.accept(3);|System.exit(3)",
        "IntConsumer f = Runtime.getRuntime()::exit; f.accept(3);|Runtime.exit(3)",
        "IntConsumer f = Runtime.getRuntime()::halt; f.accept(3);|Runtime.halt(3)",
        "BiConsumer<Runtime, Integer> f = Runtime::exit; f.accept(Runtime.getRuntime(), 3);"
            + "|Runtime.exit(3)",
        "class Quits { void now() { System.exit(3); } } new Quits().now();|System.exit(3)",
      })
  void whatEndsTheProcessEndsTheCell(String cell, String call) {
    CellError error = session.run(cell, new RecordedOutput()).error();
    assertNotNull(error);
    assertEquals("SystemExit", error.name());
    assertTrue(error.message().startsWith(call + " ends the cell"), error::message);
  }

  @Test
  void otherMethodsOfTheSameNamesAreLeft() {
    String cell =
        """
        class Door { int exit(int n) { return n; } static int halt(int n) { return n + 1; } }
        new Door().exit(1) + Door.halt(2) + Runtime.getRuntime().availableProcessors() * 0
        """;
    assertEquals(4, session.run(cell, new RecordedOutput()).value());
  }

  @Test
  void codeOfManyShapesRunsAsWritten() {
    String cell =
        """
        sealed interface Shape permits Square {}
        record Square(double side) implements Shape {
          public Square { if (side < 0) throw new IllegalArgumentException(); }
        }
        enum Mode { A { int f() { return 1; } }, B { int f() { return 2; } }; abstract int f(); }
        interface Twice { default int twice(int n) { int sum = 0; for (int i = 0; i < 2; i++) sum += n; return sum; } }
        class Base { final int n; Base(int n) { this.n = n; } }
        class Derived extends Base implements Twice { Derived(int n) { super(n > 0 ? n : -n); } }
        int shapes(Object o) {
          int found = 0;
          outer:
          for (var m : Mode.values()) {
            long l = 0L; double d = 1.0;
            do {
              try { if (++l % 2 == 0) continue; d += l; if (l > 6) continue outer; }
              finally { found++; }
            } while (l < 10 & d > 0);
          }
          synchronized (o) { while (found > 14) found--; }
          return found + switch (o.toString()) { case "x" -> 1; default -> { int k = 0; while (k < 3) k++; yield k; } };
        }
        String s = "";
        for (String each : new String[] {"a", "b"}) s += each + Mode.B.f();
        new Square(2);
        s + shapes("x") + new Derived(-4).twice(new Derived(3).n)
        """;
    CellResult result = session.run(cell, new RecordedOutput());
    assertTrue(result.ok(), () -> String.valueOf(result.error()));
    assertEquals("a2b2156", result.value());
  }
}
