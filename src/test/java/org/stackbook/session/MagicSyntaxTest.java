package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.error.Refusal;

@Tag("unit")
class MagicSyntaxTest {

  private static final String RUN = "org.stackbook.session.CellWords.runLineMagic(";
  private static final String VALUE = "org.stackbook.session.CellWords.lineMagic(";

  @Test
  void aLineThatStartsWithAPercentSignIsACall() {
    assertEquals(
        RUN + "\"maven\", java.util.List.of(\"a:b:1\", \"c d\"));",
        MagicSyntax.toJava("%maven a:b:1 \"c d\" ;"));
  }

  @Test
  void theLinesAroundAMagicStayWhereTheyAre() {
    assertEquals(
        "int a = 1;\n" + RUN + "\"jars\", java.util.List.of(\"x.jar\"));\r\nint b;",
        MagicSyntax.toJava("int a = 1;\n%jars x.jar\r\nint b;"));
  }

  @Test
  void afterAnEqualsSignTheValueIsAskedFor() {
    assertEquals(
        "var l = " + VALUE + "\"jars\", java.util.List.of(\"x\"));",
        MagicSyntax.toJava("var l = %jars x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int x = a\n  %b;",
        "String s = \"\n%jars x\n\";",
        "String s = \"\"\"\n%jars x\n  \\\"\"\" \" \"\"\n%jars\n\"\"\";",
        "// a comment;\nint c = 5 %d;",
        "/* ;\n%jars x\n*/",
        "char c = '\"'; int y = 7\n%c;",
        "String f = String.format(\"a %s\", 5);",
        "x = 5 % y;",
        "int x = switch (y) { default -> 7; }\n%z;",
        "int f() { return switch (y) { default -> 7; }\n%z; }",
        "f(new int[] {1}.length,\n7\n%z);",
        "% y"
      })
  void textInStringsCommentsAndExpressionsIsLeftAlone(String java) {
    assertEquals(java, MagicSyntax.toJava(java));
  }

  @Test
  void aMagicAfterStringsAndCommentsIsStillFound() {
    String cell = "var s = \"\"\"\n;\"\"\";\n// x\n%lsmagic";
    assertTrue(MagicSyntax.toJava(cell).endsWith(RUN + "\"lsmagic\", java.util.List.of());"));
  }

  @Test
  void aMagicAfterABlockOfStatementsIsFound() {
    for (String block :
        List.of(
            "if (a == b) {}", "class A { int b = 1; }", "@A(x = 1) class B {}", "int a[] = {1};")) {
      assertTrue(MagicSyntax.toJava(block + "\n%lsmagic").contains(RUN), block);
    }
  }

  @Test
  void theStatementOfATimeMagicIsPassedAsItStandsAndItsValueIsKept() {
    assertEquals(
        VALUE + "\"time\", java.util.List.of(\"f(\\\"a  b\\\", --c)\"));",
        MagicSyntax.toJava("%time f(\"a  b\", --c);"));
  }

  @Test
  void aCellMagicBelowTheFirstLineIsRefused() {
    Refusal refusal =
        assertThrows(Refusal.class, () -> MagicSyntax.toJava("int a = 1;\n%%html\n<b>x</b>"));
    assertEquals("%%html", refusal.given());
    assertEquals("String s = \"%%html\";", MagicSyntax.toJava("String s = \"%%html\";"));
    assertEquals(2, MagicSyntax.blank("int a;\n%%html").lines().count());
  }

  @Test
  void veryLongStringsAreRead() {
    String java =
        "var s = \"" + "a\\n".repeat(100_000) + "\"; var t = \"\"\"\n%x\n" + "b\n".repeat(100_000);
    assertEquals(java, MagicSyntax.toJava(java));
  }

  @Test
  void blankingMovesNothing() {
    String cell = "%jars x.jar\nint a = 1;";
    String blank = MagicSyntax.blank(cell);
    assertEquals(cell.length(), blank.length());
    assertEquals("int a = 1;", blank.strip());
  }

  @Test
  void aCellMagicTakesTheRestOfTheCell() {
    MagicSyntax.CellCall call = MagicSyntax.cellMagic("%%loadFromPOM -x \"a b\"\n<a>\n%b\n").get();
    assertEquals("loadFromPOM", call.name());
    assertEquals(List.of("-x", "a b"), call.args());
    assertEquals("<a>\n%b\n", call.body());
    assertTrue(MagicSyntax.cellMagic("int a; %%x").isEmpty());
  }

  @Test
  void backslashesInPathsSurvive() {
    assertEquals(
        List.of("C:\\lib\\a.jar", "say \"hi\""),
        MagicSyntax.words("C:\\lib\\a.jar \"say \\\"hi\\\"\""));
  }
}
