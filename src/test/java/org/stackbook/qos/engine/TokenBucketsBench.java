package org.stackbook.qos.engine;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.stackbook.seed.Random64;

/**
 * Decisions of token buckets: 100,000 disks in random order, half as many requests again as the
 * caps allow, so that a third of them are refused. Decisions per second on one core.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx500m")
public class TokenBucketsBench {

  private static final int DISKS = 100_000;
  private static final int DECISIONS = 1 << 20;
  private static final int IOPS = 500;

  private final TokenBuckets buckets = new TokenBuckets(DISKS);
  private final int[] disks = new int[DECISIONS];
  private double nanosPerRequest;
  private long asked;
  private long passed;

  /** Describes the disks, and who asks when. */
  @Setup
  public void describe() {
    Random64 random = new Random64(1);
    for (int disk = 0; disk < DISKS; disk++) {
      buckets.cap(disk, IOPS, 1 + random.nextInt(8));
    }
    for (int i = 0; i < DECISIONS; i++) {
      disks[i] = random.nextInt(DISKS);
    }
    nanosPerRequest = 1e9 / (1.5 * IOPS * DISKS);
  }

  /** Many decisions. */
  @Benchmark
  @OperationsPerInvocation(DECISIONS)
  public long decide() {
    long yes = 0;
    long number = asked;
    for (int disk : disks) {
      if (buckets.take(disk, (long) (number++ * nanosPerRequest), TokenBuckets.TOKEN)) {
        yes++;
      }
    }
    asked = number;
    passed += yes;
    return yes;
  }

  /** Says how many were refused. */
  @TearDown(Level.Iteration)
  public void tell() {
    System.out.printf("refused %.1f %%%n", 100.0 * (asked - passed) / asked);
  }
}
