package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a session tells while the user types. */
@Tag("unit")
class SessionHelpTest {

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.builder().build();
    session.run(
        "int declaredBefore = 1;\nint twice(int number) { return 2 * number; }",
        new RecordedOutput());
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void completionKnowsWhatEarlierCellsDeclared() {
    Completion found = session.complete("declaredB", 9);
    assertEquals(0, found.start());
    assertEquals(9, found.end());
    assertTrue(found.candidates().contains("declaredBefore"), found::toString);
  }

  @Test
  void completionLooksAtTheStatementThatHoldsTheCursor() {
    String code = "%jars x.jar\nint p = 1;\nMath.ab\nint q = 2;";
    int cursor = code.indexOf(".ab") + 3;
    Completion found = session.complete(code, cursor);
    assertEquals(cursor - 2, found.start());
    assertTrue(found.candidates().contains("abs("), found::toString);
  }

  @Test
  void completionOfNonsenseIsEmpty() {
    assertEquals(0, session.complete("no.such.thing.x", 15).candidates().size());
    assertEquals(0, session.complete("\"a string", 5).candidates().size());
  }

  @Test
  void inspectionShowsTheSignatureInsideAndAtTheEndOfAName() {
    for (int cursor : new int[] {2, 5, 6}) {
      assertTrue(
          session.inspect("twice(1)", cursor).get().text().contains("twice(int number)"),
          "cursor " + cursor);
    }
    assertTrue(session.inspect("Math.abs(", 8).get().text().contains("abs(double"));
    assertFalse(session.inspect("nonsense", 3).isPresent());
  }

  @Test
  void completenessKnowsOpenAndBrokenCode() {
    assertEquals(Completeness.Status.COMPLETE, session.isComplete("int a = 1; a").status());
    assertEquals(Completeness.Status.COMPLETE, session.isComplete("").status());
    assertEquals(Completeness.Status.COMPLETE, session.isComplete("%%loadFromPOM\n<a").status());
    assertEquals(Completeness.Status.INVALID, session.isComplete("int a = );").status());
    assertEquals(
        new Completeness(Completeness.Status.INCOMPLETE, "      "),
        session.isComplete("void f() {\n  if (true) {"));
  }
}
