package org.stackbook.fact;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@Tag("unit")
class FactFilesTest {

  static final List<String> BOOKS = Facts.BOOKS;

  /**
   * Values that their files state without naming a source. They cannot be used: asking for one
   * fails. A value that is needed gets its source in the file first and leaves this list.
   */
  private static final Set<String> WITHOUT_SOURCE =
      Set.of(
          "arm-validation#checks",
          "arm-validation#comparison",
          "arm-validation#depth",
          "arm-validation#expressions",
          "arm-validation#linkedDeployments",
          "arm-validation#notChecked",
          "arm-validation#precedence",
          "arm-validation#statuses",
          "arm-validation#templates",
          "azure-stack-hub-capacity#memory",
          "hardware#notes",
          "hardware#roles",
          "hardware#systems",
          "limitations#differencePages",
          "limitations#differencePagesRepository",
          "networking#loadBalancing",
          "networking#logicalNetworks",
          "networking#publicIpPools",
          "security#assessments",
          "security#layers",
          "security#principles",
          "storage-spaces-direct#appliesToHost",
          "storage-spaces-direct#layout",
          "storage-spaces-direct#pool",
          "vm-sizes-and-disks#iopsRules",
          "vm-sizes-and-disks#notes");

  @ParameterizedTest
  @FieldSource("BOOKS")
  void isWellFormed(String name) {
    FactBook book = Facts.book(name);
    assertFalse(book.title().isBlank());
    assertFalse(book.paths().isEmpty());
    book.sources()
        .forEach((code, source) -> assertFalse(source.citation().isBlank(), name + " " + code));
  }

  @ParameterizedTest
  @FieldSource("BOOKS")
  void everySourceThatIsNamedExists(String name) throws IOException {
    FactBook book = Facts.book(name);
    for (String text : sourceTexts(json(name))) {
      assertDoesNotThrow(() -> book.resolve(text), text);
    }
  }

  @Test
  void everyFactHasASourceOrIsKnownToHaveNone() {
    Set<String> without = new TreeSet<>();
    for (String name : Facts.BOOKS) {
      FactBook book = Facts.book(name);
      for (String path : book.paths()) {
        try {
          assertFalse(book.fact(path).sources().isEmpty());
        } catch (IllegalStateException e) {
          assertTrue(String.valueOf(e.getMessage()).endsWith("names no source"), e.getMessage());
          without.add(name + "#" + path.split("/", 2)[0]);
        }
      }
    }
    assertEquals(new TreeSet<>(WITHOUT_SOURCE), without);
  }

  @ParameterizedTest
  @FieldSource("BOOKS")
  void removingASourceIsNoticed(String name) throws IOException {
    ObjectNode root = (ObjectNode) json(name);
    Set<String> used = new HashSet<>();
    for (String text : sourceTexts(root)) {
      Facts.book(name).resolve(text).forEach(source -> used.add(source.code()));
    }
    used.remove("");
    for (String code : used) {
      ObjectNode broken = root.deepCopy();
      ((ObjectNode) broken.path("sources")).remove(code);
      if (broken.path("sources").isEmpty()) {
        continue;
      }
      FactBook book = new FactBook(name, broken);
      assertThrows(
          IllegalStateException.class,
          () -> sourceTexts(broken).forEach(book::resolve),
          () -> name + " without " + code);
    }
  }

  @Test
  void goldenExamplesAreNamedOnceAndTellBothSidesAndTheirSource() {
    Set<String> ids = new HashSet<>();
    for (String name : Facts.BOOKS) {
      FactBook book = Facts.book(name);
      for (GoldenExample example : book.goldenExamples()) {
        assertTrue(ids.add(example.id()), () -> example.id() + " twice");
        assertFalse(example.in().isMissingNode(), example.id());
        assertFalse(example.expect().isMissingNode(), example.id());
        assertFalse(book.resolve(example.source()).isEmpty(), example.id());
      }
    }
    assertTrue(ids.size() > 200, () -> "only " + ids.size());
  }

  @ParameterizedTest
  @FieldSource("BOOKS")
  void everyRangeOfBuildsCanBeRead(String name) throws IOException {
    for (JsonNode builds : json(name).findValues("builds")) {
      if (builds.isTextual()) {
        assertDoesNotThrow(() -> Builds.parse(builds.asText()), builds.asText());
      }
    }
  }

  /** Texts of all keys that name a source, golden examples included. */
  private static List<String> sourceTexts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.properties()
        .forEach(
            member -> {
              String key = member.getKey();
              JsonNode value = member.getValue();
              if ((key.equals("source") || key.endsWith("Source")) && value.isTextual()) {
                texts.add(value.asText());
              } else if (key.equals("sources") && value.isArray()) {
                value.forEach(code -> texts.add(code.asText()));
              } else {
                texts.addAll(sourceTexts(value));
              }
            });
    if (node.isArray()) {
      node.forEach(entry -> texts.addAll(sourceTexts(entry)));
    }
    return texts;
  }

  private static JsonNode json(String name) throws IOException {
    try (InputStream in =
        Facts.class.getResourceAsStream("/org/stackbook/facts/" + name + ".json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
