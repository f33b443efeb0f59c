package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.stamp.Samples.tb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.GoldenExamples;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.GoldenExample;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * The examples of the facts about drives in a server and servers in a pool. Some have three servers
 * or three drive types, which Azure Stack does not take: they ask the rules of Storage Spaces
 * Direct alone.
 */
@Tag("golden")
class StampGoldenTest {

  private static final Pattern DRIVES = Pattern.compile("([0-9]+) (?:x ([0-9.]+ [TG]B) )?(\\w+)");

  private static Media media(String label) {
    return Arrays.stream(Media.values())
        .filter(m -> m.toString().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /** {@code All SSD (same model)} or {@code NVMe + SSD + HDD}. */
  private static List<Media> present(GoldenExample example) {
    String text = example.in().path("present").asText();
    return Arrays.stream(text.replaceAll("All |\\(.*\\)", "").split("\\+"))
        .map(label -> media(label.strip()))
        .toList();
  }

  private static Server server(String name, Map<Media, Integer> drives) {
    ServerBuilder n = new ServerBuilder().memory(tb(1)).cores(40);
    drives.forEach((media, count) -> n.drives(count, media, tb(1)));
    return n.build(name, "server");
  }

  static Stream<GoldenExample> modes() {
    return GoldenExamples.of("S2D-CMODE-").stream();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void cacheSelectionAndMode(GoldenExample example) {
    Tiers tiers = Tiers.of(present(example));
    JsonNode expect = example.expect();
    assertEquals(
        expect.path("cache").isNull() ? "none" : expect.path("cache").asText(),
        tiers.cache().map(Media::toString).orElse("none"));
    List<String> capacity = new ArrayList<>();
    expect.path("capacity").forEach(c -> capacity.add(c.asText()));
    assertEquals(capacity, tiers.capacity().stream().map(Media::toString).toList());
    String mode = expect.path("mode").asText();
    for (Media media : tiers.capacity()) {
      CacheMode has = tiers.modeFor(media);
      switch (has) {
        case NONE -> assertTrue(mode.startsWith("none"), mode);
        case READ_WRITE -> assertTrue(mode.matches("read\\+write( for HDD.*)?"), mode);
        case WRITE_ONLY -> assertTrue(mode.matches("(.*, )?write-only( for SSD)?"), mode);
      }
    }
    assertEquals(mode.contains("read+write"), tiers.isHybrid());
  }

  static Stream<GoldenExample> minima() {
    return GoldenExamples.of("S2D-MIN-").stream();
  }

  /** The minimum is taken; with one drive less of any kind it is refused. */
  @ParameterizedTest
  @MethodSource("minima")
  void minimumDrivesPerServer(GoldenExample example) {
    Tiers tiers = Tiers.of(present(example));
    Map<Media, Integer> least = new TreeMap<>();
    Matcher m = DRIVES.matcher(example.expect().path("minimum").asText());
    while (m.find()) {
      int count = Integer.parseInt(m.group(1));
      if (m.group(3).equals("others")) {
        least.put(tiers.capacity().first(), count - tiers.capacity().size() + 1);
        tiers.capacity().stream().skip(1).forEach(other -> least.put(other, 1));
      } else {
        least.put(media(m.group(3)), count);
      }
    }
    assertEquals(new TreeSet<>(present(example)), least.keySet());
    StorageSpacesRules.server(server("n1", least));
    for (Media media : least.keySet()) {
      if (least.get(media) > 1) {
        Map<Media, Integer> fewer = new TreeMap<>(least);
        fewer.merge(media, -1, Integer::sum);
        assertThrows(
            Refusal.class, () -> StorageSpacesRules.server(server("n1", fewer)), fewer.toString());
      }
    }
  }

  static Stream<GoldenExample> symmetries() {
    return GoldenExamples.of("S2D-SYM-04", "S2D-SYM-05", "S2D-SYM-06", "S2D-SYM-08", "S2D-SYM-09")
        .stream();
  }

  @ParameterizedTest
  @MethodSource("symmetries")
  void driveSymmetry(GoldenExample example) {
    List<Server> servers = new ArrayList<>();
    for (JsonNode node : example.in().path("servers")) {
      ServerBuilder n = new ServerBuilder().memory(tb(1)).cores(40);
      for (Map.Entry<String, JsonNode> drives : node.properties()) {
        String[] words = drives.getKey().split(" ", 2);
        boolean sized = words.length > 1 && words[1].matches("[0-9.]+[TG]B");
        n.drives(drives.getValue().asInt(), media(words[0]), sized ? Bytes.parse(words[1]) : tb(4));
      }
      servers.add(n.build("n" + (servers.size() + 1), "server"));
    }
    Runnable rules =
        () -> {
          for (Server server : servers) {
            StorageSpacesRules.server(server);
            StorageSpacesRules.alike(servers.get(0), server);
          }
        };
    if (example.expect().path("supported").asBoolean()) {
      rules.run();
    } else {
      assertThrows(Refusal.class, rules::run);
    }
  }

  @Test
  void thereAreExamplesOfBothKindsOfSymmetry() {
    assertEquals(
        Set.of(true, false),
        symmetries()
            .map(e -> e.expect().path("supported").asBoolean())
            .collect(Collectors.toSet()));
  }

  private static Server cacheExample(GoldenExample example) {
    ServerBuilder n = new ServerBuilder().memory(tb(1)).cores(40);
    for (String key : List.of("cache", "capacity")) {
      Matcher m = DRIVES.matcher(example.in().path(key).asText());
      assertTrue(m.matches(), key);
      n.drives(Integer.parseInt(m.group(1)), media(m.group(3)), Bytes.parse(m.group(2)));
    }
    Server server = n.build("n1", "server");
    assertEquals(tb(example.expect().path("capacityTB").asDouble()), server.rawCapacity());
    assertEquals(tb(example.expect().path("cacheTB").asDouble()), server.cacheCapacity());
    return server;
  }

  @Test
  void cacheOfTenPerCentForHdd() {
    GoldenExample example = GoldenExamples.named("S2D-CACHE-01");
    Server server = cacheExample(example);
    assertEquals(
        Ratio.percent(example.expect().path("ratioPct").asDouble()),
        server.cacheCapacity().shareOf(server.rawCapacity()));
    assertTrue(Advice.smallCache("n1", server).isEmpty());
  }

  @Test
  void cacheOfCloserToFivePerCentForAllFlash() {
    GoldenExample example = GoldenExamples.named("S2D-CACHE-02");
    Server server = cacheExample(example);
    assertEquals("closer to 5", example.expect().path("ratioPct").asText());
    assertEquals(5, server.cacheCapacity().shareOf(server.rawCapacity()).toPercent(), 0.5);
    assertTrue(Advice.smallCache("n1", server).isEmpty());
  }

  @Test
  void eachCapacityDriveBehindACacheIsAHybridDisk() {
    GoldenExample example = GoldenExamples.named("S2D-CACHE-03");
    Server server =
        server(
            "n1",
            Map.of(
                Media.SSD,
                example.in().path("cacheDrives").asInt(),
                Media.HDD,
                example.in().path("capacityDrives").asInt()));
    assertEquals(
        example.expect().path("hybridDiskInstances").asInt(), server.capacityDrives().size());
  }

  /** The order of the drive types is the one that the facts print. */
  @Test
  void theOrderOfMediaIsThatOfTheFact() {
    String order = String.join(" > ", Arrays.stream(Media.values()).map(Media::toString).toList());
    assertTrue(Facts.storage().fact("cache/selection").text().contains(order), order);
    assertEquals("WriteOnly", Facts.storage().fact("cache/ssdMode").text());
    assertEquals("ReadWrite", Facts.storage().fact("cache/hddMode").text());
  }

  /** Scale units that the examples of Azure Stack speak of exist in a build of their time. */
  @Test
  void examplesOfAzureStackHaveAllowedNumbersOfServers() {
    for (GoldenExample example : Facts.capacity().goldenExamples()) {
      if (example.in().path("N").isInt()) {
        int servers = example.in().path("N").asInt();
        Limits limits = Build.named("1908").limits();
        assertTrue(
            servers >= limits.fewestServers().value() && servers <= limits.mostServers().value(),
            example.id());
      }
    }
  }
}
