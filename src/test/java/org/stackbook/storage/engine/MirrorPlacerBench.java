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
 * Places all slabs of a full stamp: 16 servers with 16 drives of 8 TB, 72 % of the raw capacity
 * filled with three-way mirror. The slab is 256 MiB, or 256 MB as third parties write it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx500m")
public class MirrorPlacerBench {

  private static final int SERVERS = 16;
  private static final int DRIVES = 16;
  private static final int COPIES = 3;

  /** Bytes of a slab. */
  @Param({"268435456", "256000000"})
  public long slab;

  private int[] serverOfDrive = {};
  private int[] slabsOfDrive = {};
  private long[] slabsOfServer = {};
  private int slabs;

  /** Describes the pool. */
  @Setup
  public void describe() {
    int perDrive = (int) (8_000_000_000_000L / slab);
    serverOfDrive = new int[SERVERS * DRIVES];
    Arrays.setAll(serverOfDrive, d -> d / DRIVES);
    slabsOfDrive = new int[SERVERS * DRIVES];
    Arrays.fill(slabsOfDrive, perDrive);
    slabsOfServer = new long[SERVERS];
    Arrays.fill(slabsOfServer, (long) (DRIVES - 1) * perDrive);
    slabs = (int) ((long) SERVERS * DRIVES * perDrive * 72 / 100 / COPIES);
  }

  /** One placement of all slabs. */
  @Benchmark
  public SlabMap place() {
    return MirrorPlacer.place(serverOfDrive, slabsOfDrive, slabsOfServer, COPIES, slabs, 42);
  }
}
