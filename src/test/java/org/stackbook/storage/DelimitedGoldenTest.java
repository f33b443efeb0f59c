package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.GoldenExamples;
import org.stackbook.error.Refusal;
import org.stackbook.fact.GoldenExample;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

@Tag("golden")
class DelimitedGoldenTest {

  private static final Bytes GB = Bytes.parse("1 GB");

  /** Servers named as on the page, with one volume of 100 GB. */
  private static Stamp stamp(int servers) {
    return Stamp.describe(
        "page",
        s -> {
          s.build("1908");
          for (int i = 1; i <= servers; i++) {
            s.server(
                "Server" + i,
                n ->
                    n.memory(Bytes.parse("384 GB"))
                        .cores(40)
                        .capacity(4, Media.SSD, Bytes.parse("4 TB")));
          }
          s.volume("v", Bytes.in(100, ByteUnit.GB));
        });
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<Integer> perServer(Placement placed) {
    int[] held = placed.map().copiesPerDrive(placed.drives().count());
    List<Integer> sums = new ArrayList<>();
    for (int i = 0; i < held.length; i += 4) {
      sums.add(held[i] + held[i + 1] + held[i + 2] + held[i + 3]);
    }
    return sums;
  }

  private static List<Integer> expected(GoldenExample example) {
    return StreamSupport.stream(example.expect().path("perServerGB").spliterator(), false)
        .map(JsonNode::asInt)
        .toList();
  }

  @Test
  void theFootprintIsOnTheNamedServersAndMovesWithThem() {
    GoldenExample first = GoldenExamples.named("S2D-FOOT-07");
    List<String> servers = texts(first.in().path("delimitedTo"));
    Placement placed =
        Storage.of(stamp(first.in().path("servers").asInt()))
            .place(p -> p.slab(GB).delimit("v", servers.toArray(String[]::new)));
    assertEquals(first.in().path("sizeGB").asInt(), placed.slabs());
    assertEquals(expected(first), perServer(placed));

    GoldenExample then = GoldenExamples.named("S2D-FOOT-08");
    List<String> moved = new ArrayList<>(servers);
    moved.remove(then.in().path("remove").asText());
    moved.add(then.in().path("add").asText());
    Placement delimited = placed.delimit("v", moved.toArray(String[]::new));
    assertEquals(expected(first), perServer(delimited), "nothing moves by itself");
    Rebalancing optimized = delimited.optimize();
    assertEquals(expected(then), perServer(optimized.after()));
    // What Server1 held goes to Server4, and nothing else moves.
    assertEquals(100L, optimized.why("copies moved").figure().value());
    assertEquals(100L, optimized.why("copies lacking").figure().value());
  }

  /** Of all sets of failed servers, the share that the volume survives. */
  private static double survivalPct(Placement placed, int servers, int failed) {
    int survived = 0;
    int sets = 0;
    for (int set = 0; set < 1 << servers; set++) {
      if (Integer.bitCount(set) == failed) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
          if ((set >> i & 1) == 1) {
            names.add("Server" + (i + 1));
          }
        }
        sets++;
        survived += placed.fail(names.toArray(String[]::new)).slabsWith(0) == 0 ? 1 : 0;
      }
    }
    return 100.0 * survived / sets;
  }

  @Test
  void threeFailuresTakeARegularVolumeAndHardlyEverADelimitedOne() {
    GoldenExample regular = GoldenExamples.named("S2D-DELIM-01");
    int servers = regular.in().path("servers").asInt();
    int failed = regular.in().path("failed").asInt();
    // As many slabs as a volume of that size has: every set of three servers holds some.
    Placement everywhere = Storage.of(stamp(servers)).place();
    assertEquals(
        regular.expect().path("survivalPct").asDouble(), survivalPct(everywhere, servers, failed));
    GoldenExample delimited = GoldenExamples.named("S2D-DELIM-02");
    Placement confined =
        Storage.of(stamp(servers)).place(p -> p.delimit("v", "Server1", "Server2", "Server3"));
    assertEquals(
        delimited.expect().path("survivalPct").asDouble(), survivalPct(confined, servers, failed));
  }

  @Test
  void theReserveOfADelimitedPoolHasNoMaximum() {
    GoldenExample example = GoldenExamples.named("S2D-DELIM-04");
    assertTrue(example.expect().path("maximum").isNull());
    Placement placed =
        Storage.of(stamp(6)).place(p -> p.delimit("v", "Server1", "Server2", "Server3"));
    // One drive of 4 TB in each of six servers.
    assertEquals(Bytes.in(24, ByteUnit.TB), placed.why("reserve").figure().value());
  }

  @Test
  void whatCannotBeDelimitedIsRefused() {
    Storage storage = Storage.of(stamp(6));
    Refusal few =
        assertThrows(Refusal.class, () -> storage.place(p -> p.delimit("v", "Server1", "Server2")));
    assertTrue(few.getMessage().contains("3 copies"), few.getMessage());
    assertThrows(
        Refusal.class, () -> storage.place(p -> p.delimit("v", "Server1", "Server1", "Server2")));
    Refusal unknown =
        assertThrows(
            Refusal.class,
            () -> storage.place(p -> p.delimit("v", "Server1", "Server2", "Server33")));
    assertEquals("Server3", unknown.nearest().orElse(""), unknown.getMessage());
    assertThrows(
        Refusal.class, () -> storage.place(p -> p.delimit("w", "Server1", "Server2", "Server3")));
    assertThrows(
        Refusal.class,
        () ->
            storage.place(
                p -> p.delimit("v", "Server1", "Server2", "Server3").delimit("v", "Server4")));
    // Three servers hold 12 TB each beside the reserve.
    Refusal large =
        assertThrows(
            Refusal.class,
            () ->
                storage
                    .place(p -> p.delimit("v", "Server1", "Server2", "Server3"))
                    .grow("v", Bytes.in(12, ByteUnit.TB)));
    assertTrue(large.getMessage().contains("at most 11.89"), large.getMessage());
  }

  @Test
  void aDelimitedVolumeGrowsWhereItIs() {
    Placement placed =
        Storage.of(stamp(6))
            .place(p -> p.slab(GB).delimit("v", "Server1", "Server2", "Server3"))
            .grow("v", Bytes.in(50, ByteUnit.GB))
            .add("w", Bytes.in(50, ByteUnit.GB));
    List<Integer> held = perServer(placed);
    assertEquals(600, held.stream().mapToInt(Integer::intValue).sum());
    // Even: 100 on each server. 150 of v are on each of the first three, 50 of w on the others.
    assertEquals(List.of(150, 150, 150, 50, 50, 50), perServer(placed.optimize().after()));
  }
}
