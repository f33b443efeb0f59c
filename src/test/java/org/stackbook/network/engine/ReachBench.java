package org.stackbook.network.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.stackbook.seed.Random64;

/**
 * Seconds for all pairs of 1,000 NICs on one port. Each has 200 rules of its own, half of them for
 * what comes in; most rules match the port, which is the worst case.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 5)
@Fork(3)
public class ReachBench {

  private static final int NICS = 1_000;
  private static final int RULES = 200;
  private static final long NETWORK = 0x0a000000L;
  private static final AclPacket KIND = new AclPacket(6, 0, 50_000, 0, 443);

  private final List<ReachEnd> ends = new ArrayList<>();

  /** The rules of seed 42. */
  public ReachBench() {
    Random64 random = new Random64(42);
    for (int i = 0; i < NICS; i++) {
      ends.add(
          new ReachEnd(
              NETWORK + 4 + 3L * i, List.of(filter(random, true)), List.of(filter(random, false))));
    }
  }

  private static AclFilter filter(Random64 random, boolean out) {
    List<AclRule> rules = new ArrayList<>();
    AclRanges any = AclRanges.of(0, (1L << 32) - 1);
    for (int i = 0; i < RULES / 2; i++) {
      long size = 1L << random.nextInt(7);
      long first = NETWORK + random.nextInt(4 * NICS) / size * size;
      AclRanges network = AclRanges.of(first, first + size - 1);
      int port = random.nextInt(8) == 0 ? 1_433 : 443;
      rules.add(
          new AclRule(
              new RuleRegion(
                  AclRanges.of(6, 6),
                  out ? any : network,
                  AclRanges.of(0, 65_535),
                  out ? network : any,
                  AclRanges.of(port, port)),
              random.nextInt(2) == 0));
    }
    return new AclFilter(rules, random.nextInt(2) == 0);
  }

  /** Who reaches whom. */
  @Benchmark
  public long allPairs() {
    return ReachMatrix.of(ends, KIND).pairs();
  }

  /** The same, each pair asked for itself: what a reader would write first. */
  @Benchmark
  public long pairByPair() {
    long pairs = 0;
    for (ReachEnd from : ends) {
      for (ReachEnd to : ends) {
        AclPacket packet = new AclPacket(6, from.address(), 50_000, to.address(), 443);
        if (from.address() != to.address()
            && from.out().get(0).allows(packet)
            && to.in().get(0).allows(packet)) {
          pairs++;
        }
      }
    }
    return pairs;
  }
}
