package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A word that a cell gives null is refused by its name; nulls of the user's own code are his. */
@Tag("unit")
class NullGivenTest {

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.builder().startup(StartupSnippet.text()).build();
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

  @Test
  void theWordIsNamedAndTheLineIsFound() {
    CellError error = error("stamp(\"oslo\", s -> s\n    .build(\n        null))");
    assertEquals("Refusal", error.name());
    assertTrue(
        error.message().startsWith("build(null): null was given where a value is needed."),
        error::message);
    assertEquals(2, error.line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes(null)",
        "bytes((String) null)",
        "java.util.stream.Stream.of(1).map(each -> bytes(null)).toList()",
        "java.util.Arrays.asList(\"1 TB\", null).stream().map(each -> bytes(each)).toList()",
        "java.util.Arrays.asList(\"1 TB\", null).stream().map(Stackbook::bytes).toList()"
      })
  void howeverItIsCalled(String cell) {
    CellError error = error("import org.stackbook.Stackbook;\n" + cell);
    assertTrue(error.message().startsWith("bytes(null): null was given"), error::message);
  }

  @Test
  void oneOfSeveralValuesIsLeftOpen() {
    CellError error = error("stamp(\"x\", s -> s.volume(\"data\", null))");
    assertTrue(error.message().startsWith("volume(…): null was given"), error::message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String none = null; none.length()",
        "throw (RuntimeException) null;",
        "java.util.List.of((Object) null)",
        "stamp(\"x\", s -> { String none = null; none.length(); })",
        "stamp(\"x\", s -> java.util.Objects.requireNonNull(null))",
        "throw new NullPointerException(\"mine\");"
      })
  void nullsOfTheUsersOwnCodeStayWhatTheyAre(String cell) {
    assertEquals("java.lang.NullPointerException", error(cell).name());
  }
}
