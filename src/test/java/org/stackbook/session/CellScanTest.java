package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.session.CellScan.End;

/** Code that is being typed. */
@Tag("unit")
class CellScanTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.b(c|CODE",
        "f(\"a|STRING",
        "f(\"a\\\"|STRING",
        "f(\"a\\\\\"|CODE",
        "f(\"\"\"a\" \"\" b|TEXT_BLOCK",
        "f(\"\"\"a\"\"\"|CODE",
        "'\"'|CODE",
        "'\"|CHARACTER",
        "a // \"b|LINE_COMMENT",
        "a /* // |COMMENT",
        "a /* // */|CODE",
        "\"// \"|CODE"
      })
  void whatTheCursorStandsInIsKnown(String code, End end) {
    assertEquals(end, CellScan.of(code).end());
  }

  @Test
  void anUnclosedStringEndsWithItsLine() {
    assertEquals(End.CODE, CellScan.of("f(\"a\nb").end());
  }

  @Test
  void textsAndCommentsAreBlankAndAllElseStaysInPlace() {
    assertEquals("f(\"   \", '  ')       ; g", CellScan.of("f(\"a(b\", '\\'') /*(*/ ; g").code());
  }

  @Test
  void openBracketsAreKnownTheInnermostFirst() {
    assertEquals(List.of(15, 8, 1), CellScan.of("f(a[1], (\")\" + {").open());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.b(c, d)[1].e|a.b(c, d)[1].e",
        "x = f(a).b|f(a).b",
        "f(\"s.t\".u|\"s.t\".u",
        "y + new Foo(1).b|new Foo(1).b",
        "s -> s.b(\")\")|s.b(\")\")"
      })
  void anExpressionReachesBackToWhereItBegins(String code, String expression) {
    CellScan scan = CellScan.of(code);
    assertEquals(expression, code.substring(scan.expressionStart(code.length())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "f(1, x|``",
        "a(); f(x|a();",
        "m(n -> n.f(x|m(n ->",
        "m(n -> { a(); n.f(x|m(n -> { a();",
        "for (int i = 0; i < 3; i++) f(i|for (int i = 0; i < 3; i++)",
        "if (a) { b(); } x|if (a) { b(); }"
      })
  void aStatementCouldBeginWhereTheSameNamesAreKnown(String code, String before) {
    CellScan scan = CellScan.of(code);
    assertEquals(before, code.substring(0, scan.statementStart(code.length() - 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "f()|0",
        "f(1, g(2, 3), \",\", 4)|3",
        "f(new HashMap<String, Integer>(), 2|1",
        "f(a < b, c > d)|1",
        "f(x -> { a(1, 2); }, 3); g(4, 5)|1"
      })
  void argumentsAreCounted(String code, int commas) {
    assertEquals(commas, CellScan.commas(code, 1));
  }
}
