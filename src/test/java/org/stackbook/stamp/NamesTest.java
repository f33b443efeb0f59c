package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stackbook.stamp.Samples.assertSays;
import static org.stackbook.stamp.Samples.refusedBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class NamesTest {

  @Test
  void runsOfThreeAndMoreAreShortened() {
    assertEquals("n1..n3", Names.shorten(List.of("n1", "n2", "n3")));
    assertEquals("n1, n2, n4", Names.shorten(List.of("n1", "n2", "n4")));
    assertEquals("n8..n11, x", Names.shorten(List.of("n8", "n9", "n10", "n11", "x")));
    assertEquals("a-08..a-10", Names.shorten(List.of("a-08", "a-09", "a-10")));
    assertEquals("n3, n2, n1", Names.shorten(List.of("n3", "n2", "n1")));
    assertEquals("", Names.shorten(List.of()));
  }

  @Test
  void whatIsShortenedIsExpandedAgain() {
    assertEquals(List.of("n8", "n9", "n10", "x"), Names.expand("n8..n10, x", 16));
    assertEquals(List.of("a-08", "a-09", "a-10"), Names.expand("a-08..a-10", 16));
    assertEquals(List.of("n1"), Names.expand("n1..n1", 16));
  }

  @Test
  void whatIsNoRunIsRefused() {
    for (String wrong : List.of("n5..n2", "n1..m3", "n..m", "a..a1", "n01..n3")) {
      assertSays(
          refusedBy(() -> Names.expand(wrong, 16)), "\"" + wrong + "\"", "not a run", "n1..n8");
    }
    for (String wrong : List.of("", "n1,,n2", "n1..", "..n3", "n1..n2..n3")) {
      assertSays(
          refusedBy(() -> Names.expand(wrong, 16)), "\"" + wrong + "\"", "written like", "n1..n8");
    }
  }

  @Test
  void runsEndAtTheMostThatMayBe() {
    assertEquals(16, Names.expand("n1..n16", 16).size());
    assertSays(
        refusedBy(() -> Names.expand("n1..n999999999", 16)),
        "\"n1..n999999999\"",
        "more than 16 names",
        "at most 16");
    assertSays(
        refusedBy(() -> Names.expand("n1..n16, n17", 16)), "\"n1..n16, n17\"", "more than 16", "");
    assertSays(
        refusedBy(() -> Names.expand("n999999999..n9999999999", 16)),
        "\"n999999999..n9999999999\"",
        "",
        "");
  }
}
