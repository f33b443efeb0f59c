package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.GoldenExamples;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.GoldenExample;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.engine.ClusterVote;
import org.stackbook.stamp.engine.PoolVotes;
import org.stackbook.storage.engine.MirrorPlacer;
import org.stackbook.storage.engine.SlabMap;
import org.stackbook.unit.Bytes;

@Tag("golden")
class QuorumGoldenTest {

  /** The columns of both tables, and how many nodes fail at once in each of their events. */
  private static final Map<String, List<Integer>> COLUMNS =
      Map.of("oneFailure", List.of(1), "oneThenAnother", List.of(1, 1), "twoAtOnce", List.of(2));

  /**
   * A cell of one of the two tables: {@code 5+} nodes are those up to 16, and a witness that the
   * row does not mention may be there or not.
   */
  private record Cell(int nodes, boolean witness, List<Integer> failures, String expected) {
    int down() {
      return failures.stream().mapToInt(Integer::intValue).sum();
    }
  }

  private static Stream<Cell> cells(
      String nodes, String witness, Function<String, String> answers) {
    int least = Integer.parseInt(nodes.replace("+", ""));
    List<Boolean> witnesses =
        witness.equals("null") ? List.of(true, false) : List.of(Boolean.valueOf(witness));
    List<Cell> cells = new ArrayList<>();
    for (int n = least; n <= (nodes.endsWith("+") ? 16 : least); n++) {
      for (boolean has : witnesses) {
        for (Map.Entry<String, List<Integer>> column : COLUMNS.entrySet()) {
          cells.add(new Cell(n, has, column.getValue(), answers.apply(column.getKey())));
        }
      }
    }
    return cells.stream();
  }

  private static Stream<Cell> cells(String prefix, String table) {
    Stream<Cell> golden =
        GoldenExamples.of(prefix).stream()
            .flatMap(
                e ->
                    cells(
                        e.in().path("nodes").asText(),
                        e.in().path("witness").asText(),
                        column -> e.expect().path(column).asText()));
    FactBook book = Facts.storage();
    Stream<Cell> facts =
        book.entries(table).stream()
            .flatMap(
                row ->
                    cells(
                        book.fact(row + "/nodes").text(),
                        book.has(row + "/witness")
                            ? String.valueOf(book.fact(row + "/witness").flag())
                            : "null",
                        column -> book.fact(row + "/" + column).text()));
    return Stream.concat(golden, facts);
  }

  static List<Cell> clusterCells() {
    return cells("S2D-CQ-", "quorum/cluster/table").toList();
  }

  @ParameterizedTest
  @MethodSource("clusterCells")
  void clusterQuorum(Cell cell) {
    double chance =
        ClusterVote.chance(
            ClusterVote.inOrder(
                cell.nodes,
                cell.witness,
                cell.failures.stream().mapToInt(Integer::intValue).toArray()));
    double expected =
        switch (cell.expected) {
          case "Yes" -> 1;
          case "50/50" -> 0.5;
          case "No" -> 0;
          default -> throw new IllegalArgumentException(cell.expected);
        };
    assertEquals(expected, chance);
  }

  static List<Cell> poolCells() {
    return cells("S2D-PQ-", "quorum/pool/table").toList();
  }

  @ParameterizedTest
  @MethodSource("poolCells")
  void poolQuorum(Cell cell) {
    int left = cell.nodes - cell.down();
    for (int drives = 1; drives <= 12; drives++) {
      boolean kept = new PoolVotes(cell.nodes * drives, left * drives, cell.witness).majority();
      assertEquals(cell.expected, kept ? "Yes" : "No", drives + " drives per node");
    }
  }

  @ParameterizedTest
  @MethodSource("ofStamps")
  void aStampAnswersAsTheTables(boolean pool, Cell cell) {
    Stamp stamp =
        Stamp.describe(
            "golden",
            s ->
                s.build("2008")
                    .servers(
                        cell.nodes,
                        n ->
                            n.memory(Bytes.parse("384 GB"))
                                .cores(40)
                                .capacity(4, Media.SSD, Bytes.parse("4 TB")))
                    .volume("v", Bytes.parse("1 TiB")));
    Placement failed = Storage.of(stamp).place(p -> p.slab(Bytes.parse("16 GiB")));
    int at = 1;
    for (int count : cell.failures) {
      int from = at;
      at += count;
      failed = failed.fail(IntStream.range(from, at).mapToObj(i -> "n" + i).toArray(String[]::new));
    }
    StorageHealth health = failed.health(h -> h.witness(cell.witness));
    assertEquals(
        cell.expected, health.why(pool ? "pool quorum" : "cluster quorum").figure().value());
  }

