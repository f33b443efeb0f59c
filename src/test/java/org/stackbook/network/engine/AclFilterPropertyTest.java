package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.network.engine.RandomRules.Rules;
import org.stackbook.seed.Random64;

/** Filters, single and for all pairs, against a reference that goes through rules bit by bit. */
@Tag("property")
class AclFilterPropertyTest {

  private static final int TCP = 6;
  private static final AclRanges ALL = AclRanges.of(0, (1L << 32) - 1);

  @Test
  void aPacketPassesAsTheReferenceSays() {
    Random64 random = new Random64(1);
    int allowed = 0;
    for (int i = 0; i < 300; i++) {
      Rules rules = RandomRules.of(random, random.nextInt(12));
      AclFilter filter = rules.compiled();
      for (int from : RandomRules.ADDRESSES) {
        for (int to : RandomRules.ADDRESSES) {
          int protocol = random.nextInt(3) == 0 ? 17 : TCP;
          int fromPort = RandomRules.PORTS[random.nextInt(RandomRules.PORTS.length)];
          int port = RandomRules.PORTS[random.nextInt(RandomRules.PORTS.length)];
          boolean expected = rules.allows(protocol, from, fromPort, to, port);
          AclPacket packet =
              new AclPacket(
                  protocol, RandomRules.number(from), fromPort, RandomRules.number(to), port);
          assertEquals(expected, filter.allows(packet), () -> rules + " " + packet);
          allowed += expected ? 1 : 0;
        }
      }
    }
    assertTrue(allowed > 10_000 && allowed < 66_000, "allowed: " + allowed);
  }

  @Test
  void allValuesOfAFieldAreAsEachOfThemAsked() {
    Random64 random = new Random64(2);
    for (int i = 0; i < 1_000; i++) {
      Rules rules = RandomRules.of(random, random.nextInt(25));
      AclFilter filter = rules.compiled();
      int other = RandomRules.ADDRESSES[random.nextInt(RandomRules.ADDRESSES.length)];
      AclPacket packet =
          new AclPacket(TCP, RandomRules.number(other), 50_000, RandomRules.number(other), 443);
      AclRanges to = filter.allowed(packet, AclField.DESTINATION, ALL);
      AclRanges from = filter.allowed(packet, AclField.SOURCE, ALL);
      for (int address : RandomRules.ADDRESSES) {
        long number = RandomRules.number(address);
        assertEquals(rules.allows(TCP, other, 50_000, address, 443), to.contains(number));
        assertEquals(rules.allows(TCP, address, 50_000, other, 443), from.contains(number));
      }
    }
  }

  /** As many filters at each end as there may be, none of them alike. */
  @Test
  void allPairsAreAsEachOfThemAsked() {
    Random64 random = new Random64(3);
    int[] addresses = RandomRules.ADDRESSES.clone();
    for (int i = 0; i < 200; i++) {
      shuffle(addresses, random);
      int nics = random.nextInt(addresses.length + 1);
      List<List<Rules>> out = new ArrayList<>();
      List<List<Rules>> in = new ArrayList<>();
      List<ReachEnd> ends = new ArrayList<>();
      for (int nic = 0; nic < nics; nic++) {
        out.add(some(random));
        in.add(some(random));
        ends.add(
            new ReachEnd(
                RandomRules.number(addresses[nic]), compiled(out.get(nic)), compiled(in.get(nic))));
      }
      ReachMatrix matrix = ReachMatrix.of(ends, new AclPacket(TCP, 0, 50_000, 0, 443));
      long pairs = 0;
      for (int from = 0; from < nics; from++) {
        for (int to = 0; to < nics; to++) {
          int a = addresses[from];
          int b = addresses[to];
          boolean expected =
              out.get(from).stream().allMatch(rules -> rules.allows(TCP, a, 50_000, b, 443))
                  && in.get(to).stream().allMatch(rules -> rules.allows(TCP, a, 50_000, b, 443));
          assertEquals(expected, matrix.reaches(from, to), from + " to " + to);
          assertEquals(expected, matrix.from(from).get(to));
          pairs += expected && from != to ? 1 : 0;
        }
      }
      assertEquals(pairs, matrix.pairs());
    }
  }

  private static List<Rules> some(Random64 random) {
    List<Rules> filters = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      filters.add(RandomRules.of(random, random.nextInt(10)));
    }
    return filters;
  }

  private static List<AclFilter> compiled(List<Rules> filters) {
    return filters.stream().map(Rules::compiled).toList();
  }

  private static void shuffle(int[] values, Random64 random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  @Test
  void anInterruptEndsTheQuestionForAllPairs() {
    List<ReachEnd> ends = List.of(new ReachEnd(1, List.of(), List.of()));
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () -> ReachMatrix.of(ends, new AclPacket(TCP, 0, 50_000, 0, 443)));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
