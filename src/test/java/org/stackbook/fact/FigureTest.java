package org.stackbook.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.unit.Bytes;

@Tag("unit")
class FigureTest {

  private static final Figure<Integer> SERVERS = Figure.given("servers", 1_008, "servers(…)");
  private static final Figure<Bytes> DRIVE =
      Figure.given("drive", Bytes.parse("8 TB"), "capacity(…)");

  @Test
  void aFormulaShowsNamesAndValues() {
    Figure<Bytes> raw =
        Figure.derived("raw", Bytes.parse("8064 TB"), "{servers} × {drive}", SERVERS, DRIVE);
    assertEquals("servers × drive", raw.formula());
    assertEquals("1,008 × 8 TB", raw.substituted());
    assertEquals("raw = 8,064 TB", raw.toString());
    assertEquals(Confidence.DERIVED, raw.confidence());
  }

  @Test
  void aFormulaThatNamesNoInputIsAFault() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Figure.derived("raw", 1, "{servers} × {drives}", SERVERS));
  }

  @Test
  void aFigureIsAsWeakAsItsWeakestInput() {
    Fact slab = Facts.ours().fact("slab/sizeMiB");
    Fact limit = Facts.storage().fact("pool/maxDrives/value");
    Figure<Bytes> assumed = Figure.stated("slab", slab.bytes(), slab);
    Figure<Integer> documented = Figure.stated("most drives", limit.integer(), limit);
    assertEquals(Confidence.DOCUMENTED, documented.confidence());
    assertEquals(Confidence.ASSUMED, assumed.confidence());
    Figure<Integer> both =
        Figure.derived("both", 1, "{slab} and {most drives}", assumed, documented);
    assertEquals(Confidence.ASSUMED, both.confidence());
    assertEquals(List.of(assumed), both.assumptions());
    assertTrue(both.toString().endsWith("*"), both.toString());
    assertEquals(2, both.sources().size());
    assertEquals(Confidence.ASSUMED, documented.assuming("no reason").confidence());
  }

  @Test
  void sharedInputsAreFollowedOnce() {
    Fact slab = Facts.ours().fact("slab/sizeMiB");
    Figure<?> assumed = Figure.stated("slab", slab.bytes(), slab);
    Figure<?> top = assumed;
    // 2^60 ways lead from the top to the bottom.
    for (int i = 0; i < 60; i++) {
      top = Figure.derived("level " + i, i, "{" + top.name() + "}", top, top);
    }
    Figure<?> figure = top;
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertEquals(Confidence.ASSUMED, figure.confidence());
          assertEquals(List.of(assumed), figure.assumptions());
          assertEquals(slab.sources(), figure.sources());
          assertEquals(Builds.ALL, figure.builds());
        });
  }

  @Test
  void aFactIsReadOnce() {
    assertSame(Facts.ours().fact("slab/sizeMiB"), Facts.ours().fact("slab/sizeMiB"));
  }

  @Test
  void whatASecondarySourceStatesIsStarred() {
    Fact minimum = Facts.hardware().fact("minimumNode/coresPerNodeMin");
    assertEquals(Confidence.REPORTED, minimum.confidence());
    assertEquals(Confidence.REPORTED, Facts.storage().fact("layout/slab/sizeMB").confidence());
    assertTrue(minimum.confidence().starred());
    assertEquals("16*", Figure.stated("cores", 16, minimum).starredText());
    assertEquals("1,600", Figure.given("cores", 1_600, "cores(…)").starredText());
  }

  @Test
  void factsAreTyped() {
    assertEquals(416, Facts.storage().fact("pool/maxDrives/value").integer());
    assertEquals(
        Bytes.parse("400 TB"),
        Facts.storage().fact("pool/capacityPerServerTB/recommendedMax").bytes());
    assertEquals(
        Bytes.parse("32 GiB"), Facts.storage().fact("cache/metadataReserveBytes/value").bytes());
    assertEquals(Bytes.parse("256 KB"), Facts.storage().fact("layout/interleaveKB/value").bytes());
    assertEquals(
        85.0,
        Facts.storage().fact("mirrorAcceleratedParity/rotationThresholdPct").ratio().toPercent());
    Fact text = Facts.storage().fact("cache/scope");
    assertThrows(IllegalStateException.class, text::integer);
    assertThrows(IllegalStateException.class, text::bytes);
    assertThrows(IllegalStateException.class, () -> Facts.storage().fact("cache/bindingAlgorithm"));
    assertThrows(IllegalStateException.class, () -> Facts.storage().fact("no/such/fact"));
    assertThrows(IllegalStateException.class, () -> Facts.book("no-such-book"));
  }

  @Test
  void theNearestSourceIsTheOneThatCounts() {
    assertEquals("HW", code("cache/memory/rule"));
    assertEquals("CA", code("cache/scope"));
    assertEquals("PV", code("pool/volumesPerCluster/0/max"));
    assertEquals("DP", code("pool/maxDrives/value"));
    assertEquals("SS", code("pool/metadata"));
    assertEquals("NR", code("resiliency/types/5/copies"));
  }

  private static String code(String path) {
    return Facts.storage().fact(path).sources().get(0).code();
  }

  @ParameterizedTest
  @CsvSource({
    "GA..1808, 1707, true",
    "GA..1808, 1808, true",
    "GA..1808, 1809, false",
    "1809 and later, 1808, false",
    "1809 and later, 2311, true",
    "..2005, 2005, true",
    "..2005, 2008, false",
    "2008.., 2005, false",
    "before 1905, 1904, true",
    "before 1905, 1905, false",
    "published 2019-06 to at least 2021-03 (1905..2008), 1904, false",
    "published 2019-06 to at least 2021-03 (1905..2008), 2008, true",
    "as shown for 2108, 2108, true",
    "as shown for 2108, 2102, false"
  })
  void buildsAreReadAsTheFilesWordThem(String text, String build, boolean included) {
    assertEquals(included, Builds.parse(text).includes(build));
  }

  @Test
  void rangesOfBuildsMeet() {
    Builds early = Builds.parse("GA..1808");
    assertEquals("1802..1808", early.and(Builds.parse("1802..")).orElseThrow().text());
    assertTrue(early.and(Builds.parse("1809 and later")).isEmpty());
    assertEquals(Builds.ALL, Builds.ALL.and(Builds.ALL).orElseThrow());
    assertThrows(IllegalArgumentException.class, () -> Builds.parse("some day"));
  }
}
