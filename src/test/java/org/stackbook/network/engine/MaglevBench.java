package org.stackbook.network.engine;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.stackbook.seed.Random64;

/** Looks up hashes in the table of a pool of 64 back ends with 65,537 slots. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MaglevBench {

  private static final int SLOTS = 65_537;
  private static final int BACK_ENDS = 64;
  private static final int HASHES = 1 << 14;

  private final long[] names = LongStream.range(0, BACK_ENDS).map(Random64::mixed).toArray();
  private final long[] hashes = new long[HASHES];
  private final int[] chosen = new int[HASHES];
  private MaglevTable table = MaglevTable.of(SLOTS, names);

  /** Draws hashes. */
  @Setup
  public void draw() {
    Random64 random = new Random64(42);
    for (int i = 0; i < HASHES; i++) {
      hashes[i] = random.nextLong();
    }
    table = MaglevTable.of(SLOTS, names);
  }

  /** One lookup of many at once. */
  @Benchmark
  @OperationsPerInvocation(HASHES)
  public int[] lookup() {
    table.of(hashes, chosen);
    return chosen;
  }

  /** The table of a whole pool. */
  @Benchmark
  public MaglevTable fill() {
    return MaglevTable.of(SLOTS, names);
  }

  /** The table when one leaves. */
  @Benchmark
  public MaglevTable without() {
    return table.without(BACK_ENDS / 2);
  }
}
