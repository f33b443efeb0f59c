package org.stackbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.fact.Facts;
import org.stackbook.fact.GoldenExample;

/**
 * No golden example is forgotten: each is held by a test, or its book waits for a room and is named
 * here. A golden test asks for examples by id, or by the beginning of ids up to a dash or
 * underscore; it holds all that it gets.
 */
@Tag("golden")
class GoldenCoverageTest {

  /** Books whose room is not built yet. */
  private static final List<String> WAITING_BOOKS =
      List.of("limitations", "operations", "security", "arm-validation");

  private static final Pattern QUOTED =
      Pattern.compile("\"((?:S2D|ASH|VM|BLOB|DISK|NET)-[A-Za-z0-9_+-]*)\"");

  private static final Pattern FILTERED =
      Pattern.compile("GoldenExamples\\.of\\([^)]*\\)\\s*\\.stream\\(\\)\\s*\\.filter\\(");

  @Test
  void everyExampleIsHeldOrWaits() throws IOException {
    List<String> asked = askedForInTests();
    List<String> forgotten = new ArrayList<>();
    int held = 0;
    for (String book : Facts.BOOKS) {
      if (WAITING_BOOKS.contains(book)) {
        continue;
      }
      for (GoldenExample example : Facts.book(book).goldenExamples()) {
        if (asked.stream().anyMatch(id -> asksFor(id, example.id()))) {
          held++;
        } else {
          forgotten.add(example.id());
        }
      }
    }
    assertEquals(List.of(), forgotten);
    assertTrue(held > 50, "held: " + held);
  }

  private static boolean asksFor(String asked, String id) {
    boolean isBeginning = asked.endsWith("-") || asked.endsWith("_");
    return isBeginning ? id.startsWith(asked) : id.equals(asked);
  }

  @Test
  void anIdAsksForItselfOnly() {
    assertTrue(asksFor("S2D-CQ-", "S2D-CQ-3W"));
    assertTrue(asksFor("S2D-CQ-3", "S2D-CQ-3"));
    assertFalse(asksFor("S2D-CQ-3", "S2D-CQ-3W"));
  }

  /** What a test leaves out of the examples that it got would count as held. */
  @Test
  void noTestLeavesOutExamplesThatItAskedFor() throws IOException {
    List<String> filtering = new ArrayList<>();
    for (String text : goldenTests()) {
      Matcher m = FILTERED.matcher(text);
      while (m.find()) {
        filtering.add(m.group());
      }
    }
    assertEquals(List.of(), filtering);
    assertTrue(FILTERED.matcher("GoldenExamples.of(\"VM-\").stream()\n  .filter(").find());
  }

  /** The ids and beginnings of ids that golden tests ask for. */
  private static List<String> askedForInTests() throws IOException {
    List<String> found = new ArrayList<>();
    for (String text : goldenTests()) {
      Matcher m = QUOTED.matcher(text);
      while (m.find()) {
        found.add(m.group(1));
      }
    }
    return found;
  }

  private static List<String> goldenTests() throws IOException {
    List<String> texts = new ArrayList<>();
    Path tests = Path.of(System.getProperty("stackbook.basedir", "."), "src/test/java");
    try (Stream<Path> files = Files.walk(tests)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
        String text = Files.readString(file);
        if (!file.endsWith("GoldenCoverageTest.java") && text.contains("@Tag(\"golden\")")) {
          texts.add(text);
        }
      }
    }
    return texts;
  }
}
