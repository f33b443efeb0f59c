package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.session.CellSource.Piece;

/** How long cells are cut into snippets. */
@Tag("unit")
class CellSourceTest {

  /** Statements that go on after what could be their end. */
  private static final List<String> LONG =
      List.of(
          "if (true) { /* @ */\n}\n// comment\n\nelse {\n  int a = 1;\n}",
          "try { /* @ */\n}\n/* comment\n */\nfinally {\n}",
          "do { /* @ */\n}\nwhile (false);",
          "String s = \"\"\"\n  @\n  // x\n  /* y\n  z; \n  \"\"\";",
          "var l = List.of(/* @ */ 1)\n  .stream()\n  // c\n  .map(i -> i)\n  .toList();");

  @Test
  void piecesEndWhereTheyDoWhateverStandsBefore() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      for (String statement : LONG) {
        // The end of what is looked at first falls on each line of the statement in turn.
        for (int width = 1880; width < 2010; width += 7) {
          String padded = statement.replace("@", "x".repeat(width));
          String code = padded + "\n" + "int y;\n".repeat(50);
          List<Piece> pieces = CellSource.split(code, shell.sourceCodeAnalysis());
          assertEquals(
              List.of(padded, "int y;"),
              pieces.stream().limit(2).map(piece -> piece.source().strip()).toList());
          assertEquals(51, pieces.size());
          assertEquals(padded.length() + 1, pieces.get(1).offset());
        }
      }
    }
  }
}
