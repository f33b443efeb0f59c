package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.fact.Figure;

@Tag("unit")
class FootnotesTest {

  private static List<Figure<?>> assumed(int count) {
    return IntStream.rangeClosed(1, count)
        .<Figure<?>>mapToObj(i -> Figure.assumed("value " + i, i, "nobody knows"))
        .toList();
  }

  @Test
  void aTableHasAFewLinesAndTellsOfTheOthers() {
    assertEquals(7, Footnotes.under(assumed(7)).size());
    List<String> lines = Footnotes.under(assumed(9));
    assertEquals(7, lines.size());
    assertEquals("and 3 more; explain() tells them all", lines.get(6));
    assertEquals(9, Footnotes.of(assumed(9)).size());
  }

  @Test
  void whatRestsOnAnAssumptionIsNotOneItself() {
    Figure<?> rate = Figure.assumed("rate", 2, "nobody knows");
    Figure<?> twice = Figure.derived("twice", 4, "2 × {rate}", rate);
    assertEquals(1, Footnotes.of(List.of(twice)).size());
  }
}
