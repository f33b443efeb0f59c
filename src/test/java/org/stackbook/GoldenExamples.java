package org.stackbook;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.stackbook.fact.Facts;
import org.stackbook.fact.GoldenExample;

/** The golden examples of the facts, for the tests that hold them against the engine. */
public final class GoldenExamples {

  private GoldenExamples() {}

  /** The examples whose id matches one of the prefixes. */
  public static List<GoldenExample> of(String... prefixes) {
    List<GoldenExample> found =
        all().filter(e -> Stream.of(prefixes).anyMatch(p -> e.id().startsWith(p))).toList();
    if (found.isEmpty()) {
      throw new NoSuchElementException("no golden example " + String.join(", ", prefixes));
    }
    return found;
  }

  /** The example of that id. */
  public static GoldenExample named(String id) {
    return all()
        .filter(e -> e.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no golden example " + id));
  }

  private static Stream<GoldenExample> all() {
    return Facts.BOOKS.stream().flatMap(book -> Facts.book(book).goldenExamples().stream());
  }
}
