package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Places all slabs of a full stamp: 16 servers with 16 or 12 drives of 8 TB, 72 % of the raw
 * capacity filled with three-way mirror; and evens them out when a server leaves and joins again.
 * The slab is 256 MiB, or 256 MB as third parties write it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx500m")
public class MirrorPlacerBench {

  private static final int SERVERS = 16;
  private static final int COPIES = 3;

  /** Bytes of a slab. */
  @Param({"268435456", "256000000"})
  public long slab;

  /** Drives of a server. */
  @Param({"16", "12"})
  public int drives;

  private DriveTree full = RandomPools.alike(1, 1, 1);
  private DriveTree smaller = full;
  private SlabMap onFull = new SlabMap(COPIES, new char[0]);
  private SlabMap onSmaller = onFull;
  private int[] leaves = {};
  private int[] stays = {};
  private int slabs;

  /** Describes the pool. */
  @Setup
  public void describe() {
    int perDrive = (int) (8_000_000_000_000L / slab);
    full = RandomPools.alike(SERVERS, drives, perDrive);
    smaller = RandomPools.alike(SERVERS - 1, drives, perDrive);
    slabs = (int) ((long) SERVERS * drives * perDrive * 72 / 100 / COPIES);
    leaves = new int[SERVERS * drives];
    Arrays.setAll(leaves, d -> d < (SERVERS - 1) * drives ? d : -1);
    stays = Arrays.copyOf(leaves, (SERVERS - 1) * drives);
    onFull = place();
    onSmaller = leave().map();
  }

  /** One placement of all slabs. */
  @Benchmark
  public SlabMap place() {
    return MirrorPlacer.place(full, COPIES, slabs, 42);
  }

  /** A server leaves for good. */
  @Benchmark
  public Rebalance leave() {
    return MirrorRebalancer.rebalance(onFull, leaves, smaller, 42);
  }

  /** A server joins. */
  @Benchmark
  public Rebalance join() {
    return MirrorRebalancer.rebalance(onSmaller, stays, full, 42);
  }
}
