package org.stackbook.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.GoldenExamples;
import org.stackbook.fact.Figure;
import org.stackbook.fact.GoldenExample;
import org.stackbook.unit.Timespan;

/** The examples of the facts about updates. */
@Tag("golden")
class UpdateGoldenTest {

  /** The build before those of the examples. */
  private static final Map<String, String> BEFORE =
      Map.of("2005", "2002", "2008", "2005", "2102", "2008");

  private static UpdatePlan update(String from, int servers, String to) {
    return Stamps.compute(from, servers, 384).place(p -> p.vm("Standard_D2_v2", 8)).update(to);
  }

  static List<GoldenExample> runTimes() {
    return GoldenExamples.of("ASH-UPD-");
  }

  @ParameterizedTest
  @MethodSource("runTimes")
  void runTimesAsPublished(GoldenExample example) {
    String build = example.in().path("build").asText();
    assertEquals(4, example.expect().size());
    for (Map.Entry<String, JsonNode> nodes : example.expect().properties()) {
      UpdatePlan plan =
          update(BEFORE.getOrDefault(build, ""), Integer.parseInt(nodes.getKey()), build);
      for (String end : List.of("least", "most")) {
        Figure<?> time = plan.why("run time, " + end).figure();
        double hours = nodes.getValue().get(end.equals("least") ? 0 : 1).asDouble();
        assertEquals(Timespan.hours(hours), time.value());
        assertFalse(time.confidence().starred());
      }
    }
  }

  @Test
  void threeFaultDomainsDuringTheUpdateOfFourNodes() {
    GoldenExample example = GoldenExamples.named("ASH-FD-4NODE");
    int servers = example.in().path("N").asInt();
    int domains = example.in().path("faultDomains").asInt();
    Optional<String> error = Optional.of(example.expect().path("error").asText());
    assertEquals(error, update("1901", servers, "1902").creationError(domains));
    assertEquals(error, update("2002", servers, "2005").creationError(domains));
    assertEquals(Optional.empty(), update("2002", servers, "2005").creationError(2));
    assertEquals(Optional.empty(), update("2005", servers, "2008").creationError(domains));
    assertEquals(Optional.empty(), update("2002", servers + 1, "2005").creationError(domains));
    assertTrue(
        update("2002", servers, "2005").data().notes().stream()
            .anyMatch(note -> note.contains("scale sets") && note.contains(error.get())));
  }

  /** Between 4 servers (13 to 20 h) and 8 (16 to 26 h), and above that 12 (19 to 32 h). */
  @ParameterizedTest
  @CsvSource({"5, 13.75, 21.5", "6, 14.5, 23", "7, 15.25, 24.5", "10, 17.5, 29"})
  void betweenPublishedNumbersTheHoursGrowEvenlyAndAreStarred(
      int servers, double least, double most) {
    UpdatePlan plan = update("2005", servers, "2008");
    assertEquals(Timespan.hours(least), plan.why("run time, least").figure().value());
    assertEquals(Timespan.hours(most), plan.why("run time, most").figure().value());
    assertTrue(plan.why("run time, most").figure().confidence().starred());
  }

  /** 15 to 42, 13 to 20 and 13 to 20 hours on four servers. */
  @Test
  void noBuildIsLeftOut() {
    UpdatePlan plan = update("1910", 4, "2008");
    assertEquals(Timespan.hours(41), plan.why("run time, least").figure().value());
    assertEquals(Timespan.hours(82), plan.why("run time, most").figure().value());
    assertEquals("Full", plan.why("type of 2002").figure().value());
  }

  @Test
  void oneNumberOfHoursIsNoRangeAndNoHoursAreNoRunTime() {
    assertEquals(
        Timespan.hours(16), update("1902", 4, "1903").why("run time, most").figure().value());
    assertEquals("Express", update("1902", 4, "1903").why("type of 1903").figure().value());
    assertTrue(update("1907", 4, "1908").verdict().contains("Not for every build"));
  }
}