  static Stream<Object[]> ofStamps() {
    return Stream.concat(
        clusterCells().stream().filter(c -> c.nodes >= 4).map(c -> new Object[] {false, c}),
        poolCells().stream().filter(c -> c.nodes >= 4).map(c -> new Object[] {true, c}));
  }

  @Test
  void fourNodesWithEqualDrives() {
    GoldenExample example = GoldenExamples.named("S2D-PQX-01");
    check(example, votes(example, 0));
  }

  @Test
  void fourNodesAndAFailedDrive() {
    GoldenExample example = GoldenExamples.named("S2D-PQX-02");
    check(example, votes(example, 1));
  }

  /** The first two of four nodes, the owner among them, less some drives of theirs. */
  private static PoolVotes votes(GoldenExample example, int failedBefore) {
    int[] drives =
        IntStream.range(0, 4)
            .map(i -> example.in().path("drivesPerNode").path(i).asInt())
            .toArray();
    return new PoolVotes(IntStream.of(drives).sum(), drives[0] + drives[1] - failedBefore, true);
  }

  @Test
  void fourNodesWithUnequalDrives() {
    GoldenExample example = GoldenExamples.named("S2D-PQX-03");
    check(
        example,
        new PoolVotes(
            example.in().path("drivesTotal").asInt(),
            example.in().path("survivingDrives").asInt(),
            true));
  }

  private static void check(GoldenExample example, PoolVotes votes) {
    assertEquals(example.expect().path("votes").asText(), votes.toString());
    assertEquals(example.expect().path("survives").asBoolean(), votes.majority());
  }

  private static final int DRIVES = 6;

  /** Three servers with six drives each; a stamp has four or more. */
  private static SlabMap threeServers() {
    int[] serverOf = IntStream.range(0, 3 * DRIVES).map(drive -> drive / DRIVES).toArray();
    int[] room = IntStream.range(0, 3 * DRIVES).map(drive -> 100).toArray();
    long room1 = 100L * DRIVES;
    return MirrorPlacer.place(serverOf, room, new long[] {room1, room1, room1}, 3, 500, 1);
  }

  private static VolumeState state(SlabMap map, BitSet gone, int... serversDown) {
    List<ClusterVote> votes = ClusterVote.inOrder(3, true, serversDown);
    PoolVotes pool = new PoolVotes(3 * DRIVES, 3 * DRIVES - gone.cardinality(), true);
    return VolumeState.of(
        ClusterVote.chance(votes) > 0,
        pool.majority(),
        map.survivors(gone, 0, map.slabs()),
        0,
        true);
  }

  @Test
  void threeServersOneDownAndDrivesOfOneOther() {
    GoldenExample example = GoldenExamples.named("S2D-FAIL-10");
    assertTrue(example.expect().path("virtualDisksAccessible").asBoolean());
    SlabMap map = threeServers();
    BitSet gone = new BitSet();
    gone.set(0, DRIVES);
    for (int failed = 1; failed <= DRIVES / 2; failed++) {
      gone.set(DRIVES + failed);
      assertTrue(state(map, gone, 1).isOnline(), failed + " drives");
    }
    // The page does not say how many drives: with more, copies survive and the pool goes.
    gone.set(DRIVES);
    assertEquals(VolumeState.WITHOUT_POOL, state(map, gone, 1));
  }

  @Test
  void threeServersWithTwoDownAreOfflineAlthoughACopyOfEverySlabSurvives() {
    SlabMap map = threeServers();
    BitSet gone = new BitSet();
    gone.set(0, 2 * DRIVES);
    int[] left = map.survivors(gone, 0, map.slabs());
    assertEquals(map.slabs(), left[1]);
    assertEquals(VolumeState.WITHOUT_POOL, state(map, gone, 1, 1));
    assertEquals(VolumeState.OFFLINE, state(map, gone, 2));
    assertFalse(state(map, gone, 1, 1).isOnline());
  }
}
