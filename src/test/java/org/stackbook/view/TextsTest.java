package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TextsTest {

  @Test
  void widthIsThatOfATerminal() {
    assertEquals(2, Texts.width("n1"));
    assertEquals(4, Texts.width("東京"));
    assertEquals(1, Texts.width("e\u0301"));
    assertEquals(2, Texts.width("😀"));
  }

  @Test
  void cutLeavesRoomForTheEllipsisAndSplitsNoCharacter() {
    assertEquals("abcd", Texts.cut("abcd", 4));
    assertEquals("abc…", Texts.cut("abcde", 4));
    assertEquals("😀…", Texts.cut("😀😀😀", 4));
  }

  @Test
  void terminalsGetNoEscapesAndNoReordering() {
    assertEquals("\ufffd[31mred", Texts.clean("\u001b[31mred"));
    assertEquals("a\ufffdb c", Texts.clean("a\u202eb\nc"));
    assertEquals(2_001, Texts.clean("x".repeat(1_000_000)).length());
  }

  @Test
  void aParagraphKeepsAllOfALongWord() {
    List<String> lines = new ArrayList<>();
    Texts.paragraph(lines, "- ", "  ", "see docs/storage-spaces/plan-volumes.md", 20);
    assertEquals(List.of("- see docs/storage-", "  spaces/plan-", "  volumes.md"), lines);
  }

  @Test
  void aCellCutsALongWord() {
    assertEquals(List.of("see", "docs/sto…"), Texts.wrap("see docs/storage-spaces", 9));
  }
}
