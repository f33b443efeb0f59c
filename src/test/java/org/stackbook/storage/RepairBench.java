package org.stackbook.storage;

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

/**
 * Repair of a full stamp of 16 servers with 16 drives of 8 TB, placed to 72 %, as a user of a warm
 * session waits for it: new places, loads, times and verdict. The heap is held to 500 MB.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx500m")
public class RepairBench {

  private final Placement placed = PlacementBench.filled(PlacementBench.fullStamp());

  private final Placement server = placed.fail("n3");
  private final Placement servers = placed.fail("n3", "n6");
  private final Placement drive = placed.fail("n5/disk7");

  /** One server is gone. */
  @Benchmark
  public String server() {
    return server.repair().verdict();
  }

  /** Two servers are gone, and some slabs are on their last copy. */
  @Benchmark
  public String servers() {
    return servers.repair().verdict();
  }

  /** One drive is gone. */
  @Benchmark
  public String drive() {
    return drive.repair().verdict();
  }

  /** A server comes back. */
  @Benchmark
  public String back() {
    return server.back("n3").verdict();
  }
}
