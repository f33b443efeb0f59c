package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.stackbook.storage.engine.Estimate.Method;

/**
 * One year of a full stamp, 16 servers with 16 drives of 8 TB that slabs of 256 MiB fill to 72 % in
 * three copies: drives of which 2 % fail in a year, without and with wear, outages and latent
 * errors. What is printed as ms/op is milliseconds for each year that is drawn; beside it the
 * Markov chain, in milliseconds for each solution.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx500m")
public class LossSamplerBench {

  private static final int SERVERS = 16;
  private static final int DRIVES = 16;
  private static final int COPIES = 3;
  private static final int SLABS_OF_DRIVE = (int) (8_000_000_000_000L / (256 << 20));
  private static final int YEARS = 1_000;
  private static final double YEAR = 8_766;

  /** Whether drives wear, servers have outages and sectors are unreadable. */
  @Param({"false", "true"})
  public boolean everything;

  private FailureModel model =
      new FailureModel(
          new int[] {1}, new LossRule(2, 1, 0), Lifetime.exponential(1), 1, Outages.NONE);

  /** Describes the stamp. */
  @Setup
  public void describe() {
    int[] drives = new int[SERVERS];
    Arrays.fill(drives, DRIVES);
    double share = shareOfSetsWithSlabs(drives);
    model =
        everything
            ? new FailureModel(
                drives,
                new LossRule(COPIES, share, 0.001),
                new Lifetime(1.5, 15 * YEAR, 4 * YEAR),
                8,
                new Outages(2 / YEAR, 1))
            : new FailureModel(
                drives,
                new LossRule(COPIES, share, 0),
                Lifetime.exponential(50 * YEAR),
                8,
                Outages.NONE);
  }

  private static double shareOfSetsWithSlabs(int[] drives) {
    DriveTree pool = RandomPools.alike(SERVERS, DRIVES, SLABS_OF_DRIVE);
    int slabs = (int) ((long) pool.drives() * SLABS_OF_DRIVE * 72 / 100 / COPIES);
    SlabMap map = MirrorPlacer.place(pool, COPIES, slabs, 42);
    long holding = DriveCuts.of(map, new BitSet(), pool.drives(), 0, slabs).holding(COPIES);
    return holding / DriveSets.inDifferentServers(drives, COPIES);
  }

  /** A year as it happens. */
  @Benchmark
  @OperationsPerInvocation(YEARS)
  public Estimate naiveYear() {
    return new LossSampler(model, YEAR).estimate(Method.NAIVE, YEARS, 42);
  }

  /** A year with branches. */
  @Benchmark
  @OperationsPerInvocation(YEARS)
  public Estimate biasedYear() {
    return new LossSampler(model, YEAR).estimate(Method.FAILURE_BIASING, YEARS, 42);
  }

  /** The chain: no sampling at all. */
  @Benchmark
  public double chain() {
    return MirrorChain.of(model, YEAR).probability();
  }
}
