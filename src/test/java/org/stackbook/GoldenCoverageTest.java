package org.stackbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.fact.Facts;
import org.stackbook.fact.GoldenExample;

/**
 * No golden example is forgotten: each is held by a test, or waits for a room that is named here.
 */
@Tag("golden")
class GoldenCoverageTest {

  /** Examples whose room is not built yet, by the beginning of their id. */
  private static final TreeMap<String, String> WAITING = new TreeMap<>();

  private static final List<String> WAITING_BOOKS =
      List.of("networking", "limitations", "operations", "security", "arm-validation");

  @Test
  void everyExampleIsHeldOrWaits() throws IOException {
    List<String> prefixes = prefixesInTests();
    List<String> forgotten = new ArrayList<>();
    List<String> heldThoughWaiting = new ArrayList<>();
    int held = 0;
    for (String book : Facts.BOOKS) {
      if (WAITING_BOOKS.contains(book)) {
        continue;
      }
      for (GoldenExample example : Facts.book(book).goldenExamples()) {
        boolean tested = prefixes.stream().anyMatch(example.id()::startsWith);
        boolean waits = WAITING.keySet().stream().anyMatch(example.id()::startsWith);
        held += tested ? 1 : 0;
        if (!tested && !waits) {
          forgotten.add(example.id());
        }
        if (tested && waits) {
          heldThoughWaiting.add(example.id());
        }
      }
    }
    assertEquals(List.of(), forgotten);
    assertEquals(List.of(), heldThoughWaiting);
    assertTrue(held > 50, "held: " + held);
  }

  /** The ids and beginnings of ids that golden tests ask for. */
  private static List<String> prefixesInTests() throws IOException {
    Pattern quoted = Pattern.compile("\"((?:S2D|ASH|VM|BLOB|DISK)-[A-Za-z0-9_+-]*)\"");
    List<String> found = new ArrayList<>();
    Path tests = Path.of(System.getProperty("stackbook.basedir", "."), "src/test/java");
    try (Stream<Path> files = Files.walk(tests)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
        String text = Files.readString(file);
        if (!file.endsWith("GoldenCoverageTest.java") && text.contains("@Tag(\"golden\")")) {
          Matcher m = quoted.matcher(text);
          while (m.find()) {
            found.add(m.group(1));
          }
        }
      }
    }
    return found;
  }
}
