package org.stackbook.compute.engine;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.stackbook.seed.Random64;

/**
 * VMs placed in a second: 10,000 of mixed sizes on 1,000 hosts, alone or a third of them in sets.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VmPlacementBench {

  private static final int HOSTS = 1_000;
  private static final int VMS = 10_000;
  private static final int SETS = 300;

  private final long[] free = new long[HOSTS];
  private final long[] memory = new long[VMS];
  private final int[] set = new int[VMS];
  private final HostRules rules;

  /** The hosts and VMs of seed 42. */
  public VmPlacementBench() {
    Random64 random = new Random64(42);
    Arrays.fill(free, 320L << 30);
    Arrays.setAll(memory, i -> (7L << random.nextInt(4)) << 29);
    Arrays.setAll(set, i -> random.nextInt(3) == 0 ? random.nextInt(SETS) : VmPlacer.NO_SET);
    rules =
        new HostRules(
            Arrays.stream(free).sum(),
            new MemoryReserve(320L << 30, HOSTS - 2, 0, 0, 0, false),
            60,
            VMS);
  }

  /** VMs that are in no set. */
  @Benchmark
  @OperationsPerInvocation(VMS)
  public int alone() {
    VmPlacer placer = new VmPlacer(free, 0, rules, 0, 42);
    for (int i = 0; i < VMS; i++) {
      placer.create(memory[i], true, VmPlacer.NO_SET, 0);
    }
    return placer.created();
  }

  /** A third of them in sets of some eleven VMs and three fault domains. */
  @Benchmark
  @OperationsPerInvocation(VMS)
  public int inSets() {
    VmPlacer placer = new VmPlacer(free, 0, rules, SETS, 42);
    for (int i = 0; i < VMS; i++) {
      placer.create(memory[i], true, set[i], i % 3);
    }
    return placer.created();
  }
}
