package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stackbook.seed.Random64;

/** Hashes of flows are even, independent of each other, and of what the tuple says only. */
@Tag("property")
class FlowHashTest {

  private static final int[] BITS = {32, 16, 32, 16, 8};
  private static final int ALL_BITS = Arrays.stream(BITS).sum();

  private static long hash(FlowHash hash, int[] packet) {
    return hash.of(packet[0], packet[1], packet[2], packet[3], packet[4]);
  }

  private static int[] packet(Random64 random) {
    return Arrays.stream(BITS)
        .map(bits -> (int) (random.nextLong() >>> (Long.SIZE - bits)))
        .toArray();
  }

  @Test
  void eachBitOfTheTupleMovesHalfTheBitsOfTheHash() {
    FlowHash hash = Fabrics.five(1);
    Random64 random = new Random64(3);
    int trials = 4_000;
    int[][] flips = new int[ALL_BITS][Long.SIZE];
    for (int trial = 0; trial < trials; trial++) {
      int[] packet = packet(random);
      long before = hash(hash, packet);
      int bit = 0;
      for (int field = 0; field < BITS.length; field++) {
        for (int b = 0; b < BITS[field]; b++, bit++) {
          packet[field] ^= 1 << b;
          long moved = before ^ hash(hash, packet);
          packet[field] ^= 1 << b;
          for (int out = 0; out < Long.SIZE; out++) {
            flips[bit][out] += (int) (moved >>> out & 1);
          }
        }
      }
    }
    // Six standard deviations: 6,656 counts stay within with all but one in 70,000.
    double allowed = 6 * Math.sqrt(trials * 0.25);
    for (int[] ofBit : flips) {
      for (int count : ofBit) {
        assertEquals(trials / 2.0, count, allowed);
      }
    }
  }

  /** Addresses and ports in a row, as they come from one site behind address translation. */
  @ParameterizedTest
  @EnumSource(Fabrics.Way.class)
  void flowsInARowAreSpreadEvenly(Fabrics.Way way) {
    Choice pool = Fabrics.pool(way, 63);
    FlowHash hash = Fabrics.five(11);
    long[] counts = new long[63];
    for (int client = 0; client < 1_000; client++) {
      for (int port = 50_000; port < 50_400; port++) {
        counts[pool.of(hash.of(0x0A000000 + client, port, Fabrics.VIP, 443, Fabrics.TCP))]++;
      }
    }
    assertTrue(ChiSquared.uniform(counts) < ChiSquared.limit(62), Arrays.toString(counts));
  }

  @ParameterizedTest
  @EnumSource(HashTuple.class)
  void clientsInARowAreSpreadEvenlyByAnyTuple(HashTuple tuple) {
    FlowHash hash = new FlowHash(tuple, HashedSource.CUSTOMER, 5);
    MaglevTable pool = Fabrics.maglev(65_537, 64);
    long[] counts = new long[64];
    for (int client = 0; client < 200_000; client++) {
      counts[pool.of(hash.of(0x0A000000 + client, 50_000, Fabrics.VIP, 443, Fabrics.TCP))]++;
    }
    assertTrue(ChiSquared.uniform(counts) < ChiSquared.limit(63), Arrays.toString(counts));
  }

  /** Whether the flows of each MUX are spread evenly over back ends, too. */
  private static double together(long routerSeed, long muxSeed) {
    Flows flows = Fabrics.flows(200_000);
    FlowChoice router = new FlowChoice(Fabrics.five(routerSeed), ModuloTable.of(8));
    FlowChoice mux = new FlowChoice(Fabrics.five(muxSeed), ModuloTable.of(64));
    long[] counts = new long[8 * 64];
    for (int flow = 0; flow < flows.count(); flow++) {
      counts[router.of(flows, flow) * 64 + mux.of(flows, flow)]++;
    }
    return ChiSquared.uniform(counts);
  }

  @Test
  void hashesOfDifferentSeedsAreIndependent() {
    assertTrue(together(1, 2) < ChiSquared.limit(511));
    assertTrue(together(2, 2) > 100 * ChiSquared.limit(511));
  }

  @Test
  void aTupleLeavesOutWhatItDoesNotSay() {
    Random64 random = new Random64(9);
    for (int trial = 0; trial < 1_000; trial++) {
      int[] packet = packet(random);
      for (int field = 0; field < BITS.length; field++) {
        int[] other = packet.clone();
        other[field] ^= 1 << random.nextInt(BITS[field]);
        for (HashTuple tuple : HashTuple.values()) {
          FlowHash hash = new FlowHash(tuple, HashedSource.CUSTOMER, trial);
          boolean counts =
              switch (tuple) {
                case FIVE -> true;
                case THREE -> field % 2 == 0;
                case TWO -> field == 0 || field == 2;
              };
          assertEquals(counts, hash(hash, packet) != hash(hash, other), tuple + " " + field);
        }
      }
    }
  }

  @Test
  void clientsOfOneHostAreOneWhereTheHostIsHashed() {
    Flows.Builder collected = new Flows.Builder(64);
    for (int client = 0; client < 64; client++) {
      collected.add(0x0A000204 + client, 0x0B0B8001, 50_000 + client, Fabrics.VIP, 443, 6, 0);
    }
    Flows flows = collected.build();
    FlowHash byHost = new FlowHash(HashTuple.TWO, HashedSource.PROVIDER, 4);
    FlowHash byClient = new FlowHash(HashTuple.TWO, HashedSource.CUSTOMER, 4);
    assertEquals(1, IntStream.range(0, 64).mapToLong(f -> byHost.of(flows, f)).distinct().count());
    assertEquals(
        64, IntStream.range(0, 64).mapToLong(f -> byClient.of(flows, f)).distinct().count());
  }

  @Test
  void noTwoFlowsOfACrowdAreAlike() {
    ClientCrowd crowd = new ClientCrowd(1_000, 65_500, 65_535, 3);
    Flows flows = new Flows.Builder(0).add(crowd, 36_000, Fabrics.VIP, 443, 6, 0).build();
    assertEquals(
        36_000,
        IntStream.range(0, flows.count())
            .mapToLong(f -> ((long) flows.source(f) << 16) + flows.sourcePort(f))
            .distinct()
            .count());
    assertEquals(36_000, crowd.mostFlows());
    assertNotEquals(crowd.address(1), new ClientCrowd(1_000, 65_500, 65_535, 4).address(1));
  }
}
